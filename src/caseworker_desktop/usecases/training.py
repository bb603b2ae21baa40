"""Makes a training workspace: an office full of invented people, the same for the same seed and day, and marked as what it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any

from caseworker_desktop.kernel.errors import UsageError
from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.kernel.progress import Progress
from caseworker_desktop.records.plan.content import plan_content
from caseworker_desktop.records.views.plans import plan_sheet
from caseworker_desktop.store.declare import Catalog
from caseworker_desktop.store.store import Store
from caseworker_desktop.usecases.doors import NewOffice, NewTraining, Trained
from caseworker_desktop.usecases.founding import Founding
from caseworker_desktop.usecases.intent import Intent, Shipped
from caseworker_desktop.usecases.loading import Loading
from caseworker_desktop.usecases.plan_state import standing_of
from caseworker_desktop.usecases.training_groups import group
from caseworker_desktop.usecases.training_people import Inventor
from caseworker_desktop.usecases.training_script import Line, Script, Signing
from caseworker_desktop.usecases.writing import Writer

LOGIN = "demo"
MOST_SCALE = 500
#: So many vignettes there are; each step of the scale adds as many further people.
VIGNETTES = 12
_OFFICE = "office"
#: All records were typed the evening before, so that the same day gives the same times.
_TYPED_AT = time(18)


def typed_at(today: date, zone: tzinfo) -> datetime:
    """Return the moment at which the records of a training workspace made on `today` were written."""
    return datetime.combine(today - timedelta(days=1), _TYPED_AT, zone)


class StandingClock:
    """A clock that stands, so that records bear the same times however long writing them takes."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


@dataclass(frozen=True, slots=True)
class Training:
    """The use case. `founding` has the standing clock and the seeded ids; `scripts` is the folder of the people's stories; `say` in the
    workspace's `language`; `today` is the day that they are told from, `zone` that of its hours."""

    founding: Founding
    scripts: Path
    catalog: Catalog
    shipped: Shipped
    say: Callable[[Message], str]
    language: str
    today: date
    zone: tzinfo

    def make(self, folder: Path, form: NewTraining, progress: Progress) -> Trained:
        """Make the workspace; its person's login is `demo`. Raises UsageError for a scale that is none, Refused; nothing is left behind then."""
        if not 0 <= form.scale <= MOST_SCALE:
            raise UsageError(message("demo.scale_wrong", most=MOST_SCALE))
        words = json.loads((self.scripts / "further.json").read_text(encoding="utf-8"))
        country = "lv" if self.language == "lv" else "lt"
        counts: dict[str, int] = {}

        def furnish(store: Store, writer: Writer) -> None:
            script = Script(self.today, self.zone, self.catalog, writer.new_id)
            loading = Loading(store, writer, self.shipped)
            self._load(loading, [one for name, lines in self._stories() for one in script.records(name, lines)])
            inventor = Inventor(words, form.seed, country)
            said = {name: words[name][self.language] for name in ("group", "classroom")}
            for number in range(form.scale):
                progress.step(message("demo.people"), number, form.scale)
                people = range(number * VIGNETTES, (number + 1) * VIGNETTES)
                self._load(loading, [one for each in people for one in script.records(f"further{each}", inventor.person(each))])
                inside = [one for one in inventor.inside if one in people]
                self._load(loading, script.records(f"group{number}", group(said, form.seed, number, inside)))
            progress.step(message("demo.people"), form.scale, form.scale)
            self._sign(store, writer, script.signings)
            counts.update(_counts(store))

        given, family = words["founder"][self.language]
        office = NewOffice(self.say(message("demo.organisation")), LOGIN, given, family, country, form.passphrase)
        founded = self.founding.office(folder, office, self.language, progress, training=True, furnish=furnish)
        return Trained(founded.keys, LOGIN, counts)

    def _stories(self) -> Iterator[tuple[str, list[Line]]]:
        names = sorted(path.stem for path in self.scripts.glob("*.jsonl"))
        for name in [_OFFICE, *(one for one in names if one != _OFFICE)]:
            yield name, [json.loads(line) for line in (self.scripts / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line]

    @staticmethod
    def _load(loading: Loading, records: list[dict[str, Any]]) -> None:
        loading.load(json.dumps(one, ensure_ascii=False) for one in records)

    def _sign(self, store: Store, writer: Writer, signings: list[Signing]) -> None:
        """Write the version of each plan that was printed, and who signed it."""
        intents: list[Intent] = []
        with store.reading() as reading:
            for one in signings:
                sheet = plan_sheet(reading, one.plan, self.today.isoformat(), self.shipped["institution"])
                if sheet is None:
                    raise KeyError(one.plan)
                state, version = standing_of(sheet), writer.new_id()
                written = {"created_at": datetime.combine(date.fromisoformat(one.on), time(12), self.zone).isoformat()}
                intents.append(Intent("plan_version", version, {
                    "plan": one.plan, "number": state.version, "content": plan_content(sheet), "digest": state.digest, **written}))
                for who, capacity in ((one.who, "client"), (self._lead(sheet.case.lead), "worker")):
                    if who:
                        intents.append(Intent("plan_signature", writer.new_id(), {
                            "plan_version": version, "who": who, "capacity": capacity, "on": one.on, "original_kept_at": one.kept_at, **written}))
        writer.write(intents)

    @staticmethod
    def _lead(lead: Any) -> str:
        return f"{lead.given_name} {lead.family_name}" if lead is not None else ""


def _counts(store: Store) -> dict[str, int]:
    """Return how many live records of each kind of casework there are."""
    with store.reading() as reading:
        found = {kind.name: sum(1 for _ in reading.every(kind.name)) for kind in store.catalog.kinds() if not kind.control}
    return {name: count for name, count in sorted(found.items()) if count}
