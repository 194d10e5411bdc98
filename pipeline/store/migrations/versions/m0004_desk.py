"""The review desk: claims, listings, sign-offs, what changed, texts and views people keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _decisions()
    _working()
    _listing()
    _keeping()


def _decisions() -> None:
    op.add_column("decisions", sa.Column("person", sa.Text(), nullable=True))
    op.add_column("decisions", sa.Column("request", sa.String(length=64), nullable=True))
    op.add_column("decisions", sa.Column("withdraws", sa.Integer(), nullable=True))
    op.add_column("decisions", sa.Column("machine_right", sa.Boolean(), nullable=True))
    op.create_index("ix_decisions_request", "decisions", ["submission_id", "request"], unique=True)


def _working() -> None:
    op.create_table(
        "claims",
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("taken_at", sa.String(length=40), nullable=False),
        sa.Column("until", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_claims_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_holder"), "claims", ["holder"], unique=False)
    op.create_table(
        "takeovers",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_takeovers_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeovers")),
    )
    op.create_index(
        op.f("ix_takeovers_submission_id"), "takeovers", ["submission_id"], unique=False
    )


def _listing() -> None:
    op.create_table(
        "listings",
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("ruleset", sa.String(length=100), nullable=True),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.String(length=40), nullable=False),
        sa.Column("applied_on", sa.String(length=10), nullable=True),
        sa.Column("open_items", sa.Integer(), nullable=False),
        sa.Column("decisive", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("second", sa.String(length=10), nullable=False),
        sa.Column("signed_at", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_listings_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_listings")),
    )
    op.create_index(op.f("ix_listings_received_at"), "listings", ["received_at"], unique=False)
    op.create_table(
        "listing_texts",
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_listing_texts_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_listing_texts")),
    )
    op.create_table(
        "verdicts",
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("condition", sa.String(length=60), nullable=False),
        sa.Column("ruleset", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_verdicts_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "condition", name=op.f("pk_verdicts")),
    )
    op.create_index(
        op.f("ix_verdicts_ruleset"), "verdicts", ["ruleset", "condition", "outcome"], unique=False
    )


def _keeping() -> None:
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("ruleset", sa.String(length=100), nullable=True),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_changes_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_submission_id"), "changes", ["submission_id"], unique=False)
    op.create_table(
        "sign_offs",
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("ruleset", sa.String(length=100), nullable=False),
        sa.Column("ruleset_digest", sa.String(length=64), nullable=False),
        sa.Column("ruleset_text", sa.Text(), nullable=False),
        sa.Column("revision", sa.String(length=64), nullable=False),
        sa.Column("judging", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("judged", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name=op.f("fk_sign_offs_decision")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_sign_offs_submission_id")
        ),
        sa.PrimaryKeyConstraint("decision", name=op.f("pk_sign_offs")),
    )
    op.create_index(
        op.f("ix_sign_offs_submission_id"), "sign_offs", ["submission_id"], unique=False
    )
    op.create_table(
        "text_blocks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_blocks")),
    )
    op.create_table(
        "views",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", "name", name=op.f("pk_views")),
    )


def downgrade() -> None:
    for table in (
        "views",
        "text_blocks",
        "sign_offs",
        "changes",
        "verdicts",
        "listing_texts",
        "listings",
        "takeovers",
        "claims",
    ):
        op.drop_table(table)
    op.drop_index("ix_decisions_request", table_name="decisions")
    for column in ("machine_right", "withdraws", "request", "person"):
        op.drop_column("decisions", column)
