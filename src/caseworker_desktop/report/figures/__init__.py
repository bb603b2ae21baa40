"""What reports need of the records, read in sets: the only place of this room that speaks SQL."""
