"""What a screen is to the shell, and what the shell is to a screen.

A screen's `view.py` has `build(desk, texts, navigator) -> Page`. Only `shell/navigation.py` knows which screens there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.ui.changes import Changed
from caseworker_desktop.ui.preferences import Preferences

T = TypeVar("T")


class Breadth(IntEnum):
    """How much room there is: below 1000 px, 1000 to 1279, from 1280 (of the window, at the user's scale)."""

    NARROW = 0
    MEDIUM = 1
    WIDE = 2


def breadth_of(width: int) -> Breadth:
    """Return the class of a window of `width` px (screens/README: as drawn, icon navigation, two pages)."""
    return Breadth.WIDE if width >= 1280 else Breadth.MEDIUM if width >= 1000 else Breadth.NARROW


class Stop(Protocol):
    """A running work that can be asked to stop."""

    running: bool

    def stop(self) -> None:
        """Ask it to stop."""
        ...


class Navigator(Protocol):
    """What a screen may ask of the shell."""

    def open(self, page: str, **where: str) -> None:
        """Go to a page by name (people, today, plan, exchange, inbox, settings); `where` is for that page (`person=ID`)."""
        ...

    def back(self) -> None:
        """Go to the page that was shown before."""
        ...

    def ask_palette(self, *, only_people: bool) -> None:
        """Open the palette for a person and a command, or (`only_people`) for whom a new consultation is."""
        ...

    def leave(self) -> None:
        """End this sitting and ask for the passphrase again (the rights have changed)."""
        ...

    def announce(self, changed: Changed) -> None:
        """Tell every screen what was written (`Written.records`); also brings status and counts up to date."""
        ...

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done; `undo` is offered for 10 s and by Ctrl+Z."""
        ...

    def problem(self, error: BaseException) -> None:
        """Say in one sentence what went wrong, in place of a result."""
        ...

    def run(
        self,
        operation: Callable[[Progress], T],
        success: Callable[[T], object],
        failure: Callable[[Exception], object] | None = None,
        progress: Callable[..., object] | None = None,
    ) -> Stop:
        """Run off the window's thread for the screen that asks; without `failure` the problem is said as by `problem`."""
        ...

    def breadth(self) -> Breadth:
        """Return how much room there is now."""
        ...

    def preferences(self) -> Preferences:
        """Return how the window looks and speaks."""
        ...

    def set_preferences(self, preferences: Preferences) -> None:
        """Keep and apply other preferences; another language builds the screens anew (drafts are saved first)."""
        ...

    def count(self, page: str, number: int) -> None:
        """Show a number at a menu entry (what waits there today); 0 takes it away."""
        ...


class PersonTab(Protocol):
    """A tab of the person's page; its module has `build(desk, texts, navigator) -> PersonTab`, called when the tab is first shown."""

    def widget(self) -> QWidget:
        """Return what the tab shows."""
        ...

    def show_person(self, person: str) -> None:
        """Show one person's records; called again after something was written. Keep what is being typed for the same person."""
        ...

    def keep_draft(self) -> None:
        """Save what was typed, at once: the window locks, or another person is shown."""
        ...

    def command(self, name: str) -> bool:
        """Do a command of the keyboard (as Page.command) while this tab is in front; return whether it did."""
        ...


class Page(QWidget):
    """A screen. Everything here does nothing; a screen overrides what it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")

    def go(self, where: Mapping[str, str]) -> None:
        """Show a certain thing (`{"person": ID}`); called before `on_shown` when somebody asked for it."""

    def on_shown(self) -> None:
        """The page has come to the front; give the focus to what a person will use first."""

    def before_lock(self) -> None:
        """The window is about to lock (or to close): save what was typed as a draft, at once."""

    def refresh(self, changed: Changed) -> None:
        """Records were written (`changed` empty: an import); draw again what shows them. Keep focus and what was typed."""

    def set_breadth(self, breadth: Breadth) -> None:
        """There is more or less room now."""

    def command(self, name: str) -> bool:
        """Do a command of the keyboard if it means something here: new_consultation, save, find, template, print, close.

        Return whether it did; an unanswered new_consultation asks for the person and opens people with `new=consultation`.
        """
        return False

    def help_topic(self) -> str:
        """Return the help text for F1 (a name of resources/help)."""
        return "start"


class Build(Protocol):
    """What each screen's `view.py` offers under the name `build`."""

    def __call__(self, desk: object, texts: object, navigator: Navigator) -> Page:
        """Return the page, not yet shown."""
        ...
