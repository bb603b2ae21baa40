"""Writes a book as an xlsx file that looks like an official paper. Rows go straight into the file asked for and nowhere else."""

from caseworker_desktop.report.sheet.archive import save
from caseworker_desktop.report.sheet.form import fill
from caseworker_desktop.report.sheet.writer import write

__all__ = ["fill", "save", "write"]
