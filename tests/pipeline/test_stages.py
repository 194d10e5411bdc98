"""A run computes what is new or touched and nothing else, whenever it was cut off before."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractors.model import (
    Anchor,
    AnchorKind,
    Block,
    Candidate,
    Document,
    DocumentFindings,
    Method,
)
from extractors.problems import problem
from extractors.values import PartialDate
from pipeline import stages
from pipeline.computation import Computation, installed
from pipeline.crash_points import POINTS
from pipeline.intake.inbox import Entry
from pipeline.model import (
    Assessment,
    Decision,
    DecisionKind,
    Eligibility,
    Outcome,
    Record,
    ReviewItem,
    ReviewReason,
    Verdict,
)
from pipeline.reading.sandbox import Examined
from pipeline.record import assemble
from pipeline.record.doubt import with_findings
from pipeline.settings import Settings
from pipeline.stages import NotDecidable, Reading, RunReport
from pipeline.store import open_store
from tests.observed import TRUST

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Policy:
    """What the stages know of a ruleset: its id and the hash of its text."""

    id: str
    digest: str = "1"


class Office:
    """A home with readers and rules that are quick, and count what they are asked."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home, f"sqlite:///{home / 'z.db'}", "Asia/Shanghai")
        self.read: list[str] = []
        self.computation = Computation(
            revision="r1",
            judging="j1",
            rulesets={"demo": Policy("demo"), "other": Policy("other")},  # type: ignore[dict-item]
            assemble=self._assemble,
            with_findings=partial(with_findings, trust=TRUST),
            choose_ruleset=lambda record, rulesets: None,
            judge=self._judge,
            items=self._items,
            timezone="Asia/Shanghai",
        )
        self.assembled = 0
        self.judged: list[str] = []

    def drop(self, place: str, text: str) -> None:
        path = self.settings.inbox / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, computation: Computation | None = None) -> RunReport:
        self.read, self.assembled, self.judged = [], 0, []
        return stages.run(self.settings, None, computation or self.computation, self.reading)

    @property
    def reading(self) -> Reading:
        return Reading(self._find, lambda path, name, into: Examined(".txt"))

    def _find(self, path: Path, sha256: str, name: str) -> DocumentFindings:
        self.read.append(name)
        return find(path, sha256, name)

    def _assemble(
        self, findings: Sequence[DocumentFindings], decisions: Sequence[Decision]
    ) -> Record:
        self.assembled += 1
        return assemble(findings, decisions, trust=TRUST)

    def _judge(self, record: Record, ruleset: Any, on: dt.date) -> Assessment:
        self.judged.append(ruleset.id)
        field = record.fields["total_area_m2"]
        outcome = Outcome.UNKNOWN
        if isinstance(field.value, Decimal) and not field.rivals:
            outcome = Outcome.MET if field.value >= 500 else Outcome.NOT_MET
        verdict = Verdict("8.1", "第八条", "面积", outcome, True, "", values={"area": field.value})
        return Assessment(ruleset.id, on, True, Eligibility.NEEDS_REVIEW, (verdict,))

    def _items(
        self, submission_id: str, record: Record, assessment: Assessment | None
    ) -> tuple[ReviewItem, ...]:
        asked = []
        if assessment is None:
            asked.append(("ruleset", ReviewReason.RULESET, ()))
        field = record.fields["total_area_m2"]
        if field.rivals:
            asked.append(("total_area_m2", ReviewReason.CONFLICT, field.alternatives))  # type: ignore[arg-type]
        for document in record.documents:
            if document.problems:
                asked.append((document.name, ReviewReason.PROBLEM, ()))
        return tuple(
            ReviewItem(
                f"{submission_id}/{subject}/{reason}",
                submission_id,
                subject,
                reason,
                "?",
                alternatives=others,
            )
            for subject, reason, others in asked
        )


def find(path: Path, sha256: str, name: str) -> DocumentFindings:
    """A reader: the first line is the area, the second the day; an empty file is damaged."""
    folder, _, base = name.rpartition("/")
    lines = path.read_text("utf-8").splitlines()
    if not lines:
        broken = Document(base, sha256, "txt", problems=(problem("damaged"),), folder=folder)
        return DocumentFindings(broken)
    blocks = tuple(Block(line, Anchor(AnchorKind.PARAGRAPH, paragraph=1)) for line in lines)
    document = Document(base, sha256, "txt", blocks, folder=folder)
    candidates = [Candidate("total_area_m2", Decimal(lines[0]), Method.CELL, (document.quote(0),))]
    for number, line in enumerate(lines[1:], start=1):
        day = PartialDate.parse(line)
        assert day is not None
        candidates.append(Candidate("applied_on", day, Method.CELL, (document.quote(number),)))
    return DocumentFindings(document, tuple(candidates))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "home")


def dump(office: Office) -> list[str]:
    """Everything in the database but the log of runs."""
    connection = sqlite3.connect(office.settings.home / "z.db")
    try:
        lines = list(connection.iterdump())
    finally:
        connection.close()
    return [line for line in lines if "runs" not in line]


def value_decision(submission: str, value: str, subject: str = "total_area_m2") -> Decision:
    return Decision(
        submission, DecisionKind.VALUE, subject, Decimal(value), "以平面图为准", "王", NOON
    )


def test_a_dropped_folder_becomes_a_judged_record(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820\n2024-05-01")

    report = office.run()

    (row,) = report.rows
    assert (row.name, row.ruleset, row.met, row.open_items) == ("青禾", "demo", 1, 0)
    assert row.on == dt.date(2024, 5, 1)
    assert (report.read, report.assembled, report.judged) == (1, 1, 1)
    assert not report.failed
    with open_store(office.settings.database) as store:
        record = store.record(row.id)
        assert record is not None and record.fields["total_area_m2"].value == Decimal(820)
        assert [d.name for d in store.documents(row.id)] == ["表.txt"]


def test_running_twice_changes_nothing(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("柳川/表.txt", "480")
    office.drop("柳川/坏.txt", "")
    office.run()
    before = dump(office)

    report = office.run()

    assert dump(office) == before
    assert (report.read, report.assembled, report.judged) == (0, 0, 0)
    assert (office.read, office.assembled, office.judged) == ([], 0, [])
    assert report.touched == frozenset()


def test_a_new_submission_computes_only_itself(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.run()
    office.drop("demo/柳川/表.txt", "480")

    report = office.run()

    assert office.read == ["表.txt"]
    assert (report.assembled, report.judged) == (1, 1)


def test_the_same_file_in_two_submissions_is_read_once(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/柳川/表.txt", "820")

    assert office.run().read == 1


def test_the_same_bytes_under_another_name_are_quoted_by_that_name(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/柳川/申报.txt", "820")

    report = office.run()

    with open_store(office.settings.database) as store:
        names = {row.name: store.documents(row.id)[0].name for row in report.rows}
    assert names == {"青禾": "表.txt", "柳川": "申报.txt"}


def test_a_changed_ruleset_judges_its_own_submissions_again(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("other/柳川/表.txt", "480")
    office.run()
    changed = {**office.computation.rulesets, "demo": Policy("demo", "2")}

    report = office.run(replace(office.computation, rulesets=changed))  # type: ignore[arg-type]

    assert office.judged == ["demo"]
    assert (report.read, report.assembled, report.judged) == (0, 0, 1)


def test_a_changed_catalogue_reads_everything_again(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/青禾/附件.txt", "820")
    office.run()

    report = office.run(replace(office.computation, revision="r2"))

    assert (report.read, report.assembled, report.judged) == (2, 1, 1)
    with open_store(office.settings.database) as store:
        assert store.extracted("r1") == frozenset()


def test_changed_rules_of_judging_read_nothing_again(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.run()

    report = office.run(replace(office.computation, judging="j2"))

    assert (report.read, report.assembled, report.judged) == (0, 1, 1)


def test_a_submission_without_a_day_is_judged_as_of_today(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/柳川/表.txt", "820\n2024-05-01")
    office.run()

    class Tomorrow(dt.date):
        @classmethod
        def today(cls) -> dt.date:  # type: ignore[override]
            return dt.date(2199, 1, 1)

    monkeypatch.setattr("pipeline.recompute.dt.date", Tomorrow)
    report = office.run()

    assert report.judged == 1  # only the one that has no day of its own
    days = {row.name: row.on for row in report.rows}
    assert days == {"青禾": dt.date(2199, 1, 1), "柳川": dt.date(2024, 5, 1)}


def test_a_decision_settles_its_question_and_the_verdict_follows(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/青禾/合同.txt", "480")
    (row,) = office.run().rows
    assert (row.unknown, row.open_items) == (1, 1)

    with open_store(office.settings.database) as store:
        after = stages.decide(store, value_decision(row.id, "480"), office.computation)
        decided = store.decisions(row.id)
        (item,) = store.review_items(only_open=False)

    assert (after.not_met, after.unknown, after.open_items) == (1, 0, 0)
    assert not item.open
    assert decided[0].seen == {"values": [480, 820]}  # in the order of the files


def test_a_run_after_a_decision_changes_nothing(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/青禾/合同.txt", "480")
    (row,) = office.run().rows
    with open_store(office.settings.database) as store:
        stages.decide(store, value_decision(row.id, "480"), office.computation)
    before = dump(office)

    report = office.run()

    assert (report.assembled, report.judged) == (0, 0)
    assert dump(office) == before


def test_a_decision_is_never_overwritten_but_a_new_witness_asks_again(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/青禾/合同.txt", "480")
    (row,) = office.run().rows
    with open_store(office.settings.database) as store:
        stages.decide(store, value_decision(row.id, "480"), office.computation)

    def finds_more(path: Path, sha256: str, name: str) -> DocumentFindings:
        found = find(path, sha256, name)
        if name == "表.txt":
            other = replace(found.candidates[0], value=Decimal(650))
            return replace(found, candidates=(other,))
        return found

    reading = replace(office.reading, find=finds_more)
    (after,) = stages.run(
        office.settings, None, replace(office.computation, revision="r2"), reading
    ).rows

    with open_store(office.settings.database) as store:
        record = store.record(row.id)
    assert record is not None and record.fields["total_area_m2"].value == Decimal(480)
    assert after.open_items == 1


def test_a_second_decision_on_a_field_stands_over_the_first(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/青禾/合同.txt", "480")
    (row,) = office.run().rows
    with open_store(office.settings.database) as store:
        for value in ("480", "700"):
            after = stages.decide(store, value_decision(row.id, value), office.computation)
        record = store.record(row.id)

    assert record is not None and record.fields["total_area_m2"].value == Decimal(700)
    assert (after.met, after.open_items) == (1, 0)


def test_a_policy_that_a_person_chose_is_the_one_judged_under(office: Office) -> None:
    office.drop("青禾/表.txt", "820")
    (row,) = office.run().rows
    assert (row.ruleset, row.outcome, row.open_items) == (None, None, 1)
    chosen = Decision(row.id, DecisionKind.RULESET, "ruleset", "other", "", "王", NOON)

    with open_store(office.settings.database) as store:
        after = stages.decide(store, chosen, office.computation)

    assert (after.ruleset, after.met, after.open_items) == ("other", 1, 0)


def test_a_problem_that_a_person_has_seen_stays_closed(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    office.drop("demo/青禾/坏.txt", "")
    report = office.run()
    (row,) = report.rows
    assert report.failed and row.failed_files == ("坏.txt",)
    seen = Decision(row.id, DecisionKind.ACKNOWLEDGE, "坏.txt", None, "已看原件", "王", NOON)

    with open_store(office.settings.database) as store:
        assert stages.decide(store, seen, office.computation).open_items == 0
    (after,) = office.run(replace(office.computation, revision="r2")).rows

    assert after.open_items == 0


@pytest.mark.parametrize(
    "change",
    [
        {"submission": "s-unknown"},
        {"kind": DecisionKind.RULESET, "value": "no-such-policy"},
    ],
)
def test_a_decision_on_something_that_is_not_there_is_refused(
    office: Office, change: dict[str, Any]
) -> None:
    office.drop("demo/青禾/表.txt", "820")
    (row,) = office.run().rows

    with (
        open_store(office.settings.database) as store,
        pytest.raises(NotDecidable),
    ):
        stages.decide(store, replace(value_decision(row.id, "1"), **change), office.computation)
    with open_store(office.settings.database) as store:
        assert store.decisions() == ()


def test_a_decision_made_during_a_run_is_in_its_result(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    (row,) = office.run().rows

    def judge_late(record: Record, ruleset: Any, on: dt.date) -> Assessment:
        with open_store(office.settings.database) as store:
            if not store.decisions():
                store.append(value_decision(row.id, "480"))
        return office.computation.judge(record, ruleset, on)

    (after,) = office.run(replace(office.computation, judging="j2", judge=judge_late)).rows

    assert (after.met, after.not_met) == (0, 1)


def test_rebuilding_gives_what_was_there(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820\n2024-05-01")
    office.drop("demo/青禾/合同.txt", "480")
    office.drop("柳川/坏.txt", "")
    rows = office.run().rows
    with open_store(office.settings.database) as store:
        for row in rows:
            if row.name == "青禾":
                stages.decide(store, value_decision(row.id, "480"), office.computation)
                office.run(replace(office.computation, revision="r0"))
    stages.rebuild(office.settings, None, office.computation, office.reading)
    before = dump(office)

    report = stages.rebuild(office.settings, None, office.computation, office.reading)

    assert (report.read, report.assembled, report.judged) == (3, 2, 2)
    assert sorted(dump(office)) == sorted(before)


def test_rebuilding_takes_nothing_from_the_inbox(office: Office) -> None:
    office.run()
    office.drop("demo/青禾/表.txt", "820")

    stages.rebuild(office.settings, None, office.computation, office.reading)

    assert (office.settings.inbox / "demo" / "青禾" / "表.txt").exists()


def test_only_the_wanted_entries_are_taken(office: Office) -> None:
    office.drop("青禾/表.txt", "820")
    office.drop("柳川/表.txt", "480")

    def wanted(entry: Entry) -> bool:
        return entry.name == "青禾"

    report = stages.run(office.settings, None, office.computation, office.reading, wanted)

    assert [row.name for row in report.rows] == ["青禾"]
    assert (office.settings.inbox / "柳川" / "表.txt").exists()


def test_progress_is_told_from_none_to_all(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    told: list[tuple[str, int, int]] = []

    stages.run(
        office.settings,
        lambda stage, done, total, label: told.append((stage, done, total)),
        office.computation,
        office.reading,
    )

    for stage in ("take", "read", "judge"):
        steps = [step[1:] for step in told if step[0] == stage]
        assert (steps[0], steps[-1]) == ((0, 1), (1, 1))


def test_an_entry_that_was_refused_makes_the_run_a_failed_one(office: Office) -> None:
    office.drop("demo/青禾/表.txt", "820")
    os.mkfifo(office.settings.inbox / "pipe.pdf")

    report = office.run()

    assert report.failed
    assert len(report.rows) == 1


# --- dying on the way --------------------------------------------------------------------------

CHILD = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[3])
    import importlib.util
    spec = importlib.util.spec_from_file_location("test_stages", sys.argv[4])
    module = importlib.util.module_from_spec(spec)
    sys.modules["test_stages"] = module
    spec.loader.exec_module(module)
    from pipeline import crash_points
    left = [int(sys.argv[5])]
    def die(point):
        if point == sys.argv[2]:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    crash_points.at = die
    module.Office(Path(sys.argv[1])).run()
""")


def killed_run(home: Path, point: str, time: int) -> int:
    root = Path(__file__).resolve().parents[2]
    arguments = [str(home), point, str(root), __file__, str(time)]
    return subprocess.run([sys.executable, "-c", CHILD, *arguments], check=False).returncode


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_nothing_is_lost_and_nothing_is_twice(
    office: Office, tmp_path: Path, point: str
) -> None:
    """kill -9 in the second submission; the next run ends where one without a fault ends."""
    undisturbed = Office(tmp_path / "undisturbed")
    for home in (office, undisturbed):
        home.drop("demo/青禾/表.txt", "820")
        home.drop("demo/青禾/附件/合同.txt", "480")
        home.drop("柳川.txt", "300")
        home.drop("demo/海棠/表.txt", "510")
    undisturbed.run()

    assert killed_run(office.settings.home, point, 2) == -signal.SIGKILL
    office.run()

    left = [path for path in office.settings.inbox.rglob("*") if path.is_file()]
    assert left == []
    assert outcome(office) == outcome(undisturbed)
    assert not list(office.settings.raw.glob(".incoming/*"))


def outcome(office: Office) -> list[tuple[Any, ...]]:
    """What stands in the store, without times."""
    with open_store(office.settings.database) as store:
        rows = store.overview()
        for row in rows:
            for stored in store.stored_files(row.id):
                place = office.settings.raw / stored.sha256[:2] / (stored.sha256 + ".txt")
                assert place.stat().st_size == stored.size
        return sorted(
            (
                row.id,
                row.name,
                row.revision,
                row.ruleset or "",
                row.met,
                row.not_met,
                row.unknown,
                row.open_items,
                tuple(d.name for d in store.documents(row.id)),
            )
            for row in rows
        )


# --- with everything that ships ----------------------------------------------------------------


def test_the_shipped_parts_work_together(tmp_path: Path) -> None:
    """Real readers in the sandbox, real catalogue, real rulesets."""
    settings = Settings(tmp_path, f"sqlite:///{tmp_path / 'z.db'}", "Asia/Shanghai", workers=2)
    folder = settings.inbox / "yunnan-2021" / "青禾众创空间"
    folder.mkdir(parents=True)
    (folder / "运营方案.txt").write_text("青禾众创空间使用总面积820平方米。", encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7\nbroken")

    report = stages.run(settings)

    (row,) = report.rows
    assert row.ruleset == "yunnan-2021"
    assert row.failed_files == ("坏.pdf",)
    assert row.met + row.not_met + row.unknown + row.judgement > 10
    assert row.open_items > 0
    again = stages.run(settings)
    assert (again.read, again.assembled, again.judged) == (0, 0, 0)
    with open_store(settings.database) as store:
        record = store.record(row.id)
        assert record is not None and record.fields["total_area_m2"].value == Decimal(820)
        problems = store.review_items(row.id, ReviewReason.PROBLEM)
        assert [item.subject for item in problems] == ["坏.pdf"]
        seen = Decision(row.id, DecisionKind.ACKNOWLEDGE, "坏.pdf", None, "", "王", NOON)
        after = stages.decide(store, seen, installed(settings))
    assert after.open_items == row.open_items - 1
    shutil.rmtree(settings.raw)
