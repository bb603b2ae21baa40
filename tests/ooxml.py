"""What spreadsheet programs demand of an xlsx file before they open it without offering to mend it (ECMA-376, and limits that Excel adds)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Tree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
#: The order of a sheet's parts (CT_Worksheet); Excel takes no other.
ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios",
    "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches",
    "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst")
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
LETTERS, MOST_COLUMNS, MOST_ROWS = 32_767, 16_384, 1_048_576


def column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place(told: str) -> tuple[int, int]:
    found = CELL.fullmatch(told.replace("$", ""))
    if found is None:
        raise ValueError(told)
    return int(found[2]), column(found[1])


def span(told: str) -> tuple[int, int, int, int]:
    first, _, last = told.partition(":")
    return (*place(first), *place(last or first))


def faults(path: Path) -> list[str]:
    """Return everything that a spreadsheet program would not take, in words; empty: the file is sound."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    out = [f"two parts {name}" for name in {one for one in names if names.count(one) > 1}]
    trees: dict[str, Tree.Element] = {}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                trees[name] = Tree.fromstring(data)
            except Tree.ParseError as error:
                out.append(f"{name}: {error}")
    if out:
        return out
    out += _types(trees["[Content_Types].xml"], parts)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            out += _relations(name, tree, parts)
    if out:
        return out
    return [*_workbook(trees), *_styles(trees), *_charts(trees)]


def _types(tree: Tree.Element, parts: dict[str, bytes]) -> Iterator[str]:
    endings = {one.attrib["Extension"].lower() for one in tree.iter(f"{TYPES}Default")}
    told = [one.attrib["PartName"].lstrip("/") for one in tree.iter(f"{TYPES}Override")]
    yield from (f"types: {name} told twice" for name in set(told) if told.count(name) > 1)
    yield from (f"types: no part {name}" for name in told if name not in parts)
    yield from (f"types: {name} has none" for name in parts
                if name != "[Content_Types].xml" and name not in told and name.rpartition(".")[2].lower() not in endings)


def _relations(name: str, tree: Tree.Element, parts: dict[str, bytes]) -> Iterator[str]:
    seen = set()
    base = posixpath.dirname(posixpath.dirname(name))
    for one in tree.iter(f"{PACKAGE}Relationship"):
        if one.attrib["Id"] in seen:
            yield f"{name}: {one.attrib['Id']} twice"
        seen.add(one.attrib["Id"])
        target = one.attrib["Target"]
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
        if one.attrib.get("TargetMode") != "External" and whole not in parts:
            yield f"{name}: no part {target}"


def related(trees: dict[str, Tree.Element], name: str) -> dict[str, str]:
    """Return the parts that a part relates to, by id."""
    folder, file = posixpath.split(name)
    tree = trees.get(f"{folder}/_rels/{file}.rels")
    out = {}
    for one in tree.iter(f"{PACKAGE}Relationship") if tree is not None else ():
        target = one.attrib["Target"]
        out[one.attrib["Id"]] = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return out


def titles(trees: dict[str, Tree.Element]) -> list[str]:
    return [one.attrib["name"] for one in trees["xl/workbook.xml"].iter(f"{MAIN}sheet")]


def _workbook(trees: dict[str, Tree.Element]) -> Iterator[str]:
    book, names, told = trees["xl/workbook.xml"], titles(trees), related(trees, "xl/workbook.xml")
    for name in names:
        if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]", name) or name[0] == "'" or name[-1] == "'" or name.casefold() == "history":
            yield f"sheet name {name!r}"
    if len({name.casefold() for name in names}) != len(names):
        yield "two sheets of one name"
    ids = [one.attrib["sheetId"] for one in book.iter(f"{MAIN}sheet")]
    if len(set(ids)) != len(ids):
        yield "two sheets of one id"
    defined = set()
    for one in book.iter(f"{MAIN}definedName"):
        key = (one.attrib["name"].casefold(), one.attrib.get("localSheetId"))
        if key in defined:
            yield f"name {key} defined twice"
        defined.add(key)
        if key[1] is not None and int(key[1]) >= len(names):
            yield f"name {key}: no such sheet"
        yield from (f"name {key}: no sheet {name}" for name in named_sheets(one.text or "") if name not in names)
        if "#REF!" in (one.text or ""):
            yield f"name {key}: broken"
    styles = len(trees["xl/styles.xml"].find(f"{MAIN}cellXfs") or ())
    for one in book.iter(f"{MAIN}sheet"):
        part = told.get(one.attrib[f"{REL}id"])
        if part not in trees:
            yield f"sheet {one.attrib['name']} has no part"
        else:
            yield from (f"{one.attrib['name']}: {fault}" for fault in _sheet(trees[part], related(trees, part), styles))


def named_sheets(formula: str) -> list[str]:
    """Return the sheets that a reference names."""
    return [one.replace("''", "'") for one in re.findall(r"'((?:[^']|'')+)'!", formula)] + re.findall(r"(?<![\w'])(\w+)!", formula)


def _sheet(tree: Tree.Element, told: dict[str, str], styles: int) -> Iterator[str]:
    order = [ORDER.index(one.tag.removeprefix(MAIN)) for one in tree]
    if order != sorted(order):
        yield "its parts stand in the wrong order"
    for one in tree.iter(f"{MAIN}col"):
        if not 0 <= float(one.attrib.get("width", 0)) <= 255 or int(one.attrib["min"]) > int(one.attrib["max"]):
            yield f"column {one.attrib}"
    yield from _rows(tree, styles)
    merged = [span(one.attrib["ref"]) for one in tree.iter(f"{MAIN}mergeCell")]
    for n, a in enumerate(merged):
        if any(a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3] for b in merged[:n]):
            yield f"merged cells overlap at row {a[0]}"
    for one in tree.iter(f"{MAIN}autoFilter"):
        top, left, bottom, right = span(one.attrib["ref"])
        if top > bottom or left > right:
            yield f"filter {one.attrib['ref']}"
    for one in tree.iter():
        if f"{REL}id" in one.attrib and one.attrib[f"{REL}id"] not in told:
            yield f"{one.tag} relates to nothing"
    for one in tree.iter(f"{MAIN}headerFooter"):
        yield from (f"{part.tag} too long" for part in one if len(part.text or "") > 255)


def _rows(tree: Tree.Element, styles: int) -> Iterator[str]:
    before = 0
    for row in tree.iter(f"{MAIN}row"):
        number = int(row.attrib["r"])
        if not before < number <= MOST_ROWS:
            yield f"row {number} after {before}"
        before, last = number, 0
        if float(row.attrib.get("ht", 0)) > 409.5:
            yield f"row {number} too tall"
        for cell in row:
            at, across = place(cell.attrib["r"])
            if at != number or not last < across <= MOST_COLUMNS:
                yield f"cell {cell.attrib['r']} in row {number}"
            last = across
            if int(cell.attrib.get("s", 0)) >= styles:
                yield f"cell {cell.attrib['r']}: no such style"
            kind, value = cell.attrib.get("t", "n"), cell.find(f"{MAIN}v")
            if kind not in ("n", "s", "b", "d", "e", "str", "inlineStr"):
                yield f"cell {cell.attrib['r']}: type {kind}"
            counted = cell.find(f"{MAIN}f") is not None and value is not None and not value.text  # a formula that nobody counted yet
            if kind == "n" and value is not None and not counted and not re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value.text or ""):
                yield f"cell {cell.attrib['r']}: no number"
            if kind == "inlineStr" and (cell.find(f"{MAIN}is") is None or value is not None):
                yield f"cell {cell.attrib['r']}: no text"
            if sum(len(one.text or "") for one in cell.iter(f"{MAIN}t")) > LETTERS:
                yield f"cell {cell.attrib['r']}: text too long"


def _styles(trees: dict[str, Tree.Element]) -> Iterator[str]:
    tree = trees["xl/styles.xml"]
    formats = {int(one.attrib["numFmtId"]) for one in tree.iter(f"{MAIN}numFmt")}
    counts = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
    for one in tree.findall(f"{MAIN}cellXfs/{MAIN}xf"):
        for key, name in counts.items():
            if int(one.attrib.get(key, 0)) >= len(tree.find(f"{MAIN}{name}") or ()):
                yield f"style: no {key} {one.attrib[key]}"
        number = int(one.attrib.get("numFmtId", 0))
        if number >= 164 and number not in formats:
            yield f"style: no format {number}"


def _charts(trees: dict[str, Tree.Element]) -> Iterator[str]:
    names = titles(trees)
    for part, tree in trees.items():
        if part.startswith("xl/charts/chart"):
            references = [one.text or "" for one in tree.iter(f"{CHART}f")]
            if not references:
                yield f"{part} shows nothing"
            for told in references:
                if not named_sheets(told) or any(name not in names for name in named_sheets(told)):
                    yield f"{part}: {told} names no sheet"
