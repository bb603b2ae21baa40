"""The `caseworker` command: the use cases without a window."""
