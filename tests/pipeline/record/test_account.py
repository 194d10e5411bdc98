"""Why a field has its value: every candidate with its part, its reason and its sentence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from extractors.find import find_in
from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Block,
    Document,
    DocumentFindings,
    Method,
)
from extractors.readers import read
from pipeline.model import Naming
from pipeline.record import assemble
from pipeline.record.account import REACH, Account, Part, account
from tests.observed import TRUST


def told(name: str, *texts: str, sha256: str = "0" * 64) -> DocumentFindings:
    anchors = [Anchor(AnchorKind.PARAGRAPH, paragraph=n) for n, _ in enumerate(texts, start=1)]
    return find_in(Document(name, sha256, "docx", tuple(map(Block, texts, anchors))))


def of(key: str, *findings: DocumentFindings) -> Account:
    return account(findings, assemble(findings, trust=TRUST), key)


def parts(about: Account) -> list[tuple[Part, object, str]]:
    return [(t.part, t.witness.candidate.value, t.reason) for t in about.testimonies]


def test_nothing_said_gives_an_empty_account() -> None:
    about = of("mentor_count", told("方案.docx", "我们位于老街。"))

    assert (about.field.value, about.testimonies, about.findings) == (None, (), ())


def test_no_document_at_all_is_an_account_too() -> None:
    assert of("mentor_count").testimonies == ()


def test_one_place_that_says_it_is_the_only_one() -> None:
    about = of("mentor_count", told("方案.docx", "现有创业导师8名。"))

    assert parts(about) == [(Part.CHOSEN, Decimal(8), "唯一计入的说法")]
    (testimony,) = about.testimonies
    assert (testimony.signals.method, testimony.signals.naming) == (Method.PROSE, Naming.LISTED)


def test_the_chosen_goes_first_then_who_agrees_then_rivals_then_the_refused(made: Any) -> None:
    def found(name: str, value: int, method: Method, **more: Any) -> DocumentFindings:
        said = made.said("mentor_count", Decimal(value), name, method=method, **more)
        document = made.document(name)
        return DocumentFindings(document, (said,), materials=("operating_plan",))

    about = of(
        "mentor_count",
        found("规划.docx", 20, Method.PROSE, rejected="规划数（“计划”），尚未实现"),
        found("介绍.docx", 9, Method.PROSE),
        found("方案.docx", 8, Method.PROSE),
        found("申请表.docx", 8, Method.CELL),
    )

    assert parts(about) == [
        (Part.CHOSEN, Decimal(8), "读法更可靠（表格单元格先于正文）"),
        (Part.AGREES, Decimal(8), "与所采用的说法一致"),
        (Part.RIVAL, Decimal(9), "所采用的说法读法更可靠（表格单元格先于正文）"),
        (Part.REFUSED, Decimal(20), "规划数（“计划”），尚未实现"),
    ]
    assert [t.passages[0].evidence.document for t in about.testimonies] == [
        "申请表.docx",
        "方案.docx",
        "介绍.docx",
        "规划.docx",
    ]
    assert about.field.value == Decimal(8)


@pytest.mark.parametrize(
    ("first", "other", "reason"),
    [
        ({}, {"method": Method.EXTERNAL}, "由本系统读出，先于外接识别组件"),
        ({"year": 2022}, {}, "写明了年度"),
        ({}, {"approximate": Approximate.ABOUT}, "是准确数，不是约数"),
        ({}, {}, "所在的文件或位置在前"),
    ],
)
def test_the_reason_is_the_weightiest_difference(
    made: Any, first: dict[str, Any], other: dict[str, Any], reason: str
) -> None:
    one = made.found("operating_plan", made.said("event_count", Decimal(8), "甲.docx", **first))
    two = made.found("operating_plan", made.said("event_count", Decimal(99), "乙.docx", **other))

    assert [t.reason for t in of("event_count", one, two).testimonies] == [
        reason,
        f"所采用的说法{reason}",
    ]


def test_a_more_trusted_document_is_named_with_the_one_it_goes_before(made: Any) -> None:
    plan = made.found("operating_plan", made.said("mentor_count", Decimal(8), "甲.docx"))
    form = made.found("application_form", made.said("mentor_count", Decimal(9), "乙.docx"))

    assert of("mentor_count", plan, form).testimonies[0].reason == (
        "出自对本项更可信的材料（申报书（表）先于建设运营方案）"
    )


def test_a_computed_value_is_told_apart_from_what_was_said(made: Any) -> None:
    """Rows that we counted go before another finder's word, which stays as a rival."""
    said = made.said("mentor_count", Decimal(9), "甲.docx", method=Method.EXTERNAL, label="词典")
    rows = (made.row("mentors", "甲.docx", name="岑若溪"),)
    about = of("mentor_count", made.found("operating_plan", said, rows=rows))

    assert (about.field.value, about.field.method) == (Decimal(1), Method.COUNTED)
    assert parts(about) == [(Part.RIVAL, Decimal(9), "已由名单计数得出")]


def test_every_candidate_of_the_field_is_accounted_for_once() -> None:
    findings = told("方案.docx", "现有创业导师9名，计划20名。", "创业导师8名。", "全市导师3000名。")
    said = [c for c in findings.candidates if c.field == "mentor_count"]
    about = of("mentor_count", findings)

    assert len(said) >= 3
    assert sorted(map(id, said)) == sorted(id(t.witness.candidate) for t in about.testimonies)


def test_a_year_that_is_not_asked_for_is_refused_with_the_year_that_is() -> None:
    about = of(
        "event_count",
        told("总结.docx", "申报日期：2023年5月8日", "2021年举办活动12场，2022年举办活动30场。"),
    )

    assert about.year == 2022
    assert [(t.part, t.witness.candidate.year) for t in about.testimonies] == [
        (Part.CHOSEN, 2022),
        (Part.REFUSED, 2021),
    ]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("背景。现有创业导师8名，都有经验。其他。", "现有", "，都有经验。"),
        ("创业导师8名", "", ""),
        ("一" * 200 + "创业导师8名" + "二" * 200, "…" + "一" * REACH, "二" * REACH + "…"),
        ("第一行\n现有创业导师8名\n第三行", "现有", ""),
    ],
)
def test_the_sentence_around_a_quote_is_cut_where_it_ends(
    text: str, before: str, after: str
) -> None:
    (testimony,) = of("mentor_count", told("方案.docx", text)).testimonies
    (passage,) = testimony.passages

    assert passage.evidence.text == "创业导师8名"
    assert (passage.before, passage.after) == (before, after)


def test_a_cell_is_shown_with_its_row(tmp_path: Path) -> None:
    file = docx.Document()
    table = file.add_table(rows=2, cols=4)
    rows = [
        ["空间名称", "松果坡众创空间", "成立时间", "2019年"],
        ["创业导师", "8人", "场地", "820㎡"],
    ]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    file.save(str(tmp_path / "申请表.docx"))

    (testimony,) = of("mentor_count", find_in(read(tmp_path / "申请表.docx"))).testimonies
    (passage,) = testimony.passages
    shown = f"{passage.before}【{passage.evidence.text}】{passage.after}"
    assert shown == "创业导师 │ 【8人】 │ 场地 │ 820㎡"


def test_two_files_of_the_same_bytes_are_told_apart() -> None:
    one, other = told("甲.docx", "创业导师8名。"), told("乙.docx", "创业导师8名。")
    about = of("mentor_count", one, other)

    assert [t.passages[0].evidence.document for t in about.testimonies] == ["甲.docx", "乙.docx"]
    assert about.testimonies[0].reason == "2份材料说法一致，没有不同说法"


def test_what_a_cross_check_says_of_the_field_stands_with_it() -> None:
    about = of(
        "mentor_count",
        told("甲.docx", "创业导师8名。", sha256="a" * 64),
        told("乙.docx", "创业导师12名。", sha256="b" * 64),
    )

    assert [finding.code for finding in about.findings] == ["documents_differ"]
