"""The project pages: what each project is, its money, parts, products and agreements; the office edits, laptops read."""
