"""The tables. Facts: submissions, files, submission_files, decisions, sign_offs, and what people
of the desk keep; changes and takeovers are logs; what stands in DERIVED is computed.

The same definitions serve SQLite and PostgreSQL: text for names and moments (ISO 8601 in UTC),
compressed bytes for what was found in a file, JSON text from `codec` for records and verdicts.
Changing a table means a new file in migrations/versions, never an edit of an old one.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    # Names that do not depend on the database, so a migration can name what it changes.
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("name", Text, nullable=False, index=True),
    Column("ruleset", String(100)),  # asked for by the inbox folder
    Column("received_at", String(40), nullable=False),
    Column("revision", Integer, nullable=False),  # of the same name and ruleset, from 1
)

files = Table(
    "files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),  # bytes
    Column("extension", String(8), nullable=False),  # of the stored copy, from our own list
)

# `container` marks an archive whose members stand beside it as files of their own.
submission_files = Table(
    "submission_files",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("path_sha256", String(64), nullable=False),
    Column("sha256", ForeignKey("files.sha256"), nullable=False, index=True),
    Column("container", Boolean, nullable=False),
)

# A finding names the file it quotes, so the path is part of what it was computed from. Paths
# may be longer than an index entry of PostgreSQL: the key holds their hash.
extractions = Table(
    "extractions",
    metadata,
    Column("sha256", ForeignKey("files.sha256"), primary_key=True),
    Column("path_sha256", String(64), primary_key=True),
    Column("revision", String(64), primary_key=True),
    Column("failed", Boolean, nullable=False),  # nothing of the file could be read
    Column("findings", LargeBinary, nullable=False),  # zlib of the codec's JSON
)

records = Table(
    "records",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("revision", String(64), nullable=False),  # of the extractions it was made from
    Column("applied_on", String(10)),  # the day it is judged on, where the documents say it
    Column("record", Text, nullable=False),
)

assessments = Table(
    "assessments",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("key", String(64), nullable=False),
    # All null or 0 while no ruleset could be chosen.
    Column("ruleset", String(100)),
    Column("on", String(10)),
    Column("outcome", String(20)),
    Column("met", Integer, nullable=False),
    Column("not_met", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    Column("judgement", Integer, nullable=False),
    Column("assessment", Text),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("decision", Text, nullable=False),
    # What is counted over all of them stands beside; null in those of earlier versions.
    Column("person", Text),
    Column("request", String(64)),
    Column("withdraws", Integer),  # the number of the decision that holds no longer
    Column("machine_right", Boolean),  # whether a field's value had been read as the person says
    Index("ix_decisions_request", "submission_id", "request", unique=True),
    sqlite_autoincrement=True,  # a number once given is never given again
)

review_items = Table(
    "review_items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("reason", String(20), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("settled_by", ForeignKey("decisions.id")),
    Column("item", Text, nullable=False),
    Index("ix_review_items_open_priority", "open", "priority"),
)

# What a submission can be found by when another one says the same; see `pipeline.compare`.
traces = Table(
    "traces",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("hash", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    # Counting who holds a trace stops early only along an index that is in order.
    Index("ix_traces_hash", "hash", "submission_id"),
)

# `shared` is the digest of what its record was compared with, null where that has changed since.
comparisons = Table(
    "comparisons",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("key", String(64), nullable=False),  # of what its traces were made from
    Column("applicant", Text, nullable=False),
    Column("shared", String(64)),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started_at", String(40), nullable=False),
    Column("ended_at", String(40)),
    Column("report", Text, nullable=False),
)

schedules = Table(
    "schedules",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("cron", String(200), nullable=False),
    Column("command", String(200), nullable=False),
    Column("timezone", String(60), nullable=False),
)

# People of the desk: facts. `name` stands in decisions, so nobody is ever deleted.
users = Table(
    "users",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("rulesets", Text, nullable=False),  # JSON list; empty: all
    Column("enabled", Boolean, nullable=False),
    Column("password", String(200)),  # what argon2 made of it
    # Null for who does not come by an OpenID provider.
    Column("issuer", Text),
    Column("subject", Text),
    Column("created_at", String(40), nullable=False),
    Column("signed_in_at", String(40)),
    UniqueConstraint("issuer", "subject"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the cookie's secret
    Column("user", ForeignKey("users.name"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("started_at", String(40), nullable=False),
    Column("seen_at", String(40), nullable=False),
    Column("address", Text, nullable=False),
    Column("browser", Text, nullable=False),
)

# Failed sign-ins, by digests of names and addresses; see `pipeline.accounts.attempts`.
attempts = Table(
    "attempts",
    metadata,
    Column("scope", String(10), primary_key=True),
    Column("who", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("failed_at", String(40)),
    Column("succeeded_at", String(40)),
    Column("at", String(40), nullable=False, index=True),  # of the last change
)

# Who works on an application just now; a claim that is over stays until somebody takes it.
claims = Table(
    "claims",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("holder", String(64), nullable=False, index=True),
    Column("taken_at", String(40), nullable=False),
    Column("until", String(40), nullable=False),
)

# A log: whose claim ended by another person's hand.
takeovers = Table(
    "takeovers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("at", String(40), nullable=False),
    Column("holder", String(64), nullable=False),
    Column("by", String(64), nullable=False),
)

# One row an application for the queue: what is filtered and sorted by.
listings = Table(
    "listings",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("applicant", Text, nullable=False),
    Column("ruleset", String(100)),
    Column("region", Text, nullable=False),
    Column("outcome", String(20)),
    Column("year", Integer),  # of the application
    Column("received_at", String(40), nullable=False, index=True),
    Column("applied_on", String(10)),
    Column("open_items", Integer, nullable=False),
    Column("decisive", Integer, nullable=False),  # of the open items
    Column("priority", Integer, nullable=False),  # of the most pressing open item
    Column("reasons", Text, nullable=False),  # of the open items: |doubt|missing|
    Column("asked", Integer, nullable=False),  # for how many things material was asked
    Column("second", String(10), nullable=False),
    Column("signed_at", String(40)),
)

# Apart from the listing, so that a list is read without it.
listing_texts = Table(
    "listing_texts",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("text", Text, nullable=False),
)

# One row a condition of an application, to count over all.
verdicts = Table(
    "verdicts",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("condition", String(60), primary_key=True),
    Column("ruleset", String(100), nullable=False),
    Column("outcome", String(20), nullable=False),
    Index("ix_verdicts_ruleset", "ruleset", "condition", "outcome"),
)

# A log: what of a submission's results became another whenever they were computed.
changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("at", String(40), nullable=False),
    Column("revision", String(64), nullable=False),  # of what finds
    Column("ruleset", String(100)),
    Column("decision", Integer, nullable=False),  # the newest one taken in, 0 where none is
    Column("changes", Text, nullable=False),  # JSON: subject → [from, to]
)

# What stood when somebody signed: facts, which no later version computes again.
sign_offs = Table(
    "sign_offs",
    metadata,
    Column("decision", ForeignKey("decisions.id"), primary_key=True),
    Column("submission_id", ForeignKey("submissions.id"), nullable=False, index=True),
    Column("at", String(40), nullable=False),
    Column("person", Text, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("ruleset", String(100), nullable=False),
    Column("ruleset_digest", String(64), nullable=False),
    Column("ruleset_text", Text, nullable=False),  # JSON of the whole policy
    Column("revision", String(64), nullable=False),  # of what found
    Column("judging", Text, nullable=False),  # of what judged
    Column("decisions", Text, nullable=False),  # JSON: the numbers of those in force
    Column("judged", Text, nullable=False),  # JSON: record, assessment, items and their keys
)

text_blocks = Table(
    "text_blocks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("person", String(64), nullable=False),
    Column("at", String(40), nullable=False),
)

views = Table(
    "views",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("filter", Text, nullable=False),  # JSON
)

DERIVED = (
    review_items,
    verdicts,
    listing_texts,
    listings,
    assessments,
    records,
    traces,
    comparisons,
    extractions,
)
"""What `rebuild` empties, in an order that no foreign key forbids."""
