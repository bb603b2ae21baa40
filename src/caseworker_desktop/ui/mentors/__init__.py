"""Mentors: their register, who waits for one, the matches, and what their coordinator looks after."""
