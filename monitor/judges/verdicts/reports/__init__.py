"""What stands in the tables and sentences of quarterly and annual reports."""
