"""What is known of one employer, job, placement, application, work found or process, as it stands at the side."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.side_sheet import Act, Line, Section, Sheet, Warn
from caseworker_desktop.ui.work.words import Words
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.placing import PlacementFile, PlacementRow, PledgeRow, Suggestion, Visit
from caseworker_desktop.usecases.processes import Process

MOST_PLACEMENTS = 30


class Sheets:
    """Makes sheets; a button's code is „verb:id“."""

    def __init__(self, desk: Desk, texts: Texts, words: Words) -> None:
        self._desk, self._texts, self._words = desk, texts, words

    def sheet(self, key: str) -> Sheet | None:
        """Return the sheet of `employer:ID`, `pledge:ID`, `placement:ID`, `application:ID:PERSON`, `employed:ID:PERSON` or `process:CODE`."""
        kind, _, rest = key.partition(":")
        first, _, person = rest.partition(":")
        match kind:
            case "employer":
                return self._employer(first)
            case "pledge":
                row = self._desk.placing.pledge(first)
                return self._pledge(row) if row is not None else None
            case "placement":
                file = self._desk.placing.file(first)
                return self._placement(file) if file is not None else None
            case "application":
                return self._application(first, person)
            case "employed":
                return self._employed(first, person)
        found = next((one for one in self._desk.processes.all(self._texts.language) if one.code == first), None)
        return self._process(found) if found is not None else None

    # ---- an employer and what is offered ---------------------------------------------------------------------------------------------------
    def _employer(self, partner: str) -> Sheet | None:
        row = next((one for one in self._desk.placing.employers(limit=1_000_000) if one.id == partner), None)
        if row is None:
            return None
        pledges = self._desk.placing.pledges(partner=partner)
        placed = self._desk.placing.placements(partner=partner, limit=MOST_PLACEMENTS)
        contacts = self._desk.people.rows("partner_contact", partner=partner)
        may = self._desk.placing.may
        told = (
            (self._say("ui_work.where"), self._words.name("municipalities", row.municipality)), (self._say("ui_work.phone"), row.phone or ""),
            (self._say("ui_work.accepts"), row.accepts or ""),
            (self._say("ui_work.verified"), self._words.day(row.verified_on) if row.verified_on else ""))
        acts: list[Act] = [(self._say("ui_work.partner_page"), f"partner:{partner}")]
        if may("attitude", "write") and may("attitude", "read"):
            acts.append((self._say("ui_work.attitude_sheet"), f"attitude:{partner}"))
        offer = (self._say("ui_work.pledge"), f"offer:{partner}") if may("pledge", "write") else None
        return Sheet(
            f"employer:{partner}", row.name, self._texts.say(message("ui_work.free_places", count=row.places.free)),
            facts=tuple(pair for pair in told if pair[1]), acts=tuple(acts),
            sections=(
                Section(self._say("ui_work.pledges"), tuple(self._offered(one) for one in pledges), self._say("ui_work.no_pledges"), act=offer),
                Section(self._say("ui_work.placements"), tuple(self._placed(one) for one in placed), self._say("ui_work.no_placements")),
                *self._attitude(partner),
                Section(self._say("ui_work.contacts"), tuple(
                    Line(one.name, " · ".join(part for part in (one.position or "", one.phone or "") if part), icon=("person", "text2"))
                    for one in contacts), self._say("ui_work.no_contacts")),
            ))

    def _attitude(self, partner: str) -> tuple[Section, ...]:
        if not self._desk.placing.may("attitude", "read"):
            return ()
        lines = []
        for title, means in ((self._say("ui_work.this_employer"), self._desk.employing.attitude_means(partner)),
                             (self._say("ui_work.all_employers"), self._desk.employing.attitude_means())):
            before, after = means["before"], means["after"]
            change = self._words.mean_change(before, after)
            told = self._texts.say(message("ui_work.before_after", before=self._words.mean(before), after=self._words.mean(after)))
            lines.append(Line(title, told, mark=(change, "green" if change.startswith("+") else "grey", None) if change else None))
        return (Section(self._say("ui_work.attitude"), tuple(lines), note=self._say("ui_work.attitude_anonymous")),)

    def _offered(self, row: PledgeRow) -> Line:
        told = self._texts.say(message("ui_work.free_of", free=row.places.free, offered=row.places.offered))
        return Line(row.job, self._words.span(row.from_, row.to), mark=(told, "green" if row.places.free else "grey", None),
                    act=(self._say("ui_work.open"), f"open:pledge:{row.id}"))

    def _placed(self, row: PlacementRow) -> Line:
        return Line(row.person_name, f"{row.job} · {self._words.span(row.from_, row.to)}", mark=self._words.status(row.status),
                    act=(self._say("ui_work.open"), f"open:placement:{row.id}"))

    def _pledge(self, row: PledgeRow) -> Sheet:
        may = self._desk.placing.may
        placed = self._desk.placing.placements(pledge=row.id, limit=MOST_PLACEMENTS)
        told = (
            (self._say("ui_work.employer"), row.partner_name), (self._say("ui_work.where"), self._words.name("municipalities", row.municipality)),
            (self._say("ui_work.when"), self._words.span(row.from_, row.to)), (self._say("ui_work.conditions"), row.conditions or ""),
            (self._say("ui_work.accepts"), row.accepts or ""))
        places = self._texts.say(message("ui_work.offered_filled_free", offered=row.places.offered, filled=row.places.filled, free=row.places.free))
        warn = () if row.places.free else (Warn("amber", self._say("ui_work.all_filled") if row.open else self._say("ui_work.over")),)
        acts: list[Act] = []
        if may("pledge", "write"):
            acts.append((self._say("ui_work.change_pledge"), f"pledge:{row.id}"))
        sections = [Section(self._say("ui_work.who_works"), tuple(self._placed(one) for one in placed), self._say("ui_work.no_placements"))]
        if may("placement", "write"):
            acts.append((self._say("ui_work.place_somebody"), f"place:{row.id}"))
            found = self._desk.placing.suggest(row.id)
            sections.insert(0, Section(
                self._texts.say(message("ui_work.suits", count=len(found))), tuple(self._suggested(row, one) for one in found),
                self._say("ui_work.suits_nobody"), note=self._say("ui_work.person_chooses")))
        return Sheet(f"pledge:{row.id}", row.job, places, warn=warn, facts=tuple(pair for pair in told if pair[1]), sections=tuple(sections),
                     acts=tuple(acts))

    def _suggested(self, row: PledgeRow, one: Suggestion) -> Line:
        mark = None if one.seeker.agreed else (self._say("ui_work.no_consent"), "amber", "warn")
        return Line(one.seeker.name, self._words.reasons(one.fit), mark=mark, strong=True,
                    act=(self._say("ui_work.choose_person"), f"place:{row.id}:{one.seeker.person}"))

    # ---- a placement -----------------------------------------------------------------------------------------------------------------------
    def _placement(self, file: PlacementFile) -> Sheet:
        row, may = file.row, self._desk.placing.may
        begun = row.status in (None, "running")
        warn: tuple[Warn, ...] = ()
        if not file.agreed and (begun or row.status == "planned"):
            warn = (Warn("amber" if begun else "red", self._say("ui_work.consent_missing"), self._say("ui_work.consent_missing_text"),
                         (self._say("ui_work.get_consent"), f"consent:{row.person}")),)
        told = (
            (self._say("ui_work.employer"), row.partner_name), (self._say("ui_work.when"), self._words.span(row.from_, row.to)),
            (self._say("ui_work.hours_week"), self._texts.number(row.hours_week) if row.hours_week else ""),
            (self._say("ui_work.pay"), self._texts.say(message("ui_work.euro", sum=self._texts.number(row.pay))) if row.pay else ""),
            (self._say("ui_work.tutor"), row.tutor or ""), (self._say("ui_work.agreement_no"), row.agreement_no or ""))
        rated = tuple(Line(name, tail=value) for name, value in self._words.ratings(row))
        comment = (Line(row.tutor_comment, icon=("chat", "text2")),) if row.tutor_comment else ()
        acts: list[Act] = [
            (self._say("ui_work.print_agreement"), f"print:placement-agreement:{row.id}"),
            (self._say("ui_work.print_tutor"), f"print:tutor-sheet:{row.id}"),
        ]
        if may("placement", "write"):
            acts.append((self._say("ui_work.change_placement"), f"placement:{row.id}"))
            if begun:
                acts.append((self._say("ui_work.finish"), f"finish:{row.id}"))
        primary = None
        if may("placement", "write") and row.status == "planned":
            primary = (self._say("ui_work.begin"), f"begin:{row.id}")
        elif may("session", "write") and begun:
            primary = (self._say("ui_work.write_visit"), f"visit:{row.id}")
        acts.append((self._say("ui_work.person_page"), f"person:{row.person}"))
        return Sheet(
            f"placement:{row.id}", row.person_name, row.job, self._words.status(row.status), avatar=True, warn=warn,
            facts=tuple(pair for pair in told if pair[1]), primary=primary, acts=tuple(acts),
            sections=(
                Section(self._say("ui_work.ratings"), rated + comment, self._say("ui_work.not_rated")),
                Section(self._say("ui_work.visits_at_work"), tuple(self._visit(one) for one in file.visits), self._say("ui_work.no_visits")),
            ))

    def _visit(self, one: Visit) -> Line:
        who = ", ".join(self._desk.people.staff_names(list(one.staff)).values())
        minutes = self._texts.say(message("ui_work.minutes", minutes=one.minutes))
        mark = (self._words.name("lost_reasons", one.lost_reason), "amber", "warn") if one.lost_reason else None
        return Line(f"{self._texts.date(one.starts_at[:10])} · {minutes}", " · ".join(part for part in (one.place or "", who) if part),
                    icon=("work", "text2"), mark=mark)

    # ---- applications, work found, processes -------------------------------------------------------------------------------------------------
    def _application(self, id_: str, person: str) -> Sheet | None:
        row = next((one for one in self._desk.employing.applications(person=person) if one.id == id_), None)
        if row is None:
            return None
        told = (
            (self._say("ui_work.job"), row.job or ""), (self._say("ui_work.employer"), row.partner_name or ""),
            (self._say("ui_work.sent"), self._words.day(row.sent_on)))
        acts: list[Act] = [(self._say("ui_work.person_page"), f"person:{row.person}")]
        if self._desk.placing.may("application", "write"):
            acts.insert(0, (self._say("ui_work.set_answer"), f"answer:{row.id}:{row.person}"))
        return Sheet(f"application:{id_}:{person}", row.person_name, row.job or "", self._words.answered(row.status), avatar=True,
                     facts=tuple(pair for pair in told if pair[1]), acts=tuple(acts))

    def _employed(self, id_: str, person: str) -> Sheet | None:
        row = next((one for one in self._desk.employing.employed(person=person) if one.id == id_), None)
        if row is None:
            return None
        first = {True: self._say("ui_work.first_yes"), False: self._say("ui_work.first_no"), None: self._say("ui_work.first_unknown")}[row.first_ever]
        told = (
            (self._say("ui_work.since"), self._words.day(row.on)), (self._say("ui_work.until"), self._words.day(row.until) if row.until else ""),
            (self._say("ui_work.lasts"), self._texts.say(message("ui_work.months", count=row.months))), (self._say("ui_work.first_ever"), first),
            (self._say("ui_work.evidence"), self._words.name("evidence_kinds", row.evidence)))
        mark = (self._say("ui_work.kept"), "green", "ok") if row.kept else (self._say("ui_work.ended"), "grey", None) if row.until else None
        acts: list[Act] = [(self._say("ui_work.person_page"), f"person:{row.person}")]
        primary = None
        if self._desk.placing.may("outcome", "write"):
            acts.insert(0, (self._say("ui_work.work_ended"), f"lasted:{row.id}:{row.person}"))
            if not row.kept:
                primary = (self._say("ui_work.write_kept"), f"kept:{row.id}:{row.person}")
        return Sheet(f"employed:{id_}:{person}", row.person_name, self._words.name("outcome_types", row.type), mark, avatar=True,
                     facts=tuple(pair for pair in told if pair[1]), acts=tuple(acts), primary=primary)

    def _process(self, one: Process) -> Sheet:
        may = self._desk.editing.may
        sections = []
        for stage in one.stages:
            months = self._texts.say(message("ui_work.months", count=stage.months)) if stage.months else ""
            services = self._words.names("services", stage.services)
            sections.append(Section(stage.name, tuple(Line(step, icon=("check", "text3")) for step in stage.steps),
                                    note=" · ".join(part for part in (months, services) if part)))
        primary = None
        if one.kept is None and may("template"):
            primary = (self._say("ui_work.take_in"), f"take_in:{one.code}")
        elif one.kept is not None and may("project_part"):
            primary = (self._say("ui_work.lay_over"), f"lay_over:{one.code}")
        note = "" if primary is not None else self._say("ui_work.process_office")
        return Sheet(f"process:{one.code}", one.name, one.code, sections=tuple(sections), primary=primary, note=note)

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
