"""Work: employers and the places they offer, short-term placements, applications, work found, and the process in stages."""
