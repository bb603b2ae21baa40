"""Proposes the forms of a name that letters need; a person corrects them, and the correction stays on the record.

Rules of resources/reference/name_forms.csv. A foreign name, whatever ends otherwise, stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Lithuanian endings, the longest first: vocative, genitive, dative.
_LT = (
    ("jas", "jau", "jo", "jui"), ("ias", "iau", "io", "iui"), ("tis", "ti", "čio", "čiui"), ("dis", "di", "džio", "džiui"),
    ("tys", "ty", "čio", "čiui"), ("dys", "dy", "džio", "džiui"), ("is", "i", "io", "iui"), ("ys", "y", "io", "iui"),
    ("us", "au", "aus", "ui"), ("as", "ai", "o", "ui"), ("a", "a", "os", "ai"), ("ė", "e", "ės", "ei"),
)
#: Consonants that change before -a in Latvian masculines in -is (Jānis, Jāņa; Kalnietis, Kalnieša).
_LV_SOFT = (
    ("ln", "ļņ"), ("ll", "ļļ"), ("nn", "ņņ"), ("sn", "šņ"), ("zn", "žņ"), ("sl", "šļ"), ("zl", "žļ"), ("dz", "dž"),
    ("b", "bj"), ("m", "mj"), ("p", "pj"), ("v", "vj"), ("c", "č"), ("d", "ž"), ("l", "ļ"), ("n", "ņ"), ("s", "š"), ("t", "š"), ("z", "ž"),
)
_LV_VOWELS = "aāeēiīouū"


@dataclass(frozen=True, slots=True)
class NameForms:
    """Forms of a full name (given names, then family name)."""

    vocative: str
    genitive: str
    dative: str


def propose(given_names: str, family_name: str, sex: str | None, language: str) -> NameForms:
    """Return the proposed forms of a name. `sex` (`f`, `m`, None) decides Latvian names in -a and -e; `language` is that of the name: lt or lv.

    In another language than these two nothing changes.
    """
    words = [word for word in f"{given_names} {family_name}".split() if word]
    forms = [_word(word, sex, language) for word in words]
    return NameForms(*(" ".join(form[case] for form in forms) for case in range(3)))


def _word(word: str, sex: str | None, language: str) -> tuple[str, str, str]:
    if "-" in word:
        parts = [_word(part, sex, language) for part in word.split("-")]
        return ("-".join(p[0] for p in parts), "-".join(p[1] for p in parts), "-".join(p[2] for p in parts))
    if language == "lt":
        return _lithuanian(word)
    return _latvian(word, sex) if language == "lv" else (word, word, word)


def _lithuanian(word: str) -> tuple[str, str, str]:
    for ending, *forms in _LT:
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)]
            return (stem + forms[0], stem + forms[1], stem + forms[2])
    return (word, word, word)


def _latvian(word: str, sex: str | None) -> tuple[str, str, str]:
    if len(word) < 3:
        return (word, word, word)
    stem = word[:-1]
    if word.endswith("us"):
        return (stem, word, stem + "m")
    if word.endswith("is") and sex != "f":
        root = word[:-2]
        return (root + "i", _softened(root, word) + "a", root + "im")
    if word.endswith(("s", "š")) and sex != "f":
        return (stem, stem + "a", stem + "am")
    if word.endswith("a"):
        return (word, stem + "as", stem + ("am" if sex == "m" else "ai"))
    if word.endswith("e"):
        return (word, stem + "es", stem + ("em" if sex == "m" else "ei"))
    return (word, word, word)


def _softened(root: str, word: str) -> str:
    """Return the stem before -a; names of two syllables in -tis and -dis keep theirs (Gatis, Gata; Aldis, Alda)."""
    if word.endswith(("tis", "dis")) and _syllables(word) <= 2:
        return root
    for hard, soft in sorted(_LV_SOFT, key=lambda pair: -len(pair[0])):
        if root.endswith(hard):
            return root[: -len(hard)] + soft
    return root


def _syllables(word: str) -> int:
    vowels = [letter in _LV_VOWELS for letter in word.lower()]
    return sum(now and not before for before, now in zip([False, *vowels], vowels))
