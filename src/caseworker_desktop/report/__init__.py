"""Numbers out of the records: periods, what the rules need of the records, the rules of indicators, and their figures."""
