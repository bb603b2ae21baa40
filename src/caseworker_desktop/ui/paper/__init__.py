"""The page on which any paper is seen before it is printed or saved."""
