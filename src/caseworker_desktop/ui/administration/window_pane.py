"""The first part: language, look, size of text, when the window locks itself, and who can unlock this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.settings import LANGUAGES
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.second_person import SecondPerson
from caseworker_desktop.ui.administration.second_person_card import SecondPersonCard
from caseworker_desktop.ui.preferences import IDLE_MINUTES, SCALES, THEMES, Preferences
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.ui.widgets.button import Button
from caseworker_desktop.ui.widgets.card import Card
from caseworker_desktop.ui.widgets.chips import Segmented
from caseworker_desktop.ui.widgets.label import Glyph, label
from caseworker_desktop.ui.widgets.layout import box, column, row, scroll
from caseworker_desktop.usecases.desk import Desk

WIDE = 640
_LANGUAGES = {"lt": message("settings.language_lt"), "lv": message("settings.language_lv"), "en": message("settings.language_en")}
_THEMES = {"light": message("settings.theme_light"), "dark": message("settings.theme_dark")}


class WindowPane(QWidget):
    """Each choice is in force at once; the size of text from the next start."""

    def __init__(self, desk: Desk, texts: Texts, navigator: Navigator) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._texts, self._navigator = texts, navigator
        now = navigator.preferences()
        self.language = self._choice("settings.language", {code: _LANGUAGES[code] for code in LANGUAGES}, now.language)
        self.theme = self._choice("settings.theme", {code: _THEMES[code] for code in THEMES}, now.theme)
        self.scale = self._choice("settings.scale", {str(size): message("settings.percent", number=size) for size in SCALES}, str(now.scale))
        self.idle = self._choice("settings.idle", {str(one): message("settings.minutes", count=one) for one in IDLE_MINUTES}, str(now.idle_minutes))
        self._changed(self.language, lambda kept, chosen: replace(kept, language=chosen))
        self._changed(self.theme, lambda kept, chosen: replace(kept, theme=chosen))
        self._changed(self.scale, lambda kept, chosen: replace(kept, scale=int(chosen)))
        self._changed(self.idle, lambda kept, chosen: replace(kept, idle_minutes=int(chosen)))
        say = texts.say
        self._restart = box(row(Glyph("info", "blue", 14), label(say(message("settings.scale_later")), "small"), ..., gap=6))
        self._restart.hide()
        look = Card(
            label(say(message("settings.window")), "h2"),
            *self._lines(("settings.language", self.language), ("settings.theme", self.theme), ("settings.scale", self.scale)),
            self._restart,
            gap=12,
        )
        lock = Card(
            label(say(message("settings.lock")), "h2"),
            *self._lines(("settings.idle", self.idle)),
            label(say(message("settings.lock_text")), "small", wrap=True),
            gap=12,
        )
        worker = desk.worker
        about = Card(
            label(say(message("settings.place")), "h2"),
            label(say(message("settings.device", name=worker.device_name)), "text", wrap=True),
            label(say(message("settings.role", name=desk.lists.name("roles", worker.role, texts.language))), "text", wrap=True),
        )
        others = [
            (str(one["login"]), f"{one['given_name']} {one['family_name']} ({one['login']})")
            for one in desk.access.staff()
            if one["id"] != worker.staff and one.get("active_to") is None
        ]
        self.second = SecondPersonCard(texts, others, self._added)
        if not others:  # never shown before it has a parent: it would become a window of its own for a moment
            self.second.hide()
        self.second.sent = SecondPerson(self.second, desk.access.add_slot, navigator.run).sent
        self.projects = Button(say(message("ui_projects.open")), icon="folder", clicked=lambda: navigator.open("projects"))
        if "project" not in desk.people.may_read():
            self.projects.hide()
        body = box(column(look, lock, self.second, about, row(self.projects, ...), ..., gap=12))
        body.setMaximumWidth(WIDE)
        self.setLayout(column(scroll(box(row((body, 1), ...)), say(message("settings.window")))))

    def take_focus(self) -> None:
        """Give the focus to the first choice."""
        self.language.take_focus()

    def _added(self, login: str) -> None:
        self._navigator.toast(self._texts.say(message("settings.second.added", login=login)))

    def _choice(self, name: str, options: dict[str, Message], chosen: str) -> Segmented:
        return Segmented(self._texts.say(Message(name)), [(code, self._texts.say(words)) for code, words in options.items()], chosen)

    def _lines(self, *named: tuple[str, Segmented]) -> list[QWidget]:
        return [box(column(label(self._texts.say(Message(name)), "smallb"), group, gap=4)) for name, group in named]

    def _changed(self, group: Segmented, apply: Callable[[Preferences, str], Preferences]) -> None:
        group.chosen_changed.connect(lambda: self._set(apply(self._navigator.preferences(), group.value())))

    def _set(self, preferences: Preferences) -> None:
        self._restart.setVisible(preferences.scale != self._navigator.preferences().scale or self._restart.isVisible())
        self._navigator.set_preferences(preferences)

