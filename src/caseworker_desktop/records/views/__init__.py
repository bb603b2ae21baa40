"""Reads over several kinds at once: frozen rows out, never a live one."""
