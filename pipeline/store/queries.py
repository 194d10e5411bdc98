"""Every question to the database and every change of it, as methods of one `Store`.

Enter: frozen values of `pipeline.model`. Leave: the same. A method that changes something is
one transaction; a method that asks sees one moment. Never decides what the values mean.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, delete, insert, select, true, update

from extractors.model import Document, DocumentFindings
from pipeline.crash_points import crash_point
from pipeline.model import (
    Assessment,
    Record,
    ReviewItem,
    ReviewReason,
    Submission,
    SubmittedFile,
)
from pipeline.store import codec, schema, statements
from pipeline.store.accounting import Accounting
from pipeline.store.admitting import Admitting
from pipeline.store.changing import Changing, write_down
from pipeline.store.claiming import Claiming
from pipeline.store.comparing import Comparing, still_shared
from pipeline.store.counting import Counting
from pipeline.store.deciding import Deciding
from pipeline.store.keeping import Keeping
from pipeline.store.listed import Listed, put_listing, put_verdicts
from pipeline.store.rows import (
    Judged,
    RunRow,
    ScheduleRow,
    Standing,
    StoredFile,
    SubmissionRow,
    path_hash,
)
from pipeline.store.signing import Signing, was_signed_under


class Store(
    Deciding,
    Claiming,
    Listed,
    Signing,
    Changing,
    Keeping,
    Counting,
    Comparing,
    Accounting,
    Admitting,
):
    """One database. Use as a context manager, or call `close`."""

    @contextmanager
    def snapshot(self) -> Iterator[Store]:
        """A store to ask only, which sees the database as it is at this moment."""
        with self._moment() as connection:
            yield Store(self._engine, connection)

    # --- submissions and their files: facts -------------------------------------------------

    def register(self, submission: Submission, files: Sequence[StoredFile]) -> bool:
        """Record a submission once; False, and no change, where its id is already known."""
        with self._writing() as connection:
            if statements.known(connection, schema.submissions, submission.id):
                return False
            statements.insert_submission(connection, submission)
            for position, stored in enumerate(files):
                statements.insert_file(connection, submission.id, position, stored)
            crash_point("before_commit")
            return True

    def submissions(self) -> tuple[Submission, ...]:
        """All submissions, oldest first."""
        return self._submissions(true())

    def submission(self, submission_id: str) -> Submission | None:
        found = self._submissions(schema.submissions.c.id == submission_id)
        return found[0] if found else None

    def _submissions(self, condition: Any) -> tuple[Submission, ...]:
        table, kept, files = schema.submissions, schema.submission_files, schema.files
        with self._reading() as connection:
            rows = connection.execute(
                select(table).where(condition).order_by(table.c.received_at, table.c.id)
            ).all()
            members = connection.execute(
                select(kept.c.submission_id, kept.c.path, kept.c.sha256, files.c.size)
                .join(files)
                .join(table, table.c.id == kept.c.submission_id)
                .where(condition, ~kept.c.container)
                .order_by(kept.c.submission_id, kept.c.position)
            ).all()
        by_submission: dict[str, list[SubmittedFile]] = {row.id: [] for row in rows}
        for member in members:
            by_submission[member.submission_id].append(
                SubmittedFile(member.path, member.sha256, member.size)
            )
        return tuple(
            Submission(
                row.id,
                row.name,
                tuple(by_submission[row.id]),
                dt.datetime.fromisoformat(row.received_at),
                row.ruleset,
            )
            for row in rows
        )

    def stored_files(self, submission_id: str) -> tuple[StoredFile, ...]:
        """All files of a submission with their archives, as they lie in the raw store."""
        kept, files = schema.submission_files, schema.files
        query = (
            select(kept.c.path, kept.c.sha256, files.c.size, files.c.extension, kept.c.container)
            .join(files)
            .where(kept.c.submission_id == submission_id)
            .order_by(kept.c.position)
        )
        return tuple(StoredFile(**row._mapping) for row in self._rows(query))

    def file_extension(self, sha256: str) -> str | None:
        """The extension under which a file lies in the raw store; None where it is unknown."""
        query = select(schema.files.c.extension).where(schema.files.c.sha256 == sha256)
        with self._reading() as connection:
            found: str | None = connection.execute(query).scalar()
        return found

    # --- what was found in files: computed ---------------------------------------------------

    def extracted(self, revision: str) -> frozenset[tuple[str, str]]:
        """(sha256, hash of the path) of every file whose findings stand at that revision."""
        table = schema.extractions
        query = select(table.c.sha256, table.c.path_sha256).where(table.c.revision == revision)
        return frozenset((row.sha256, row.path_sha256) for row in self._rows(query))

    def save_findings(
        self, sha256: str, path: str, revision: str, findings: DocumentFindings, failed: bool
    ) -> None:
        """Keep what was found in one file, compressed."""
        key = {"sha256": sha256, "path_sha256": path_hash(path), "revision": revision}
        packed = zlib.compress(codec.encode(findings).encode("utf-8"), 6)
        with self._writing() as connection:
            statements.put(
                connection, schema.extractions, key, {"failed": failed, "findings": packed}
            )

    def forget_findings(self, keep: str) -> int:
        """Drop findings of every revision but `keep` and those signed under; the number dropped."""
        with self._writing() as connection:
            table = schema.extractions
            old = delete(table).where(table.c.revision != keep, ~was_signed_under())
            return connection.execute(old).rowcount

    def findings(
        self, submission_id: str, revision: str | None = None
    ) -> tuple[DocumentFindings, ...]:
        """What was found in each file of a submission, in its order.

        Args:
            revision: The extractors' revision; None for the one its record was made from.
        """
        return self._found(submission_id, revision)

    def _found(
        self, submission_id: str, revision: str | None, path: str | None = None
    ) -> tuple[DocumentFindings, ...]:
        if revision is None:
            revision = self._revision(submission_id)
        kept, found = schema.submission_files, schema.extractions
        query = (
            select(found.c.findings)
            .select_from(kept)
            .join(found, and_(*statements.same_file(kept, found)))
            .where(kept.c.submission_id == submission_id, found.c.revision == revision)
            .where(~kept.c.container)
            .order_by(kept.c.position)
        )
        if path is not None:
            query = query.where(kept.c.path_sha256 == path_hash(path))
        return tuple(_unpacked(bytes(row.findings)) for row in self._rows(query))

    def _revision(self, submission_id: str) -> str | None:
        table = schema.records
        with self._reading() as connection:
            found: str | None = connection.execute(
                select(table.c.revision).where(table.c.submission_id == submission_id)
            ).scalar()
        return found

    def documents(self, submission_id: str) -> tuple[Document, ...]:
        """The files of a submission as read, in its order."""
        return tuple(found.document for found in self.findings(submission_id))

    def document(self, submission_id: str, path: str) -> Document | None:
        """One file of a submission as read, by its place in it."""
        found = self._found(submission_id, None, path)
        return found[0].document if found else None

    # --- records, verdicts, review items: computed -------------------------------------------

    def standing(self, submission_id: str) -> Standing | None:
        """What the stored results of one submission were computed from; None where none are."""
        return self._standings(schema.records.c.submission_id == submission_id).get(submission_id)

    def standings(self) -> Mapping[str, Standing]:
        """submission → what its stored results were computed from."""
        return self._standings(true())

    def _standings(self, condition: Any) -> Mapping[str, Standing]:
        made, judged, compared = schema.records, schema.assessments, schema.comparisons
        same = made.c.submission_id
        query = (
            select(*statements.but(made, "record"), judged.c.key.label("judged"), compared.c.shared)
            .join(judged, judged.c.submission_id == same)
            .outerjoin(compared, compared.c.submission_id == same)
            .where(condition)
        )
        return {
            row.submission_id: Standing(
                row.key, row.revision, statements.day(row.applied_on), row.judged, row.shared
            )
            for row in self._rows(query)
        }

    def save_judged(self, judged: Judged) -> bool:
        """Store record, assessment and items together.

        Returns:
            False, with nothing stored, where a newer decision has been made meanwhile, or
            another submission came that shares with this one: what was computed without it must
            not replace what was computed with it.
        """
        with self._writing() as connection:
            statements.lock_submission(connection, judged.submission)
            if statements.last_decision(connection, judged.submission) != judged.last_decision:
                return False
            if not still_shared(connection, judged.submission, judged.standing.shared):
                return False
            key = {"submission_id": judged.submission}
            if judged.record is not None:
                columns = statements.record_columns(judged.standing, judged.record)
                statements.put(connection, schema.records, key, columns)
            statements.put(
                connection, schema.assessments, key, statements.assessment_columns(judged)
            )
            statements.put_items(connection, judged.submission, judged.items)
            put_verdicts(connection, judged.submission, judged.assessment)
            if judged.shown is not None:
                put_listing(connection, judged.shown)
            write_down(connection, judged)
            return True

    def results_key(self, submission_id: str) -> str:
        """A name for the stored results of a submission: they are the same while it is."""
        with self._reading() as connection:
            return statements.state_of(connection, submission_id)

    def record(self, submission_id: str) -> Record | None:
        plain = self._column(schema.records.c.record, schema.records, submission_id)
        return None if plain is None else codec.decode(Record, plain)

    def assessment(self, submission_id: str) -> Assessment | None:
        """How the submission stands; None while no ruleset could be chosen."""
        table = schema.assessments
        plain = self._column(table.c.assessment, table, submission_id)
        return None if plain is None else codec.decode(Assessment, plain)

    def _column(self, column: Any, table: Any, submission_id: str) -> str | None:
        with self._reading() as connection:
            found: str | None = connection.execute(
                select(column).where(table.c.submission_id == submission_id)
            ).scalar()
        return found

    def review_items(
        self,
        submission: str | None = None,
        reason: ReviewReason | None = None,
        subject: str | None = None,
        only_open: bool = True,
    ) -> tuple[ReviewItem, ...]:
        """Review items that fit, those that can change an outcome first."""
        table = schema.review_items
        query = select(table.c.item, table.c.open)
        query = query.order_by(table.c.priority.desc(), table.c.submission_id, table.c.id)
        if submission is not None:
            query = query.where(table.c.submission_id == submission)
        if reason is not None:
            query = query.where(table.c.reason == reason.value)
        if subject is not None:
            query = query.where(table.c.subject == subject)
        if only_open:
            query = query.where(table.c.open)
        return tuple(statements.item_of(row) for row in self._rows(query))

    def settled_items(self, submission: str) -> tuple[tuple[ReviewItem, int | None], ...]:
        """All items of a submission, each with the number of the decision that closed it."""
        table = schema.review_items
        query = select(table.c.item, table.c.open, table.c.settled_by)
        rows = self._rows(query.where(table.c.submission_id == submission).order_by(table.c.id))
        return tuple((statements.item_of(row), row.settled_by) for row in rows)

    def review_item(self, item_id: str) -> ReviewItem | None:
        table = schema.review_items
        rows = self._rows(select(table.c.item, table.c.open).where(table.c.id == item_id))
        return statements.item_of(rows[0]) if rows else None

    def forget_derived(self) -> None:
        """Delete everything that can be computed again; what was signed stays as it was."""
        with self._writing() as connection:
            for table in schema.DERIVED:
                rows = delete(table)
                if table is schema.extractions:
                    rows = rows.where(~was_signed_under())
                connection.execute(rows)

    # --- lists and logs ----------------------------------------------------------------------

    def overview(self, submission: str | None = None) -> tuple[SubmissionRow, ...]:
        """One row a submission, newest first."""
        with self._reading() as connection:
            return statements.overview(connection, submission)

    def start_run(self, at: dt.datetime) -> int:
        """Write down that a run begins; its number."""
        with self._writing() as connection:
            begun = insert(schema.runs).values(started_at=at.isoformat(), report="{}")
            return statements.number_of(connection.execute(begun))

    def end_run(self, run: int, at: dt.datetime, report: Mapping[str, object]) -> None:
        """Write down how a run ended; `report` holds plain JSON values."""
        with self._writing() as connection:
            connection.execute(
                update(schema.runs)
                .where(schema.runs.c.id == run)
                .values(
                    ended_at=at.isoformat(), report=json.dumps(dict(report), ensure_ascii=False)
                )
            )

    def runs(self, limit: int = 20) -> tuple[RunRow, ...]:
        """The latest runs, newest first."""
        query = select(schema.runs).order_by(schema.runs.c.id.desc()).limit(limit)
        return tuple(statements.run_of(row) for row in self._rows(query))

    def add_schedule(self, schedule: ScheduleRow) -> None:
        """Keep a schedule; one of the same name is replaced."""
        values = {
            "cron": schedule.cron,
            "command": schedule.command,
            "timezone": schedule.timezone,
        }
        with self._writing() as connection:
            statements.put(connection, schema.schedules, {"name": schedule.name}, values)

    def remove_schedule(self, name: str) -> bool:
        """Drop a schedule; False where there is none of that name."""
        table = schema.schedules
        with self._writing() as connection:
            return connection.execute(delete(table).where(table.c.name == name)).rowcount > 0

    def schedules(self) -> tuple[ScheduleRow, ...]:
        """All schedules, by name."""
        table = schema.schedules
        query = select(table.c.name, table.c.cron, table.c.command, table.c.timezone)
        return tuple(
            ScheduleRow(**row._mapping) for row in self._rows(query.order_by(table.c.name))
        )


def _unpacked(packed: bytes) -> DocumentFindings:
    return _kept_unpacked(packed) if len(packed) <= LARGEST_KEPT else _read(packed)


def _read(packed: bytes) -> DocumentFindings:
    return codec.decode(DocumentFindings, zlib.decompress(packed))


# One decision asks four times what was found in the same few files.
_kept_unpacked = lru_cache(maxsize=24)(_read)
LARGEST_KEPT = 500_000  # bytes, compressed; a form of 20 pages has 20,000
