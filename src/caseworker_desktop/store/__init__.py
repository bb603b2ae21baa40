"""The encrypted database; it knows no noun, only declarations."""
