"""The people and their cases: who they are, where they stand with the law, what they agreed to."""
