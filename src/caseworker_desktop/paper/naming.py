"""File names out of titles and project codes: what no disk refuses, on Windows and on sticks too."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})
_LONGEST = 120


def safe_name(*parts: str | None) -> str:
    """Return a file's name (without its ending) out of the parts that say something; `9.1.2.0/16/I/001` becomes `9.1.2.0-16-I-001`."""
    name = " ".join(_FORBIDDEN.sub("-", one).strip() for one in parts if one)
    name = re.sub(r"\s+", " ", name)[:_LONGEST].strip(" .-")
    return f"_{name}" if name.split(".")[0].upper() in _RESERVED or not name else name
