"""Faults beneath the program: each call by which it or SQLite changes a disk fails, kills, tears or lies, one at a time."""
