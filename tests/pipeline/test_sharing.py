"""What submissions share is found in whatever order they come, and follows what is decided."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractors.model import DocumentFindings
from pipeline import stages
from pipeline.computation import Computation
from pipeline.model import (
    Assessment,
    Decision,
    DecisionKind,
    Eligibility,
    Record,
    ReviewReason,
)
from pipeline.reading.sandbox import Examined
from pipeline.record import assemble
from pipeline.record.doubt import with_findings
from pipeline.review import items
from pipeline.settings import Settings
from pipeline.stages import Reading, RunReport
from pipeline.store import open_store
from tests.observed import TRUST
from tests.pipeline.compare.applicants import CODES, Applied

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)

TENANT = {"name": "温州澄帆智能科技有限公司"}
APPLIED: Mapping[str, Applied] = {
    "海棠": Applied("海棠众创空间", "瑞安海棠创业服务有限公司", CODES[0], tenants=[TENANT]),
    "柳川": Applied("柳川众创空间", "乐清柳川企业管理有限公司", CODES[1], tenants=[TENANT]),
    "晚舟": Applied("晚舟众创空间", "永嘉晚舟创业服务有限公司", tenants=[{"name": "山野茶事"}]),
    "改名": Applied("海棠众创空间", "瑞安海棠创业服务有限公司", tenants=[{"name": "山野茶事"}]),
}


@dataclass(frozen=True)
class Policy:
    """What the stages know of a ruleset."""

    id: str = "demo"
    digest: str = "1"


class Office:
    """A home whose files name one of APPLIED: what is found in them is known beforehand."""

    def __init__(self, home: Path, database: str) -> None:
        self.settings = Settings(home, database, "Asia/Shanghai")
        self.computation = Computation(
            revision="r1",
            judging="j1",
            rulesets={"demo": Policy()},  # type: ignore[dict-item]
            assemble=partial(assemble, trust=TRUST),
            with_findings=partial(with_findings, trust=TRUST),
            choose_ruleset=lambda record, rulesets: None,
            judge=judge,
            items=items,
            timezone="Asia/Shanghai",
        )

    def drop(self, *names: str, into: str = "demo") -> None:
        """A submission of that name: one file a document, which holds the document's number."""
        for name in names:
            folder = self.settings.inbox / into / name
            folder.mkdir(parents=True, exist_ok=True)
            for number, found in enumerate(APPLIED[name].findings):
                (folder / found.document.name).write_text(f"{name} {number}", "utf-8")

    def run(self, computation: Computation | None = None) -> RunReport:
        reading = Reading(find, lambda path, name, into: Examined(".txt"))
        return stages.run(self.settings, None, computation or self.computation, reading)

    def rebuild(self) -> RunReport:
        reading = Reading(find, lambda path, name, into: Examined(".txt"))
        return stages.rebuild(self.settings, None, self.computation, reading)

    def decide(self, name: str, key: str, value: Any) -> None:
        with open_store(self.settings.database) as store:
            decision = Decision(self.id(name), DecisionKind.VALUE, key, value, "", "王", NOON)
            stages.decide(store, decision, self.computation)

    def id(self, name: str) -> str:
        with open_store(self.settings.database) as store:
            return next(row.id for row in store.overview() if row.name == name)

    def asked(self, name: str) -> list[str]:
        """What an official is asked about what the submission shares, by name and other."""
        with open_store(self.settings.database) as store:
            questions = store.review_items(self.id(name), ReviewReason.FINDING)
        return [item.subject for item in questions if "two_submissions" in item.subject]

    def everything(self) -> list[Any]:
        """What is computed of every submission, and under what keys."""
        with open_store(self.settings.database) as store:
            return [
                (
                    given.id,
                    store.record(given.id),
                    store.assessment(given.id),
                    store.review_items(given.id, only_open=False),
                    store.standings()[given.id],
                    store.traced()[given.id],
                    store.matches(given.id),
                )
                for given in sorted(store.submissions(), key=lambda given: given.id)
            ]


def judge(record: Record, ruleset: Any, on: dt.date) -> Assessment:
    return Assessment(ruleset.id, on, True, Eligibility.NEEDS_REVIEW, ())


def find(path: Path, sha256: str, name: str) -> DocumentFindings:
    """What APPLIED says, as found in a file with these bytes under that name."""
    who, number = path.read_text("utf-8").split()
    found = APPLIED[who].findings[int(number)]
    return replace(found, document=replace(found.document, sha256=sha256))


@pytest.fixture
def office(tmp_path: Path, database: str) -> Office:
    return Office(tmp_path / "home", database)


def test_who_came_first_is_asked_when_the_other_comes(office: Office) -> None:
    office.drop("海棠")
    office.run()
    assert office.asked("海棠") == []
    office.drop("柳川")

    report = office.run()

    subject = "tenant_in_two_submissions:温州澄帆智能科技有限公司@"
    assert office.asked("海棠") == [subject + office.id("柳川")]
    assert office.asked("柳川") == [subject + office.id("海棠")]
    assert report.touched == {office.id("海棠"), office.id("柳川")}
    assert (report.read, report.assembled) == (3, 2)


def test_the_question_names_whom_where_and_the_other(office: Office) -> None:
    office.drop("海棠", "柳川")
    office.run()

    with open_store(office.settings.database) as store:
        (question,) = [
            item
            for item in store.review_items(office.id("海棠"))
            if item.subject.startswith("tenant_in")
        ]
    assert TENANT["name"] in question.question
    assert "「柳川」" in question.question and "名单.docx" in question.question
    assert [e.text for e in question.evidence] == [TENANT["name"]]


def test_those_that_share_nothing_are_left_alone(office: Office) -> None:
    office.drop("海棠")
    office.run()
    office.drop("晚舟")

    report = office.run()

    assert report.touched == {office.id("晚舟")}
    again = office.run()
    assert (again.assembled, again.judged, again.touched) == (0, 0, frozenset())


def test_a_second_run_changes_nothing(office: Office) -> None:
    office.drop("海棠", "柳川")
    office.run()
    before = office.everything()

    report = office.run()

    assert (report.assembled, report.judged) == (0, 0)
    assert office.everything() == before


@pytest.mark.parametrize("order", list(itertools.permutations(("海棠", "柳川", "晚舟"))))
def test_the_order_of_coming_does_not_matter(tmp_path: Path, order: Sequence[str]) -> None:
    at_once = Office(tmp_path / "once", f"sqlite:///{tmp_path / 'once.db'}")
    at_once.drop(*APPLIED.keys() - {"改名"})
    at_once.run()
    one_by_one = Office(tmp_path / "each", f"sqlite:///{tmp_path / 'each.db'}")
    for name in order:
        one_by_one.drop(name)
        one_by_one.run()

    assert one_by_one.everything() == at_once.everything()


def test_rebuilding_finds_the_same(office: Office) -> None:
    for name in ("海棠", "柳川", "晚舟"):
        office.drop(name)
        office.run()
    office.decide("晚舟", "space_name", "晚舟青年众创空间")
    before = office.everything()

    office.rebuild()

    assert office.everything() == before


def test_a_decision_that_makes_two_applicants_one_takes_the_question_back(office: Office) -> None:
    office.drop("海棠", "柳川")
    office.run()
    assert office.asked("柳川")

    office.decide("海棠", "credit_code", CODES[1])
    office.decide("海棠", "space_name", "柳川众创空间")

    # Instead it is asked which of the two applications counts.
    one, other = office.id("海棠"), office.id("柳川")
    assert office.asked("海棠") == [f"text_in_two_submissions:柳川众创空间@{other}"]
    assert office.asked("柳川") == [f"text_in_two_submissions:柳川众创空间@{one}"]
    before = office.everything()
    report = office.run()
    assert (report.assembled, report.judged) == (0, 0)
    assert office.everything() == before


def test_a_shared_tenant_that_an_official_has_seen_stays_closed(office: Office) -> None:
    office.drop("海棠", "柳川")
    office.run()
    (subject,) = office.asked("海棠")
    seen = Decision(
        office.id("海棠"), DecisionKind.ACKNOWLEDGE, subject, None, "已迁出", "王", NOON
    )

    with open_store(office.settings.database) as store:
        stages.decide(store, seen, office.computation)
    office.drop("晚舟")
    office.run()

    assert office.asked("海棠") == []
    assert office.asked("柳川") != []  # the other one's question is its own


def test_a_changed_catalogue_compares_again(office: Office) -> None:
    office.drop("海棠", "柳川")
    office.run()

    report = office.run(replace(office.computation, revision="r2"))

    assert (report.read, report.assembled, report.judged) == (6, 2, 2)
    assert office.asked("海棠") and office.asked("柳川")


def test_a_run_cut_off_between_traces_and_verdicts_is_made_good(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The traces of both stand, and only the newcomer is judged: the next run asks the other."""
    office.drop("海棠")
    office.run()
    office.drop("柳川")

    class CutOff(BaseException):
        pass

    def die(point: str) -> None:
        if point == "judged":
            raise CutOff

    monkeypatch.setattr("pipeline.crash_points.at", die)
    with pytest.raises(CutOff):
        office.run()
    monkeypatch.undo()
    office.run()

    assert office.asked("海棠") and office.asked("柳川")


def test_a_submission_that_comes_while_another_is_judged_is_seen(office: Office) -> None:
    """What was computed before it came is not stored over what holds now."""
    office.drop("海棠", "柳川")
    office.run()
    done: list[str] = []

    def judge_late(record: Record, ruleset: Any, on: dt.date) -> Assessment:
        if not done:
            done.append("")
            office.decide("海棠", "space_name", "海棠青年众创空间")
        return judge(record, ruleset, on)

    office.run(replace(office.computation, judging="j2", judge=judge_late))
    office.run(replace(office.computation, judging="j2"))

    with open_store(office.settings.database) as store:
        for key, standing in store.standings().items():
            assert standing.shared is not None, key
    assert office.asked("海棠") and office.asked("柳川")
