"""The main job, end to end: two laptops in a prison, a stick, an office, a printed plan, a funder's report. Each step by the real command."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker

DATA = Path(__file__).parents[1] / "data"
RECORDS = DATA / "scenarios" / "s0" / "records.jsonl"
REGISTER = DATA / "registers" / "dalyviu_registras_2023.xlsx"
PRISON = "LT-K-PRA1"
#: The funder's report of the story: of this project, as things stood on this day.
PROJECT, REPORTED = "PNIR-2022/12", "2023-02-21"
PASSPHRASE = "trys varnos ant stogo"
OFFICE, STICK, PAPERS = "biuras", "atmintine", "popieriai"
LAPTOPS = (
    ("PR-11", "ieva.s", "Ieva", "Sugalvytė", "U-SW", "role"),
    ("PR-12", "vaida.f", "Vaida", "Fiktyvienė", "U-PSY", "author"),
)
#: What each laptop writes on each trip.
CONSULTATIONS = 5

Tell = Callable[[str], object]


class Story:
    """The story's folders and what happened so far; `tell` hears one Lithuanian line a step."""

    def __init__(self, folder: Path, settings: Settings, tell: Tell, *, thorough: bool = True) -> None:
        """`thorough` also tries what must change nothing: a second load, wrong words, a look at each bundle and at every inbox."""
        self.folder, self._tell, self._thorough = folder, tell, thorough
        self.run = Caseworker(settings, PASSPHRASE)
        self.today = SystemClock().now().date()
        self.office, self.stick, self.papers = folder / OFFICE, folder / STICK, folder / PAPERS
        self.laptops: dict[str, Path] = {}
        self.people: list[Mapping[str, Any]] = []

    def tell_all(self) -> None:
        """Live the whole story."""
        self.found()
        self.enrol()
        self.work()
        self.travel("pirma kelionė")
        self.disagree()
        self.travel("antra kelionė")
        self.back_up()
        self.decide()
        self.agree()
        self.take_register()
        self.print_plan()
        self.report()
        self.examine()

    def at(self, place: Path, *words: object, exits: tuple[int, ...] = (0,)) -> Any:
        """Run a command in a workspace and return its value."""
        return self.run.do("--workspace", place, *words, exits=exits)

    # ---- the steps ---------------------------------------------------------------------------------------------------------------
    def found(self) -> None:
        """An office comes into being and takes in the records of project 000."""
        for one in (self.stick, self.papers):
            one.mkdir(parents=True)
        name = ("--name", "VšĮ „Pavyzdinis integracijos centras“", "--given-name", "Rasa", "--family-name", "Pavyzdienė")
        made = self.run.do("office", "create", self.office, *name, "--login", "rasa.g", "--country", "lt")
        self._tell(f"Biuras sukurtas. Atkūrimo rakto, kurį reikia išspausdinti, grupių – {len(made['recovery_key'].split('-'))}.")
        done = self.at(self.office, "load", RECORDS)
        if self._thorough:
            again = self.at(self.office, "load", RECORDS)
            assert again["created"] == again["changed"] == again["deleted"] == 0, again
        self._tell(f"Projekto 000 įrašai įkelti: naujų – {done['created']}, pakeistų – {done['changed']}.")

    def enrol(self) -> None:
        """Two laptops ask to be taken in; six words are compared; each joins by its welcome."""
        for name, login, given, family, role, _ in LAPTOPS:
            folder, request, welcome = self.folder / name, self.stick / f"{name}.prasymas", self.stick / f"{name}.pasveikinimas"
            who = ("--name", name, "--login", login, "--given-name", given, "--family-name", family)
            asked = self.run.do("device", "request", folder, *who, "--out", request)
            place = ("--role", role, "--sites", PRISON)
            if self._thorough:
                wrong = " ".join(reversed(asked["words"].split()))
                self.at(self.office, "office", "enrol", request, "--words", wrong, *place, "--out", self.stick / "neteisingas", exits=(4,))
            self.at(self.office, "office", "enrol", request, "--words", asked["words"], *place, "--out", welcome)
            self.at(folder, "device", "join", welcome)
            self.laptops[name] = folder
            held = len(self.run.lines(folder, "dump", "--kind", "person"))
            self._tell(f"Kompiuteris {name} prijungtas šešiais žodžiais („{asked['words']}“). Jame žmonių – {held}.")

    def work(self) -> None:
        """Each laptop records consultations; one writes a plan with a client."""
        self.people = [json.loads(line) for line in self.run.lines(self.laptops["PR-11"], "dump", "--kind", "case")]
        with_plan = {json.loads(line)["case"] for line in self.run.lines(self.office, "dump", "--kind", "plan")}
        self.planned = next(case for case in self.people if case["id"] not in with_plan)
        for number, (name, *_) in enumerate(LAPTOPS):
            lines = self.consultations(number, self.people[number * CONSULTATIONS : (number + 1) * CONSULTATIONS])
            made = " ir pagalbos planas" if number == 0 else ""
            done = self._load(name, [*lines, *(plan(self.planned, self.today) if made else ())])
            self._tell(f"{name}: konsultacijų – {CONSULTATIONS}{made}; naujų įrašų – {done['created']}.")

    def consultations(self, laptop: int, cases: Iterable[Mapping[str, Any]], series: int = 0) -> list[dict[str, Any]]:
        """Return the lines of a consultation with the person of each case."""
        return [line for at, case in enumerate(cases) for line in consultation(laptop, series + at, case, self.today - timedelta(days=12 - at))]

    def travel(self, name: str) -> None:
        """Bundles go out and come back, both ways, over the stick."""
        for laptop, folder in self.laptops.items():
            out = self.at(folder, "bundle", "export", "--to", "office", "--out", self.stick)
            assert not self._thorough or self.at(self.office, "bundle", "inspect", out["file"])["complete"]
            taken = self.at(self.office, "bundle", "import", out["file"], exits=(0, 5))[0]
            assert not taken["parked"], taken
            self._tell(
                f"{name}: {laptop} → biuras, paketas Nr. {out['number']} ({out['bytes'] // 1024} KiB, kodas {out['check_word']}); "
                f"naujų operacijų – {taken['accepted']}, neatitikčių – {taken['conflicts']}."
            )
        self.answer(name)

    def answer(self, name: str) -> None:
        """The office's bundles go to the laptops."""
        for laptop, folder in self.laptops.items():
            out = self.at(self.office, "bundle", "export", "--to", laptop, "--out", self.stick)
            taken = self.at(folder, "bundle", "import", out["file"], exits=(0, 5))[0]
            self._tell(f"{name}: biuras → {laptop}, paketas Nr. {out['number']}; naujų operacijų – {taken['accepted']}.")

    def disagree(self) -> None:
        """Two people fill one field differently before the next trip."""
        for (name, *_), value in zip(LAPTOPS, ("LT-25", "LT-57"), strict=True):
            self.at(self.laptops[name], "record", "person", f"id={self.people[0]['person']}", f"residence_after_release={value}")
        self._tell("Tam pačiam klientui abu kompiuteriai įrašo kitą gyvenamąją vietą po paleidimo.")

    def decide(self) -> None:
        """Both values stand on every device; a third person decides, and the decision travels."""
        places = (self.office, *self.laptops.values()) if self._thorough else (self.office, self.laptops["PR-12"])
        for place in places:
            found = self.at(place, "conflicts", "list")
            told = [(one["field"], sorted(each["value"] for each in one["values"])) for one in found]
            assert told == [("residence_after_release", ["LT-25", "LT-57"])], (place.name, found)
        self._tell("Neatitiktis: abi reikšmės matomos biure ir kompiuteriuose.")
        why = ("--value", '"LT-57"', "--why", "Patvirtino pats klientas")
        self.at(self.office, "conflicts", "resolve", "person", self.people[0]["person"], "residence_after_release", *why)
        self._tell("Biuras nusprendė ir nurodė priežastį.")
        self.answer("sprendimas")

    def agree(self) -> None:
        """Office and laptops hold the same."""
        for name, folder in self.laptops.items():
            assert self.at(folder, "conflicts", "list") == []
            mine = [without_shut(line) for line in self.run.lines(folder, "dump")]
            theirs = [without_shut(line) for line in self.run.lines(self.office, "dump", "--scope", name)]
            assert mine == theirs, next((pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]), (len(mine), len(theirs)))
            waiting = self.at(folder, "bundle", "status")[0]["waiting"]
            assert waiting == 0, waiting
            self._tell(f"{name} ir biuras sutampa: įrašų – {len(mine)}, neperduota – {waiting}.")

    def take_register(self) -> None:
        """A spreadsheet as an office really keeps it comes in, dry run first."""
        refused = self.papers / "atmestos_eilutes.xlsx"
        dry = self.at(self.office, "register", "import", REGISTER, "--dry-run", exits=(5,))
        done = self.at(self.office, "register", "import", REGISTER, "--errors", refused, exits=(5,))
        assert (dry["accepted"], dry["refused_rows"]) == (done["accepted"], done["refused_rows"])
        assert refused.is_file()
        self._tell(
            f"Dalyvių registras (bandymas, tada iš tikrųjų): eilučių – {done['rows']}, priimta – {done['accepted']}, "
            f"grąžinta su priežastimi – {done['refused_rows']}, žmonių – {done['persons']}, pastabų – {len(done['warnings'])}."
        )

    def print_plan(self) -> None:
        """The plan is printed for signature, and the client's copy without what others must not read."""
        plans = [json.loads(line) for line in self.run.lines(self.office, "dump", "--kind", "plan")]
        plan_id = next(one["id"] for one in plans if one["case"] == self.planned["id"])
        digests = set()
        for copy, words in (("file", "bylos"), ("client", "kliento")):
            out = ("--copy", copy, "--language", "lt", "--out", self.papers / f"planas-{copy}.pdf")
            done = self.at(self.office, "print", "plan", "--id", plan_id, *out)
            digests.add(done["plan_digest"])
            self._tell(f"Planas, {words} egzempliorius: puslapių – {done['pages']}, kontrolinis kodas {done['plan_digest'][:8]}.")
        assert len(digests) == 1

    def report(self) -> None:
        """The funder's report: the numbers with the people behind them, as a workbook and on paper."""
        asked = ("report", "indicators", "--project", PROJECT, "--as-of", REPORTED)
        for ending in ("xlsx", "pdf"):
            figures = self.at(self.office, *asked, "--out", self.papers / f"ataskaita.{ending}")
        employed = next(one for one in figures if one["code"] == "EMPLOYED")
        assert len(employed["persons"]) == employed["numerator"]
        reached = "pasiekta" if employed["reached"] else "nepasiekta"
        self._tell(
            f"Ataskaita finansuotojui {REPORTED} duomenimis: įsidarbino {employed['numerator']} iš {employed['denominator']} – "
            f"{employed['value']:g} % (siektina {employed['operator']} {employed['target']} %, {reached}). Excel ir PDF."
        )

    def back_up(self) -> None:
        """A backup that is proved before it counts; what is in it the laptops need not carry again."""
        backup = self.folder / "atsargine.kopija"
        made = self.at(self.office, "backup", "create", backup)
        proved = self.at(self.office, "backup", "verify", backup)
        assert made["sha256"] == proved["sha256"]
        self._tell(f"Atsarginė kopija padaryta ir patikrinta: {made['bytes'] // 1024} KiB, operacijų – {proved['operations']}.")

    def examine(self) -> None:
        """Every workspace is well."""
        for place in (self.office, *self.laptops.values()):
            checked = self.at(place, "doctor")
            assert checked["ok"], checked
        self._tell("Biuras ir abu kompiuteriai sveiki.")

    def leave_open(self) -> None:
        """What the pictures show: a field that waits for a person's decision, and consultations that wait for a stick."""
        person = self.people[1]["person"]
        for folder, value in zip(self.laptops.values(), ("+37060000111", "+37060000222"), strict=True):
            self.at(folder, "record", "person", f"id={person}", f"phone={value}")
            out = self.at(folder, "bundle", "export", "--to", "office", "--out", self.stick)
            self.at(self.office, "bundle", "import", out["file"], exits=(0, 5))
        done = self._load("PR-11", self.consultations(0, self.people[10:14], series=20))
        self._tell(f"Palikta parodyti: biure – telefono numeris su dviem reikšmėmis, PR-11 – neperduotų įrašų {done['created']}.")

    def _load(self, laptop: str, lines: Iterable[Mapping[str, Any]]) -> Any:
        file = self.folder / "irasai.jsonl"
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        try:
            return self.at(self.laptops[laptop], "load", file)
        finally:
            file.unlink()


def consultation(laptop: int, number: int, case: Mapping[str, Any], day: date) -> list[dict[str, Any]]:
    """Return the lines of one consultation: session, attendance, signed note at the laptop's own level."""
    name, login, *_, role, level = LAPTOPS[laptop]
    session = f"00000000-0000-4000-8000-0000000{name[-2:]}{number:02d}1"
    note: dict[str, Any] = {
        "record": "note", "id": session[:-1] + "3", "case": case["id"], "session": session, "level": level,
        "text": "Išgalvota: aptartas būstas ir dokumentai.", "signed_on": f"{day}T16:00:00+02:00",
    }
    if level == "role":
        note["role"] = role
    return [
        {"record": "session", "id": session, "kind": "individual", "starts_at": f"{day}T10:00:00+02:00", "minutes": 40, "cases": [case["id"]],
         "staff": [f"@{login}"], "institution": f"@{PRISON}", "place_type": "prison"},
        {"record": "attendance", "id": session[:-1] + "2", "session": session, "person": case["person"], "case": case["id"], "status": "present",
         "minutes": 40},
        note,
    ]


def plan(case: Mapping[str, Any], today: date) -> list[dict[str, Any]]:
    """Return the lines of a plan with a need, two goals and their steps."""
    ids = [f"00000000-0000-4000-8000-0000000f00{number:02d}" for number in range(9)]
    goals = (
        ("N-HOU", "Noriu turėti kur grįžti.", "turiu vietą nakvynės namuose", ("Surinkti dokumentus", "Pasirašyti prašymą")),
        ("N-EMP", "Noriu oficialaus darbo.", "pasirašyta darbo sutartis", ("Parengti gyvenimo aprašymą", "Nueiti į pokalbį")),
    )
    lines: list[dict[str, Any]] = [
        {"record": "need", "id": ids[0], "case": case["id"], "domain": "N-HOU", "on": f"{today - timedelta(days=10)}", "client_value": 2,
         "worker_value": 3, "met": "in_plan"},
        {"record": "plan", "id": ids[1], "case": case["id"], "number": f"{today.year}-117", "title": "Individualus pagalbos planas", "language": "lt",
         "strengths": "Turi amatą ir palaiko ryšį su seserimi.", "status": "agreed", "agreed_on": f"{today - timedelta(days=9)}",
         "agreement": "agreed"},
    ]
    for order, (domain, words, measure, steps) in enumerate(goals, 1):
        goal = ids[order * 3 - 1]
        answers = {"needs": [ids[0]]} if order == 1 else {}
        lines.append({"record": "goal", "id": goal, "plan": ids[1], "domain": domain, "own_words": words, "measure": measure, "order": order,
                      **answers})
        lines += [
            {"record": "step", "id": ids[order * 3 + at], "goal": goal, "text": text, "who": "client", "due": f"{today + timedelta(days=14 + at)}"}
            for at, text in enumerate(steps)
        ]
    return lines


def without_shut(line: str) -> dict[str, Any]:
    """Return a dumped record without what differs by reader: protected values."""
    told: dict[str, Any] = json.loads(line)
    if told["record"] in ("note", "assessment"):
        for name in ("text", "next_step", "concern", "answers", "score", "band", "safety_prompt"):
            told.pop(name, None)
    return told
