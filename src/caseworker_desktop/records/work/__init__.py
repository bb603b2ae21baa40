"""Places offered by employers, placements and applications."""
