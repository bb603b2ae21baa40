"""Opens the SQLCipher database through SQLAlchemy and proves that it is ours, whole and unlocked."""

from __future__ import annotations

from pathlib import Path

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
_SAID: tuple[tuple[tuple[str, ...], type[CaseworkerError], str], ...] = (
    (("full",), Refused, "refused.disk_full"),
    (("readonly", "read-only"), Refused, "refused.read_only"),
    (("locked", "busy"), Refused, "refused.busy"),
    (("malformed", "not a database", "encrypted"), Damaged, "damaged.unreadable"),
)


def _connect(path: Path, key: bytes) -> sqlcipher3.Connection:
    digits = key.hex()
    if len(digits) != 64:  # a raw key of another length would silently become a passphrase
        raise ValueError("the database key has 32 bytes")
    raw = sqlcipher3.connect(str(path), timeout=5, check_same_thread=False, isolation_level=None, cached_statements=256)
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
    return raw


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def failure(error: BaseException, otherwise: CaseworkerError) -> CaseworkerError | None:
    """Return the sentence for what one of DRIVER_ERRORS says about file or disk (`otherwise`: when it says nothing known).

    None for a mistake of this program (a broken constraint, wrong SQL): it must stay visible as what it is.
    """
    raw = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(raw, sqlcipher3.DatabaseError) or type(raw) not in (
        sqlcipher3.OperationalError,
        sqlcipher3.DatabaseError,
        sqlcipher3.InternalError,
    ):
        return None
    told = str(raw)
    if told.startswith(("no such", "near ", "unrecognized")):
        return None
    for words, kind, key in _SAID:
        if any(word in told for word in words):
            return kind(Message(key))
    return otherwise


def open_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """Return an engine on the database at `path` under the 32-byte `key`.

    Raises Damaged when the file is none of ours, cut to nothing, under another key, or the driver has no cipher.
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
        raise failure(reason, Damaged(message("damaged.unreadable"))) or reason from reason
    engine = create_engine("sqlite://", module=sqlcipher3, creator=creator, poolclass=QueuePool, pool_size=2, max_overflow=4)
    event.listen(engine, "begin", _begin)
    return engine
