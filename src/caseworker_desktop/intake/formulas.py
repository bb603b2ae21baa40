"""Counts the small formulas whose result a file did not store: sums, products and references of one sheet."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_RANGE = re.compile(r"\b(SUM)\(\s*\$?([A-Z]{1,3})\$?([0-9]+)\s*:\s*\$?([A-Z]{1,3})\$?([0-9]+)\s*\)", re.IGNORECASE)
_DAY = re.compile(r"^DATE\(\s*(\d{4})\s*[,;]\s*(\d{1,2})\s*[,;]\s*(\d{1,2})\s*\)$", re.IGNORECASE)
#: Another workbook: `[1]Sheet!A1`, `'[name.xlsx]Sheet'!A1` or a path before the sheet's name.
_EXTERNAL = re.compile(r"\[[^\]\[]+\][^!\"]*!|\[\d+\]|'[^']*[\\/][^']*'!")
_DEPTH = 8
_CELLS = 2_000

_SIGNS: Mapping[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}


def points_outside(formula: str) -> bool:
    """Tell whether a formula takes its numbers from another file."""
    bare = re.sub(r'"[^"]*"', "", formula)
    return bool(_EXTERNAL.search(bare))


def column_number(letters: str) -> int:
    """Return the column's number of its letters (A is 1)."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def result(formula: str, value: Callable[[int, int], Any], depth: int = 0) -> Any:
    """Return what `formula` gives, with `value(row, column)` for other cells (a formula there as text with `=`), or None where it
    uses more than + − × ÷, SUM, DATE and references."""
    text = formula.lstrip("=").strip()
    if day := _DAY.match(text):
        try:
            return date(int(day.group(1)), int(day.group(2)), int(day.group(3)))
        except ValueError:
            return None
    if depth > _DEPTH or len(text) > 500:
        return None

    def number(row: int, column: int) -> float | None:
        found = value(row, column)
        if isinstance(found, str) and found.startswith("="):
            found = result(found, value, depth + 1)
        if isinstance(found, bool) or not isinstance(found, int | float):
            return None
        return found

    def summed(match: re.Match[str]) -> str:
        _, left, top, right, bottom = match.groups()
        columns = range(column_number(left), column_number(right) + 1)
        rows = range(int(top), int(bottom) + 1)
        if len(columns) * len(rows) > _CELLS:
            return "?"
        return f"({sum(number(r, c) or 0 for r in rows for c in columns)})"

    def single(match: re.Match[str]) -> str:
        found = value(int(match.group(2)), column_number(match.group(1)))
        if isinstance(found, date):
            return "?"
        return f"({number(int(match.group(2)), column_number(match.group(1))) or 0})"

    plain = _CELL.sub(single, _RANGE.sub(summed, text))
    try:
        return _counted(ast.parse(plain, mode="eval").body)
    except (SyntaxError, ValueError, TypeError, ZeroDivisionError, OverflowError, RecursionError):
        return None


def _counted(node: ast.expr) -> int | float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_counted(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        outcome: int | float = _SIGNS[type(node.op)](_counted(node.left), _counted(node.right))
        return int(outcome) if isinstance(outcome, float) and outcome.is_integer() else outcome
    raise ValueError
