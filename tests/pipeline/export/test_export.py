"""The dataset: what its tables hold, and that no file of it can harm the one who opens it."""

from __future__ import annotations

import csv
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from extractors.catalogue import load_catalogue
from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Block,
    Document,
    Finding,
    Method,
    RosterCell,
    RosterRow,
)
from extractors.values import Division, PartialDate
from pipeline.export import FORMATS, ExportError, shown_as_text, write
from pipeline.export.columns import Column
from pipeline.export.dataset import Case, Table, tables
from pipeline.model import (
    Alternative,
    Assessment,
    Decision,
    DecisionKind,
    Eligibility,
    FieldValue,
    Outcome,
    Record,
    Status,
    Submission,
    Verdict,
)
from pipeline.store import SubmissionRow

NOON = dt.datetime(2022, 5, 1, 12, tzinfo=dt.UTC)
BLOCK = Block(
    "使用总面积近820平方米", Anchor(AnchorKind.PAGE, page=3, bbox=(72, 310.4, 240.1, 325))
)
QUOTE = Document("运营方案.pdf", "a" * 64, "pdf", (BLOCK,)).quote(0, 5, 11)


def field(key: str, value: object, **more: object) -> FieldValue:
    return FieldValue(key, value, **{"status": Status.ACCEPTED, **more})  # type: ignore[arg-type]


def case(*fields: FieldValue, **more: object) -> Case:
    record = Record(
        {one.key: one for one in fields},
        {"tenants": (RosterRow("tenants", {"name": RosterCell("云上科技", QUOTE)}),)},
    )
    verdict = Verdict(
        "2a",
        "第2项",
        "总面积不低于500平方米",
        Outcome.MET,
        True,
        "820 ≥ 500",
        values={"total_area_m2": Decimal(820)},
        threshold=Decimal(500),
        margin=Decimal(320),
    )
    given = {
        "row": SubmissionRow("s1", "玉溪某空间", 1, True, NOON, outcome=Eligibility.ELIGIBLE),
        "submission": Submission("s1", "玉溪某空间", (), NOON),
        "record": record,
        "assessment": Assessment("demo", NOON.date(), True, Eligibility.ELIGIBLE, (verdict,)),
        "decisions": (),
    }
    return Case(**{**given, **more})  # type: ignore[arg-type]


def table(name: str, *cases: Case) -> Table:
    return next(one for one in tables(cases) if one.name == name)


def test_the_dataset_has_one_table_a_roster_and_a_dictionary():
    names = [one.name for one in tables([])]

    rosters = list(load_catalogue().rosters)
    assert ["submissions", "field_values", *rosters, "verdicts", "decisions", "dictionary"] == names


def test_the_dictionary_explains_every_column_of_every_table():
    dataset = tables([case()])
    explained = {(row["table"], row["key"]) for row in dataset[-1].rows}

    assert {(one.name, column.key) for one in dataset for column in one.columns} == explained
    assert all(row["label"] and row["type"] for row in dataset[-1].rows)


def test_no_row_holds_a_cell_outside_its_columns():
    for one in tables([case(field("total_area_m2", Decimal(820), evidence=(QUOTE,)))]):
        for row in one.rows:
            assert set(row) <= {column.key for column in one.columns}, one.name


def test_findings_of_the_policy_are_exported_with_those_of_the_record():
    found = (Finding("form_cell_blank", {"label": "电话"}), Finding("documents_differ"))
    own = (Finding("form_cell_blank", {"label": "电话"}), Finding("material_missing"))
    judged = Assessment("demo", NOON.date(), True, Eligibility.NEEDS_REVIEW, (), findings=own)
    (row,) = table("submissions", case(record=Record({}, findings=found), assessment=judged)).rows

    assert row["findings"] == "form_cell_blank、documents_differ、material_missing"


def test_a_submission_is_one_row_with_one_column_a_field_and_its_source():
    (row,) = table(
        "submissions",
        case(
            field("total_area_m2", Decimal("820.0"), evidence=(QUOTE,)),
            field("division", Division("530402", "红塔区")),
            field("registered_on", PartialDate(2020, 3)),
            field("services", ("工商注册", "法律法务")),
            field("has_seed_fund", False),
            field("usable_share", Decimal("0.7"), method=Method.DERIVED),
            field("event_count", Decimal(8), evidence=(QUOTE,), status=Status.REVIEW),
        ),
    ).rows

    assert (row["total_area_m2"], type(row["total_area_m2"])) == (820, int)
    assert row["total_area_m2_source"] == "运营方案.pdf 第3页「近820平方」"
    assert row["division"] == "530402 红塔区"
    assert row["registered_on"] == "2020-03"
    assert row["services"] == "工商注册、法律法务"
    assert row["has_seed_fund"] == "no"
    assert (row["usable_share"], row["usable_share_source"]) == (0.7, "由其他项计算")
    assert str(row["event_count_source"]).startswith("待核实：")


def test_a_decided_value_names_who_decided():
    decision = Decision(
        "s1", DecisionKind.VALUE, "total_area_m2", Decimal(820), "以平面图为准", "李敏", NOON
    )
    (row,) = table(
        "submissions",
        case(field("total_area_m2", Decimal(820), method=Method.DECISION), decisions=(decision,)),
    ).rows

    assert row["total_area_m2_source"] == "人工核定（李敏 2022-05-01：以平面图为准）"


def test_field_values_hold_rivals_and_rejected_ones_with_their_places():
    rival = Alternative(Decimal(480), "租赁合同.pdf 不同", (QUOTE, QUOTE), rival=True)
    rejected = Alternative(Decimal(3000), "规划面积", approximate=Approximate.ABOUT)
    rows = table(
        "field_values",
        case(field("total_area_m2", Decimal(820), alternatives=(rival, rejected))),
    ).rows

    assert [(r["role"], r["number"]) for r in rows] == [
        ("chosen", 820),
        ("rival", 480),
        ("rival", 480),
        ("rejected", 3000),
    ]
    assert (rows[1]["document"], rows[1]["page"], rows[1]["quote"]) == (
        "运营方案.pdf",
        3,
        "近820平方",
    )
    assert (rows[3]["approximate"], rows[3].get("document")) == ("about", None)


def test_verdicts_and_decisions_are_one_row_each():
    decision = Decision("s1", DecisionKind.JUDGEMENT, "3", True, "现场看过", "李敏", NOON)
    dataset = {one.name: one.rows for one in tables([case(decisions=(decision,))])}

    (verdict,) = dataset["verdicts"]
    assert (verdict["condition"], verdict["outcome"], verdict["margin"]) == ("2a", "met", 320)
    assert json.loads(str(verdict["values"])) == {"total_area_m2": 820}
    assert [(d["subject"], d["value"], d["by"]) for d in dataset["decisions"]] == [
        ("3", "yes", "李敏")
    ]


def test_a_submission_that_could_not_be_read_still_has_its_row():
    (row,) = table("submissions", case(record=None, assessment=None)).rows

    assert row["submission"] == "s1"


# The files

TEXT = Column("text", "文字", "text")
NUMBER = Column("number", "数", "number")
MIXED = Column("mixed", "混", "number")

# What a spreadsheet would run, and what it must show as it is.
RUN = [
    "=1+1",
    "+86 139",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "  =1",  # trimmed by some programs on opening
    "\ufeff=1",
    "\u200b=1",
    "'=1",  # so that taking one apostrophe off always gives the text back
]
SHOW = [
    "820平方米",
    "1-2年",
    "a=b",
    "（空）",
    "云上+科技",
    "530402 红塔区",
    "<r>x</r>",
    "https://a.b",
]


def written(tmp_path: Path, kind: str) -> Path:
    rows = tuple(
        {"text": text, "number": number, "mixed": mixed}
        for number, (text, mixed) in enumerate(
            zip([*RUN, *SHOW], [-5, None, 0.125] * 8, strict=True), start=-3
        )
    )
    (path,) = write([Table("t", (TEXT, NUMBER, MIXED), rows)], tmp_path, [kind])
    return path


def test_csv_shows_formulas_as_text_and_keeps_numbers(tmp_path):
    path = written(tmp_path, "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = csv.reader(lines)

    assert head == ["text", "number", "mixed"]
    shown = [row[0] for row in rows]
    assert [f"'{text}".replace("\0", "\ufffd") for text in RUN] == shown[: len(RUN)]
    assert shown[len(RUN) :] == SHOW
    assert [row[1] for row in rows[:3]] == ["-3", "-2", "-1"]
    assert [row[2] for row in rows[:3]] == ["-5", "", "0.125"]


def test_xlsx_holds_strings_and_numbers_and_no_formula_or_link(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path, "xlsx"))
    cells = list(book["t"].iter_rows(min_row=2))

    assert {row[0].data_type for row in cells} == {"s"}
    assert all(row[0].hyperlink is None for row in cells)
    assert [row[0].value for row in cells[-8:-2]] == SHOW[:6]
    assert [row[2].value for row in cells[:3]] == [-5, None, 0.125]
    assert {row[1].data_type for row in cells} == {"n"}
    book.close()


def test_xlsx_cuts_what_no_cell_can_hold_and_says_so(tmp_path):
    long = Table("t", (TEXT,), ({"text": "长" * 40_000},))
    (path,) = write([long], tmp_path, ["xlsx"])
    book = openpyxl.load_workbook(path)
    content = book["t"]["A2"].value
    book.close()

    assert len(content) == 32_767
    assert content.endswith("（过长，已截断）")


def test_jsonl_holds_the_text_as_it_is(tmp_path):
    lines = written(tmp_path, "jsonl").read_text("utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]

    assert [row["text"] for row in rows] == [t.replace("\0", "\ufffd") for t in (*RUN, *SHOW)]
    assert rows[0]["mixed"] == -5


def test_parquet_types_numbers_and_holds_the_text_as_it_is(tmp_path):
    pyarrow = pytest.importorskip("pyarrow.parquet")
    content = pyarrow.read_table(written(tmp_path, "parquet"))

    assert [str(kind) for kind in content.schema.types[1:]] == ["int64", "double"]
    assert content["text"].to_pylist()[0] == "=1+1"
    assert content["mixed"].to_pylist()[:3] == [-5.0, None, 0.125]


@pytest.mark.parametrize("kind", FORMATS)
def test_one_absurd_number_does_not_stop_the_export(tmp_path, kind):
    """Applicants write 10^25 yuan; 64 bits hold less."""
    rows = tuple({"number": number} for number in (1, 10**25))
    (path,) = write([Table("t", (NUMBER,), rows)], tmp_path, [kind])

    assert path.stat().st_size > 0


@pytest.mark.parametrize("kind", FORMATS)
def test_text_that_no_encoding_holds_is_still_written(tmp_path, kind):
    """Broken text layers yield lone surrogates, control and non-characters."""
    rows = tuple({"text": text} for text in ("\ud800", "a\x01b", "\ufffe\uffff", "𠮷", ""))
    (path,) = write([Table("t", (TEXT,), rows)], tmp_path, [kind])

    assert path.stat().st_size > 0
    if kind == "xlsx":
        openpyxl.load_workbook(path).close()


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_store_gives_tables_with_their_heads(tmp_path, kind):
    assert all(path.stat().st_size >= 0 for path in write(tables([]), tmp_path, [kind]))


def test_files_appear_whole_or_not_at_all(tmp_path, monkeypatch):
    """A writer that dies half way leaves the earlier files and nothing beside them."""
    rows = Table("t", (TEXT,), ({"text": "新"},))
    (earlier,) = write([Table("t", (TEXT,), ({"text": "旧"},))], tmp_path, ["csv"])
    before = earlier.read_bytes()

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.export.os.fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        write([rows], tmp_path, ["csv"])

    assert earlier.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_numbers_are_never_given_an_apostrophe():
    assert [shown_as_text(number) for number in (-5, -0.5, 820)] == [-5, -0.5, 820]


def test_an_unknown_format_is_refused_with_the_choice(tmp_path):
    from pipeline.export import export

    with pytest.raises(ExportError, match="choose from csv, xlsx, jsonl, parquet"):
        export(None, tmp_path, ["ods"])  # type: ignore[arg-type]
