"""Migrations of log, keys, search and local tables."""
