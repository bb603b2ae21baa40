"""Looks at a file before anything opens it: what it is, whether it is locked, whether it would burst."""

from __future__ import annotations

import zipfile
from pathlib import Path

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message

#: Bytes of a file, of all its parts unpacked, and of one part.
FILE_LIMIT = 100 * 2**20
UNPACKED_LIMIT = 400 * 2**20
#: A part that shrinks more than this, and is larger than a few megabytes, is made to burst. Real sheets reach about 1:60.
RATIO_LIMIT = 250
RATIO_FROM = 8 * 2**20
PARTS_LIMIT = 5_000

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PROLOG = 4096


def kind_of_file(path: Path) -> str:
    """Return `xlsx` or `csv`. Raises Refused with one clear sentence for everything else: old, open or locked formats, bombs, no table."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Refused(message("intake.refused.no_file"))
        with path.open("rb") as file:
            head = file.read(_PROLOG)
            if head.startswith(_OLE):
                file.seek(0)
                rest = file.read(FILE_LIMIT)
                locked = "EncryptedPackage".encode("utf-16-le") in rest or b"EncryptedPackage" in rest
                raise Refused(message("intake.refused.locked") if locked else message("intake.refused.old_excel"))
    except OSError as error:
        raise Refused(message("intake.refused.no_file")) from error
    if size > FILE_LIMIT:
        raise Refused(message("intake.refused.too_large"))
    if size == 0:
        raise Refused(message("intake.refused.empty"))
    if head.startswith(b"PK\x03\x04"):
        _look_inside(path)
        return "xlsx"
    if head.startswith((b"PK", b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise Refused(message("intake.refused.no_table"))
    if head.lstrip()[:1] == b"<":
        raise Refused(message("intake.refused.no_table"))
    return "csv"


def _look_inside(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    if b"opendocument" in file.read(200):
                        raise Refused(message("intake.refused.open_document"))
            if "xl/workbook.bin" in names:
                raise Refused(message("intake.refused.binary_excel"))
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
                raise Refused(message("intake.refused.no_table"))
            if any(part.flag_bits & 1 for part in parts):
                raise Refused(message("intake.refused.locked"))
            if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT or any(map(_bursts, parts)):
                raise Refused(message("intake.refused.bomb"))
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    with archive.open(part) as file:
                        prolog = file.read(_PROLOG)
                    # Entities, the other way to burst, can only be declared here; no spreadsheet program writes one.
                    if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
                        raise Refused(message("intake.refused.bomb"))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Refused(message("intake.refused.damaged")) from error


def _bursts(part: zipfile.ZipInfo) -> bool:
    return part.file_size > RATIO_FROM and part.file_size > RATIO_LIMIT * max(part.compress_size, 1)
