"""The builder of one's own reports: what is listed, its columns, conditions and grouping, with the first rows beside it."""
