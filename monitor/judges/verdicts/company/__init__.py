"""The company itself: its name and how its shares are split."""
