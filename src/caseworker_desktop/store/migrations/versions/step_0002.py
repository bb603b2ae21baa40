"""Bytes of documents, in pieces, by their digest."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of attachments."""
    op.create_table(
        "attachment",
        sa.Column("sha256", sa.BLOB, primary_key=True),
        sa.Column("bytes", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attachment_piece",
        sa.Column("p", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.BLOB, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("data", sa.BLOB, nullable=False),
    )
    op.create_index("attachment_piece_n", "attachment_piece", ["sha256", "n"], unique=True)
