"""Opens the SQLCipher database through SQLAlchemy and proves that it is ours, whole and unlocked."""

from __future__ import annotations

import errno
from pathlib import Path
from secrets import token_hex
from typing import Any

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from caseworker_desktop.kernel.errors import CaseworkerError, Damaged, Refused
from caseworker_desktop.kernel.message import Message, message

APPLICATION_ID = 0x42796C61  # "Byla"
DATABASE = "casework.db"
WRITING = "writing"
#: What reading or writing may raise: SQLAlchemy's errors, and the driver's where its connection is used directly.
DRIVER_ERRORS = (DBAPIError, sqlcipher3.DatabaseError)
_ERROR, _BUSY, _LOCKED, _READ_ONLY, _CORRUPT, _FULL, _NO_DATABASE = 1, 5, 6, 8, 11, 13, 26
#: The disk did not do what was asked, which says nothing of what lies on it: nobody is told to bring back a backup.
_NOT_DONE = (10, 14)
#: SQLite's result codes (sqlite.org/rescode.html) that say what is the matter with file or disk.
_SAID: dict[int, tuple[type[CaseworkerError], str]] = {
    _FULL: (Refused, "refused.disk_full"),
    _READ_ONLY: (Refused, "refused.read_only"),
    _BUSY: (Refused, "refused.busy"),
    _LOCKED: (Refused, "refused.busy"),
    _CORRUPT: (Damaged, "damaged.unreadable"),
    _NO_DATABASE: (Damaged, "damaged.unreadable"),
}
#: What SQLite writes beside a database to open it.
_ROOM = 64 * 1024


def _connect(path: Path, key: bytes) -> sqlcipher3.Connection:
    digits = key.hex()
    if len(digits) != 64:  # a raw key of another length would silently become a passphrase
        raise ValueError("the database key has 32 bytes")
    raw = sqlcipher3.connect(str(path), timeout=5, check_same_thread=False, isolation_level=None, cached_statements=256)
    try:
        _prepare(raw, digits)
    except BaseException:
        raw.close()
        raise
    return raw


def _prepare(raw: sqlcipher3.Connection, digits: str) -> None:
    for pragma in (
        "PRAGMA cipher_log_level=NONE",
        f"PRAGMA key=\"x'{digits}'\"",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA cache_size=-16000",
        "PRAGMA temp_store=MEMORY",  # nothing readable in temporary files
        "PRAGMA secure_delete=ON",
        "PRAGMA recursive_triggers=ON",
    ):
        raw.execute(pragma)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    raw: Any = connection.connection.driver_connection
    raw.execute("BEGIN IMMEDIATE" if writing else "BEGIN")  # not through SQLAlchemy, which makes a result of it each time


def failure(error: BaseException, otherwise: CaseworkerError) -> CaseworkerError | None:
    """Return the sentence for what one of DRIVER_ERRORS says about file or disk (`otherwise`: when it says nothing known).

    None for a mistake of this program (a broken constraint, wrong SQL): it must stay visible as what it is.
    """
    raw = error.orig if isinstance(error, DBAPIError) else error
    if type(raw) not in (sqlcipher3.OperationalError, sqlcipher3.DatabaseError, sqlcipher3.InternalError):
        return None
    code = int(getattr(raw, "sqlite_errorcode", 0)) & 0xFF
    if code == _ERROR:
        return None
    kind, key = _SAID.get(code, (None, ""))
    return otherwise if kind is None else kind(Message(key))


def _cannot_write(folder: Path) -> Refused | None:
    """Return why nothing can be written into a folder, None when it can: SQLite calls a full disk and a broken one the same while it opens a file."""
    probe = folder / f"room.{token_hex(4)}"
    try:
        try:
            with probe.open("xb", buffering=0) as file:
                if file.write(bytes(_ROOM)) < _ROOM:
                    return Refused(message("refused.disk_full"))
        finally:
            probe.unlink(missing_ok=True)
    except OSError as reason:
        full = reason.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        return Refused(message("refused.disk_full" if full else "refused.read_only"))
    return None


def not_opened(reason: BaseException, folder: Path) -> CaseworkerError:
    """Return why a database could not be opened or read when SQLite names neither room nor rights: `folder`, the disk, or what lies on it."""
    raw = reason.orig if isinstance(reason, DBAPIError) else reason
    if int(getattr(raw, "sqlite_errorcode", 0)) & 0xFF in _NOT_DONE:
        return _cannot_write(folder) or Refused(message("refused.not_opened"))
    return _cannot_write(folder) or Damaged(message("damaged.unreadable"))


def open_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """Return an engine on the database at `path` under the 32-byte `key`.

    Raises Damaged when the file is none of ours, cut to nothing, under another key, or the driver has no cipher; Refused when there is no room or
    the disk does not answer.
    """
    if not create and (not path.is_file() or path.stat().st_size == 0):
        raise Damaged(message("damaged.no_database"))

    def creator() -> sqlcipher3.Connection:
        return _connect(path, key)

    try:
        probe = creator()
        try:
            if not probe.execute("PRAGMA cipher_version").fetchone():
                raise Damaged(message("damaged.no_cipher"))
            probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if create:
                probe.execute(f"PRAGMA application_id={APPLICATION_ID}")
            elif probe.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Damaged(message("damaged.not_ours"))
        finally:
            probe.close()
    except sqlcipher3.DatabaseError as reason:
        raise failure(reason, not_opened(reason, path.parent)) or reason from reason
    engine = create_engine("sqlite://", module=sqlcipher3, creator=creator, poolclass=QueuePool, pool_size=2, max_overflow=4)
    event.listen(engine, "begin", _begin)
    return engine
