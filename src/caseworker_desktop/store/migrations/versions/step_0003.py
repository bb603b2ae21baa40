"""A consultation writes fewer pages: texts wait together for the search index, and the clock lies in the stream's row, which is written anyway."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of texts that wait, and the column of the greatest clock used."""
    op.create_table(
        "said_waiting",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.BLOB, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
    )
    op.add_column("stream", sa.Column("clock", sa.Integer, nullable=False, server_default=sa.text("0")))
