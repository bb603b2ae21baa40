"""The tables that are not made from declarations: log, search, keys and local tables (Alembic keeps them; models == head is tested)."""

from __future__ import annotations

from sqlalchemy import BLOB, Column, Index, Integer, MetaData, Table, Text, text

METADATA = MetaData()

# ---- log: every operation, byte-exact -----------------------------------------------------------------------------------------
STREAM = Table(
    "stream",
    METADATA,
    Column("s", Integer, primary_key=True),
    Column("id", BLOB, nullable=False),
    Column("branch", Integer, nullable=False, server_default=text("0")),
    Column("device", BLOB),
    Column("epoch", Integer),
    Column("ranges", BLOB, nullable=False),
    Column("chained", Integer, nullable=False, server_default=text("0")),
    Column("chain", BLOB, nullable=False),
    Column("clock", Integer, nullable=False, server_default=text("0")),
    Index("stream_id", "id", "branch", unique=True),
)
BLOCK = Table("blk", METADATA, Column("b", Integer, primary_key=True), Column("k", Integer, nullable=False), Column("data", BLOB, nullable=False))
OPERATION = Table(
    "op",
    METADATA,
    Column("rec", BLOB, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("id", BLOB, nullable=False),
    Column("st", Integer, nullable=False),
    Column("a", Integer, nullable=False),
    sqlite_with_rowid=False,
)
Index("op_control", OPERATION.c.a, sqlite_where=OPERATION.c.st >= 16)
PARKED = Table(
    "parked",
    METADATA,
    Column("id", BLOB, primary_key=True),
    Column("body", BLOB, nullable=False),
    Column("why", Text, nullable=False),
    Column("bundle", BLOB),
    Column("place", Integer),
    Column("at", Integer, nullable=False),
)
# ---- search: folded names with a trigram index, signed open notes -----------------------------------------------------------------
NAME = Table(
    "name",
    METADATA,
    Column("r", Integer, primary_key=True),
    Column("id", BLOB, nullable=False),
    Column("kind", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("sort", Text, nullable=False, server_default=text("''")),
    Index("name_id", "id", unique=True),
    Index("name_kind_folded", "kind", "folded"),
    Index("name_kind_sort", "kind", "sort", "id"),
)
SAID = Table(
    "said",
    METADATA,
    Column("r", Integer, primary_key=True),
    Column("id", BLOB, nullable=False),
    Column("kind", Text, nullable=False),
    Index("said_id", "id", unique=True),
)
SAID_WAITING = Table(
    "said_waiting", METADATA, Column("n", Integer, primary_key=True), Column("id", BLOB, nullable=False), Column("kind", Text, nullable=False)
)
# ---- keys of this device and its people ------------------------------------------------------------------------------------------
KEY = Table("key", METADATA, Column("name", Text, primary_key=True), Column("value", BLOB, nullable=False))
# ---- local: never an operation ------------------------------------------------------------------------------------------------------
SETTING = Table("setting", METADATA, Column("name", Text, primary_key=True), Column("value", BLOB, nullable=False))
DRAFT = Table(
    "draft",
    METADATA,
    Column("staff", BLOB, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("sealed", BLOB, nullable=False),
    sqlite_with_rowid=False,
)
PEER = Table(
    "peer",
    METADATA,
    Column("device", BLOB, primary_key=True),
    Column("last_out", Integer),
    Column("last_in", Integer),
    Column("number_out", Integer, nullable=False, server_default=text("0")),
    Column("number_in", Integer, nullable=False, server_default=text("0")),
    Column("numbers_in", BLOB),
    Column("received", BLOB),
    Column("safe", BLOB),
    Column("digest_out", BLOB),
    Column("digest_in", BLOB),
    Column("state", BLOB),
)
BUNDLE = Table(
    "bundle",
    METADATA,
    Column("digest", BLOB, primary_key=True),
    Column("peer", BLOB, nullable=False),
    Column("outgoing", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("told", BLOB, nullable=False),
    Index("bundle_peer", "peer", "outgoing", "number"),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("staff", BLOB),
    Column("what", Text, nullable=False),
    Column("record", BLOB),
    Column("day", Text),
    Column("chain", BLOB, nullable=False),
    Index("audit_once", "what", "record", "staff", "day"),
)
SEALED_HERE = Table(
    "sealed_here",
    METADATA,
    Column("record", BLOB, primary_key=True),
    Column("register", Text, primary_key=True),
    Column("mark", BLOB, nullable=False),
    sqlite_with_rowid=False,
)
# ---- bytes of documents, by digest, in pieces ---------------------------------------------------------------------------------------
ATTACHMENT = Table(
    "attachment",
    METADATA,
    Column("sha256", BLOB, primary_key=True),
    Column("bytes", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    sqlite_with_rowid=False,
)
ATTACHMENT_PIECE = Table(
    "attachment_piece",
    METADATA,
    Column("p", Integer, primary_key=True),
    Column("sha256", BLOB, nullable=False),
    Column("n", Integer, nullable=False),
    Column("data", BLOB, nullable=False),
    Index("attachment_piece_n", "sha256", "n", unique=True),
)
