"""What the rules need of the records as of a day, read in sets: persons, what came of them, partners and places."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.records.organisation.chain import Institutions, chain
from caseworker_desktop.records.session.phase import phase
from caseworker_desktop.report import rows as kept
from caseworker_desktop.report.figures.ground import Ground, Memory, set_of
from caseworker_desktop.report.figures.sessions import Sessions
from caseworker_desktop.report.periods import Span, first_day, last_day

_ENTRY = (
    "entry_labour_status", "entry_registered_since", "entry_education", "entry_in_education", "entry_disability", "entry_third_country",
    "entry_foreign_background", "entry_minority", "entry_homeless", "entry_rural", "entry_other_disadvantage", "exit_job_search", "exit_education",
    "exit_qualification", "exit_employment", "six_month_employment", "six_month_improved",
)

class Facts(Ground):
    """The records of one project as of `day`, and those of its sessions from `since` on. Each read is made once and kept for the next rule.

    `institutions` are all that are known, by id; `domains` the domain of each type of outcome. The face of a joined set stands for its persons.
    """

    def __init__(
        self, reading: Any, project: Any, day: str, since: str | None, institutions: Institutions, domains: Mapping[str, str],
        until: str | None = None, memory: Memory | None = None,
    ) -> None:
        super().__init__(reading, project, day, since, until, memory)
        self.institutions, self._domains = institutions, domains
        self.sessions = Sessions(self)

    # ---- persons ---------------------------------------------------------------------------------------------------------------------
    @cached_property
    def entries(self) -> tuple[kept.Entry, ...]:
        """The project's participations of persons who are not deleted, entered by the day."""
        told = ", ".join(f"e.{name}" for name in _ENTRY)
        found = self.rows(
            f"SELECT e.id, e.person, e.entry_on, e.exit_on, e.exit_reason, e.parts, e.target_group, {told} FROM k_participation e "  # noqa: S608 -- constants
            "LEFT JOIN k_person p ON p.id = e.person WHERE e.project = :project AND LIVE(e) AND (p.id IS NULL OR LIVE(p)) ORDER BY e.entry_on, e.id",
            project=self.key,
        )
        answers: dict[tuple[Any, ...], Mapping[str, Any]] = {}  # most people answer like somebody else: their answers are kept once
        out = []
        for id_, person, on, gone, reason, parts, group, *said in found:
            entered = first_day(on)
            if entered <= self.day:
                key = tuple(said)
                known = answers.get(key) or answers.setdefault(key, dict(zip(_ENTRY, said)))
                left = first_day(gone) if gone else None
                out.append(kept.Entry(ids.to_text(id_), self.one(person), entered, left, set_of(parts), group, known, reason))
        return tuple(out)

    @cached_property
    def persons(self) -> Mapping[str, kept.Person]:
        """Persons of the project by id; of joined records the face speaks first, the others where it is silent."""
        out: dict[str, kept.Person] = {}
        homes: dict[tuple[str | None, str | None], frozenset[str]] = {}
        statement = (
            "SELECT p.id, p.sex, p.birth_date, p.rural, p.residence_declared, p.residence_after_release FROM k_person p "
            "WHERE p.id OURS AND LIVE(p) ORDER BY p.id"
        )
        for raw, sex, birth, rural, declared, after in self.ours(statement):
            id_, said = self.one(raw), None if rural is None else bool(rural)
            where = homes.get((declared, after)) or homes.setdefault((declared, after), frozenset(one for one in (declared, after) if one))
            known = out.get(id_)
            if known is None:
                out[id_] = kept.Person(id_, sex, birth, said, where)
            else:
                out[id_] = kept.Person(
                    id_, known.sex or sex, known.birth or birth, said if known.rural is None else known.rural, known.municipalities | where)
        return out

    @cached_property
    def phases(self) -> Mapping[str, str | None]:
        """The phase of each person of the project on the day, by id."""
        status: dict[str, str] = {}
        statement = (
            'SELECT l.person, l.status, l."from", l."to" FROM k_legal_status l WHERE l.person OURS AND LIVE(l) AND l."from" <= :day '
            'AND (l."to" IS NULL OR l."to" >= :day) ORDER BY l."from", l.id'
        )
        for raw, code, _, _ in self.ours(statement, day=self.day):
            status[self.one(raw)] = code
        dates: dict[str, list[str]] = defaultdict(list)
        for raw, on in self.ours("SELECT r.person, r.date FROM k_release_date r WHERE r.person OURS AND LIVE(r)"):
            dates[self.one(raw)].append(on)
        return {person: phase(code, dates[person], self.day) for person, code in status.items()}

    def domains_of(self, types: Iterable[str]) -> frozenset[str]:
        """Return the domains of types of outcome."""
        return frozenset(one for one in (self._domains.get(each) for each in types) if one)

    def held_at(self, institution: str) -> Mapping[str, tuple[Span, ...]]:
        """Return when each person of the project was at an institution, under all its names; a case of that site is open-ended."""
        keys = [ids.to_bytes(one) for one in chain(self.institutions, institution)]
        out: dict[str, tuple[Span, ...]] = {}
        statements = (
            'SELECT t.person, t."from", t."to" FROM k_stay t WHERE t.person OURS AND LIVE(t) AND t.institution IN :places',
            "SELECT c.person, c.opened_on, c.closed_on FROM k_case c WHERE c.person OURS AND LIVE(c) AND c.site IN :places",
        )
        for statement in statements:
            for raw, begins, ends in self.ours(statement, places=keys):
                person = self.one(raw)
                out[person] = (*out.get(person, ()), Span.of(begins, ends))
        return out

    def institution(self, told: str) -> str | None:
        """Return the id of an institution told by id or code, or None."""
        code = told.removeprefix("@")
        return told if told in self.institutions else next((id_ for id_, row in self.institutions.items() if row.get("code") == code), None)

    def same_place(self, institution: str) -> frozenset[str]:
        """Return the institutions that count as one with it."""
        return chain(self.institutions, institution)

    # ---- what came of it -------------------------------------------------------------------------------------------------------------
    @cached_property
    def outcomes(self) -> Mapping[str, tuple[kept.Outcome, ...]]:
        """Outcomes by the day, by person, in order of their days."""
        statement = (
            'SELECT o.id, o.person, o.type, o."on", o.until, o.first_ever FROM k_outcome o WHERE o.person OURS AND LIVE(o) ORDER BY o."on", o.id'
        )
        return kept.by_person(
            kept.Outcome(
                ids.to_text(row[0]), self.one(row[1]), row[2], self._domains.get(row[2]), first_day(row[3]), last_day(row[4]) if row[4] else None,
                None if row[5] is None else bool(row[5]),
            )
            for row in self.ours(statement) if first_day(row[3]) <= self.day
        )

    @cached_property
    def answers(self) -> Mapping[str, tuple[kept.Answer, ...]]:
        """Follow-ups done by the day, by person, in order of their days."""
        statement = (
            "SELECT f.id, c.person, coalesce(f.done_on, f.due), f.answers, f.reached FROM k_follow_up f JOIN k_case c ON c.id = f.\"case\" "
            "WHERE c.person OURS AND LIVE(f) AND (f.done_on IS NOT NULL OR f.answers IS NOT NULL) "
            "AND coalesce(f.done_on, f.due) <= :day ORDER BY 3, f.id"
        )
        return kept.by_person(
            kept.Answer(ids.to_text(row[0]), self.one(row[1]), row[2], json.loads(row[3]) if row[3] else {}, row[4] == "refused")
            for row in self.ours(statement, day=self.day)
        )

    @cached_property
    def situations(self) -> Mapping[str, tuple[kept.Situation, ...]]:
        """Situations begun by the day, by person, in order of their first days."""
        statement = 'SELECT t.person, t.domain, t.value, t."from", t."to" FROM k_situation t WHERE t.person OURS AND LIVE(t) ORDER BY t."from", t.id'
        return kept.by_person(
            kept.Situation(self.one(row[0]), row[1], row[2], Span.of(row[3], row[4]))
            for row in self.ours(statement) if first_day(row[3]) <= self.day
        )

    @cached_property
    def plans(self) -> tuple[kept.Plan, ...]:
        """The project's plans that a client agreed to, by the day or on a day that is not on record; steps as they stood on the day."""
        statement = """SELECT n.id, c.person, n.agreed_on, count(t.id),
coalesce(sum(t.status = 'done' AND (t.done_on IS NULL OR t.done_on <= :day)), 0)
FROM k_plan n JOIN k_case c ON c.id = n."case" LEFT JOIN k_goal g ON g.plan = n.id AND LIVE(g) LEFT JOIN k_step t ON t.goal = g.id AND LIVE(t)
WHERE n.project = :project AND LIVE(n) AND c.person KNOWN AND n.status IN ('agreed', 'closed') AND (n.status = 'agreed' OR n.agreed_on IS NOT NULL)
AND (n.agreed_on IS NULL OR n.agreed_on <= :day) AND coalesce(n.agreement, 'agreed') != 'refused' GROUP BY n.id ORDER BY n.id"""
        found = self.rows(statement, project=self.key, day=self.day)
        return tuple(kept.Plan(ids.to_text(row[0]), self.one(row[1]), row[2], row[3] > 0 and row[3] == row[4]) for row in found)

    @cached_property
    def memberships(self) -> tuple[kept.Membership, ...]:
        """Completed memberships of the project's groups by the day, or on a day that is not on record."""
        statement = """SELECT m.id, m.person, m.completed_on, g."to", p.code, p.kind, p.subject, g.parts, g.institution FROM k_group_member m
JOIN k_group g ON g.id = m."group" AND LIVE(g) LEFT JOIN k_programme p ON p.id = g.programme AND LIVE(p)
WHERE g.project = :project AND LIVE(m) AND m.result = 'completed' AND m.person KNOWN ORDER BY m.id"""
        made = (
            kept.Membership(ids.to_text(row[0]), self.one(row[1]), first_day(row[2]) if row[2] else row[3], row[4], row[5], row[6], set_of(row[7]),
                            ids.to_text(row[8]) if row[8] else None)
            for row in self.rows(statement, project=self.key)
        )
        return tuple(one for one in made if one.on is None or one.on <= self.day)

    # ---- partners and places ---------------------------------------------------------------------------------------------------------
    @cached_property
    def partners(self) -> tuple[kept.Partner, ...]:
        """All partners, those found to be one as one: active while either was, with what either offers."""
        out: dict[str, kept.Partner] = {}
        statement = (
            "SELECT p.id, p.kind, p.active_from, p.active_to, p.services, p.municipality, p.areas FROM k_partner p WHERE LIVE(p) ORDER BY p.id"
        )
        for raw, kind, begins, ends, services, home, areas in self.rows(statement):
            id_, span = self.one(raw), Span.of(begins, ends)
            known = out.get(id_, kept.Partner(id_, kind, span, frozenset(), frozenset()))
            out[id_] = kept.Partner(
                id_, known.kind, Span(min(known.span.first, span.first), max(known.span.last, span.last)), known.services | set_of(services),
                known.municipalities | set_of(areas) | ({home} if home else set()),
            )
        return tuple(out.values())

    @cached_property
    def pledges(self) -> tuple[kept.Pledge, ...]:
        """The project's pledges of any day, through their project or their parts."""
        statement = 'SELECT g.id, g.partner, g.parts, g.municipality, g.places, g."from", g.project FROM k_pledge g WHERE LIVE(g) ORDER BY g.id'
        ours = frozenset(self.project.parts)
        return tuple(
            kept.Pledge(ids.to_text(row[0]), self.one(row[1]), set_of(row[2]), row[3], row[4] or 0, row[5])
            for row in self.rows(statement) if row[6] == self.key or (row[6] is None and set_of(row[2]) & ours)
        )

    @cached_property
    def placements(self) -> tuple[kept.Placement, ...]:
        """The project's placements begun by the day."""
        ours, pledges = frozenset(self.project.parts), {one.id: one for one in self.pledges}
        out = []
        statement = (
            'SELECT c.id, c.person, c.pledge, c.parts, c."from", c.status FROM k_placement c WHERE LIVE(c) AND c.person KNOWN '
            'AND c."from" <= :day ORDER BY c.id'
        )
        for raw, person, pledge, parts, on, status in self.rows(statement, day=self.day):
            against = ids.to_text(pledge) if pledge else None
            offered = pledges.get(against) if against else None
            if offered is not None or set_of(parts) & ours:
                out.append(kept.Placement(
                    ids.to_text(raw), self.one(person), against if offered else None, set_of(parts) | (offered.parts if offered else frozenset()),
                    offered.municipality if offered else None, on, status))
        return tuple(out)

    @cached_property
    def supported(self) -> Mapping[str, str]:
        """The kind of each partner, by id, that the project met at its sessions, has an agreement with, or took places from, by the day."""
        statement = """SELECT p.id, p.kind FROM k_partner p WHERE LIVE(p) AND p.id IN (
SELECT unhex(replace(j.value, '-', '')) FROM k_session s, json_each(s.partners) j WHERE s.project = :project AND LIVE(s) AND s.partners IS NOT NULL
AND s.lost_reason IS NULL AND DAYS BETWEEN :first AND min(:day, :last)
UNION SELECT a.partner FROM k_agreement a WHERE a.project = :project AND LIVE(a) AND coalesce(a.valid_from, a.signed_on) <= :day
UNION SELECT g.partner FROM k_pledge g WHERE g.project = :project AND LIVE(g) AND g."from" <= :day)"""
        window = self.window()
        del window["since"]
        return {self.one(row[0]): row[1] for row in self.rows(statement, **window)}

    # ---- scores ------------------------------------------------------------------------------------------------------------------------
    def measurements(self, instrument: str) -> Mapping[str, tuple[tuple[bytes, Any], tuple[bytes, Any]]]:
        """Return, by person with two or more, the (record, kept score) of the first and the last measurement by the day."""
        out: dict[str, list[tuple[bytes, Any]]] = defaultdict(list)
        statement = (
            'SELECT c.person, m.id, m.score FROM k_assessment m JOIN k_case c ON c.id = m."case" WHERE c.person OURS AND LIVE(m) '
            'AND m.instrument = :instrument AND m."on" <= :day AND m.score IS NOT NULL ORDER BY m."on", m.created_at, m.id'
        )
        for raw, id_, score in self.ours(statement, instrument=instrument, day=self.day):
            out[self.one(raw)].append((id_, score))
        return {person: (found[0], found[-1]) for person, found in out.items() if len(found) > 1}
