"""The main job, end to end: two laptops in a prison, a stick, an office, a printed plan. Each step by the real command."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from caseworker_desktop.settings import Settings
from tests.journeys.command import Caseworker

DATA = Path(__file__).parents[1] / "data"
RECORDS = DATA / "scenarios" / "s0" / "records.jsonl"
REGISTER = DATA / "registers" / "dalyviu_registras_2023.xlsx"
PRISON = "LT-K-PRA1"
PASSPHRASE = "trys varnos ant stogo"
LAPTOPS = (
    ("PR-11", "ieva.s", "Ieva", "Sugalvytė", "U-SW", "individual", "role"),
    ("PR-12", "vaida.f", "Vaida", "Fiktyvienė", "U-PSY", "individual", "author"),
)

Tell = Callable[[str], object]


class Story:
    """The story's folders and what happened so far; `tell` hears one Lithuanian line a step."""

    def __init__(self, folder: Path, settings: Settings, tell: Tell, *, thorough: bool = True) -> None:
        """`thorough` also tries what must change nothing: a second load, wrong words, a look at each bundle."""
        self.folder, self._tell, self._thorough = folder, tell, thorough
        self.run = Caseworker(settings, PASSPHRASE)
        self.office, self.stick, self.papers = folder / "biuras", folder / "atmintine", folder / "popieriai"
        self.laptops: dict[str, Path] = {}
        self.people: list[Mapping[str, Any]] = []
        self.keys: dict[str, Any] = {}

    def tell_all(self) -> None:
        """Live the whole story."""
        self.found()
        self.enrol()
        self.work()
        self.travel("pirmoji kelionė")
        self.disagree()
        self.travel("antroji kelionė")
        self.agree()
        self.take_register()
        self.print_plan()
        self.care()

    # ---- the steps ---------------------------------------------------------------------------------------------------------------
    def found(self) -> None:
        """An office comes into being and takes in the records of project 000."""
        for one in (self.stick, self.papers):
            one.mkdir(parents=True)
        self.keys = self.run.do(
            "office",
            "create",
            self.office,
            "--name",
            "VšĮ „Pavyzdinis integracijos centras“",
            "--login",
            "rasa.g",
            "--given-name",
            "Rasa",
            "--family-name",
            "Pavyzdienė",
            "--country",
            "lt",
        )
        self._tell(f"Biuras sukurtas; atkūrimo raktas spausdinamas ({len(self.keys['recovery_key'].split('-'))} grupės)")
        done = self.run.do("--workspace", self.office, "load", RECORDS)
        if self._thorough:
            again = self.run.do("--workspace", self.office, "load", RECORDS)
            assert again["created"] == again["changed"] == again["deleted"] == 0, again
        self._tell(f"Projekto 000 įrašai įkelti: {done['created']} nauji, {done['changed']} pakeistas")

    def enrol(self) -> None:
        """Two laptops ask to be taken in; six words are compared; each joins by its welcome."""
        for name, login, given, family, role, _, _ in LAPTOPS:
            folder, request, welcome = self.folder / name, self.stick / f"{name}.prasymas", self.stick / f"{name}.pasveikinimas"
            asked = self.run.do(
                "device", "request", folder, "--name", name, "--login", login, "--given-name", given, "--family-name", family, "--out", request
            )
            wrong = " ".join(reversed(asked["words"].split()))
            assert (
                not self._thorough
                or self.run.ask(
                    "--workspace",
                    self.office,
                    "office",
                    "enrol",
                    request,
                    "--words",
                    wrong,
                    "--role",
                    role,
                    "--sites",
                    PRISON,
                    "--out",
                    self.stick / "neteisingas",
                ).code
                == 4
            )
            self.run.do(
                "--workspace", self.office, "office", "enrol", request, "--words", asked["words"], "--role", role, "--sites", PRISON, "--out", welcome
            )
            self.run.do("--workspace", folder, "device", "join", welcome)
            self.laptops[name] = folder
            held = len(self.run.lines(folder, "dump", "--kind", "person"))
            self._tell(f"Kompiuteris {name} prijungtas šešiais žodžiais; jame {held} žmonių bylos")

    def work(self) -> None:
        """Each laptop records consultations; one writes a plan with a client."""
        self.people = [json.loads(line) for line in self.run.lines(self.laptops["PR-11"], "dump", "--kind", "case")]
        with_plan = {json.loads(line)["case"] for line in self.run.lines(self.office, "dump", "--kind", "plan")}
        for number, (name, _, _, _, _, kind, level) in enumerate(LAPTOPS):
            mine = self.people[number * 5 : number * 5 + 5]
            lines = [line for i, case in enumerate(mine) for line in consultation(name, i, case, kind, level)]
            done = self._load(name, lines)
            self._tell(f"{name}: {len(mine)} konsultacijos, {done['created']} nauji įrašai")
        planless = next(case for case in self.people if case["id"] not in with_plan)
        self.planned = planless
        done = self._load("PR-11", plan(planless))
        self._tell(f"PR-11: naujas pagalbos planas, {done['created']} įrašai")

    def travel(self, name: str) -> None:
        """Bundles go out and come back, both ways, over the stick."""
        for laptop, folder in self.laptops.items():
            out = self.run.do("--workspace", folder, "bundle", "export", "--to", "office", "--out", self.stick)
            assert not self._thorough or self.run.do("--workspace", self.office, "bundle", "inspect", out["file"])["complete"]
            taken = self.run.do("--workspace", self.office, "bundle", "import", out["file"], exits=(0, 5))[0]
            assert not taken["parked"], taken
            self._tell(
                f"{name}: {laptop} → biuras, paketas Nr. {out['number']} ({out['bytes']} B, kodas {out['check_word']}): "
                f"{taken['accepted']} nauji, {taken['conflicts']} neatitiktys"
            )
        for laptop, folder in self.laptops.items():
            out = self.run.do("--workspace", self.office, "bundle", "export", "--to", laptop, "--out", self.stick)
            taken = self.run.do("--workspace", folder, "bundle", "import", out["file"], exits=(0, 5))[0]
            self._tell(f"{name}: biuras → {laptop}, paketas Nr. {out['number']}: {taken['accepted']} nauji")

    def disagree(self) -> None:
        """Two people fill one field differently; a third decides."""
        person = self.people[0]["person"]
        for name, value in zip(self.laptops, ("LT-25", "LT-57"), strict=True):
            self.run.do("--workspace", self.laptops[name], "record", "person", f"id={person}", f"residence_after_release={value}")
        self.travel("su neatitiktimi")
        for place in (self.office, *self.laptops.values()) if self._thorough else (self.office, self.laptops["PR-12"]):
            found = self.run.do("--workspace", place, "conflicts", "list")
            assert [(one["field"], sorted(each["value"] for each in one["values"])) for one in found] == [
                ("residence_after_release", ["LT-25", "LT-57"])
            ], (place.name, found)
        self._tell("Neatitiktis: gyvenamoji vieta po paleidimo, dvi reikšmės matomos biure ir abiejuose kompiuteriuose")
        self.run.do(
            "--workspace",
            self.office,
            "conflicts",
            "resolve",
            "person",
            person,
            "residence_after_release",
            "--value",
            '"LT-57"',
            "--why",
            "Patvirtino pats klientas",
        )

    def leave_open(self) -> None:
        """One more field is filled differently and stays for a person to decide."""
        person = self.people[0]["person"]
        for folder, value in zip(self.laptops.values(), ("+37060000111", "+37060000222"), strict=True):
            self.run.do("--workspace", folder, "record", "person", f"id={person}", f"phone={value}")
            out = self.run.do("--workspace", folder, "bundle", "export", "--to", "office", "--out", self.stick)
            self.run.do("--workspace", self.office, "bundle", "import", out["file"], exits=(0, 5))
        self._tell("Palikta spręsti žmogui: telefono numeris, dvi reikšmės biuro gautuose paketuose")

    def agree(self) -> None:
        """Office and laptops hold the same."""
        for name, folder in self.laptops.items():
            assert self.run.do("--workspace", folder, "conflicts", "list") == []
            mine = [without_shut(line) for line in self.run.lines(folder, "dump")]
            theirs = [without_shut(line) for line in self.run.lines(self.office, "dump", "--scope", name)]
            assert mine == theirs, next((pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]), (len(mine), len(theirs)))
            status = self.run.do("--workspace", folder, "bundle", "status")
            self._tell(f"{name} ir biuras sutampa: {len(mine)} įrašų; neperduota {status[0]['waiting']}")

    def take_register(self) -> None:
        """A spreadsheet as an office really keeps it comes in, dry run first."""
        refused = self.papers / "atmestos_eilutes.xlsx"
        dry = self.run.do("--workspace", self.office, "register", "import", REGISTER, "--dry-run", exits=(5,))
        done = self.run.do("--workspace", self.office, "register", "import", REGISTER, "--errors", refused, exits=(5,))
        assert (dry["accepted"], dry["refused_rows"]) == (done["accepted"], done["refused_rows"])
        assert refused.is_file()
        self._tell(
            f"Dalyvių registras: {done['rows']} eilutės, priimta {done['accepted']}, grąžinta su priežastimi {done['refused_rows']}, "
            f"{done['persons']} žmonės, {len(done['warnings'])} pastabos"
        )

    def print_plan(self) -> None:
        """The plan is printed for signature, and the client's copy without what others must not read."""
        plan_id = next(
            json.loads(line)["id"] for line in self.run.lines(self.office, "dump", "--kind", "plan") if json.loads(line)["case"] == self.planned["id"]
        )
        for copy in ("file", "client"):
            done = self.run.do(
                "--workspace",
                self.office,
                "print",
                "plan",
                "--id",
                plan_id,
                "--copy",
                copy,
                "--language",
                "lt",
                "--out",
                self.papers / f"planas-{copy}.pdf",
            )
            self._tell(
                f"Planas ({'bylos' if copy == 'file' else 'kliento'} egzempliorius): {done['pages']} psl., "
                f"kontrolinis kodas {done['plan_digest'][:8]}"
            )

    def care(self) -> None:
        """A backup that is proved before it counts; every workspace is well."""
        backup = self.folder / "atsargine.kopija"
        self.run.do("--workspace", self.office, "backup", "create", backup)
        if self._thorough:
            self.run.do("--workspace", self.office, "backup", "verify", backup)
        self._tell(f"Atsarginė kopija: {backup.stat().st_size // 1024} KiB, patikrinta")
        for place in (self.office, *self.laptops.values()):
            checked = self.run.do("--workspace", place, "doctor")
            assert checked["ok"], checked
        self._tell("Visos trys darbo vietos sveikos")

    def _load(self, laptop: str, lines: Iterable[Mapping[str, Any]]) -> Any:
        file = self.folder / "irasai.jsonl"
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        try:
            return self.run.do("--workspace", self.laptops[laptop], "load", file)
        finally:
            file.unlink()


def consultation(laptop: str, number: int, case: Mapping[str, Any], kind: str, level: str) -> list[dict[str, Any]]:
    """Return the lines of one consultation: session, attendance, signed note."""
    key = f"{laptop[-2:]}{number:02d}"
    session = f"00000000-0000-4000-8000-0000000{key}1"
    day = f"2026-11-{10 + number:02d}"
    note: dict[str, Any] = {
        "record": "note",
        "id": session[:-1] + "3",
        "case": case["id"],
        "session": session,
        "level": level,
        "text": "Išgalvota: aptartas būstas ir dokumentai.",
        "signed_on": f"{day}T16:00:00+02:00",
    }
    if level == "role":
        note["role"] = "U-SW"
    return [
        {
            "record": "session",
            "id": session,
            "kind": kind,
            "starts_at": f"{day}T10:00:00+02:00",
            "minutes": 40,
            "cases": [case["id"]],
            "staff": ["@ieva.s" if laptop == "PR-11" else "@vaida.f"],
            "institution": f"@{PRISON}",
            "place_type": "prison",
        },
        {
            "record": "attendance",
            "id": session[:-1] + "2",
            "session": session,
            "person": case["person"],
            "case": case["id"],
            "status": "present",
            "minutes": 40,
        },
        note,
    ]


def plan(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of a plan with needs, two goals and their steps."""
    ids = [f"00000000-0000-4000-8000-0000000f00{n:02d}" for n in range(9)]
    goals = (
        ("N-HOU", "Noriu turėti kur grįžti.", "turiu vietą nakvynės namuose", ("Surinkti dokumentus", "Pasirašyti prašymą")),
        ("N-EMP", "Noriu oficialaus darbo.", "pasirašyta darbo sutartis", ("Parengti gyvenimo aprašymą", "Nueiti į pokalbį")),
    )
    lines: list[dict[str, Any]] = [
        {
            "record": "need",
            "id": ids[0],
            "case": case["id"],
            "domain": "N-HOU",
            "on": "2026-11-12",
            "client_value": 2,
            "worker_value": 3,
            "met": "in_plan",
        },
        {
            "record": "plan",
            "id": ids[1],
            "case": case["id"],
            "number": "2026-117",
            "title": "Individualus pagalbos planas",
            "language": "lt",
            "strengths": "Turi amatą ir palaiko ryšį su seserimi.",
            "status": "agreed",
            "agreed_on": "2026-11-13",
            "agreement": "agreed",
        },
    ]
    for order, (domain, words, measure, steps) in enumerate(goals, 1):
        goal = ids[order * 3 - 1]
        lines.append(
            {
                "record": "goal",
                "id": goal,
                "plan": ids[1],
                "domain": domain,
                "own_words": words,
                "measure": measure,
                "order": order,
                **({"needs": [ids[0]]} if order == 1 else {}),
            }
        )
        lines += [
            {"record": "step", "id": ids[order * 3 + n], "goal": goal, "text": text, "who": "client", "due": f"2026-12-{10 + n:02d}"}
            for n, text in enumerate(steps)
        ]
    return lines


def without_shut(line: str) -> dict[str, Any]:
    """Return a dumped record without what differs by reader: protected values."""
    told: dict[str, Any] = json.loads(line)
    if told["record"] in ("note", "assessment"):
        for name in ("text", "next_step", "concern", "answers", "score", "band", "safety_prompt"):
            told.pop(name, None)
    return told
