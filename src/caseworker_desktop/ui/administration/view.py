"""The page of settings and administration: a tab a part, only what the worker's role may do here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.parts import Part, parts_of
from caseworker_desktop.ui.administration.window_pane import WindowPane
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.shell.page import Breadth, Navigator, Page
from caseworker_desktop.ui.widgets.label import page_title
from caseworker_desktop.ui.widgets.layout import PAGE_MARGINS, column, measure_again, rule
from caseworker_desktop.ui.widgets.more_tabs import MoreTabs
from caseworker_desktop.usecases.desk import Desk

WINDOW = "window"


class Pane(Protocol):
    """What the page asks of a part."""

    def show_now(self) -> None:
        """Read again."""
        ...

    def take_focus(self) -> None:
        """Give the focus to what a person will use first."""
        ...

    def set_breadth(self, breadth: Breadth) -> None:
        """There is more or less room."""
        ...

    def save(self) -> bool:
        """Do what the form says."""
        ...

    def close_side(self) -> bool:
        """Leave the form or the drawer."""
        ...

    def show_key(self, key: str) -> None:
        """Show a certain thing."""
        ...


class SettingsPage(Page):
    """`go(part=NAME)` shows a part, `person=ID` the rights of a person."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self._texts, self._navigator = texts, navigator
        self._parts: dict[str, Part] = {one.name: one for one in parts_of(desk, texts, navigator)}
        self._panes: dict[str, Pane] = {}
        say = texts.say
        self.window_pane = WindowPane(desk, texts, navigator)
        self.second = self.window_pane.second
        head, _, _ = page_title(say(message("nav.settings")), say(message("ui_admin.about_page")) if self._parts else say(message("settings.text")))
        offered = [(WINDOW, say(message("settings.window"))), *((one.name, one.words) for one in self._parts.values())]
        self.tabs = MoreTabs(say(message("nav.settings")), offered, say(message("ui_deed.more")))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.window_pane)
        self.setLayout(column(head, self.tabs, rule(), (self._stack, 1), gap=8, margins=PAGE_MARGINS))
        self.tabs.chosen_changed.connect(self._changed)

    def pane(self, name: str) -> Pane | None:
        """Return a part, made when it is first asked for; None for the window's own, or what the role may not do."""
        part = self._parts.get(name)
        if part is None:
            return None
        if name not in self._panes:
            made = part.build()
            made.set_breadth(self._navigator.breadth())
            measure_again(made)
            self._stack.addWidget(made)
            self._panes[name] = made
        return self._panes[name]

    def go(self, where: Mapping[str, str]) -> None:
        name = where.get("part", "rights" if "person" in where else "")
        if name == WINDOW or name in self._parts:
            self.tabs.choose(name)
            pane = self.pane(name)
            if pane is not None and (key := where.get("person", where.get("show", ""))):
                pane.show_key(key)

    def on_shown(self) -> None:
        self._show()
        pane = self.pane(self.tabs.value())
        if pane is None:
            self.window_pane.take_focus()
        else:
            pane.take_focus()

    def refresh(self, changed: Changed) -> None:
        pane = self.pane(self.tabs.value())
        if pane is not None:
            pane.show_now()

    def set_breadth(self, breadth: Breadth) -> None:
        for pane in self._panes.values():
            pane.set_breadth(breadth)

    def command(self, name: str) -> bool:
        pane = self.pane(self.tabs.value())
        if pane is None:
            return False
        return pane.save() if name == "save" else pane.close_side() if name == "close" else False

    def help_topic(self) -> str:
        return "settings"

    def _changed(self) -> None:
        self._show()

    def _show(self) -> None:
        pane = self.pane(self.tabs.value())
        if pane is None:
            self._stack.setCurrentWidget(self.window_pane)
            return
        self._stack.setCurrentIndex(1 + list(self._panes).index(self.tabs.value()))
        pane.show_now()


def build(desk: Desk, texts: Texts, navigator: Navigator) -> Page:
    """Return the page."""
    return SettingsPage(desk, texts, navigator)
