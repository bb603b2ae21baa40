"""Other programs that bring two copies of the same records together, beside our import in the same run."""
