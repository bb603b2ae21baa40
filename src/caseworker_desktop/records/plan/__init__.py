"""The individual help plan: goals, steps, reviews, and the versions that were signed."""
