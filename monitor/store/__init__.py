"""Store: the raw archive, and the only writer of SQLite."""
