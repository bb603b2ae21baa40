"""One person: the banner, and tabs for what happened, plans, needs and documents."""
