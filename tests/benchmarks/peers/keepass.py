"""KeePassXC merges one database into another, by its command."""

from __future__ import annotations

import base64
import os
import subprocess
import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

from tests.benchmarks.peers.told import Rows, Taken

PASSWORD = "vienas du trys"
_TIMES = "<Times>" + "".join(f"<{name}>{{when}}</{name}>" for name in ("LastModificationTime", "CreationTime", "LastAccessTime")) + "</Times>"


def measure(command: str, folder: Path, base: Rows, incoming: Rows) -> Taken:
    """Make two databases and merge them; the time holds the opening of both and the writing of one, each with its key derivation (0.1 s)."""
    target = _database(command, folder, "target", base, "2026-01-01T08:00:00Z")
    source = _database(command, folder, "source", incoming, "2026-02-01T08:00:00Z")
    words = [command, "merge", "-q", "-s", str(target), str(source)]
    start = time.perf_counter()
    merging = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert merging.stdin is not None
    merging.stdin.write(PASSWORD.encode() + b"\n")
    merging.stdin.close()
    _, status, used = os.wait4(merging.pid, 0)  # the only way to learn the memory of this child alone
    seconds, merging.returncode = time.perf_counter() - start, os.waitstatus_to_exitcode(status)
    if merging.returncode:
        raise subprocess.CalledProcessError(merging.returncode, words)
    peak = used.ru_maxrss * 1024
    listed = _run([command, "ls", "-q", "-R", "-f", str(target)], PASSWORD + "\n")
    held = sum(not line.endswith("/") for line in listed.splitlines() if line.strip())
    return Taken(seconds, source.stat().st_size, target.stat().st_size, peak, held)


def _database(command: str, folder: Path, name: str, rows: Rows, when: str) -> Path:
    xml, made = folder / f"{name}.xml", folder / f"{name}.kdbx"
    with xml.open("w", encoding="utf-8") as file:
        file.writelines(_document(rows, when))
    _run([command, "import", "-q", "-p", "-t", "100", str(xml), str(made)], f"{PASSWORD}\n{PASSWORD}\n")
    return made


def _document(rows: Rows, when: str) -> Iterable[str]:
    times = _TIMES.format(when=when)
    yield f'<?xml version="1.0" encoding="utf-8"?><KeePassFile><Meta><Generator>bench</Generator></Meta><Root><Group><UUID>{_uuid("root")}</UUID>'
    yield f"<Name>Root</Name>{times}"
    for id_, text in rows:
        yield f"<Entry><UUID>{_uuid(id_)}</UUID>{times}<String><Key>Title</Key><Value>{id_}</Value></String>"
        yield f"<String><Key>Notes</Key><Value>{escape(text)}</Value></String></Entry>\n"
    yield "</Group></Root></KeePassFile>"


def _uuid(name: str) -> str:
    return base64.b64encode(sha256(name.encode()).digest()[:16]).decode()


def _run(words: list[str], typed: str) -> str:
    return subprocess.run(words, input=typed, check=True, capture_output=True, text=True, timeout=3600).stdout
