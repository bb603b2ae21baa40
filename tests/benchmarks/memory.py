"""Peak memory of an import in a process of its own, from its start to its end."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from caseworker_desktop.kernel.progress import Silent
from tests.benchmarks.figures import Figure
from tests.benchmarks.peak import ALLOWED_MB, peak_mb
from tests.benchmarks.workspaces import Office, open_desk


def measure(name: str, office: Office, workspace: Path, bundle: Path) -> Figure:
    """Import `bundle` into `workspace` (which is changed) in a fresh process; return its peak."""
    with tempfile.NamedTemporaryFile(suffix=".pickle") as told:
        told.write(pickle.dumps((office.opened, workspace, bundle)))
        told.flush()
        done = subprocess.run([sys.executable, "-m", "tests.benchmarks.memory", told.name], check=True, capture_output=True, text=True)
    before, peak, accepted = done.stdout.split()
    return Figure(name, float(peak), "MB", ALLOWED_MB, detail=f"{int(accepted):,} operations; {float(before):.0f} MB before it began")


def main(argument: str) -> None:
    """Print the peak before, the peak after, and how many operations came."""
    with open(argument, "rb") as file:
        opened, workspace, bundle = pickle.load(file)
    desk = open_desk(workspace, opened)
    before = peak_mb()
    done = desk.receiving.import_file(bundle, Silent())
    desk.close()
    print(before, peak_mb(), done.accepted)


if __name__ == "__main__":
    main(sys.argv[1])
