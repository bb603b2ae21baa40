"""The person's needs wheel and measurements."""
