"""The way through the gate: a person's tab of leaving, and the lists of all who leave, are followed up or handed over."""
