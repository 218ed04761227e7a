"""The people of the company, and what they do for themselves: shares they sell, coins they own, offices."""
