"""The plan editor: goals in the client's own words, their steps, and the page that will be printed."""
