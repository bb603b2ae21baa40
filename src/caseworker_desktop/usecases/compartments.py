"""Finds compartments and opens what the sitting's person may read; makes new compartment keys on an office's behalf."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caseworker_desktop.kernel import ids
from caseworker_desktop.store.reading import Reading
from caseworker_desktop.usecases.worker import Worker
from caseworker_desktop.vault.compartments import Compartment, Keyring, new_compartment, unwrap, wrap
from caseworker_desktop.vault.errors import VaultError
from caseworker_desktop.vault.staff import StaffKeys, from_hex, public_key

CUSTODY, FIGURES = "custody", "figures"
ROLE, AUTHOR = "role:", "author:"


class Compartments:
    """The compartments known in one reading, for one worker."""

    def __init__(self, reading: Reading, worker: Worker) -> None:
        self._worker = worker
        self._secrets: dict[tuple[bytes, int], bytes] = {}
        self._latest: dict[str, Compartment] = {}
        self._names: dict[bytes, str] = {}
        for row in reading.plains("compartment"):
            self._know(row["id"], row["name"], row["number"], public_key(row["public"]), row["wraps"] or {})
        for row in reading.plains("staff_key"):
            self._know_author(row["id"], row["staff"], public_key(row["public"]))

    def _know(self, id_: str, name: str | None, number: int | None, public: bytes | None, wraps: Mapping[str, str]) -> None:
        if public is None or name is None or number is None:  # a strange program wrote it; nothing is sealed to it
            return
        key = ids.to_bytes(id_)
        self._names[key] = name
        mine = wraps.get(self._worker.staff)
        secret = self._unwrapped(mine) if mine is not None else None
        if secret is not None:
            self._secrets[key, number] = secret
        known = self._latest.get(name)
        if known is None or (number, key) > (known.number, known.id):
            self._latest[name] = Compartment(key, number, name, public, secret)

    def _unwrapped(self, wrapped: str) -> bytes | None:
        try:
            return unwrap(from_hex(wrapped), self._worker.secret) if self._worker.secret is not None else None
        except VaultError:  # wrapped to a key that another device said was this person's
            return None

    def _know_author(self, id_: str, staff: str | None, public: bytes | None) -> None:
        if public is None or staff is None:
            return
        key = ids.to_bytes(id_)
        self._names[key] = AUTHOR + staff
        mine = staff == self._worker.staff and self._worker.secret is not None and StaffKeys.of(self._worker.secret).public == public
        if mine and self._worker.secret is not None:
            self._secrets[key, 1] = self._worker.secret
        known = self._latest.get(AUTHOR + staff)
        # An author's own key wins over a compartment that custody kept for them; of several own keys, the one this person holds.
        if known is None or mine or known.number != 1 or self._names.get(known.id) != AUTHOR + staff or known.secret is None:
            self._latest[AUTHOR + staff] = Compartment(key, 1, AUTHOR + staff, public, self._worker.secret if mine else None)

    def keyring(self) -> Keyring:
        """Return the secrets that the worker reads records with. The key of figures is not among them: only counts and means use it."""
        return Keyring.of({key: secret for key, secret in self._secrets.items() if self._names[key[0]] != FIGURES})

    def figures_key(self) -> Keyring:
        """Return the key of figures alone. Only reports ask for it, and give it to the one rule that takes scores (report/scores.py)."""
        return Keyring.of({key: secret for key, secret in self._secrets.items() if self._names[key[0]] == FIGURES})

    def latest(self, name: str) -> Compartment | None:
        """Return a compartment's newest key, or None when there is no such compartment here."""
        return self._latest.get(name)

    def name_of(self, compartment: bytes) -> str | None:
        """Return a compartment's name by id."""
        return self._names.get(compartment)

    def adopt(self, one: Compartment) -> None:
        """Use a compartment that the running command makes."""
        self._names[one.id] = one.name
        self._latest[one.name] = one


def made(name: str, number: int, members: Mapping[str, bytes], custody: bytes, new_id: Callable[[], str]) -> tuple[Compartment, dict[str, Any]]:
    """Return a fresh compartment key, public half only, and the plain values of its record: its secret wrapped to `members`
    (staff id → public key) and to custody's public key. The secret itself is forgotten here."""
    id_ = new_id()
    one = new_compartment(name, ids.to_bytes(id_), number)
    if one.secret is None:
        raise ValueError("a new compartment has its secret")
    wraps = {staff: wrap(one.secret, public).hex() for staff, public in members.items()}
    wraps[CUSTODY] = wrap(one.secret, custody).hex()
    values = {"name": name, "number": number, "public": one.public.hex(), "wraps": wraps}
    return Compartment(one.id, one.number, name, one.public), {"id": id_, **values}
