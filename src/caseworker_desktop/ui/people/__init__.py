"""The people: a list with search as you type, the chosen person beside it, and the form of a new one."""
