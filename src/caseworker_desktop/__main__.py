"""The window's start: settings read once, parts built, the door shown."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from caseworker_desktop import __version__, bootstrap
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.settings import read_settings
from caseworker_desktop.ui import app


def default_folder(environment: dict[str, str]) -> Path:
    """Return where the workspace lies when nobody names it: the person's own data folder of this system."""
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA", str(Path.home()))) / "Byla" / "workspace"
    return Path(environment.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "byla" / "workspace"


def main() -> int:
    """Open the window on a workspace folder (`--workspace DIR`)."""
    environment = dict(os.environ)
    words = argparse.ArgumentParser(prog="byla", allow_abbrev=False)
    words.add_argument("--workspace", metavar="DIR")
    told, rest = words.parse_known_args()
    settings, clock = read_settings(environment), SystemClock()
    parts = bootstrap.build_parts(settings, clock)
    folder = Path(told.workspace) if told.workspace else default_folder(environment)
    return app.main(bootstrap.FolderDoors(parts, folder), settings.resources, clock, __version__, [sys.argv[0], *rest])


if __name__ == "__main__":
    raise SystemExit(main())
