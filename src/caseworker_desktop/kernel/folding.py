"""Text without case and diacritics, so that `siauliai` finds `Šiauliai`."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_WHOLE = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n"})


def fold(text: str) -> str:
    """Return `text` casefolded, compatibility forms and ligatures spelled out, all combining marks removed.

    Folding what is folded changes nothing. Punctuation and spaces stay.
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(ch for ch in apart if not unicodedata.combining(ch))
    return unicodedata.normalize("NFC", bare.translate(_WHOLE))
