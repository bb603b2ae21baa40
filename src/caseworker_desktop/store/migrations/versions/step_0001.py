"""The first tables: log, search, keys, local."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of version 1."""
    op.create_table(
        "stream",
        sa.Column("s", sa.Integer, primary_key=True),
        sa.Column("id", sa.BLOB, nullable=False),
        sa.Column("branch", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("device", sa.BLOB),
        sa.Column("epoch", sa.Integer),
        sa.Column("ranges", sa.BLOB, nullable=False),
        sa.Column("chained", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("chain", sa.BLOB, nullable=False),
    )
    op.create_index("stream_id", "stream", ["id", "branch"], unique=True)
    op.create_table(
        "blk", sa.Column("b", sa.Integer, primary_key=True), sa.Column("k", sa.Integer, nullable=False), sa.Column("data", sa.BLOB, nullable=False)
    )
    op.create_table(
        "op",
        sa.Column("rec", sa.BLOB, primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.BLOB, nullable=False),
        sa.Column("st", sa.Integer, nullable=False),
        sa.Column("a", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("op_control", "op", ["a"], sqlite_where=sa.text("st >= 16"))
    op.create_table(
        "parked",
        sa.Column("id", sa.BLOB, primary_key=True),
        sa.Column("body", sa.BLOB, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("bundle", sa.BLOB),
        sa.Column("place", sa.Integer),
        sa.Column("at", sa.Integer, nullable=False),
    )
    op.create_table(
        "name",
        sa.Column("r", sa.Integer, primary_key=True),
        sa.Column("id", sa.BLOB, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("sort", sa.Text, nullable=False, server_default=sa.text("''")),
    )
    op.create_index("name_id", "name", ["id"], unique=True)
    op.create_index("name_kind_folded", "name", ["kind", "folded"])
    op.create_index("name_kind_sort", "name", ["kind", "sort", "id"])
    op.create_table(
        "said", sa.Column("r", sa.Integer, primary_key=True), sa.Column("id", sa.BLOB, nullable=False), sa.Column("kind", sa.Text, nullable=False)
    )
    op.create_index("said_id", "said", ["id"], unique=True)
    op.create_table("key", sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.BLOB, nullable=False))
    op.create_table("setting", sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.BLOB, nullable=False))
    op.create_table(
        "draft",
        sa.Column("staff", sa.BLOB, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("sealed", sa.BLOB, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "peer",
        sa.Column("device", sa.BLOB, primary_key=True),
        sa.Column("last_out", sa.Integer),
        sa.Column("last_in", sa.Integer),
        sa.Column("number_out", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("number_in", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("numbers_in", sa.BLOB),
        sa.Column("received", sa.BLOB),
        sa.Column("safe", sa.BLOB),
        sa.Column("digest_out", sa.BLOB),
        sa.Column("digest_in", sa.BLOB),
        sa.Column("state", sa.BLOB),
    )
    op.create_table(
        "bundle",
        sa.Column("digest", sa.BLOB, primary_key=True),
        sa.Column("peer", sa.BLOB, nullable=False),
        sa.Column("outgoing", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("told", sa.BLOB, nullable=False),
    )
    op.create_index("bundle_peer", "bundle", ["peer", "outgoing", "number"])
    op.create_table(
        "audit",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("staff", sa.BLOB),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("record", sa.BLOB),
        sa.Column("day", sa.Text),
        sa.Column("chain", sa.BLOB, nullable=False),
    )
    op.create_index("audit_once", "audit", ["what", "record", "staff", "day"])
    op.create_table(
        "sealed_here",
        sa.Column("record", sa.BLOB, primary_key=True),
        sa.Column("register", sa.Text, primary_key=True),
        sa.Column("mark", sa.BLOB, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute("CREATE VIRTUAL TABLE name_fts USING fts5(folded, content='name', content_rowid='r', tokenize='trigram')")
    op.execute(
        "CREATE VIRTUAL TABLE said_fts USING fts5(body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    op.execute("INSERT INTO said_fts(said_fts, rank) VALUES('secure-delete', 1)")
