"""Tells the rows of a sheet that are data from titles, blanks, headings said again, totals, legends and signatures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from caseworker_desktop.intake.colours import colour_in
from caseworker_desktop.intake.dates import month_heading
from caseworker_desktop.intake.model import Heading, Ignored, Sheet
from caseworker_desktop.intake.wording import folded, tidy

_TOTALS = re.compile(r"^(?:is )?viso\b|^kopa\b|^(?:grand )?total|^suma\b|^sum\b|^bendra|^dalyvavo\b|^atvyko\b|^apmekl|^piedalij|^vidurkis|^videji"
                     r"|^average")
_COUNTS = re.compile(r"^=\s*(?:SUM|COUNT|COUNTA|COUNTIF|COUNTIFS|SUMIF|SUMIFS|AVERAGE|SUBTOTAL)\(", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:pild|uzpild|pareng|sudare|tvirtin|paras|sastadij|aizpildij|sagatavoj|parakst|apstiprin|signed|prepared|filled in"
                     r"|approved)|^(?:direktor|vadov|atsaking|projekto vadov|koordinator)")
_MARKS = re.compile(r"\b(?:ne)?dalyvavo|pateisin|velav|\b(?:ne)?ierad|\b(?:ne)?piedalij|kavej|attaisn|\bpresent\b|\babsent\b|\bexcused\b|\blate\b")
_LEGEND = re.compile(r"\b(?:spalv|krasa|krasu|colou?r|zymej|apzimej|legend|pastaba:|sutartin|zenkl)")
_WEARY = 4  # a footnote has at most this many filled cells


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of data; the others with the reason; the texts of legends; the month (YYYY-MM or MM) said above a row of data."""

    data: tuple[int, ...]
    ignored: tuple[Ignored, ...]
    legends: tuple[tuple[int, str], ...]
    months: dict[int, str]
    totals: tuple[int, ...]


def sort_rows(sheet: Sheet, heading: Heading) -> Sorted:
    """Return which rows below a heading are data. Blanks are told only between rows of data."""
    numbered = heading.columns.get("number")
    labels = {column: folded(label.rsplit(" / ", 1)[-1]) for column, label in heading.labels.items() if label}
    key = [column for field, column in heading.columns.items() if field in ("name", "family", "clients", "employer", "person")]
    data: list[int] = []
    others: list[Ignored] = []
    blanks: list[Ignored] = []
    legends = [(row, text) for row in range(1, heading.rows[0]) for text in _texts(sheet, row) if _is_legend(text)]
    months: dict[int, str] = {}
    totals: list[int] = []
    month, footnotes = "", False
    counting: dict[int, dict[int, str]] = {}
    for (at, column), formula in sheet.formulas.items():
        counting.setdefault(at, {})[column] = formula
    for row in range(heading.last + 1, len(sheet.rows) + 1):
        cells = {column: value for column, value in enumerate(sheet.rows[row - 1], start=1) if value is not None and tidy(value)}
        cells |= {column: formula for column, formula in counting.get(row, {}).items() if column not in cells}
        told = {column: value for column, value in cells.items() if column != numbered or len(cells) == 1 or not _is_number(value)}
        if not told or (len(told) == 1 and set(told) == {numbered} and _is_number(told[numbered or 0])):
            blanks.append(Ignored(sheet.name, row, "blank"))
            continue
        why, text = _no_data(sheet, row, told, labels, key, footnotes)
        if why is None:
            others.extend(blanks)
            blanks = []
            data.append(row)
            months[row] = month
            continue
        others.append(Ignored(sheet.name, row, why))
        if why == "month heading":
            month = month_heading(text) or month
        elif why == "legend":
            legends.append((row, text))
        elif why == "totals":
            totals.append(row)
        footnotes = footnotes or why == "totals"
        if why in ("totals", "legend", "signature", "note"):
            blanks = []  # a blank line before footnotes parts them from the table
    return Sorted(tuple(data), tuple(sorted(others, key=lambda one: one.row)), tuple(legends), months, tuple(totals))


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [tidy(value) for column in range(1, sheet.width + 1) if isinstance(value := sheet.value(row, column), str)]


def _is_number(value: Any) -> bool:
    return bool(re.fullmatch(r"\d+[.)]?", tidy(value)))


def _is_legend(text: str) -> bool:
    words = folded(text)
    if colour_in(text) and re.search(r"[–—=:-]", text):
        return True
    return bool(_LEGEND.search(words)) or len(_MARKS.findall(words)) >= 2


def _no_data(sheet: Sheet, row: int, told: dict[int, Any], labels: dict[int, str], key: Sequence[int], footnotes: bool) -> tuple[str | None, str]:
    """Return why a row is no data (None: it is), and the text that says so."""
    first = tidy(told[min(told)])
    same = sum(1 for column, value in told.items() if isinstance(value, str) and labels.get(column) == folded(value))
    if same >= 2 and same * 2 > len(told):
        return "heading repeated", first
    rest = [value for column, value in told.items() if column != min(told)]
    if _TOTALS.search(folded(first)) and (first.endswith(":") or not [value for value in rest if _counted_not(value)]):
        return "totals", first
    if len(told) > 1 and all(isinstance(value, str) and _COUNTS.match(value) for value in told.values()):
        return "totals", first
    if len(told) > _WEARY:
        return None, first
    text = " ".join(tidy(value) for value in told.values())
    if len(told) == 1:
        if month_heading(told[min(told)]):
            return "month heading", first
        if _is_legend(text):
            return "legend", text
        if _SIGNED.search(folded(text)):
            return "signature", text
        if _stands_alone(sheet, row, told, key, first):
            return ("note" if footnotes else "title"), text
        return None, first
    if footnotes or not any(column in told for column in key):
        if _is_legend(text):
            return "legend", text
        if _SIGNED.search(folded(text)):
            return "signature", text
        if footnotes and not any(isinstance(value, int | float) for value in told.values()) and len(told) <= 2:
            return "note", text
    return None, first


def _counted_not(value: Any) -> bool:
    """Tell whether a cell of a row of totals holds something that is no number."""
    text = tidy(value)
    return not (isinstance(value, int | float) or _COUNTS.match(text) or re.fullmatch(r"[\d\s.,%/:-]+(?:\s*(?:val|min|h|vnt|asm)\.?)?", text))


def _stands_alone(sheet: Sheet, row: int, told: dict[int, Any], key: Sequence[int], text: str) -> bool:
    """Tell whether a lone cell is a title or a note rather than a row of which only the name is known."""
    column = min(told)
    if any(span[0] == row and span[1] <= column <= span[3] and span[3] > span[1] for span in sheet.merged):
        return True
    words = text.split()
    looks_named = 2 <= len(words) <= 4 and all(re.match(r"^[^\W\d_][\w’'-]*[.,]?$", word) and word[:1].isupper() for word in words)
    return column not in key or not looks_named


def year_told(texts: Sequence[str]) -> int | None:
    """Return the year that titles speak of: the one said most often, of equal ones the one said first; None without any."""
    years = [int(year) for text in texts for year in re.findall(r"(?<![\d./-])((?:19|20)\d\d)(?![\d]|[./]\d)", text)]
    if not years:
        years = [int(year) for text in texts for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)]
    return Counter(years).most_common(1)[0][0] if years else None


def titles(sheet: Sheet, heading: Heading) -> list[str]:
    """Return the texts above a heading."""
    return [text for row in range(1, heading.rows[0]) for text in _texts(sheet, row)]
