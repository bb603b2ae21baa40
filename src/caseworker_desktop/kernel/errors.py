"""What can go wrong, as values that a door (command or window) turns into one clear sentence."""

from __future__ import annotations

from caseworker_desktop.kernel.message import Message, message


class CaseworkerError(Exception):
    """An expected failure; `message` says what happened and what to do. Never holds personal data."""

    exit_code = 4

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


class UsageError(CaseworkerError):
    """The words of the command do not fit (exit 2)."""

    exit_code = 2


class Denied(CaseworkerError):
    """Passphrase, role, lease or revocation forbids it (exit 3)."""

    exit_code = 3


class Refused(CaseworkerError):
    """The input cannot be taken; nothing was changed (exit 4)."""


class LineRefused(Refused):
    """A line or form that cannot be taken: `line` counts from 1 (None: a form), `field` as in the dictionary."""

    def __init__(self, reason: Message, *, line: int | None = None, field: str | None = None) -> None:
        self.reason, self.line, self.field = reason, line, field
        if line is None:
            super().__init__(reason if field is None else message("refused.field", field=field, reason=reason))
        elif field is None:
            super().__init__(message("refused.line", line=line, reason=reason))
        else:
            super().__init__(message("refused.line_field", line=line, field=field, reason=reason))


class Damaged(CaseworkerError):
    """The workspace is damaged, in use, or none (exit 6)."""

    exit_code = 6


class Cancelled(CaseworkerError):
    """A person stopped the work; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(message("cancelled"))
