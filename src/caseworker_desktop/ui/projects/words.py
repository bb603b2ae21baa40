"""A project in words: facts and lists as the page shows them. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.texts import Texts
from caseworker_desktop.usecases.projects import ProjectLine, ProjectPage

DASH = "–"
_TONES = {"running": "green", "planned": "blue", "closed": "grey"}


@dataclass(frozen=True, slots=True)
class RowWords:
    """One line of a list: `key` is the record's id (an aim's code); `badge` words and tone."""

    key: str
    title: str
    below: str = ""
    trailing: str = ""
    badge: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ListWords:
    """A list of the page: `kind` is what is added to it (funding, project_part, aim, deliverable, agreement, document)."""

    kind: str
    title: str
    rows: tuple[RowWords, ...]
    empty: str
    note: tuple[str, str] | None = None  # tone, words


class ProjectWords:
    """Says projects in the window's language."""

    def __init__(self, texts: Texts, lists: Lists) -> None:
        self._texts, self._lists = texts, lists

    def say(self, said: Message) -> str:
        """Return a sentence."""
        return self._texts.say(said)

    def period(self, begins: str | None, ends: str | None) -> str:
        """Return a period as a page shows it."""
        if begins is None and ends is None:
            return DASH
        until = self._texts.date(ends) if ends else self.say(message("ui_projects.open_end"))
        return f"{self._texts.date(begins) if begins else '…'} – {until}"

    def status(self, code: str | None) -> tuple[str, str] | None:
        """Return a status as a badge: words and tone."""
        return (self._lists.name("project_statuses", code, self._texts.language), _TONES.get(code, "grey")) if code else None

    def line(self, one: ProjectLine) -> tuple[str, str, str]:
        """Return title, code and period of a project in the list."""
        return one.abbreviation or one.title, one.code, self.period(one.period_from, one.period_to)

    def facts(self, page: ProjectPage) -> list[tuple[str, str]]:
        """Return names and values, in reading order."""
        one, say = page.project, self.say
        months = say(message("ui_projects.months", count=page.months)) if page.months is not None else DASH
        parent = f"{page.parent.title} ({page.parent.code})" if page.parent is not None else DASH
        return [
            (say(message("ui_projects.code")), one.code),
            (say(message("ui_projects.period")), self.period(one.period_from, one.period_to)),
            (say(message("ui_projects.duration")), months),
            (say(message("ui_projects.programme")), one.programme or DASH),
            (say(message("ui_projects.priority")), one.priority or DASH),
            (say(message("ui_projects.measure")), one.measure or DASH),
            (say(message("ui_projects.part_of")), parent),
            (say(message("ui_projects.role")), self._code("project_roles", one.role)),
            (say(message("ui_projects.funder")), one.funder or DASH),
            (say(message("ui_projects.lead")), page.lead or DASH),
            (say(message("ui_projects.author")), one.author or DASH),
            (say(message("ui_projects.visibility")), one.visibility_text or DASH),
        ]

    def whom(self, page: ProjectPage) -> list[tuple[str, str]]:
        """Return for whom and where the project works."""
        one, say = page.project, self.say
        return [
            (say(message("ui_projects.target_groups")), self._codes("target_groups", one.target_groups)),
            (say(message("ui_projects.services")), self._codes("services", one.services)),
            (say(message("ui_projects.places")), self._codes("municipalities", one.places)),
            (say(message("ui_projects.eligible")), self._codes("municipalities", one.eligible_municipalities)),
        ]

    def warnings(self, page: ProjectPage) -> list[tuple[str, str]]:
        """Return what to look at: a title and a sentence each."""
        found, say = [], self.say
        if not page.whole and page.share is not None:
            total = f"{page.share.normalize():f}"
            found.append((say(message("ui_projects.not_whole", total=self._texts.number(total))), say(message("ui_projects.not_whole_text"))))
        if page.astray.sessions:
            found.append((say(message("ui_projects.outside", count=page.astray.sessions)), say(message("ui_projects.outside_text"))))
        if page.astray.participations:
            found.append((say(message("ui_projects.entered_outside", count=page.astray.participations)), say(message("ui_projects.outside_text"))))
        if page.astray.elsewhere:
            found.append((say(message("ui_projects.elsewhere", count=page.astray.elsewhere)), say(message("ui_projects.elsewhere_text"))))
        return found

    def lists(self, page: ProjectPage) -> list[ListWords]:
        """Return the lists of a project."""
        return [self._money(page), self._parts(page), self._aims(page), self._products(page), self._agreements(page), self._published(page)]

    # ---- inside ---------------------------------------------------------------------------------------------------------------------------
    def _money(self, page: ProjectPage) -> ListWords:
        rows = tuple(RowWords(
            one.id, one.source, f"{self._texts.number(one.amount, 2)} €" if one.amount else "",
            f"{self._texts.number(_plain(one.share_percent))} %" if one.share_percent is not None else DASH) for one in page.funding)
        note = None
        if page.share is not None:
            tone = "green" if page.whole else "amber"
            note = (tone, self.say(message("ui_projects.sum", total=self._texts.number(f"{page.share.normalize():f}"))))
        return ListWords("funding", self.say(message("ui_projects.money")), rows, self.say(message("ui_projects.no_money")), note)

    def _parts(self, page: ProjectPage) -> ListWords:
        rows = tuple(RowWords(one.id, one.name, self.period(one.from_, one.to), badge=(self._code("project_part_kinds", one.kind), "grey"))
                     for one in page.parts)
        return ListWords("project_part", self.say(message("ui_projects.parts")), rows, self.say(message("ui_projects.no_parts")))

    def _aims(self, page: ProjectPage) -> ListWords:
        rows = tuple(RowWords(str(one.get("code") or ""), str(one.get("text") or one.get("code") or ""),
                              self._codes("services", tuple(one.get("services") or ()))) for one in page.project.aims)
        return ListWords("aim", self.say(message("ui_projects.aims")), rows, self.say(message("ui_projects.no_aims")))

    def _products(self, page: ProjectPage) -> ListWords:
        rows = tuple(RowWords(one.id, f"{one.name} {one.version or ''}".strip(), self._texts.date(one.date) if one.date else "")
                     for one in page.deliverables)
        return ListWords("deliverable", self.say(message("ui_projects.products")), rows, self.say(message("ui_projects.no_products")))

    def _agreements(self, page: ProjectPage) -> ListWords:
        rows = []
        for one in page.agreements:
            title = " · ".join(part for part in (one.number, one.other) if part) or one.subject or DASH
            badge = None
            if one.days is not None:
                over = message("ui_projects.agreement_over") if one.days < 0 else message("ui_projects.agreement_ends", count=one.days)
                badge = (self.say(over), "red" if one.days < 0 else "amber")
            rows.append(RowWords(one.id, title, self.period(one.valid_from, one.valid_to), badge=badge))
        return ListWords("agreement", self.say(message("ui_projects.agreements")), tuple(rows), self.say(message("ui_projects.no_agreements")))

    def _published(self, page: ProjectPage) -> ListWords:
        rows = tuple(RowWords(one.id, one.title, one.source_url or "", self._texts.date(one.on) if one.on else "") for one in page.published)
        return ListWords("document", self.say(message("ui_projects.published")), rows, self.say(message("ui_projects.no_published")))

    def _code(self, list_: str, code: str | None) -> str:
        return self._lists.name(list_, code, self._texts.language) if code else DASH

    def _codes(self, list_: str, codes: Sequence[str]) -> str:
        return ", ".join(self._code(list_, one) for one in codes) or DASH


def _plain(share: str) -> str:
    return share.rstrip("0").rstrip(".") if "." in share else share
