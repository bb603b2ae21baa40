"""The press: page values and a template in, tagged PDF bytes out (typst, PDF/UA-1, the bundled fonts only)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import typst

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message
from caseworker_desktop.paper.letters import covered, settable_values
from caseworker_desktop.paper.model import Sheet

FONTS = ("Inter-Regular.otf", "Inter-Italic.otf", "Inter-SemiBold.otf", "Inter-SemiBoldItalic.otf", "NotoSans-Regular.ttf", "NotoSans-Italic.ttf",
         "NotoSans-Bold.ttf", "NotoSans-BoldItalic.ttf")
STANDARD: Literal["ua-1"] = "ua-1"
TEMPLATE = "paper"
_MAIN = "main.typ"


class Press:
    """Prints sheets from the shipped templates. Holds the templates and which letters the fonts have; safe to use from one thread at a time."""

    def __init__(self, resources: Path) -> None:
        fonts = resources / "fonts"
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
        self._templates = {path.name: path.read_bytes() for path in sorted((resources / "templates").glob("*.typ"))}
        self._letters = covered(fonts / name for name in FONTS)

    def print(self, sheet: Sheet, images: Mapping[str, bytes] | None = None) -> bytes:
        """Return the PDF of a sheet.

        `images` are the files that the sheet names, by name. Nothing is read from outside the templates, nothing is fetched, and no text
        is taken for markup. Raises Refused when an image cannot be read.
        """
        data = json.dumps(settable_values(asdict(sheet), self._letters), ensure_ascii=False)
        files = {**self._templates, _MAIN: self._templates[f"{TEMPLATE}.typ"]}
        # typst takes files that are text alone: pictures go in as numbers.
        pictures = json.dumps({name: list(picture) for name, picture in (images or {}).items()})
        try:
            pdf = typst.compile(  # type: ignore[call-overload]  # the stub leaves out that files may be given as a dict (README, "Multi-file")
                files, font_paths=self._fonts, sys_inputs={"data": data, "pictures": pictures}, pdf_standards=STANDARD, format="pdf",
            )
        except typst.TypstError as reason:
            if not images:
                raise
            raise Refused(message("paper.bad_image")) from reason
        return bytes(pdf)
