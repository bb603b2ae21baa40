"""Whole jobs, by command and by window, on real files."""
