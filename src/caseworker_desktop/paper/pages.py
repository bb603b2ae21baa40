"""Pictures of a PDF's pages, for a preview and for printers (PDFium; one thread at a time)."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as pixels of four bytes (blue, green, red, unused), rows of `stride` bytes from the top."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def picture(pdf: bytes, number: int, width: int) -> Picture:
    """Return page `number` (1 is the first) `width` px wide. Raises IndexError for a page that is none."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        wide, _ = page.get_size()
        drawn = page.render(scale=width / wide, prefer_bgrx=True, rev_byteorder=False)
        try:
            return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
        finally:
            drawn.close()
            page.close()
    finally:
        document.close()
