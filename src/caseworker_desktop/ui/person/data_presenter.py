"""What the tab of the person's data shows and opens: it only knows which maker of sections answers for which kind."""

from __future__ import annotations

from typing import Protocol

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.person.data_case import OPEN, REOPEN, CaseSections
from caseworker_desktop.ui.person.data_consents import WITHDRAW, ConsentSections
from caseworker_desktop.ui.person.data_life import LifeSections
from caseworker_desktop.ui.person.data_person import PersonSections
from caseworker_desktop.ui.person.data_projects import ProjectSections
from caseworker_desktop.ui.person.data_sentence import SentenceSections
from caseworker_desktop.ui.person.dossier import Opening, Section
from caseworker_desktop.ui.person.ground import Ground
from caseworker_desktop.ui.shell.record_fields import RecordFields
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.editing import Saved


class Maker(Protocol):
    """Makes the sections of a few kinds."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds."""
        ...

    def sections(self) -> list[Section]:
        """Return the sections."""
        ...

    def opening(self, kind: str, id_: str, part: str) -> Opening:
        """Return a form."""
        ...


class DataPresenter:
    """Decides for the tab. Tokens: `KIND/ID`, `KIND/new`, with a third part where a record has several forms; `withdraw/ID`, `open/KIND` …"""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._fields = RecordFields(desk, texts)
        self._makers: dict[str, Maker] = {}
        self._person = ""

    def load(self, person: str) -> None:
        """Take up a person."""
        self._person = person
        on = Ground(self._desk, self._texts, self._fields, person, self._desk.editing.read("person", person) or {})
        self._makers = {
            "person": PersonSections(on), "sentence": SentenceSections(on), "life": LifeSections(on), "projects": ProjectSections(on),
            "consents": ConsentSections(on), "case": CaseSections(on)}

    def groups(self) -> list[tuple[str, str]]:
        """Return the groups that the worker may read."""
        say, may = self._texts.say, self._desk.editing.may
        found = (
            ("person", say(message("ui_person.group_person")), ("person",)),
            ("sentence", say(message("ui_person.group_sentence")), ("legal_status", "stay", "release_date")),
            ("life", say(message("ui_person.group_life")), ("situation",)),
            ("projects", say(message("ui_person.group_projects")), ("participation",)),
            ("consents", say(message("ui_person.group_consents")), ("consent",)),
            ("case", say(message("ui_person.group_case")), ("case",)))
        return [(code, words) for code, words, kinds in found if any(may(kind, "read") for kind in kinds)]

    def sections(self, group: str) -> list[Section]:
        """Return the sections of a group; none without a person."""
        return self._makers[group].sections() if self._makers else []

    def opening(self, token: str) -> Opening | None:
        """Return the form of a token, None for one that acts at once."""
        kind, id_, part = (*token.split("/"), "")[:3]
        maker = next((each for each in self._makers.values() if kind in each.kinds), None)
        return None if maker is None else maker.opening(kind, id_, part)

    def act(self, token: str) -> Saved:
        """Withdraw a consent, open or reopen a case. Raises Refused, Denied."""
        verb, what = token.split("/")[:2]
        if verb == WITHDRAW:
            return self._desk.consenting.withdraw(what)
        if verb == OPEN:
            return self._desk.cases.open(self._person, what)
        if verb == REOPEN:
            return self._desk.cases.reopen(what)
        raise Refused(message("refused.unknown_field"))

    def said(self, token: str) -> str:
        """Return what to say of what was done."""
        verb = token.partition("/")[0]
        done = {
            WITHDRAW: message("ui_person.withdrawn"), OPEN: message("ui_person.case_was_opened"), REOPEN: message("ui_person.case_was_reopened")}
        return self._texts.say(done[verb])
