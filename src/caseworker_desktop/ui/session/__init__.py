"""The consultation panel: the quickest way from a talk to a record."""
