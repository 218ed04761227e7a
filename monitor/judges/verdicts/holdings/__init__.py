"""What is held: how many units, at what average cost, by whom, and how that moved."""
