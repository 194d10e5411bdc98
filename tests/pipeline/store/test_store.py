"""The store answers what was put in; facts stay, decisions are only appended."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.model import Anchor, AnchorKind, Block, Document, DocumentFindings
from extractors.problems import problem
from pipeline.model import (
    Assessment,
    Decision,
    DecisionKind,
    Eligibility,
    FieldValue,
    Outcome,
    Record,
    ReviewItem,
    ReviewReason,
    Status,
    Submission,
    SubmittedFile,
    Verdict,
)
from pipeline.store import ScheduleRow, StoreError, open_store
from pipeline.store.opening import HEAD
from pipeline.store.queries import Store
from pipeline.store.rows import Judged, Standing, StoredFile

MORNING = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
BYTES = "ab" * 32


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'zhongchuang.db'}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


def submission(name: str = "青禾", number: str = "1", ruleset: str | None = None) -> Submission:
    return Submission(
        f"s-{number}", name, (SubmittedFile("表/form.docx", BYTES, 12),), MORNING, ruleset
    )


def register(store: Store, given: Submission) -> bool:
    files = [StoredFile(f.path, f.sha256, f.size, ".docx") for f in given.files]
    return store.register(given, files)


def item(subject: str, priority: int = 0, open: bool = True) -> ReviewItem:
    return ReviewItem(
        f"s-1/{subject}/doubt", "s-1", subject, ReviewReason.DOUBT, "?", priority, open=open
    )


def judged(*items: ReviewItem, last_decision: int = 0, settled_by: int | None = None) -> Judged:
    field = FieldValue("total_area_m2", Decimal("820.50"), status=Status.ACCEPTED)
    verdict = Verdict("8.1", "第八条", "面积", Outcome.MET, True, "820 ≥ 500")
    return Judged(
        "s-1",
        Standing("record", "r1", dt.date(2026, 3, 1), "assessment"),
        Record({"total_area_m2": field}),
        Assessment("demo", dt.date(2026, 3, 1), True, Eligibility.NEEDS_REVIEW, (verdict,)),
        tuple((i, None if i.open else settled_by) for i in items),
        last_decision,
    )


def decision(value: object = Decimal(820), subject: str = "total_area_m2") -> Decision:
    return Decision("s-1", DecisionKind.VALUE, subject, value, "以平面图为准", "王", MORNING)  # type: ignore[arg-type]


def found(text: str = "总面积820平方米") -> DocumentFindings:
    block = Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=1))
    return DocumentFindings(Document("form.docx", BYTES, "docx", (block,), folder="表"))


def test_a_submission_is_registered_once(store: Store) -> None:
    assert register(store, submission())
    assert not register(store, submission())

    assert (submission(),) == store.submissions()
    assert submission() == store.submission("s-1")
    assert store.submission("s-9") is None


def test_the_same_bytes_in_two_submissions_are_one_file(store: Store) -> None:
    register(store, submission())
    register(store, submission("柳川", "2"))

    assert store.file_extension(BYTES) == ".docx"
    assert [StoredFile("表/form.docx", BYTES, 12, ".docx")] == list(store.stored_files("s-2"))


def test_an_archive_is_kept_but_not_read(store: Store) -> None:
    given = submission()
    archive = StoredFile("all.zip", "cd" * 32, 99, ".zip", container=True)

    store.register(given, [archive, StoredFile("表/form.docx", BYTES, 12, ".docx")])

    assert given == store.submission("s-1")
    assert archive == store.stored_files("s-1")[0]


def test_a_later_submission_of_the_same_name_is_a_new_revision(store: Store) -> None:
    register(store, submission(number="1"))
    register(store, replace(submission(number="2"), received_at=MORNING + dt.timedelta(hours=1)))
    register(store, submission("青禾", "3", ruleset="demo"))

    rows = {row.id: (row.revision, row.latest) for row in store.overview()}

    assert rows == {"s-1": (1, False), "s-2": (2, True), "s-3": (1, True)}


def test_a_result_is_stored_whole_and_comes_back(store: Store) -> None:
    register(store, submission())
    given = judged(item("total_area_m2"))

    assert store.save_judged(given)

    assert given.record == store.record("s-1")
    assert given.assessment == store.assessment("s-1")
    assert given.standing == store.standings()["s-1"]
    (row,) = store.overview()
    assert (row.ruleset, row.outcome) == ("demo", Eligibility.NEEDS_REVIEW)
    assert (row.met, row.not_met, row.unknown, row.judgement, row.open_items) == (1, 0, 0, 0, 1)


def test_a_result_computed_without_the_newest_decision_is_not_stored(store: Store) -> None:
    register(store, submission())
    store.append(decision())

    assert not store.save_judged(judged())
    assert store.record("s-1") is None

    assert store.save_judged(judged(last_decision=1))


def test_the_questions_stored_are_those_of_the_last_computation(store: Store) -> None:
    register(store, submission())
    store.save_judged(judged(item("a"), item("b")))

    store.save_judged(judged(item("b")))

    assert [i.subject for i in store.review_items()] == ["b"]
    assert store.review_item("s-1/a/doubt") is None


def test_the_most_pressing_question_comes_first(store: Store) -> None:
    register(store, submission())
    store.save_judged(judged(item("a", 1), item("b", 9), item("c", 5, open=False)))

    assert [i.subject for i in store.review_items()] == ["b", "a"]
    assert [i.subject for i in store.review_items(only_open=False)] == ["b", "c", "a"]
    assert [i.subject for i in store.review_items(subject="a")] == ["a"]
    assert store.review_items(reason=ReviewReason.PROBLEM) == ()
    assert store.review_items(submission="s-2") == ()


def test_decisions_are_numbered_in_their_order(store: Store) -> None:
    register(store, submission())
    first = store.append(decision(Decimal("820.5")))
    second = store.append(decision(None))

    assert (first, second) == store.decisions("s-1")
    assert first.id is not None and second.id is not None and first.id < second.id
    assert store.decisions("s-2") == ()


def test_a_decision_on_an_unknown_submission_is_refused(store: Store) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        store.append(decision())


def test_documents_come_back_with_their_text(store: Store) -> None:
    register(store, submission())
    store.save_findings(BYTES, "表/form.docx", "r1", found(), failed=False)
    store.save_judged(judged())

    assert (found(),) == store.findings("s-1")
    assert found().document == store.document("s-1", "表/form.docx")
    assert store.document("s-1", "form.docx") is None


def test_findings_of_another_revision_are_not_shown_and_can_be_dropped(store: Store) -> None:
    register(store, submission())
    store.save_findings(BYTES, "表/form.docx", "r0", found("旧"), failed=False)
    store.save_findings(BYTES, "表/form.docx", "r1", found(), failed=False)
    store.save_judged(judged())

    assert (found(),) == store.findings("s-1")
    assert store.forget_findings(keep="r1") == 1
    assert store.findings("s-1", "r0") == ()


def test_files_that_could_not_be_read_are_named(store: Store) -> None:
    register(store, submission())
    broken = Document("form.docx", BYTES, "docx", problems=(problem("damaged"),), folder="表")
    store.save_findings(BYTES, "表/form.docx", "r1", DocumentFindings(broken), failed=True)
    store.save_judged(judged())

    assert store.overview()[0].failed_files == ("表/form.docx",)


def test_forgetting_what_is_computed_keeps_the_facts(store: Store) -> None:
    register(store, submission())
    store.append(decision())
    store.save_findings(BYTES, "表/form.docx", "r1", found(), failed=False)
    store.save_judged(judged(item("a"), item("b", open=False), last_decision=1, settled_by=1))

    store.forget_derived()

    assert (submission(),) == store.submissions()
    assert len(store.decisions()) == 1
    assert store.record("s-1") is None
    assert () == store.findings("s-1", "r1") == store.review_items(only_open=False)


def test_a_snapshot_does_not_see_what_comes_later(store: Store) -> None:
    register(store, submission())
    with store.snapshot() as moment:
        before = moment.overview()
        register(store, submission("柳川", "2"))

        assert before == moment.overview()
        assert len(store.overview()) == 2
        with pytest.raises(RuntimeError):
            moment.append(decision())


def test_runs_are_logged(store: Store) -> None:
    number = store.start_run(MORNING)
    store.end_run(number, MORNING, {"read": 3, "entries": ["青禾"]})
    store.start_run(MORNING)

    cut_off, done = store.runs()

    assert cut_off.ended_at is None
    assert done.report == {"read": 3, "entries": ["青禾"]}


def test_schedules_are_kept_by_name(store: Store) -> None:
    nightly = ScheduleRow("nightly", "0 2 * * *", "run", "Asia/Shanghai")
    store.add_schedule(nightly)
    store.add_schedule(replace(nightly, cron="0 3 * * *"))

    assert (replace(nightly, cron="0 3 * * *"),) == store.schedules()
    assert store.remove_schedule("nightly")
    assert not store.remove_schedule("nightly")


def test_what_was_committed_survives_a_power_cut(url: str) -> None:
    """WAL with synchronous=FULL; NORMAL may lose the last commits."""
    with open_store(url) as store, store._writing() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }


def test_opening_again_changes_nothing(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        register(store, submission())
    before = dump(tmp_path / "zhongchuang.db")

    open_store(url).close()

    assert before == dump(tmp_path / "zhongchuang.db")


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from pipeline.store.schema import metadata

    with store._reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_one_named_in_the_code() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")

    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_tables_can_be_made_on_postgresql() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    from pipeline.store.schema import metadata

    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_a_database_that_stops_serving_is_told_in_a_sentence(url: str) -> None:
    with open_store(url) as store:
        with store._writing() as connection:
            connection.exec_driver_sql("DROP TABLE schedules")

        with pytest.raises(StoreError, match="does not serve"):
            store.schedules()


def test_a_database_of_a_newer_version_is_not_touched(url: str) -> None:
    with open_store(url) as store, store._writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreError, match="newer version"):
        open_store(url)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "not one"),
        ("mysql://somewhere/db", "only sqlite and postgresql"),
        ("postgresql+nodriver://somewhere/db", "not one"),
    ],
)
def test_a_url_that_cannot_be_used_says_why(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        open_store(url)


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_bytes(b"these are notes, not a database " * 100)

    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path / 'notes.db'}")


def test_an_error_never_shows_the_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("mysql://office:secret@somewhere/db")

    assert "secret" not in str(caught.value)
