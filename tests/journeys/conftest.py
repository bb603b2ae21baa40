"""Journeys through the window share its fixtures."""

from tests.ui.conftest import picture, theme

__all__ = ["picture", "theme"]
