"""What can be done at the door, before anybody has unlocked: begin, unlock, recover. The window and the command knock here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from caseworker_desktop.kernel.progress import Progress

if TYPE_CHECKING:
    from caseworker_desktop.usecases.care import Backup, Restored
    from caseworker_desktop.usecases.desk import Desk

DEFAULT_SCALE, DEFAULT_SEED = 1, 1


@dataclass(frozen=True, slots=True)
class WorkspaceState:
    """What may be known without a passphrase: no name, no count of people but `slots`, how many can unlock."""

    folder: Path
    exists: bool
    slots: int
    training: bool
    language: str


@dataclass(frozen=True, slots=True)
class NewOffice:
    """The form of a new office; `country` is lt or lv, `language` the workspace's (None: the settings'). The founder becomes its coordinator
    and administrator."""

    name: str
    login: str
    given_name: str
    family_name: str
    country: str
    passphrase: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NewDevice:
    """The form of a laptop that works before it has joined an office, or without one; `language` as of an office."""

    device_name: str
    login: str
    given_name: str
    family_name: str
    country: str
    passphrase: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NewTraining:
    """The form of a training workspace: twelve people with whole stories, and `scale` times as many further ones; equal `seed`, equal records."""

    passphrase: str
    scale: int = DEFAULT_SCALE
    seed: int = DEFAULT_SEED


@dataclass(frozen=True, slots=True)
class KeyGiven:
    """What somebody opens a backup with: the printed recovery key, else a passphrase (and whose, where several have one)."""

    login: str | None = None
    passphrase: str = ""
    recovery_key: str | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """What is shown once and then written or printed: the recovery key, the custody halves (an office), the six words (a request).
    `office` (the organisation), `device` and `staff` are ids."""

    recovery_key: str
    custody_halves: tuple[str, str] | None
    words: str | None
    office: str = ""
    device: str = ""
    staff: str = ""


@dataclass(frozen=True, slots=True)
class Trained:
    """A training workspace that was made: its keys, who unlocks it, and how many records of each kind it holds."""

    keys: Keys
    login: str
    records: Mapping[str, int]


class Doors(Protocol):
    """The way into one workspace folder."""

    def state(self) -> WorkspaceState:
        """Return what may be known without a passphrase."""
        ...

    def prepare(self) -> None:
        """Read what an opened workspace will need; unlocking does so itself when it was not done before."""
        ...

    def create_office(self, form: NewOffice, progress: Progress) -> Keys:
        """Make an office here. Raises Refused (LineRefused with the field) when the form does not do."""
        ...

    def create_training(self, form: NewTraining, progress: Progress) -> Trained:
        """Make an office of invented people here, marked as training. Raises UsageError or Refused; nothing is left then."""
        ...

    def begin(self, form: NewDevice, request_file: Path | None, progress: Progress) -> Keys:
        """Make a field workspace here and, if a file is named, write the request that asks an office to take it in."""
        ...

    def unlock(self, login: str | None, passphrase: str, progress: Progress) -> Desk:
        """Open the workspace; `login` is needed when several people can unlock it. Raises Denied when it does not open or is revoked."""
        ...

    def leave(self, login: str | None, passphrase: str, progress: Progress) -> Desk:
        """Open the workspace to hand over what it has not sent, even when its computer's access is revoked. Raises as `unlock` does."""
        ...

    def confirm(self, login: str | None, passphrase: str, progress: Progress) -> str:
        """Return the id of the staff member whose slot opens, without opening the workspace (a locked window holds it open).

        Raises Denied when none opens. The window goes on with its Desk when it is the same person, and else closes it and unlocks.
        """
        ...

    def recover(self, recovery_key: str, login: str | None, new_passphrase: str, progress: Progress) -> Desk:
        """Open the workspace with the printed key and give `login` a new passphrase. Raises Refused or Denied."""
        ...

    def verify_backup(self, file: Path, key: KeyGiven, progress: Progress) -> Backup:
        """Prove a backup to its last byte, wherever this folder is. Raises Refused when it is damaged, Denied when the key does not open it."""
        ...

    def restore_backup(self, file: Path, key: KeyGiven, progress: Progress) -> Restored:
        """Bring a workspace back into this folder, new or empty. Raises Refused or Denied; nothing is left then."""
        ...
