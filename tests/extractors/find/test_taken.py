"""Which blocks rosters, statistics and budgets take, and which they leave to other finders."""

from __future__ import annotations

from typing import Any

from extractors.find.taken import taken_by
from extractors.model import Document, RosterCell, RosterRow

FORM = [
    ["众创空间名称", "松果坡众创空间"],
    ["姓名", "职务"],
    ["蒲一鸣", "主任"],
    ["岑若溪", "专员"],
    ["制度建设", "已建立"],
]


def row(document: Document, block: int, roster: str = "team_members") -> RosterRow:
    quote = document.quote(block)
    return RosterRow(roster, {"name": RosterCell(quote.text, quote)})


def texts(document: Document, *rows: RosterRow) -> list[str]:
    return [document.blocks[i].text for i in sorted(taken_by(rows, document))]


def test_a_roster_within_a_form_takes_its_rows_and_their_heads_only(made: Any) -> None:
    document = made.write(FORM)
    rows = row(document, 4), row(document, 6)
    assert texts(document, *rows) == ["姓名", "职务", "蒲一鸣", "主任", "岑若溪", "专员"]


def test_statistics_take_their_whole_table(made: Any) -> None:
    document = made.write(FORM, [["备注", "无"]])
    assert len(taken_by([row(document, 4, "yearly_statistics")], document)) == 10


def test_a_roster_in_a_workbook_takes_its_sheet(made: Any) -> None:
    document = made.sheet(FORM)
    assert len(taken_by([row(document, 4)], document)) == len(document.blocks)


def test_a_budget_table_is_taken_whole(made: Any) -> None:
    document = made.write("经费", [["项目", "金额（万元）"], ["场地", "30"], ["合计", "30"]])
    assert taken_by((), document) == frozenset(range(1, 7))


def test_paragraphs_and_rows_without_a_place_take_nothing(made: Any) -> None:
    document = made.write("蒲一鸣", FORM)
    assert taken_by((), document) == frozenset()
    assert taken_by([row(document, 0)], document) == frozenset()
    assert taken_by([RosterRow("mentors", {"name": RosterCell("甲")})], document) == frozenset()
