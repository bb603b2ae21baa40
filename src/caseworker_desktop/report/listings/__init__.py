"""Reports other than indicators: rows out of the same facts, by the same rules of what counts."""
