"""How a figure is said on its card: value, target, state, and the two lines below the bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker_desktop.kernel.message import message
from caseworker_desktop.records.lists import Lists
from caseworker_desktop.report.model import Figure, Number
from caseworker_desktop.texts import Texts

#: Operators that a card says shortly; a count is „at least“ without a sign.
_SIGNS = {">=": "≥", ">": ">", "<=": "≤", "=": "="}
_SHARES = ("percent",)


@dataclass(frozen=True, slots=True)
class Track:
    """The bar of a card: `value` of `top`; `mark` is the target or today's plan; `unknown` what the unknown leave open."""

    value: float
    top: float
    mark: float | None = None
    unknown: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class CardFace:
    """How an indicator looks: `state` words, tone and icon (None: it has no target)."""

    id: str
    name: str
    value: str
    target: str
    state: tuple[str, str, str] | None
    track: Track | None
    lines: tuple[str, str]
    formula: str


class CardWords:
    """Says figures of one project as of a day."""

    def __init__(self, texts: Texts, lists: Lists, begins: str | None, ends: str | None, day: str) -> None:
        self._texts, self._lists, self._begins, self._ends, self._day = texts, lists, begins, ends, day

    def face(self, figure: Figure) -> CardFace:
        """Return how a figure looks on its card."""
        planned = self.planned(figure)
        return CardFace(
            figure.code, self.name(figure), self.amount(figure.value, figure.unit), self.target(figure), self._state(figure, planned),
            self._track(figure, planned), self._lines(figure, planned), self._texts.say(figure.formula))

    def name(self, figure: Figure) -> str:
        """Return the indicator's own name, else its rule's; the code where another of the rule would read alike."""
        told = self._texts.term(figure.names)
        rule = self._lists.name("indicator_rules", figure.rule, self._texts.language)
        return told if told and told != figure.code else f"{rule} ({figure.code})"

    def amount(self, value: Number | None, unit: str | None) -> str:
        """Return a value with what it counts, a dash where it is not known."""
        if value is None:
            return "–"
        digits = 0 if value == int(value) else 1
        told = self._texts.number(round(value, digits) if digits else int(value), digits)
        return f"{told} %" if unit in _SHARES else told

    def target(self, figure: Figure) -> str:
        """Return the target in words, empty where there is none."""
        if figure.target is None:
            return self._texts.say(message("ui_reports.no_target"))
        plain = figure.operator == ">=" and figure.unit not in _SHARES
        sign = "" if plain else _SIGNS.get(figure.operator or "", "")
        return self._texts.say(message("ui_reports.target", target=f"{sign} {self.amount(figure.target, figure.unit)}".strip()))

    def planned(self, figure: Figure) -> float | None:
        """Return how much there should be by the day if work went evenly from the project's first day to the target's; None where that says
        nothing: shares, targets that are a ceiling, no days.
        """
        end = figure.by_date or self._ends
        if figure.target is None or figure.unit in _SHARES or figure.operator not in (">=", ">") or not self._begins or not end:
            return None
        first, last, now = (date.fromisoformat(one) for one in (self._begins, end, self._day))
        if last <= first:
            return None
        part = (now - first).days / (last - first).days
        return float(figure.target) * min(max(part, 0.0), 1.0)

    def _state(self, figure: Figure, planned: float | None) -> tuple[str, str, str] | None:
        if figure.reached is None:
            return None
        say = self._texts.say
        if figure.reached:
            return say(message("ui_reports.reached")), "green", "check"
        end = figure.by_date or self._ends
        if end is not None and end < self._day:
            return say(message("ui_reports.not_reached")), "red", "x"
        if planned is not None and figure.value is not None and figure.value >= int(planned):
            return say(message("ui_reports.on_plan")), "green", "check"
        if planned is not None:
            return say(message("ui_reports.behind")), "amber", "clock"
        return say(message("ui_reports.not_yet")), "amber", "clock"

    def _track(self, figure: Figure, planned: float | None) -> Track | None:
        if figure.value is None:
            return None
        if figure.unit in _SHARES and figure.rule != "rate_growth":
            mark = float(figure.target) if figure.target is not None else None
            opens = (float(figure.value), float(figure.highest)) if figure.unknown and figure.highest is not None else None
            return Track(float(figure.value), 100, mark, opens)
        if figure.target is None or figure.target <= 0:
            return None
        top = max(float(figure.target), float(figure.value))
        return Track(max(float(figure.value), 0.0), top, planned if planned is not None and planned < top else float(figure.target))

    def _lines(self, figure: Figure, planned: float | None) -> tuple[str, str]:
        if figure.denominator is not None:
            return self._share_lines(figure)
        say, number = self._texts.say, self._texts.number
        first, second = "", ""
        if figure.target is not None and figure.value is not None and figure.operator in (">=", ">"):
            left = float(figure.target) - float(figure.value)
            if planned is not None and left > 0 and float(figure.value) < int(planned):
                lacking = number(int(planned) - int(figure.value))
                first = say(message("ui_reports.lacking_hours" if figure.unit == "hours" else "ui_reports.lacking", number=lacking))
            elif planned is not None and left > 0:
                first = say(message("ui_reports.left_and_planned", left=number(round(left)), planned=number(int(planned))))
            elif left > 0:
                first = say(message("ui_reports.left", left=number(round(left))))
            elif left == 0:
                first = say(message("ui_reports.just_so"))
            else:
                first = say(message("ui_reports.more_than", number=number(round(-left))))
            percent = number(int(float(figure.value) * 100 / float(figure.target))) if figure.target else "–"
            end = figure.by_date or self._ends
            second = say(message("ui_reports.part_by", percent=percent, day=self._texts.date(end)) if end
                         else message("ui_reports.part", percent=percent))
        else:
            first = say(message("ui_reports.so_far", day=self._texts.date(self._day)))
        if figure.left_out and not second:
            second = say(message("ui_reports.left_out", count=len(figure.left_out)))
        return first, second

    def _share_lines(self, figure: Figure) -> tuple[str, str]:
        say, number = self._texts.say, self._texts.number
        if figure.rule == "rate_growth":
            told = {name: number(round(figure.detail.get(name) or 0, 1)) for name in ("entry_share", "share_at_d", "points")}
            first = say(message(
                "ui_reports.growth", entry=told["entry_share"], now=told["share_at_d"], points=told["points"]))
        else:
            first = say(message("ui_reports.of", yes=number(figure.numerator or 0), of=number(figure.denominator or 0)))
        if not figure.unknown:
            return first, say(message("ui_reports.all_known"))
        bounds = (self.amount(figure.lowest, figure.unit), self.amount(figure.highest, figure.unit))
        return first, say(message("ui_reports.unknown", count=figure.unknown, lowest=bounds[0], highest=bounds[1]))
