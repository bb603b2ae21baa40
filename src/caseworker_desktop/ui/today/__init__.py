"""Today: meetings, tasks, who leaves soon, who is silent, drafts and what waits to be handed over."""
