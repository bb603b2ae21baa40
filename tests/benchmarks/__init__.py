"""What `make bench` measures: the program's work as a ratio to a floor that is measured in the same run."""
