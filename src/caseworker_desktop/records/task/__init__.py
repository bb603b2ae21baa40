"""The work of the day: tasks, checklists and supervision."""
