"""A process beneath disk.c that runs the command and dies, fails or is written down where it is told; each run is a fork of it.

Requests come as JSON lines: `commands`, `resources`, `profile`, `passphrase`, `out` (what was printed, flushed at once) and `disk`: folder, mode, at,
code of disk.c, and the path of a journal or nothing. The answer tells how the run ended and how many calls there were.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from caseworker_desktop.cli.main import run
from caseworker_desktop.settings import Settings

SOURCE = Path(__file__).with_name("disk.c")
ROOT = Path(__file__).resolve().parents[2]
DIED = 137


@dataclass(frozen=True)
class Ended:
    """How a run ended: exit status of the process, JSON values that were printed with the exit codes of those commands that ended, calls done."""

    status: int
    done: tuple[tuple[int, Any], ...]
    printed: tuple[Any, ...]
    calls: int

    @property
    def died(self) -> bool:
        return self.status == DIED


def compiled(folder: Path) -> Path:
    """Compile disk.c into a folder and return the library."""
    library = folder / "disk.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True, capture_output=True)
    return library


class Machine:
    """Runs commands in processes beneath disk.c."""

    def __init__(self, folder: Path, settings: Settings, passphrase: str) -> None:
        self._told = {"resources": str(settings.resources), "profile": settings.kdf_profile, "passphrase": passphrase}
        self._out = folder / "printed"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            env={**os.environ, "LD_PRELOAD": str(compiled(folder))},
        )  # fmt: skip

    def run(self, commands: list[list[object]], folder: Path, mode: str = "c", at: int = 0, code: int = 0, *, journal: Path | None = None,
            tracer: list[str] | None = None) -> Ended:  # fmt: skip
        """Run commands with the disk told; return how it ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = [["--json", *map(str, one)] for one in commands]
        disk = [str(folder), mode, at, code, str(journal) if journal else None]
        self._process.stdin.write(json.dumps({**self._told, "commands": words, "out": str(self._out), "disk": disk, "tracer": tracer}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        lines = self._out.read_text(encoding="utf-8").splitlines()
        done = [json.loads(line) for line in lines if line.startswith('["ended"')]
        printed = tuple(json.loads(line) for line in lines if not line.startswith('["'))
        return Ended(answer["status"], tuple((one[1], one[2]) for one in done), printed, answer["calls"])

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def live(request: dict[str, Any], go: int, told: int) -> NoReturn:
    """Run the commands; what is printed goes out at once, as to a person who pulls the plug when the word is there."""
    out = os.open(request["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    folder, mode, at, code, journal = request["disk"]
    record = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) if journal else -1
    os.read(go, 1)
    library = ctypes.CDLL(None)
    library.disk_begin(folder.encode(), ord(mode), ctypes.c_long(at), code, record, out)
    settings = Settings(Path(request["resources"]), request["profile"], "lt")
    with io.TextIOWrapper(os.fdopen(out, "wb", buffering=0), encoding="utf-8", write_through=True) as printing:
        for words in request["commands"]:
            with redirect_stdout(printing), redirect_stderr(io.StringIO()) as said:
                ended = run(words, settings, {"CASEWORKER_PASSPHRASE": request["passphrase"]})
            printing.write(json.dumps(["ended", ended, said.getvalue()]) + "\n")
        library.disk_count.restype = ctypes.c_long
        os.write(told, str(library.disk_count()).encode())
        os._exit(0)


def _traced(tracer: list[str], child: int) -> subprocess.Popen[bytes]:
    """Attach a program to a process and return when it is."""
    process = subprocess.Popen([*tracer, "-p", str(child)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               env={name: value for name, value in os.environ.items() if name != "LD_PRELOAD"})  # fmt: skip
    while "TracerPid:\t0" in Path(f"/proc/{child}/status").read_text():
        if process.poll() is not None:
            assert process.stderr is not None
            raise RuntimeError(process.stderr.read().decode())
    return process


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        go, told = os.pipe(), os.pipe()
        child = os.fork()
        if not child:
            os.close(told[0])
            live(request, go[0], told[1])
        os.close(told[1])
        tracer = _traced(request["tracer"], child) if request.get("tracer") else None
        os.write(go[1], b"g")
        _, status = os.waitpid(child, 0)
        if tracer is not None:
            tracer.communicate()
        calls = os.read(told[0], 32)
        for one in (*go, told[0]):
            os.close(one)
        status = DIED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        print(json.dumps({"status": status, "calls": int(calls or 0)}), flush=True)


if __name__ == "__main__":
    main()
