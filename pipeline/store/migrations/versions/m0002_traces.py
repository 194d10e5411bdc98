"""What submissions are compared by: traces of each, and what its record was compared with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "traces",
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_traces_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "position", name=op.f("pk_traces")),
    )
    op.create_index("ix_traces_hash", "traces", ["hash", "submission_id"], unique=False)
    op.create_table(
        "comparisons",
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("shared", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_comparisons_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_comparisons")),
    )
    op.create_index(op.f("ix_submissions_name"), "submissions", ["name"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_submissions_name"), table_name="submissions")
    op.drop_table("comparisons")
    op.drop_index("ix_traces_hash", table_name="traces")
    op.drop_table("traces")
