"""The unlock window is painted before what only an open workspace needs is read."""

import subprocess
import sys

LATER = ("caseworker_desktop.assembly", "caseworker_desktop.usecases.desk", "openpyxl", "PIL", "typst")
START = f"""
import sys
import caseworker_desktop.__main__
print([name for name in {LATER!r} if name in sys.modules])
"""
PREPARED = f"""
import sys
from pathlib import Path
from caseworker_desktop import bootstrap
from caseworker_desktop.kernel.clock import SystemClock
from caseworker_desktop.settings import Settings
bootstrap.FolderDoors(bootstrap.build_parts(Settings(Path(sys.argv[1])), SystemClock()), Path(sys.argv[2])).prepare()
print(set({LATER!r}) <= set(sys.modules))
"""


def told(program: str, *words: str) -> str:
    return subprocess.run([sys.executable, "-c", program, *words], check=True, capture_output=True, text=True, timeout=300).stdout.strip()


def test_the_window_starts_without_what_comes_after_unlocking():
    assert told(START) == "[]"


def test_preparing_reads_it(tmp_path, resources):
    assert told(PREPARED, str(resources), str(tmp_path)) == "True"
