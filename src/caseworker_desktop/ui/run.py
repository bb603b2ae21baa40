"""The one way off the window's thread. Threads belong to the application, never to a window that may close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from caseworker_desktop.kernel.message import Message
from caseworker_desktop.kernel.progress import Progress, Stoppable

T = TypeVar("T")
Operation = Callable[[Progress], T]
Heard = Callable[[Message, int, int], object]


class _Courier(QObject):
    """Lives on the window's thread and carries news there from the worker."""

    stepped = Signal(object, object, object)
    ended = Signal()


class _Listener:
    """The Progress that the worker tells. It drops steps that come faster than a person can read."""

    def __init__(self, courier: _Courier) -> None:
        self._courier = courier
        self._last: tuple[str, int] | None = None

    def step(self, stage: Message, done: int, total: int) -> None:
        part = done * 200 // total if total else done // 100
        if self._last != (stage.key, part):
            self._last = (stage.key, part)
            self._courier.stepped.emit(stage, done, total)


class Work(Generic[T]):
    """A running operation: `stop()` asks it to end (it then fails with Cancelled); `running` tells whether it has not ended yet."""

    def __init__(self, courier: _Courier) -> None:
        self._brake = Stoppable(_Listener(courier))
        self._value: T | None = None
        self._error: Exception | None = None
        self.running = True

    def stop(self) -> None:
        """Ask the operation to stop at its next step."""
        self._brake.stop()

    def carry_out(self, operation: Operation[T]) -> None:
        """Run the operation (on the worker's thread) and keep what came of it."""
        try:
            self._value = operation(self._brake)
        except Exception as error:  # noqa: BLE001 - handed to `failure` on the window's thread
            self._error = error

    def hand_over(self, success: Callable[[T], object], failure: Callable[[Exception], object]) -> None:
        """Tell what came of it (on the window's thread)."""
        self.running = False
        if self._error is not None:
            failure(self._error)
        else:
            success(self._value)  # type: ignore[arg-type]  # it is a T: the operation returned it


def run(
    parent: QWidget,
    operation: Operation[T],
    success: Callable[[T], object],
    failure: Callable[[Exception], object],
    progress: Heard | None = None,
) -> Work[T]:
    """Run `operation` in the application's thread pool; then call `success` or `failure` on the window's thread.

    `progress(stage, done, total)` hears how far it is. When `parent` is gone by then, the result is dropped.
    """
    courier = _Courier(QCoreApplication.instance())
    work: Work[T] = Work(courier)

    def heard(stage: Message, done: int, total: int) -> None:
        if progress is not None and work.running and isValid(parent):
            progress(stage, done, total)

    def ended() -> None:
        courier.deleteLater()
        if isValid(parent):
            work.hand_over(success, failure)
        else:
            work.running = False

    courier.stepped.connect(heard)
    courier.ended.connect(ended)

    def carry_out() -> None:
        work.carry_out(operation)
        if isValid(courier):
            courier.ended.emit()

    QThreadPool.globalInstance().start(carry_out)
    return work


def wait_for_all() -> None:
    """Let running work end before the application leaves."""
    QThreadPool.globalInstance().waitForDone()
