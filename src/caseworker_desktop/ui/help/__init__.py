"""Help for the screen in front (F1)."""
