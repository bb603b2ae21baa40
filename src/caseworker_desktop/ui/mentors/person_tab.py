"""The tab „Mentor“ of the person's page: who walks with this client, their meetings inside and outside, and who did before."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.deeds import Answer, Go
from caseworker_desktop.ui.mentors.forms import Forms
from caseworker_desktop.ui.mentors.sheets import Sheets
from caseworker_desktop.ui.mentors.words import Words
from caseworker_desktop.ui.sheet_tab import SheetTab
from caseworker_desktop.ui.shell.page import Navigator, PersonTab
from caseworker_desktop.ui.widgets.side_sheet import Act, Line, Section, Sheet
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.matching import MatchRow


class MentorTab:
    """Reads one client's matches. A client who is a mentor too has that file on the screen of mentors, apart from this one."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        words = Words(desk, texts)
        self._words, self._sheets, self._forms = words, Sheets(desk, texts, words), Forms(desk, texts, words)

    def person_sheet(self, person: str) -> Sheet:
        """Return the open match with its meetings, and the earlier ones."""
        found, today = self._desk.matching.matches(person=person), self._desk.mentoring.today()
        over = [one for one in found if not one.is_open(today)]
        past = (Section(self._say("ui_mentors.earlier_mentors"), tuple(self._earlier(one) for one in over)),) if over else ()
        now = next((one for one in found if one.is_open(today)), None)
        if now is not None and (sheet := self._sheets.sheet(f"match:{now.id}")) is not None:
            acts = tuple(act for act in sheet.acts if not act[1].startswith("person:"))
            return Sheet(f"person:{person}:{now.id}", now.mentor_name, "", sheet.mark, avatar=True, warn=sheet.warn, facts=sheet.facts,
                         sections=(*sheet.sections, *past), primary=sheet.primary, acts=acts)
        acts_of_none: tuple[Act, ...] = ()
        if self._desk.mentoring.rights.may("match", "write") and self._desk.mentoring.rights.may("mentor", "read"):
            acts_of_none = ((self._say("ui_mentors.find_mentor"), f"find:{person}"),)
        return Sheet(f"person:{person}", self._say("ui_mentors.tab_none"), self._say("ui_mentors.tab_none_text"), sections=past, acts=acts_of_none)

    def sheet(self, key: str) -> Sheet | None:
        """Return what a line opens: an earlier match."""
        return self._sheets.sheet(key)

    def answer(self, code: str) -> Answer:
        """Return what a pressed button leads to."""
        verb, _, person = code.partition(":")
        if verb == "find":
            return Go("mentors", {"tab": "waiting", "show": f"client:{person}"})
        return self._forms.answer(code)

    def _earlier(self, row: MatchRow) -> Line:
        reason = self._words.name("match_end_reasons", row.end_reason) or "–"
        return Line(row.mentor_name, f"{self._words.day(row.from_)} – {self._words.day(row.to)} · {reason}",
                    act=(self._say("ui_mentors.open"), f"open:match:{row.id}"))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def build(desk: Desk, texts: Texts, navigator: Navigator) -> PersonTab:
    """Return the tab."""
    return SheetTab("mentor", MentorTab(desk, texts), desk, texts, navigator)
