"""Caseworker Desktop: casework records for NGOs that work inside prisons, without a network."""
__version__ = "0.1.0"
