"""The screen of work: a register page with what work is."""

from __future__ import annotations

from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.register_page import RegisterPage
from caseworker_desktop.ui.shell.page import Navigator, Page
from caseworker_desktop.ui.work.presenter import WorkPresenter
from caseworker_desktop.usecases.desk import Desk


class WorkPage(RegisterPage):
    """Employers, places, placements, applications, work found, processes."""


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return WorkPage(WorkPresenter(desk, texts), desk, texts, navigator)
