"""Mentors, their clearances and their matches."""
