"""Files kept with the casework."""
