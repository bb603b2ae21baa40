"""Who works here now: the staff member, the device and its place (prison or office)."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseworker_desktop.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Worker:
    """One unlocked sitting. `secret` is the person's X25519 secret (None: the workspace was opened by its recovery key alone).

    `joined`: the device belongs to an office (its own office counts as joined). `root`: the office stream it trusts.
    """

    staff: str
    login: str
    role: str
    roles_extra: tuple[str, ...]
    device: str
    device_name: str
    stream: bytes
    epoch: int
    root: bytes
    office: bool
    joined: bool
    language: str
    training: bool
    clock: Clock
    secret: bytes | None = field(default=None, repr=False)
    local_key: bytes = field(default=b"", repr=False)

    def has_role(self, *roles: str) -> bool:
        """Tell whether the person has one of the roles, as main or extra role."""
        return self.role in roles or any(one in roles for one in self.roles_extra)
