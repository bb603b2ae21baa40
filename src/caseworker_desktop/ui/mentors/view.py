"""The screen of mentors: a register page with what mentors are."""

from __future__ import annotations

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.mentors.presenter import MentorsPresenter
from caseworker_desktop.ui.register_page import RegisterPage
from caseworker_desktop.ui.shell.page import Navigator, Page
from caseworker_desktop.usecases.desk import Desk


class MentorsPage(RegisterPage):
    """Mentors, those who wait, matches, what is due, trainings."""


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return MentorsPage(MentorsPresenter(desk, texts), desk, texts, navigator)
