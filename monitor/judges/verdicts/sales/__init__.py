"""Coins sold, said not to be sold, or said to be sold some day; and what the money was for."""
