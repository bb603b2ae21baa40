"""`make acceptance`: run the tests of this folder and print, row by row, whether it holds."""

from __future__ import annotations

import sys

import pytest

from tests.acceptance.rows import id_of, needs


class Verdicts:
    """Listens to pytest: a row holds when it has a test and each of its tests passed."""

    def __init__(self) -> None:
        self.passed: dict[str, bool] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take up one phase of one test."""
        name = id_of(report.nodeid.rpartition("::")[2])
        if name is None or (report.when != "call" and report.passed):
            return
        self.passed[name] = self.passed.get(name, True) and report.passed


def main() -> int:
    """Print the table; return 1 when a must row does not hold."""
    verdicts = Verdicts()
    pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", "tests/acceptance"], plugins=[verdicts])
    missing = 0
    counts: dict[tuple[str, str], int] = {}
    for need in needs():
        held = verdicts.passed.get(need.id)
        said = "no test" if held is None else "holds" if held else "does not hold"
        counts[need.priority, said] = counts.get((need.priority, said), 0) + 1
        missing += need.priority == "must" and not held
        print(f"{need.id}  {said:<14} {need.priority:<7} {need.check}")
    print()
    for (priority, said), number in sorted(counts.items()):
        print(f"{priority:<7} {said:<14} {number}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
