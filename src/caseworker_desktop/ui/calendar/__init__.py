"""The calendar: a week of the worker's meetings."""
