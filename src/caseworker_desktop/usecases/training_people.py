"""Invents further people for a training workspace, as lines of a script: names from words for „example“, codes of series that nobody bears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from caseworker_desktop.records.person.codes import check_digit_fits

Words = Mapping[str, Any]
Line = dict[str, Any]
#: How people are spread: behind the walls, outside, case closed.
_STAGES = ("inside",) * 6 + ("outside",) * 3 + ("closed",)
_WOMEN = 0.12
_FIRST_NEW_CODE = 100
_DAYS_OF_BIRTH = (date(1958, 1, 1), date(2005, 12, 31))
_SERVICES = ("S-KON", "S-TAR", "S-INF", "D-DOK")
_TOPICS = ("work", "housing", "family", "money", "documents", "future", "release", "health")
_HOURS = ("09:00", "09:45", "10:30", "11:15", "13:00", "13:45", "14:30")


@dataclass(frozen=True, slots=True)
class _Life:
    """Who is invented: helped for `since` days, outside for `left` (None: behind the walls) days; `place` is the prison."""

    words: Words
    number: int
    sex: str
    given: str
    family: str
    stage: str
    since: int
    left: int | None
    place: str

    @property
    def file(self) -> str:
        """The case's number."""
        return f"{self.words['number']}-{self.number + 1:03}"


class Inventor:
    """Invents one person after another. `words` are names and sentences by language; the same `seed` invents the same people."""

    def __init__(self, words: Words, seed: int, first: str) -> None:
        self._words, self._first = words, first
        self._random = Random(f"{seed}/people")  # noqa: S311 -- invented people, not keys
        self._codes: set[str] = set()
        self._names: set[tuple[str, str]] = set()
        #: The numbers of those behind the walls, of whom groups are made.
        self.inside: list[int] = []

    def person(self, number: int) -> list[Line]:
        """Return the lines of the next person; every third is of the other country than the workspace's."""
        languages = {"lt": ("lt", "lt", "lv"), "lv": ("lv", "lv", "lt")}[self._first]
        words = self._words[languages[number % len(languages)]]
        sex = "f" if self._random.random() < _WOMEN else "m"
        given, family = self._name(words, sex)
        stage, since = self._choose(_STAGES), self._random.randint(30, 400)
        if stage == "inside":
            self.inside.append(number)
        left = None if stage == "inside" else self._random.randint(3, since // 2)
        life = _Life(words, number, sex, given, family, stage, since, left, f"@{self._choose(words[f'institutions_{sex}'])}")
        return [*self._case(life), *self._needs_and_plan(life), *self._talks(life), *self._work(life)]

    # ---- who and where ----------------------------------------------------------------------------------------------------------------------
    def _case(self, life: _Life) -> list[Line]:
        words, since, left = life.words, life.since, life.left
        born, home = self._birth_day(), self._choose(words["municipalities"])
        scheme, code = self._code(words["citizenship"], born, life.sex, life.number)
        entered = _day(-since - self._random.randint(60, 900))
        lines: list[Line] = [
            {"record": "person", "id": "#person", "given_names": life.given, "family_name": life.family, "sex": life.sex,
             "birth_date": born.isoformat(), "citizenship": words["citizenship"], "languages": [words["citizenship"].lower()],
             "residence_declared": home, "residence_after_release": home},
            {"record": "person_code", "id": "#code", "scheme": scheme, "value": code},
            {"record": "case", "id": "#case", "kind": "client", "number": life.file, "opened_on": _day(-since), "lead": self._choose(words["team"]),
             "site": life.place, "referral_source": self._choose(("PRI_SW", "SELF", "CELL", "PROB")), **self._closing(life)},
            {"record": "consent", "id": "#consent1", "purpose": "core_services", "given": True, "on": _day(-since), "text_version": "2"},
            {"record": "consent", "id": "#consent2", "purpose": "share_probation", "given": self._random.random() < 0.7, "on": _day(-since),
             "expires_on": _day(self._random.randint(5, 300))},
            {"record": "participation", "id": "#participation", "project": words["project"], "parts": words["parts"], "entry_on": _day(-since),
             "target_group": "convicted", "basis": "voluntary", "entry_labour_status": self._choose(("inactive", "unemployed", "unknown")),
             "entry_education": self._choose(("1", "2", "3", "4"))},
        ]
        status: Line = {"record": "legal_status", "id": "#status1", "status": "serving", "from": entered}
        stay: Line = {"record": "stay", "id": "#stay", "institution": life.place, "unit": self._choose(words["units"]), "from": entered}
        if left is None:
            ahead = self._random.choice((self._random.randint(2, 30), self._random.randint(31, 700)))
            release: Line = {"record": "release_date", "id": "#release", "kind": "latest", "date": _day(ahead), "source": words["source"],
                             "decided_on": _day(-since)}
            return [*lines, status, stay, release]
        gone = _day(-left)
        return [
            *lines, {**status, "to": gone}, {**stay, "to": gone, "end_reason": "release"},
            {"record": "release_date", "id": "#release", "kind": "actual", "date": gone, "source": words["source"],
             "decided_on": _day(-left - 20)},
            {"record": "legal_status", "id": "#status2", "status": self._choose(("released", "probation")), "from": gone},
            {"record": "situation", "id": "#work", "domain": "labour", "value": self._choose(("employed", "unemployed")), "from": gone,
             "evidence": "self_report"},
        ]

    def _closing(self, life: _Life) -> Line:
        if life.stage != "closed":
            return {}
        return {"closed_on": _day(-2), "close_reason": self._choose(("completed", "goals_reached", "lost_contact"))}

    def _name(self, words: Words, sex: str) -> tuple[str, str]:
        for _ in range(50):
            name = (self._choose(words[f"given_{sex}"]), self._choose(words["stems"]) + self._choose(words[f"endings_{sex}"]))
            if name not in self._names:
                break
        self._names.add(name)
        return name

    def _birth_day(self) -> date:
        first, last = _DAYS_OF_BIRTH
        return first + timedelta(days=self._random.randint(0, (last - first).days))

    def _code(self, country: str, born: date, sex: str, number: int) -> tuple[str, str]:
        """Return scheme and code; the serial is 000, a later one where the day has it already or no check digit exists."""
        if country == "LV" and self._random.random() < 0.4:
            return "lv_new", f"329999-{_FIRST_NEW_CODE + number:05}"
        century = (born.year - 1800) // 100
        for serial in range(1000):
            for digit in range(10):
                if country == "LT":
                    code = f"{1 + 2 * century + (sex == 'f')}{born:%y%m%d}{serial:03}{digit}"
                else:
                    code = f"{born:%d%m%y}-{century}{serial:03}{digit}"
                scheme = "lt" if country == "LT" else "lv_old"
                if check_digit_fits(scheme, code) and code not in self._codes:
                    self._codes.add(code)
                    return scheme, code
        raise ValueError("a day has a thousand serials")

    # ---- what is done -----------------------------------------------------------------------------------------------------------------------
    def _needs_and_plan(self, life: _Life) -> list[Line]:
        words, since = life.words, life.since
        goals = self._random.sample(words["goals"], self._random.randint(1, 3))
        lines: list[Line] = [
            {"record": "need", "id": f"#need{at}", "domain": goal["domain"], "on": _day(5 - since), "client_value": self._random.randint(0, 7),
             "worker_value": self._random.randint(0, 7), "met": "in_plan"}
            for at, goal in enumerate(goals)
        ]
        if self._random.random() < 0.25:
            return [{**line, "met": "open"} for line in lines]
        agreed = since - self._random.randint(8, 20)
        drafted = self._random.random() < 0.2
        agreement = {"status": "draft"} if drafted else {"status": "agreed", "agreed_on": _day(-agreed), "agreement": "agreed"}
        lines.append({"record": "plan", "id": "#plan", "project": words["project"], "number": life.file,
                      "strengths": self._choose(words["strengths"]), "language": words["citizenship"].lower(), **agreement})
        for at, goal in enumerate(goals):
            lines.append({"record": "goal", "id": f"#goal{at}", "plan": "#plan", "needs": [f"#need{at}"], "domain": goal["domain"],
                          "own_words": goal["words"], "measure": goal["measure"], "order": at + 1})
            for place, (text, who) in enumerate(goal["steps"]):
                due = self._random.randint(-agreed + 3, 40)
                done = due < 0 and self._random.random() < 0.8
                lines.append({"record": "step", "id": f"#step{at}-{place}", "goal": f"#goal{at}", "text": text, "who": who, "due": _day(due),
                              **({"staff": "@demo"} if who == "staff" else {}), **({"status": "done", "done_on": _day(due)} if done else {})})
        if not drafted:
            lines.append({"record": "plan_review", "id": "#review", "plan": "#plan", "due": _day(self._random.randint(-6, 80))})
            if self._random.random() < 0.5:
                lines.append({"sign": "#plan", "who": f"{life.given} {life.family}", "on": _day(-agreed), "kept": f"{words['kept']} {life.file}"})
        return lines

    def _talks(self, life: _Life) -> list[Line]:
        words, since = life.words, life.since
        days = sorted(self._random.sample(range(2, since), min(since - 2, self._random.randint(3, 7))), reverse=True)
        lines: list[Line] = []
        for at, day in enumerate(days):
            minutes = 5 * self._random.randint(4, 10)
            last = at == len(days) - 1
            line: Line = {
                "talk": f"{{-{day} {self._choose(_HOURS)}}}", "minutes": minutes, "project": words["project"], "services": [self._choose(_SERVICES)],
                "topics": sorted(self._random.sample(_TOPICS, 2)), "mood": self._random.randint(2, 5),
                "note": self._choose(words["talks"] if at else words["first"])}
            inside = life.left is None or day > life.left
            line |= {"institution": life.place} if inside else {"place": words["outside_place"], "place_type": "ngo_office"}
            if last and self._random.random() < 0.4:
                line["next"] = self._choose(words["next"])
            elif self._random.random() < 0.08:
                line |= {"level": "author", "note": words["private"]}
            lines.append(line)
        return lines

    def _work(self, life: _Life) -> list[Line]:
        words = life.words
        lines: list[Line] = []
        if self._random.random() < 0.3:
            lines.append({"record": "task", "id": "#task", "title": self._choose(words["tasks"]), "due": _day(self._random.randint(-6, 25)),
                          "staff": "@demo", "person": "#person", "case": "#case", "kind": "manual"})
        if self._random.random() < 0.06:
            lines.append({"record": "flag", "id": "#flag", "kind": "self_harm", "from": _day(-9), "note": words["concern"]})
        if life.left is not None and self._random.random() < 0.5:
            lines.append({"record": "outcome", "id": "#outcome", "case": "#case", "project": words["project"], "on": _day(-3),
                          "evidence": "self_report", "type": self._choose(("O-JOB", "O-HOU", "O-DOC", "O-FAM")), "first_ever": False})
        return lines

    def _choose(self, among: Any) -> Any:
        return self._random.choice(among)


def _day(days: int) -> str:
    return f"{{{days:+}}}"
