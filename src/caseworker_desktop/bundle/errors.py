"""Why a bundle is not taken. Each cause has its own class and sentence; nothing was changed when one is raised."""

from __future__ import annotations

from caseworker_desktop.kernel.errors import Refused
from caseworker_desktop.kernel.message import message


class BundleRefused(Refused):
    """A bundle that cannot be taken (exit 4)."""


class NotForUs(BundleRefused):
    """It was sealed for another office or another computer."""

    def __init__(self) -> None:
        super().__init__(message("bundle.not_for_us"))


class NotABundle(BundleRefused):
    """The file does not begin as a bundle does."""

    def __init__(self) -> None:
        super().__init__(message("bundle.not_a_bundle"))


class CutOff(BundleRefused):
    """The file ends too early, at byte `at` of the sealed file."""

    def __init__(self, at: int) -> None:
        self.at = at
        super().__init__(message("bundle.cut_off", at=at))


class DamagedBundle(BundleRefused):
    """The file was changed on its way, or written by a program with a fault."""

    def __init__(self) -> None:
        super().__init__(message("bundle.damaged"))


class UnknownSender(BundleRefused):
    """No device of this id was enrolled here."""

    def __init__(self) -> None:
        super().__init__(message("bundle.unknown_sender"))


class WrongSignature(BundleRefused):
    """The sender's device did not sign what is inside."""

    def __init__(self) -> None:
        super().__init__(message("bundle.wrong_signature"))


class TooNew(BundleRefused):
    """The container is of a later version of the program."""

    def __init__(self) -> None:
        super().__init__(message("bundle.too_new"))


class ChangedBetween(BundleRefused):
    """The staged copy is not the file that was authenticated."""

    def __init__(self) -> None:
        super().__init__(message("bundle.changed_between"))


class ReadBackDiffers(BundleRefused):
    """What the stick gives back is not what was written to it."""

    def __init__(self) -> None:
        super().__init__(message("bundle.read_back_differs"))
