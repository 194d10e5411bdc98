"""From the inbox to the review desk with an added finder: it may speak, never decide."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors.find.added.finder import Claim
from extractors.model import Method
from pipeline import stages
from pipeline.model import FieldValue, ReviewReason, Status
from pipeline.settings import Settings, SettingsError
from pipeline.store import open_store
from tests.pipeline.finders.standins import Parrot, model_server, says

STANDIN = "tests.pipeline.finders.standins:parrot"
# 地方 is no name of the area that our catalogue knows, so ours finds nothing in it.
UNKNOWN_WORDS = "松果坡众创空间建设情况\n我们坐落在老街上，地方一共1200平方米。"
OWN_WORDS = "松果坡众创空间建设情况\n使用总面积：820平方米\n地方一共1200平方米。"


class Office:
    """A home with one submission of one text file, read by the real readers."""

    def __init__(self, home: Path, text: str) -> None:
        self.home = home
        folder = home / "inbox" / "kunming-2017" / "松果坡"
        folder.mkdir(parents=True)
        (folder / "情况.txt").write_text(text, encoding="utf-8")

    def run(self, *finders: str) -> stages.RunReport:
        database = f"sqlite:///{self.home / 'z.db'}"
        return stages.run(Settings(self.home, database, "Asia/Shanghai", finders=finders))

    def area(self) -> FieldValue:
        with open_store(f"sqlite:///{self.home / 'z.db'}") as store:
            (submission,) = store.submissions()
            record = store.record(submission.id)
            assert record is not None
            return record.fields["total_area_m2"]

    def asked(self) -> list[ReviewReason]:
        """Why a person is asked about the area."""
        with open_store(f"sqlite:///{self.home / 'z.db'}") as store:
            items = store.review_items()
        return [item.reason for item in items if item.subject == "total_area_m2"]


@pytest.fixture
def unknown(tmp_path: Path) -> Office:
    return Office(tmp_path / "home", UNKNOWN_WORDS)


@pytest.fixture
def own(tmp_path: Path) -> Office:
    return Office(tmp_path / "home", OWN_WORDS)


def test_it_finds_what_ours_misses_and_a_person_is_asked(unknown: Office) -> None:
    unknown.run()
    assert unknown.area().value is None

    unknown.run(STANDIN)

    area = unknown.area()
    assert (area.value, area.method) == (Decimal(1200), Method.EXTERNAL)
    assert (area.status, area.confidence) == (Status.REVIEW, None)
    assert area.evidence[0].text == "1200平方米"
    assert unknown.asked() == [ReviewReason.DOUBT]


def test_it_never_overrides_what_we_found(own: Office) -> None:
    own.run(STANDIN)

    area = own.area()
    assert (area.value, area.method) == (Decimal(820), Method.LABELLED)
    assert area.status is Status.REVIEW
    (rival,) = area.rivals
    assert own.asked() == [ReviewReason.CONFLICT]
    assert (rival.value, rival.reason) == (Decimal(1200), "外接识别组件“parrot”在情况.txt另有说法")


def test_it_makes_nothing_more_trusted_by_agreeing(own: Office, monkeypatch) -> None:
    own.run()
    alone = own.area()
    echo = Parrot([Claim("total_area_m2", "使用总面积：820平方米", "820")])
    monkeypatch.setattr("tests.pipeline.finders.standins.parrot", lambda: echo)
    own.run(STANDIN)

    agreed = own.area()
    assert echo.asked == ["情况.txt"]
    assert (agreed.value, agreed.status) == (alone.value, alone.status)
    assert (agreed.signals, agreed.measured) == (alone.signals, alone.measured)


def test_switched_on_files_are_read_again_and_switched_off_all_is_as_before(own: Office) -> None:
    assert own.run().read == 1
    before = own.area()

    assert own.run(STANDIN).read == 1
    assert own.area() != before
    assert own.run(STANDIN).read == 0  # nothing has changed

    own.run()
    assert own.area() == before


def test_a_finder_that_fails_loses_no_file(own: Office, monkeypatch) -> None:
    class Down(Parrot):
        def find(self, document, fields):
            raise ConnectionError("down")

    monkeypatch.setattr("tests.pipeline.finders.standins.parrot", Down)
    report = own.run(STANDIN)

    assert not report.failed
    assert own.area().value == Decimal(820)
    with open_store(f"sqlite:///{own.home / 'z.db'}") as store:
        (document,) = store.documents(report.rows[0].id)
    assert [(p.code, p.place) for p in document.problems] == [("finder_failed", "parrot")]


def test_a_finder_that_cannot_be_loaded_ends_the_run_before_it_begins(own: Office) -> None:
    with pytest.raises(SettingsError, match="no_such_module"):
        own.run("no_such_module:finder")

    assert (own.home / "inbox" / "kunming-2017" / "松果坡" / "情况.txt").exists()


def test_a_language_model_on_this_machine_from_end_to_end(unknown: Office, monkeypatch) -> None:
    finding = {"field": "total_area_m2", "value": 1200, "quote": "地方一共1200平方米", "block": 1}
    lie = {"field": "workstation_count", "value": 90, "quote": "创业工位90个", "block": 1}
    with model_server(says(finding, lie)) as server:
        monkeypatch.setenv("ZHONGCHUANG_FINDER_URL", server.url)
        monkeypatch.setenv("ZHONGCHUANG_FINDER_MODEL", "stand-in")
        unknown.run("pipeline.finders.openai:finder")

    area = unknown.area()
    assert (area.value, area.method, area.status) == (
        Decimal(1200),
        Method.EXTERNAL,
        Status.REVIEW,
    )
