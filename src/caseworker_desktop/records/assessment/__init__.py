"""What a person needs and what instruments measured."""
