"""One frozen value with what was set from outside, read once at the door and handed on."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("lt", "lv", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """`resources`: folder of catalogues, lists, fonts, icons; `kdf_profile`: `calibrated`, or `cheap` (only tests may choose it)."""

    resources: Path
    kdf_profile: str = "calibrated"
    language: str | None = None


def find_resources() -> Path:
    """Return the folder of the shipped resources: inside the package when installed, beside `src/` in a checkout."""
    inside = Path(__file__).parent / "resources"
    if inside.is_dir():
        return inside
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    return Path(__file__).parents[2] / "resources"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that the environment asks for (`CASEWORKER_LANGUAGE`)."""
    language = environment.get("CASEWORKER_LANGUAGE")
    return Settings(resources=find_resources(), language=language if language in LANGUAGES else None)
