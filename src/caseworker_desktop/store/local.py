"""What stays on this device and is no operation: settings, keys, drafts, peers and their bundles, the audit chain."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

import cbor2
from sqlalchemy import Connection

from caseworker_desktop.store.ranges import Ranges


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is kept: sealed to its author. `at`: unix ms of the last save."""

    key: str
    at: int
    sealed: bytes


@dataclass(slots=True)
class Peer:
    """What is known of another device: numbers and times (unix ms) of bundles, and what it has acknowledged by stream."""

    device: bytes
    last_out: int | None = None
    last_in: int | None = None
    number_out: int = 0
    number_in: int = 0
    numbers_in: Ranges | None = None
    received: dict[bytes, Ranges] | None = None
    safe: dict[bytes, Ranges] | None = None
    digest_out: bytes | None = None
    digest_in: bytes | None = None
    state: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class BundleNote:
    """A bundle that came or went: `digest` of its file, `told` what the screens say of it."""

    digest: bytes
    peer: bytes
    outgoing: bool
    number: int
    at: int
    file: str
    told: dict[str, Any]


class AuditLine(NamedTuple):
    """A line of the audit chain; `at` unix ms, `staff` and `record` ids, `chain` the SHA-256 up to and with it."""

    n: int
    at: int
    staff: bytes | None
    what: str
    record: bytes | None
    day: str | None
    chain: bytes


class Local:
    """Local tables through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._raw: Any = connection.connection.driver_connection

    # ---- settings and keys ----------------------------------------------------------------------------------------------------------
    def setting(self, name: str, default: Any = None) -> Any:
        """Return a setting's value (CBOR types), or `default`."""
        row = self._raw.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return default if row is None else cbor2.loads(row[0])

    def set(self, name: str, value: Any) -> None:
        """Keep a setting."""
        self._raw.execute("INSERT OR REPLACE INTO setting VALUES(?, ?)", (name, cbor2.dumps(value)))

    def key(self, name: str) -> bytes | None:
        """Return a kept key."""
        row = self._raw.execute("SELECT value FROM key WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def set_key(self, name: str, value: bytes) -> None:
        """Keep a key."""
        self._raw.execute("INSERT OR REPLACE INTO key VALUES(?, ?)", (name, value))

    # ---- drafts -----------------------------------------------------------------------------------------------------------------------
    def save_draft(self, staff: bytes, key: str, sealed: bytes, at: int) -> None:
        """Keep a sealed draft in the place of an earlier one of the same key."""
        self._raw.execute("INSERT OR REPLACE INTO draft VALUES(?, ?, ?, ?)", (staff, key, at, sealed))

    def draft(self, staff: bytes, key: str) -> Draft | None:
        """Return a draft."""
        row = self._raw.execute("SELECT key, at, sealed FROM draft WHERE staff = ? AND key = ?", (staff, key)).fetchone()
        return None if row is None else Draft(*row)

    def drafts(self, staff: bytes) -> list[Draft]:
        """Return a person's drafts, the latest first."""
        return [Draft(*row) for row in self._raw.execute("SELECT key, at, sealed FROM draft WHERE staff = ? ORDER BY at DESC, key", (staff,))]

    def draft_keys(self) -> list[str]:
        """Return the keys of everybody's drafts; what is in them only their authors can open."""
        return [key for (key,) in self._raw.execute("SELECT key FROM draft ORDER BY key").fetchall()]

    def discard_drafts(self, key: str) -> None:
        """Remove everybody's drafts of a key."""
        self._raw.execute("DELETE FROM draft WHERE key = ?", (key,))

    def discard_draft(self, staff: bytes, key: str) -> None:
        """Remove a draft."""
        self._raw.execute("DELETE FROM draft WHERE staff = ? AND key = ?", (staff, key))

    # ---- peers and bundles --------------------------------------------------------------------------------------------------------------
    def peer(self, device: bytes) -> Peer:
        """Return what is known of a device (a fresh Peer when nothing is)."""
        row = self._raw.execute(
            "SELECT device, last_out, last_in, number_out, number_in, numbers_in, received, safe, digest_out, digest_in, state "
            "FROM peer WHERE device = ?",
            (device,),
        ).fetchone()
        if row is None:
            return Peer(device, numbers_in=[], received={}, safe={}, state={})
        loaded = [cbor2.loads(one) if one else empty for one, empty in ((row[5], []), (row[6], {}), (row[7], {}), (row[10], {}))]
        return Peer(row[0], row[1], row[2], row[3], row[4], loaded[0], loaded[1], loaded[2], row[8], row[9], loaded[3])

    def peers(self) -> list[Peer]:
        """Return all peers."""
        return [self.peer(device) for (device,) in self._raw.execute("SELECT device FROM peer ORDER BY device").fetchall()]

    def save_peer(self, one: Peer) -> None:
        """Keep what is known of a device."""
        self._raw.execute(
            "INSERT OR REPLACE INTO peer(device, last_out, last_in, number_out, number_in, numbers_in, received, safe, digest_out, digest_in, state) "
            "VALUES(?,?,?,?,?,?,?,?,?,?,?)",
            (
                one.device,
                one.last_out,
                one.last_in,
                one.number_out,
                one.number_in,
                cbor2.dumps(one.numbers_in or []),
                cbor2.dumps(one.received or {}),
                cbor2.dumps(one.safe or {}),
                one.digest_out,
                one.digest_in,
                cbor2.dumps(one.state or {}),
            ),
        )

    def note_bundle(self, one: BundleNote) -> None:
        """Keep that a bundle came or went."""
        self._raw.execute(
            "INSERT OR REPLACE INTO bundle VALUES(?,?,?,?,?,?,?)",
            (one.digest, one.peer, int(one.outgoing), one.number, one.at, one.file, cbor2.dumps(one.told)),
        )

    def bundle(self, digest: bytes) -> BundleNote | None:
        """Return the note of a bundle by its file's digest."""
        row = self._raw.execute("SELECT digest, peer, outgoing, number, at, file, told FROM bundle WHERE digest = ?", (digest,)).fetchone()
        return None if row is None else BundleNote(row[0], row[1], bool(row[2]), row[3], row[4], row[5], cbor2.loads(row[6]))

    def bundles(self, limit: int = 200) -> list[BundleNote]:
        """Return the notes of bundles, the latest first."""
        rows = self._raw.execute("SELECT digest, peer, outgoing, number, at, file, told FROM bundle ORDER BY at DESC, number DESC LIMIT ?", (limit,))
        return [BundleNote(row[0], row[1], bool(row[2]), row[3], row[4], row[5], cbor2.loads(row[6])) for row in rows]

    def bundles_to(self, peer: bytes) -> list[BundleNote]:
        """Return the notes of the bundles that went to a peer, in their order."""
        rows = self._raw.execute(
            "SELECT digest, peer, outgoing, number, at, file, told FROM bundle WHERE peer = ? AND outgoing = 1 ORDER BY at, number", (peer,)
        ).fetchall()
        return [BundleNote(row[0], row[1], bool(row[2]), row[3], row[4], row[5], cbor2.loads(row[6])) for row in rows]

    def bundles_named(self, digits: str) -> list[BundleNote]:
        """Return at most two notes of bundles that came whose digest (hex) begins so."""
        rows = self._raw.execute(
            "SELECT digest, peer, outgoing, number, at, file, told FROM bundle WHERE outgoing = 0 AND lower(hex(digest)) LIKE ? || '%' LIMIT 2",
            (digits,),
        )
        return [BundleNote(row[0], row[1], bool(row[2]), row[3], row[4], row[5], cbor2.loads(row[6])) for row in rows]

    # ---- marks of what this device sealed without being able to read it -------------------------------------------------------------------
    def mark_sealed(self, record: bytes, register: str, mark: bytes) -> None:
        """Keep a keyed mark of a value sealed here."""
        self._raw.execute("INSERT OR REPLACE INTO sealed_here VALUES(?, ?, ?)", (record, register, mark))

    def sealed_mark(self, record: bytes, register: str) -> bytes | None:
        """Return the mark of the value last sealed here, or None."""
        row = self._raw.execute("SELECT mark FROM sealed_here WHERE record = ? AND register = ?", (record, register)).fetchone()
        return None if row is None else bytes(row[0])

    # ---- audit --------------------------------------------------------------------------------------------------------------------------
    def audit(self, at: int, staff: bytes | None, what: str, record: bytes | None, day: str) -> bool:
        """Add one line to the hash chain, once a day for the same person, staff member and act; tell whether it was added."""
        done = self._raw.execute(
            "SELECT 1 FROM audit WHERE what = ? AND record IS ? AND staff IS ? AND day = ?", (what, record, staff, day)
        ).fetchone()
        if done:
            return False
        last = self._raw.execute("SELECT chain FROM audit ORDER BY n DESC LIMIT 1").fetchone()
        chain = sha256((last[0] if last else b"\0" * 32) + cbor2.dumps([at, staff, what, record, day], canonical=True)).digest()
        self._raw.execute("INSERT INTO audit(at, staff, what, record, day, chain) VALUES(?,?,?,?,?,?)", (at, staff, what, record, day, chain))
        return True

    def audit_lines(self, after: int) -> list[AuditLine]:
        """Return the lines behind number `after`, in their order."""
        rows = self._raw.execute("SELECT n, at, staff, what, record, day, chain FROM audit WHERE n > ? ORDER BY n", (after,)).fetchall()
        return [AuditLine(*row) for row in rows]

    def audit_holds(self) -> bool:
        """Tell whether the audit chain is whole."""
        chain = b"\0" * 32
        for at, staff, what, record, day, kept in self._raw.execute("SELECT at, staff, what, record, day, chain FROM audit ORDER BY n"):
            chain = sha256(chain + cbor2.dumps([at, staff, what, record, day], canonical=True)).digest()
            if chain != kept:
                return False
        return True
