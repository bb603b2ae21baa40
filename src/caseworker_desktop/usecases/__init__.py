"""What staff can do: the only writers. Plain values and frozen rows in and out."""
