"""What the vault says when something sealed cannot be trusted."""

from __future__ import annotations

from caseworker_desktop.kernel.errors import CaseworkerError


class VaultError(CaseworkerError):
    """A sealed value is broken or was tampered with; nothing of it may be used (exit 4)."""
