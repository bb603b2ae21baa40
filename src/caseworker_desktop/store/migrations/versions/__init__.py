"""One file a step, each of them only adding."""
