"""What five real projects need, row by row: each test is named by the id of the row of tests/data/acceptance.csv that it holds."""
