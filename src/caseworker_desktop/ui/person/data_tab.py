"""The tab of the person's data."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.data_presenter import DataPresenter
from caseworker_desktop.ui.person.dossier_view import DossierTab
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.usecases.desk import Desk


def build(desk: Desk, texts: Texts, navigator: Navigator) -> DossierTab:
    """Return the tab, without a person yet."""
    return DossierTab(desk, texts, navigator, DataPresenter(desk, texts), texts.say(message("ui_person.tab_data")), "data")
