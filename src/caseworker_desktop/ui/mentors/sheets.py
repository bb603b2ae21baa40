"""What is known of one mentor, one client who waits, one match or one training, as it stands at the side."""

from __future__ import annotations

from caseworker_desktop.kernel.message import message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.mentors.words import Words, days_between
from caseworker_desktop.ui.widgets.side_sheet import Act, Line, Mark, Section, Sheet, Warn
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.matching import Candidate, MatchFile, MatchRow, Meeting, Waiting
from caseworker_desktop.usecases.mentoring import CLEARANCE_DAYS, DATED, STAGES, ClearanceRow, MentorFile, MentorRow

#: After these stages a button leads on; the matched one is reached by a match.
NEXT = {"recruited": "screened", "screened": "trained", "trained": "agreement"}
MOST_MEETINGS = 30


class Sheets:
    """Makes sheets; a button's code is „verb:id“."""

    def __init__(self, desk: Desk, texts: Texts, words: Words) -> None:
        self._desk, self._texts, self._words = desk, texts, words

    def sheet(self, key: str) -> Sheet | None:
        """Return the sheet of `mentor:ID`, `client:PERSON`, `match:ID` or `training:GROUP`."""
        kind, _, id_ = key.partition(":")
        id_ = id_.partition(":")[0]
        match kind:
            case "mentor":
                file = self._desk.mentoring.file(id_)
                return self._mentor(file) if file is not None else None
            case "client":
                one = self._desk.matching.client(id_)
                return self._client(one) if one is not None else None
            case "match":
                found = self._desk.matching.file(id_)
                return self._match(found) if found is not None else None
        return self._training(id_)

    # ---- a mentor ----------------------------------------------------------------------------------------------------------------------------
    def _mentor(self, file: MentorFile) -> Sheet:
        row, may = file.row, self._desk.mentoring.rights.may("mentor", "write")
        open_ = [one for one in file.matches if one.is_open(self._desk.mentoring.today())]
        acts: list[Act] = []
        if may:
            acts.append((self._say("ui_mentors.edit"), f"edit:{row.id}"))
            if row.stage != "ended":
                acts.append((self._say("ui_mentors.end_mentor"), f"advance:{row.id}:ended"))
        primary = None
        if may and row.stage in NEXT:
            after = NEXT[row.stage]
            primary = (self._texts.say(message("ui_mentors.advance", stage=self._words.name("mentor_stages", after))), f"advance:{row.id}:{after}")
        return Sheet(
            f"mentor:{row.id}", row.name, self._words.name("mentor_kinds", row.kind), self._words.stage(row.stage), avatar=True,
            facts=self._mentor_facts(row), primary=primary, acts=tuple(acts),
            sections=(
                self._way(row),
                Section(self._texts.say(message("ui_mentors.walks", load=self._words.load(row))), tuple(self._walk(one) for one in open_),
                        self._say("ui_mentors.walks_nobody")),
                self._clearances(row, may=may),
                Section(self._say("ui_mentors.trainings"), tuple(
                    Line(one.name, " · ".join(part for part in (
                        self._words.day(one.completed_on or one.from_), self._words.name("member_results", one.result), one.certificate_no or "")
                        if part), icon=("ok", "green") if one.result == "completed" else ("minus", "text3")) for one in file.trainings),
                    self._say("ui_mentors.no_training")),
                Section(self._say("ui_mentors.supervisions"), (Line(", ".join(self._words.day(one) for one in file.supervised[:6])),)
                        if file.supervised else (), self._say("ui_mentors.no_supervision")),
                *self._past(file),
            ))

    def _mentor_facts(self, row: MentorRow) -> tuple[tuple[str, str], ...]:
        support = self._desk.people.staff_names([row.support_person]).get(row.support_person or "", "")
        told = (
            ("model", row.model or ""), ("lived_experience", self._words.names("lived_experience", row.lived)),
            ("interests", ", ".join(row.interests)), ("support_person", support))
        facts = [(self._texts.label("mentor", field), value) for field, value in told if value]
        if row.languages:
            facts.insert(0, (self._texts.label("person", "languages"), self._words.names("languages", row.languages)))
        return tuple(facts)

    def _way(self, row: MentorRow) -> Section:
        at = STAGES.index(row.stage) if row.stage in STAGES else 0
        lines = []
        for place, stage in enumerate(STAGES):
            if stage == "ended" and row.stage != "ended":
                continue
            day = row.dates.get(DATED.get(stage, ""), "")
            reached = place <= at and (bool(day) or stage == row.stage or (stage == "matched" and row.matches > 0))
            lines.append(Line(
                self._words.name("mentor_stages", stage), tail=self._words.day(day) if day else "",
                icon=("ok", "green") if reached else ("minus", "text3"), strong=stage == row.stage))
        return Section(self._say("ui_mentors.way"), tuple(lines))

    def _walk(self, row: MatchRow) -> Line:
        return Line(row.person_name, self._texts.say(message("ui_mentors.since_day", day=self._words.day(row.from_))), icon=("person", "text2"),
                    act=(self._say("ui_mentors.open"), f"open:match:{row.id}"))

    def _clearances(self, row: MentorRow, *, may: bool) -> Section:
        shown: dict[str, ClearanceRow] = {}
        for one in row.clearances:
            shown.setdefault(one.institution, one)
        act = (self._say("ui_mentors.add_clearance"), f"clear:{row.id}") if may and row.stage != "ended" else None
        return Section(self._say("ui_mentors.clearances"), tuple(self._clearance(one) for one in shown.values()),
                       self._say("ui_mentors.no_clearances"), act=act)

    def _clearance(self, one: ClearanceRow) -> Line:
        left = days_between(self._desk.mentoring.today(), one.to)
        if left < 0:
            mark = (self._say("ui_mentors.clearance_over"), "red", "warn")
        elif left <= CLEARANCE_DAYS:
            mark = (self._texts.say(message("ui_mentors.in_days", count=left)), "amber", "clock")
        else:
            mark = (self._say("ui_mentors.valid"), "green", "ok")
        return Line(self._words.place(one.institution), f"{self._words.day(one.from_)} – {self._words.day(one.to)}", mark=mark)

    def _past(self, file: MentorFile) -> tuple[Section, ...]:
        over = [one for one in file.matches if not one.is_open(self._desk.mentoring.today())]
        if not over:
            return ()
        return (Section(self._say("ui_mentors.earlier"), tuple(
            Line(one.person_name, f"{self._words.day(one.from_)} – {self._words.day(one.to)} · "
                 f"{self._words.name('match_end_reasons', one.end_reason) or '–'}", act=(self._say("ui_mentors.open"), f"open:match:{one.id}"))
            for one in over)),)

    # ---- a client who waits ------------------------------------------------------------------------------------------------------------------
    def _client(self, one: Waiting) -> Sheet:
        rights = self._desk.mentoring.rights
        agreed = self._desk.matching.agreed(one.person, self._desk.mentoring.today())
        warn = () if agreed else (Warn(
            "red", self._say("ui_mentors.consent_missing"), self._say("ui_mentors.consent_missing_text"),
            (self._say("ui_mentors.get_consent"), f"consent:{one.person}")),)
        day, far = self._words.release(one)
        told = [
            (self._say("ui_mentors.release"), " · ".join(part for part in (day, far) if part)),
            (self._say("ui_mentors.support"),
             self._say("ui_mentors.nobody_close") if one.no_close_support else self._say("ui_mentors.support_unknown")),
            (self._say("ui_mentors.since"), self._words.day(one.since)),
            (self._texts.label("person", "languages"), self._words.names("languages", one.languages)),
            (self._say("ui_mentors.will_live"), self._words.names("municipalities", one.places)),
            (self._texts.label("case", "lived_experience"), self._words.names("lived_experience", one.lived)),
            (self._texts.label("case", "interests"), ", ".join(one.interests)),
        ]
        found = self._desk.matching.candidates(one.person)
        may = rights.may("match", "write") and agreed
        acts: list[Act] = [(self._say("ui_mentors.person_page"), f"person:{one.person}")]
        if rights.may("case", "write"):
            acts.append((self._say("ui_mentors.describe"), f"describe:{one.person}"))
        return Sheet(
            f"client:{one.person}", one.name, one.number or "", avatar=True, warn=warn, facts=tuple(pair for pair in told if pair[1]),
            sections=(Section(self._texts.say(message("ui_mentors.candidates", count=len(found))), tuple(
                self._candidate(one.person, each, may=may) for each in found), self._say("ui_mentors.no_candidates"),
                note=self._say("ui_mentors.person_chooses")),),
            acts=tuple(acts))

    def _candidate(self, person: str, one: Candidate, *, may: bool) -> Line:
        below = f"{self._words.ground(one)}\n{self._words.room(one)}"
        return Line(one.row.name, below, mark=self._words.standing(one), strong=True,
                    act=(self._say("ui_mentors.choose_mentor"), f"pair:{person}:{one.row.id}") if may and one.ready else None)

    # ---- a match -----------------------------------------------------------------------------------------------------------------------------
    def _match(self, file: MatchFile) -> Sheet:
        row, today = file.row, self._desk.mentoring.today()
        open_, rights = row.is_open(today), self._desk.mentoring.rights
        warn = []
        if open_ and not file.agreed:
            warn.append(Warn("amber", self._say("ui_mentors.consent_missing"), self._say("ui_mentors.consent_over_text")))
        mark = (self._say("ui_mentors.match_open"), "green", "ok") if open_ else (self._say("ui_mentors.ended"), "grey", None)
        acts: list[Act] = []
        if open_:
            acts.append((self._say("ui_mentors.print_sheet"), f"print:{row.id}"))
            if rights.may("match", "write"):
                acts += [(self._say("ui_mentors.set_review"), f"review:{row.id}"), (self._say("ui_mentors.end_match"), f"end:{row.id}")]
        if rights.may("case", "read"):
            acts.append((self._say("ui_mentors.person_page"), f"person:{row.person}"))
        primary = (self._say("ui_mentors.write_meeting"), f"meeting:{row.id}") if rights.may("session", "write") and open_ else None
        return Sheet(
            f"match:{row.id}", row.person_name, self._texts.say(message("ui_mentors.with_mentor", name=row.mentor_name)), mark, avatar=True,
            warn=tuple(warn), facts=self._match_facts(row), primary=primary, acts=tuple(acts),
            sections=(Section(self._say("ui_mentors.meetings"), tuple(self._meeting(one) for one in file.meetings[:MOST_MEETINGS]),
                              self._say("ui_mentors.no_meetings"), note=self._say("ui_mentors.through_gate") if row.released_on else ""),))

    def _match_facts(self, row: MatchRow) -> tuple[tuple[str, str], ...]:
        label, number = self._texts.label, self._texts.number
        meetings = number(row.meetings)
        if row.released_on:
            meetings = self._texts.say(message("ui_mentors.meetings_split", inside=row.meetings - row.outside, outside=row.outside))
        told = (
            (label("match", "from"), self._words.day(row.from_)),
            (label("match", "to"), self._words.day(row.to) if row.to else ""),
            (self._say("ui_mentors.released_on"), self._words.day(row.released_on) if row.released_on else ""),
            (self._say("ui_mentors.meetings"), meetings),
            (label("match", "shared_ground"), self._words.names("lived_experience", row.shared_ground)),
            (label("match", "examples"), self._words.names("mentor_examples", row.examples)),
            (label("match", "review_on"), self._words.day(row.review_on) if row.review_on else ""),
            (label("match", "end_reason"), self._words.name("match_end_reasons", row.end_reason)),
            (label("match", "end_review_on"), self._words.day(row.end_review_on) if row.end_review_on else ""),
            (label("match", "end_client_value"), number(row.end_client_value) if row.end_client_value else ""),
            (label("match", "end_mentor_value"), number(row.end_mentor_value) if row.end_mentor_value else ""),
        )
        return tuple(pair for pair in told if pair[1])

    def _meeting(self, one: Meeting) -> Line:
        where = one.place or self._words.place(one.institution) or self._words.name("place_types", one.place_type)
        told = [part for part in (where, self._words.names("topics", one.topics)) if part]
        if one.mood:
            told.append(self._texts.say(message("ui_mentors.mood_of", mood=one.mood)))
        mark: Mark
        if one.lost_reason:
            mark = (self._words.name("lost_reasons", one.lost_reason), "amber", "warn")
        elif not one.held:
            mark = (self._say("ui_mentors.planned"), "grey", None)
        else:
            mark = (self._say("ui_mentors.outside"), "green", "gate") if one.outside else (self._say("ui_mentors.inside"), "blue", "lock")
        minutes = self._texts.say(message("ui_mentors.minutes", minutes=one.minutes)) if one.minutes else ""
        return Line(" · ".join(part for part in (self._texts.date(one.starts_at[:10]), minutes) if part), " · ".join(told), mark=mark)

    # ---- a training --------------------------------------------------------------------------------------------------------------------------
    def _training(self, group: str) -> Sheet | None:
        row = next((one for one in self._desk.mentoring.trainings() if one[0] == group), None)
        if row is None:
            return None
        members = self._desk.people.rows("group_member", group=group)
        names = self._desk.people.names([one.person for one in members])
        years = self._desk.mentoring.trained_by_year()
        top = max((one.total for one in years), default=1)
        lines = sorted((Line(names.get(one.person, "–"), one.certificate_no or "", icon=("ok", "green") if one.result == "completed" else
                             ("minus", "text3")) for one in members), key=lambda line: self._texts.sort_key(line.title))
        return Sheet(
            f"training:{group}", row[1], self._words.day(row[2]), (self._texts.say(message("ui_mentors.trained_count", count=row[5])), "green", "ok"),
            sections=(
                Section(self._say("ui_mentors.members"), tuple(lines), self._say("ui_mentors.no_members")),
                Section(self._say("ui_mentors.trained_by_year"), tuple(
                    Line(self._texts.say(message("ui_mentors.year_total", year=str(one.year), total=one.total, first=one.first)),
                         bar=(float(one.total), float(top))) for one in years), note=self._say("ui_mentors.counted_once")),
            ), acts=((self._say("ui_mentors.open_group"), f"group:{group}"),))

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))
