"""Settings of this window."""
