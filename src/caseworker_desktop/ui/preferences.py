"""How the window should look and speak; kept beside the workspace in the clear, since it is needed before anybody has unlocked."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from caseworker_desktop.settings import LANGUAGES

FILE = "window.json"
THEMES = ("light", "dark")
SCALES = (100, 125, 150, 175)
IDLE_MINUTES = (2, 5, 10, 15)


@dataclass(frozen=True, slots=True)
class Preferences:
    """`scale` in percent (in force from the next start), `idle_minutes` until the window locks itself. Nothing here is about a person."""

    language: str = "lt"
    theme: str = "light"
    scale: int = 100
    idle_minutes: int = 5


def read(folder: Path, language: str = "lt") -> Preferences:
    """Return what stands in the folder's file; what is missing or odd is as at the first start (with `language`)."""
    start = Preferences(language=language if language in LANGUAGES else "lt")
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return start  # the first start, or a file that somebody broke: the window opens all the same
    if not isinstance(found, dict):
        return start
    allowed: dict[str, tuple[object, ...]] = {"language": LANGUAGES, "theme": THEMES, "scale": SCALES, "idle_minutes": IDLE_MINUTES}
    good = {name: found[name] for name, values in allowed.items() if found.get(name) in values and type(found[name]) is type(values[0])}
    return replace(start, **good)


def write(folder: Path, preferences: Preferences) -> None:
    """Keep the preferences in the folder, whole or not at all. Raises OSError when it cannot be written."""
    part = folder / f"{FILE}.part"
    part.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
    os.replace(part, folder / FILE)
