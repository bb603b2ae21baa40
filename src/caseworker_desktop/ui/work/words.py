"""How places, placements and reasons are put in words: one place for lists, sheets and forms."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from caseworker_desktop.kernel.message import Message, message
from caseworker_desktop.texts import Texts
from caseworker_desktop.ui.widgets.side_sheet import Mark
from caseworker_desktop.usecases.desk import Desk
from caseworker_desktop.usecases.placing import RATED, Fit, PlacementRow, Reason, change_of

TONES = {"planned": "blue", "running": "green", "completed": "grey", "broken_off": "amber"}
ANSWERED = {"sent": "blue", "interview": "blue", "offer": "green", "started": "green", "refused": "grey", "no_answer": "amber"}


class Words:
    """Says codes, days, ratings and reasons."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self._texts = desk, texts
        self._comma = texts.number(Decimal("0.5"), 1)[1]

    def municipality(self, code: str | None) -> str:
        """Return a municipality as a narrow column has room for it (`Alytaus m.`, `Varėnos r.`); empty for none."""
        return self.name("municipalities", code).replace(" miesto savivaldybė", " m.").replace(" rajono savivaldybė", " r.")

    def name(self, list_: str, code: str | None) -> str:
        """Return a code in words, empty for none."""
        return self._desk.lists.name(list_, code, self._texts.language) if code else ""

    def names(self, list_: str, codes: Iterable[str]) -> str:
        """Return codes in words."""
        return ", ".join(self.name(list_, code) for code in codes)

    def day(self, iso: str | None) -> str:
        """Return a day as this language writes it, a dash for none."""
        return self._texts.date(iso) if iso else "–"

    def span(self, begins: str | None, ends: str | None) -> str:
        """Return from when to when."""
        if begins and not ends:
            return self._texts.say(message("ui_work.from_day", day=self.day(begins)))
        return f"{self.day(begins)} – {self.day(ends)}" if ends else ""

    def status(self, status: str | None) -> Mark:
        """Return the badge of a placement's status; without one it runs."""
        code = status or "running"
        return self.name("placement_statuses", code), TONES.get(code, "grey"), {"running": "work", "completed": "ok", "broken_off": "warn"}.get(code)

    def answered(self, status: str | None) -> Mark:
        """Return the badge of an application."""
        code = status or "sent"
        return self.name("application_statuses", code), ANSWERED.get(code, "grey"), {"started": "ok", "offer": "ok"}.get(code)

    def ratings(self, row: PlacementRow) -> list[tuple[str, str]]:
        """Return each rating before and after with its change (`6 → 8 (+2)`)."""
        changed = change_of(row.before, row.after)
        told = []
        for rated in RATED:
            before, after = row.before.get(rated), row.after.get(rated)
            if before is None and after is None:
                continue
            words = f"{'–' if before is None else before} → {'–' if after is None else after}"
            told.append((self.rated(rated), f"{words}  ({signed(changed[rated])})" if rated in changed else words))
        return told

    def rated(self, name: str) -> str:
        """Return what a rating is of."""
        return {
            "motivation": self._say("ui_work.motivation"), "responsibility": self._say("ui_work.responsibility"),
            "skills": self._say("ui_work.skills")}[name]

    def change(self, row: PlacementRow) -> tuple[str, str | None]:
        """Return the mean change of the ratings and its tone, empty when both sides were not rated."""
        changed = change_of(row.before, row.after)
        if not changed:
            return "", None
        mean = (Decimal(sum(changed.values())) / len(changed)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{'+' if mean > 0 else ''}{self._texts.number(mean, 1)}", "green" if mean > 0 else "red" if mean < 0 else None

    def reasons(self, found: Fit) -> str:
        """Return the reasons for a job, then those against it, in one line."""
        told = [self._reason(one) for one in found.reasons if one.speaks_for] or [self._say("ui_work.no_reasons")]
        against = [self._reason(one) for one in found.reasons if not one.speaks_for]
        if against:
            return self._texts.say(message("ui_work.reasons_but", reasons=" · ".join(told), against=" · ".join(against)))
        return " · ".join(told)

    def mean(self, found: tuple[Decimal, int] | None) -> str:
        """Return a mean answer with the number of sheets."""
        if found is None:
            return "–"
        mean, sheets = found
        return self._texts.say(message("ui_work.mean_of", mean=self._texts.number(mean.quantize(Decimal("0.1"), ROUND_HALF_UP), 1), count=sheets))

    def mean_change(self, before: tuple[Decimal, int] | None, after: tuple[Decimal, int] | None) -> str:
        """Return by how much the mean changed, empty while one side is missing."""
        if before is None or after is None:
            return ""
        change = (after[0] - before[0]).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{'+' if change > 0 else ''}{self._texts.number(change, 1)}"

    def _reason(self, one: Reason) -> str:
        told: dict[str, Message] = {
            "trade": message("ui_work.reason_trade", word=one.detail), "place": message("ui_work.reason_place"),
            "far": message("ui_work.reason_far"), "wants_work": message("ui_work.reason_wants"), "ready": message("ui_work.reason_ready"),
            "not_ready": message("ui_work.reason_not_ready"), "soon": message("ui_work.reason_soon", days=one.detail),
            "inside_long": message("ui_work.reason_inside"), "rated": message("ui_work.reason_rated", mean=one.detail.replace(".", self._comma)),
            "rated_low": message("ui_work.reason_rated_low", mean=one.detail.replace(".", self._comma)), "placed": message("ui_work.reason_placed"),
            "works": message("ui_work.reason_works"),
        }
        return self._texts.say(told[one.code])

    def _say(self, key: str) -> str:
        return self._texts.say(message(key))


def signed(number: int) -> str:
    """Return a change with its sign; no change is 0."""
    return f"+{number}" if number > 0 else str(number).replace("-", "−")
