"""A process that runs the command and dies where it is told, as by a pulled plug; one is started, and each run is a fork of it.

Requests come as JSON lines: `commands` (lists of words, run one after another), `settings` (resources, profile), `out` (what each command
printed, one line a command, as soon as it is done) and `die`: [how, when]. The answer tells how the run ended.

steps   SIGKILL at the n-th time that SQLite has worked through a handful of its instructions
calls   SIGKILL before the n-th call to the files of a stick, or to a durable write or rename of the program's own
bytes   the system kills the process when a file would grow beyond n bytes, in the middle of the write
time    SIGKILL after so many seconds, wherever it is
never   it lives, and tells how many steps and calls there were
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import signal
import sys
import threading
from pathlib import Path
from typing import Any, NoReturn

from caseworker_desktop.bundle import stick
from caseworker_desktop.cli.main import run
from caseworker_desktop.settings import Settings
from caseworker_desktop.store import backup, engine, files

#: SQLite counts anew in each statement; most of ours are longer than this.
INSTRUCTIONS = 8
CALLS = ("create", "open", "sync", "rename", "sync_folder", "remove")


class Plug:
    """Counts, and pulls itself at the moment told."""

    def __init__(self, how: str, when: float) -> None:
        self._how, self._when = how, when
        self.counts = {"steps": 0, "calls": 0}

    def tick(self, what: str) -> None:
        self.counts[what] += 1
        if what == self._how and self.counts[what] >= self._when:
            os.kill(os.getpid(), signal.SIGKILL)

    def insert(self) -> None:
        connect = engine._connect

        def watched(path: Path, key: bytes) -> Any:
            connection = connect(path, key)
            connection.set_progress_handler(lambda: self.tick("steps"), INSTRUCTIONS)
            return connection

        engine._connect = watched
        for name in CALLS:
            self._watch(stick.Files, name)
        for module in (files, backup):
            for name in ("fsync", "replace", "rename"):
                self._watch(module.os, name)
        if self._how == "bytes":
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(self._when), resource.RLIM_INFINITY))
        if self._how == "time":
            threading.Timer(self._when, os.kill, (os.getpid(), signal.SIGKILL)).start()

    def _watch(self, owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def call(*args: Any, **told: Any) -> Any:
            self.tick("calls")
            return real(*args, **told)

        setattr(owner, name, call)


def live(request: dict[str, Any]) -> NoReturn:
    plug = Plug(*request["die"])
    out = os.open(request["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    plug.insert()
    settings = Settings(Path(request["resources"]), request["profile"], "lt")
    for words in request["commands"]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
            code = run(words, settings, {"CASEWORKER_PASSPHRASE": request["passphrase"]})
        os.write(out, f"{code} {said.getvalue()}".encode())
    os.write(out, f"- {json.dumps(plug.counts)}\n".encode())
    os._exit(0)


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            live(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(json.dumps({"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None}), flush=True)


if __name__ == "__main__":
    main()
