"""`make demo`: the story with the real key derivation, told line by line; then the window, or its pictures where there is no screen."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from caseworker_desktop.settings import Settings, find_resources
from tests.journeys.story import PASSPHRASE, Story

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "demo"


def main() -> int:
    """Live the story in build/demo and take its pictures; return the exit code."""
    begun = time.monotonic()
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
    FOLDER.mkdir(parents=True)
    settings = Settings(find_resources(), language="lt")
    story = Story(FOLDER, settings, lambda line: print(f"[{time.monotonic() - begun:5.1f} s] {line}", flush=True), thorough=False)
    story.tell_all()
    story.leave_open()
    pictures = FOLDER / "paveikslai"
    pictures.mkdir()
    screen = sys.platform == "win32" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if screen:
        os.environ.pop("QT_QPA_PLATFORM", None)
    # Imported now: Qt reads its platform from the environment when it is loaded.
    from tests.journeys import pictures as camera

    taken = [*camera.take_papers(story, pictures), *camera.take_all(story, settings, pictures)]
    print(f"[{time.monotonic() - begun:5.1f} s] {len(taken)} paveikslai: {pictures}")
    if screen:
        print(f"Langas atveriamas; slaptafrazė: {PASSPHRASE}")
        from caseworker_desktop import __main__ as window

        sys.argv = ["byla", "--workspace", str(story.laptops["PR-11"])]
        return window.main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
