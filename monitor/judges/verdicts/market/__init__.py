"""What no filing decides alone: prices, flows, and what the coins and shares are worth by them."""
