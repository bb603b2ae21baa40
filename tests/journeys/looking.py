"""Opens the window on a workspace, unlocks it, walks through every page of the menu, locks and ends: for whoever listens from outside."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.kernel.progress import Silent
from caseworker_desktop.settings import Settings
from caseworker_desktop.ui.app import MainWindow
from caseworker_desktop.ui.preferences import Preferences
from caseworker_desktop.ui.run import wait_for_all
from caseworker_desktop.ui.shell.navigation import menu
from caseworker_desktop.ui.theme.theme import install


def main() -> None:
    request = json.loads(sys.stdin.read())
    settings, clock = Settings(Path(request["resources"]), request["profile"], "lt"), SystemClock()
    doors = bootstrap.FolderDoors(bootstrap.build_parts(settings, clock), Path(request["workspace"]))
    app = QApplication(["byla"])
    window = MainWindow(doors, settings.resources, clock, "0", install(app, settings.resources, "light"), Preferences())
    window.show()
    app.processEvents()
    assert window.door is not None
    window.door.desk_opened.emit(doors.unlock(None, request["passphrase"], Silent()))
    seen = []
    for place in menu(office=False):
        assert window.shell is not None
        window.shell.open(place.name)
        wait_for_all()
        for _ in range(5):
            app.processEvents()
        seen.append(place.name)
    window.lock()
    window.close()
    wait_for_all()
    print(json.dumps(seen), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
