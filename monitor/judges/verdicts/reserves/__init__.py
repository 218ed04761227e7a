"""Cash and the dollar reserve: how large, what for, filled with what, and which way it went."""
