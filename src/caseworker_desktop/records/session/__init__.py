"""Consultations, groups and events: who came, what was done, what was noted."""
