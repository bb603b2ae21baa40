"""Bringing other people's spreadsheets in: choose, look, check, take; and take it back."""
