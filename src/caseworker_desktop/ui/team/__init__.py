"""The team: what each worker carries, and supervision."""
