"""Writes registers of invented participants as offices keep them, with every habit drawn at random, and tells what must be read in them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from caseworker_desktop.kernel.folding import fold

GIVEN = ("Tomas", "Linas", "Rokas", "Petras", "Andrius", "Žygimantas", "Šarūnas", "Kęstutis", "Vytautas", "Ąžuolas", "Rasa", "Živilė", "Ona", "Rūta")
FAMILY = ("Bandomaitis", "Tariamauskas", "Šešėlėnas", "Žaislevičius", "Pramanūnas", "Išgalvutis", "Įsivaizdinskas", "Netikronis", "Pavyzdienė",
          "Menamytė", "Sąlygaitė", "Lyginutė")
MONTHS = ("sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos", "rugpjūčio", "rugsėjo", "spalio", "lapkričio", "gruodžio")
PLACES = (("Pravieniškių 1-asis kalėjimas", "LT-K-PRA1"), ("Alytaus kalėjimas", "LT-K-ALY"), ("Marijampolės kalėjimas", "LT-K-MAR"),
          ("Šiaulių kalėjimas", "LT-K-SIA"), ("Vilniaus kalėjimas", "LT-K-VIL"), ("Panevėžio kalėjimas", "LT-K-PAN"))
HEADINGS = {
    "lt": {"number": "Eil. Nr.", "name": "Vardas, pavardė", "code": "Asmens kodas", "birth_date": "Gimimo data", "institution": "Įstaiga",
           "entry_on": "Dalyvauja nuo", "job_on": "Įsidarbino", "first_ever": "Pirmas darbas", "consultations": "Konsultacijų sk.",
               "phone": "Telefonas"},
    "lv": {"number": "Nr.p.k.", "name": "Vārds, uzvārds", "code": "Personas kods", "birth_date": "Dzimšanas datums",
        "institution": "Ieslodzījuma vieta",
           "entry_on": "Iesaistīts no", "job_on": "Iekārtojās darbā", "first_ever": "Pirmais darbs", "consultations": "Konsultācijas",
               "phone": "Tālr."},
    "en": {"number": "No", "name": "Full name", "code": "Personal code", "birth_date": "Date of birth", "institution": "Prison",
        "entry_on": "Entered",
           "job_on": "Job from", "first_ever": "First job", "consultations": "Consultations", "phone": "Phone"},
}


def lithuanian_code(born: date, man: bool, serial: int) -> str:
    """Return a code with the right check digit."""
    stem = f"{(3 if born.year < 2000 else 5) + (0 if man else 1)}{born:%y%m%d}{serial:03d}"
    for weights in ("1234567891", "3456789123"):
        rest = sum(int(digit) * int(weight) for digit, weight in zip(stem, weights, strict=True)) % 11
        if rest < 10:
            return f"{stem}{rest}"
    return f"{stem}0"


@dataclass
class Written:
    """The file and what must be read: rows as `as_read()` tells them, refusals and warnings as (sheet, row, field, word)."""

    path: Path
    read: list[dict[str, Any]] = field(default_factory=list)
    refused: list[tuple[str, int, str, str]] = field(default_factory=list)
    warnings: list[tuple[str, int, str, str]] = field(default_factory=list)
    ignored: list[tuple[str, int, str]] = field(default_factory=list)
    persons: int = 0


class RegisterWriter:
    """Writes one register. `draw` is the only source of chance."""

    def __init__(self, path: Path, draw: random.Random) -> None:
        self.draw = draw
        self.written = Written(path)
        self.book = Workbook()
        self.epoch_1904 = draw.random() < 0.3
        self.book.epoch = CALENDAR_MAC_1904 if self.epoch_1904 else CALENDAR_WINDOWS_1900
        self.language = draw.choice(("lt", "lv", "en"))
        self.year = draw.choice((2023, 2024))
        self.serial = 0
        self.seen: set[str] = set()
        self.taken: set[str] = set()

    def write(self, sheets: int, rows: int) -> Written:
        """Write `sheets` sheets of about `rows` rows and return what must be read."""
        for number in range(sheets):
            sheet = self.book.active if number == 0 else self.book.create_sheet()
            sheet.title = ("Pirmas", "Antras", "Trečias")[number]
            self._sheet(sheet, rows)
        self.book.create_sheet("Tuščias")
        self.book.save(self.written.path)
        self.written.persons = len(self.seen)
        return self.written

    def _sheet(self, sheet: Any, rows: int) -> None:
        columns = ["name", "code", "birth_date", "institution", "entry_on", "job_on", "first_ever", "consultations", "phone"]
        self.draw.shuffle(columns)
        columns.insert(0, "number")
        at = {name: number for number, name in enumerate(columns, start=1)}
        sheet.cell(1, 1, f"Dalyvių registras {self.year} m. (išgalvota)")
        top = self.draw.randint(2, 4)
        if self.draw.random() < 0.5:
            sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
        two = self.draw.random() < 0.5
        for name, column in at.items():
            sheet.cell(top + two, column, HEADINGS[self.language][name])
        if two:
            sheet.cell(top, 2, "Asmuo")
            sheet.cell(top, 5, "Dalyvavimas")
            sheet.merge_cells(start_row=top, start_column=2, end_row=top, end_column=4)
        red = PatternFill("solid", fgColor=self.draw.choice(("FFF4B6B6", "FFFF0000", "FFE06666")))
        row = top + two
        blank_at = self.draw.randint(2, max(2, rows - 1)) if self.draw.random() < 0.5 else None
        for number in range(1, rows + 1):
            row += 1
            if number == blank_at and rows > 2:
                self.written.ignored.append((sheet.title, row, "blank"))
                row += 1
            self._row(sheet, row, number, at, red)
        row += 1
        sheet.cell(row, 1, self.draw.choice(("Iš viso:", "Viso", "Kopā:", "Total")))
        sheet.cell(row, at["consultations"],
        f"=SUM({get_column_letter(at['consultations'])}{top + two + 1}:{get_column_letter(at['consultations'])}{row - 1})")
        self.written.ignored.append((sheet.title, row, "totals"))
        row += 2
        sheet.cell(row, 2, self.draw.choice(("Raudona spalva – nutraukė dalyvavimą", "Sarkanā krāsa – pārtrauca dalību",
            "Red: dropped out"))).fill = red
        self.written.ignored.append((sheet.title, row, "legend"))
        sheet.cell(row + 1, 2, self.draw.choice(("Registrą pildė: I. Išgalvotaitė", "Sastādīja: I. Izdomāte", "Prepared by I. Invented")))
        self.written.ignored.append((sheet.title, row + 1, "signature"))

    def _row(self, sheet: Any, row: int, number: int, at: dict[str, int], red: PatternFill) -> None:
        draw, warn = self.draw, []
        cell = {name: sheet.cell(row, column) for name, column in at.items()}
        cell["number"].value = number
        given, family = draw.choice(GIVEN), draw.choice(FAMILY)
        while f"{given} {family}" in self.taken:
            given, family = draw.choice(GIVEN), draw.choice(FAMILY) + draw.choice(("", "s"))
        self.taken.add(f"{given} {family}")
        born = date(draw.randint(1955, 2003), draw.randint(1, 12), draw.randint(1, 28))
        self.serial += 1
        code = lithuanian_code(born, draw.random() < 0.8, self.serial)
        has_name, has_code = draw.random() > 0.06, draw.random() > 0.1
        cell["name"].value = self._name(given, family) if has_name else None
        if has_code:
            cell["code"].value = draw.choice((int(code), code, f"{code[:3]} {code[3:7]} {code[7:]}", f"{code} ", float(code)))
        else:
            warn.append(("code", "missing_code"))
        self._date(cell["birth_date"], born, "birth_date", warn, known=has_code)
        place, institution = draw.choice(PLACES)
        cell["institution"].value, kind = self._place(place)
        if kind:
            warn.append(("institution", kind))
        entry = date(self.year, 1, 1) + timedelta(days=draw.randint(0, 250))
        problem = draw.choice(("missing_entry_date", "impossible_date", "unreadable_date")) if draw.random() < 0.1 else None
        entry_text = entry.isoformat()
        if problem:
            cell["entry_on"].value = {"missing_entry_date": None, "impossible_date": f"{self.year}-02-30", "unreadable_date": "kai ateis"}[problem]
        elif draw.random() < 0.08:
            cell["entry_on"].value, entry_text = f"{MONTHS[entry.month - 1]} mėn.", f"{entry:%Y-%m}"
            warn.append(("entry_on", "month_only"))
        else:
            self._date(cell["entry_on"], entry, "entry_on", warn)
        job = entry + timedelta(days=draw.randint(20, 60)) if draw.random() < 0.5 else None
        first = "unknown"
        if job is not None:
            self._date(cell["job_on"], job, "job_on", warn)
            mark, first = draw.choice((("taip", "yes"), ("TAIP", "yes"), ("+", "yes"), ("ne", "no"), ("-", "no"), ("?", "unknown"), (None,
                "unknown")))
            cell["first_ever"].value = mark
        talks = draw.randint(0, 14)
        if draw.random() < 0.1:
            cell["consultations"].value = f"={talks}+2"
            talks += 2
            warn.append(("consultations", "formula"))
        else:
            cell["consultations"].value = draw.choice((talks, f"{talks} k.", str(talks)))
        phone = f"+3706{row:02d}{number:02d}{len(self.seen):03d}"
        cell["phone"].value = draw.choice((phone, f"8 {phone[4:7]} {phone[7:]}", int("8" + phone[4:])))
        dropped = draw.random() < 0.15
        if dropped:
            for one in cell.values():
                one.fill = red
        if draw.random() < 0.1:
            cell["name"].comment = Comment("skambinti per seserį", "x")
        if not has_name:
            self.written.refused.append((sheet.title, row, "name", "missing_name"))
        elif problem:
            self.written.refused.append((sheet.title, row, "entry_on", problem))
        else:
            self.seen.add(fold(f"{given} {family}") + born.isoformat())
            self.written.warnings += [(sheet.title, row, *one) for one in warn]
            told = {"sheet": sheet.title, "row": row, "given": given, "family": family, "code": code if has_code else None,
                "birth_date": born.isoformat(),
                    "institution": institution, "entry_on": entry_text, "job_on": job.isoformat() if job else None, "consultations": talks,
                    "dropped_out": dropped, "phone": phone}
            self.written.read.append(told | ({"first_ever": first} if job else {}))

    def _name(self, given: str, family: str) -> str:
        return self.draw.choice((f"{family.upper()} {given}", f"{given} {family.upper()}", f"{family}, {given}", f"  {family.upper()}  {given} ",
                                 f"{given} {family}", f"{family} {given}"))

    def _place(self, place: str) -> tuple[str, str | None]:
        bare = fold(place).capitalize()
        spelt = [(place, None), (bare, "place_spelling"), (place.replace("kalėjimas", "kal."), "place_spelling")]
        if "1-asis" not in place:
            spelt.append((place.replace("kalėjimas", "k."), "place_spelling"))
        else:
            spelt.append((place.split()[0].upper() + " 1", "place_spelling"))
        return self.draw.choice(spelt)

    def _date(self, cell: Any, day: date, name: str, warn: list[tuple[str, str]], *, known: bool = False) -> None:
        habit = self.draw.randint(0, 9)
        if habit == 0:
            cell.value, cell.number_format = datetime(day.year, day.month, day.day), "yyyy-mm-dd"
        elif habit == 1:
            cell.value = int(to_excel(day, epoch=self.book.epoch))
            warn.append((name, "serial_number_as_date"))
        elif habit == 2:
            cell.value = f"{day:%d/%m/%y}"
            if day.day <= 12 and day.day != day.month and not known:
                warn.append((name, "ambiguous_day_month"))
        else:
            cell.value = (day.isoformat(), f"{day:%Y.%m.%d}", f" {day.isoformat()} ", f"{day.isoformat()}d.",
                f"{day.year} m. {MONTHS[day.month - 1]} {day.day} d.",
                          f"{day:%d.%m.%Y}.", f"{day.day}.{day.month}.{day.year}")[habit - 3]
