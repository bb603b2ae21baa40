"""`make demo`: the story with the real key derivation, told line by line, and pictures of every screen; at a terminal with a screen the window opens.

`python -m tests.journeys.demo_story [FOLDER]` lives it in FOLDER (build/demo when none is named).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from caseworker_desktop.settings import Settings, find_resources
from tests.journeys.story import PASSPHRASE, Story

ROOT = Path(__file__).resolve().parents[2]
TRAINING, PICTURES = "mokymai", "paveikslai"


def camera(what: str, place: Path, target: Path) -> subprocess.Popen[str]:
    """Begin to take pictures beside the story, on the other core."""
    words = [sys.executable, "-m", "tests.journeys.pictures", what, str(place), str(target)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def developed(begun: subprocess.Popen[str]) -> str:
    """Wait for the pictures and return what was told of them. Raises RuntimeError with what went wrong."""
    said, wrong = begun.communicate()
    if begun.returncode:
        raise RuntimeError(wrong)
    return said.strip()


def main(words: list[str]) -> int:
    """Live the story, take its pictures, show the window where there is a screen; return the exit code."""
    begun = time.monotonic()

    def tell(line: str) -> None:
        print(f"[{time.monotonic() - begun:5.1f} s] {line}", flush=True)

    folder = Path(words[0]).resolve() if words else ROOT / "build" / "demo"
    if folder.exists():
        shutil.rmtree(folder)
    pictures = folder / PICTURES
    pictures.mkdir(parents=True)
    training = camera("training", folder / TRAINING, pictures)
    try:
        story = Story(folder, Settings(find_resources(), language="lt"), tell, thorough=False)
        story.tell_all()
        story.leave_open()
        tell(developed(training))
    finally:
        training.kill()
    developed(camera("story", folder, pictures))
    tell(f"Paveikslų – {len(list(pictures.iterdir()))}: {pictures}")
    screen = sys.platform == "win32" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if screen and sys.stdin.isatty():  # somebody is there to look, and to close it
        print(f"Atveriamas langas su mokomąja darbo vieta. Slaptafrazė: {PASSPHRASE}", flush=True)
        seen = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        subprocess.run([sys.executable, "-m", "caseworker_desktop", "--workspace", str(folder / TRAINING)], cwd=ROOT, env=seen, check=True)
    else:
        print(f"Langas: .venv/bin/byla --workspace {folder / TRAINING} (slaptafrazė: {PASSPHRASE})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
