"""What a test reads out of a PDF: the text of its pages, its fonts, its language and whether it is tagged."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw


@dataclass(frozen=True)
class Read:
    """`pages` the text of each page; `fonts` (base name, embedded) of every font that sets text; `structure` the types of the tags at the top."""

    pages: tuple[str, ...]
    fonts: frozenset[tuple[str, bool]]
    tagged: bool
    language: str
    title: str
    structure: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def flowing(self) -> str:
        """The text with line ends as blanks, to look for sentences that a column broke."""
        return " ".join(self.text.split())


def read_pdf(pdf: bytes) -> Read:
    """Read a PDF in memory."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages, fonts, structure = [], set(), []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range().replace("\r\n", "\n"))
            fonts |= {_font(one.raw) for one in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,))}
            structure += _tags(page)
            text.close()
            page.close()
        return Read(
            tuple(pages), frozenset(fonts), bool(raw.FPDFCatalog_IsTagged(document)), _language(document),
            document.get_metadata_value("Title"), tuple(structure))
    finally:
        document.close()


def _font(one: object) -> tuple[str, bool]:
    font = raw.FPDFTextObj_GetFont(one)
    name = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(font, name, 200)
    return name.value.decode(), raw.FPDFFont_GetIsEmbedded(font) == 1


def _language(document: pypdfium2.PdfDocument) -> str:
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    name = ctypes.create_string_buffer(size)
    raw.FPDFCatalog_GetLanguage(document, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), size)
    return name.raw.decode("utf-16-le").rstrip("\0")


def _tags(page: pypdfium2.PdfPage) -> list[str]:
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        return [tag for place in range(raw.FPDF_StructTree_CountChildren(tree)) for tag in _below(raw.FPDF_StructTree_GetChildAtIndex(tree, place))]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _below(element: object) -> list[str]:
    if not element:
        return []
    name = ctypes.create_string_buffer(100)
    size = raw.FPDF_StructElement_GetType(element, name, 100)
    found = [name.raw[:size].decode("utf-16-le").rstrip("\0")]
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        found += _below(raw.FPDF_StructElement_GetChildAtIndex(element, place))
    return found
