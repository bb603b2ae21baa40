"""The order of words in Lithuanian, Latvian and English, as plain keys that a database can store and compare."""

from __future__ import annotations

import unicodedata

# Letters of their own, after the plain one (Unicode CLDR, collation lt and lv); every other mark (ą ė ū; ā ē ī) only decides
# between words that are equal without it.
_OWN_LETTERS = {"lt": "čšž", "lv": "čģķļņŗšž", "en": ""}
# y stands with i in Lithuanian and Latvian, after the other i.
_Y_WITH_I = ("lt", "lv")
_AFTER = "\uf8ff"
_NO_MARK = " "
_Y_MARK = "\uf8fe"
_PUNCTUATION = "!"
_LEVEL = "\x01"


def sort_key(text: str, language: str) -> str:
    """Return text whose comparison by code point (or by UTF-8 bytes, as SQLite does) is the language's order of `text`.

    Three levels: letters; then marks; then small before capital. Spaces come first, then punctuation, digits, letters.
    Raises KeyError for another language than lt, lv or en.
    """
    own = _OWN_LETTERS[language]
    letters, marks, cases = [], [], []
    for ch in unicodedata.normalize("NFC", text):
        small = ch.lower()
        if small in own:
            letter, mark = unicodedata.normalize("NFD", small)[0] + _AFTER, _NO_MARK
        elif small == "y" and language in _Y_WITH_I:
            letter, mark = "i", _Y_MARK
        else:
            letter, mark = _plain(ch)
        letters.append(letter)
        marks.append(mark)
        cases.append("0" if ch == small else "1")
    return _LEVEL.join(("".join(letters), "".join(marks), "".join(cases)))


def _plain(ch: str) -> tuple[str, str]:
    """Return what stands on the first and on the second level for a character that no language claims."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", ch).casefold())
    mark = "".join(c for c in apart if unicodedata.combining(c)) or _NO_MARK
    letter = "".join(c for c in apart if not unicodedata.combining(c))
    if letter.isalnum():
        return letter, mark
    return (" " if not letter.strip() or not letter.isprintable() else _PUNCTUATION), mark
