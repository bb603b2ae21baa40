"""Which parts of the administration a worker sees here: by role, and by whether this is the office or a laptop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.administration.aside import SetAside
from caseworker_desktop.ui.administration.audit import Audit
from caseworker_desktop.ui.administration.care_pane import CarePane
from caseworker_desktop.ui.administration.keys_pane import KeysPane
from caseworker_desktop.ui.administration.laptops import Laptops
from caseworker_desktop.ui.administration.model import Register
from caseworker_desktop.ui.administration.register_pane import RegisterPane
from caseworker_desktop.ui.administration.rights import PersonRights
from caseworker_desktop.ui.administration.staff import Staff
from caseworker_desktop.ui.administration.sticks import SticksRegister
from caseworker_desktop.ui.shell.page import Navigator
from caseworker_desktop.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Part:
    """A tab: its name, its words, and what builds it."""

    name: str
    words: str
    build: Callable[[], RegisterPane | CarePane | KeysPane]


def parts_of(desk: Desk, texts: Texts, navigator: Navigator) -> list[Part]:
    """Return the parts beside the window's own settings, in the order of the tabs."""
    worker, say = desk.worker, texts.say

    def register(presenter: Register) -> RegisterPane:
        return RegisterPane(presenter, texts, navigator)

    runs_office = worker.office and worker.has_role("U-ADM", "U-CWC")
    answers_for_data = not worker.joined or worker.has_role("U-ADM", "U-DPO")
    parts = []
    if runs_office:
        parts.append(Part("laptops", say(message("ui_admin.laptops")), lambda: register(Laptops(desk, texts))))
    if runs_office or not worker.office:
        words = say(message("ui_admin.staff") if worker.office else message("ui_admin.who_unlocks"))
        parts.append(Part("staff", words, lambda: register(Staff(desk, texts))))
    if worker.office and worker.has_role("U-ADM"):
        parts.append(Part("keys", say(message("ui_keys.title")), lambda: KeysPane(desk, texts, navigator)))
    parts.append(Part("care", say(message("ui_admin.care")), lambda: CarePane(desk, texts, navigator)))
    parts.append(Part("sticks", say(message("sticks.title")), lambda: register(SticksRegister(desk, texts))))
    if runs_office or not worker.office:
        parts.append(Part("aside", say(message("ui_admin.aside")), lambda: register(SetAside(desk, texts))))
    if answers_for_data:
        parts.append(Part("audit", say(message("ui_admin.audit")), lambda: register(Audit(desk, texts))))
    if answers_for_data or worker.has_role("U-CWC"):
        parts.append(Part("rights", say(message("ui_admin.rights")), lambda: register(PersonRights(desk, texts))))
    return parts
