"""A view that keeps what it was told, and a runner that does not leave the thread: for presenters."""

from __future__ import annotations

from typing import Any

from caseworker_desktop.kernel.progress import Silent


class Seen:
    """Takes any call; `last(name)` is what it was told last."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []

    def __getattr__(self, name: str) -> Any:
        def told(*values: Any, **named: Any) -> None:
            self.told.append((name, values[0] if len(values) == 1 and not named else values or named))

        return told

    def last(self, name: str) -> Any:
        return [value for told, value in self.told if told == name][-1]

    def names(self) -> list[str]:
        return [name for name, _ in self.told]


class Stopped:
    """Work that was asked to stop."""

    def __init__(self) -> None:
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


def at_once(operation: Any, success: Any, failure: Any, progress: Any = None) -> Stopped:
    """Run now, on this thread."""
    try:
        value = operation(Silent())
    except Exception as error:  # noqa: BLE001 - what the runner of the window does too
        failure(error)
    else:
        success(value)
    return Stopped()
