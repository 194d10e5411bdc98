"""One row of several lists: names in two spellings, misread characters, what keeps rows apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from extractors.find.rosters.merging import disagreements, merge_rosters
from extractors.find.rosters.names import near, plain_name, stem
from extractors.model import Anchor, AnchorKind, Evidence, RosterCell, RosterRow
from extractors.values import Value
from tests.pace import grows_with_its_length


def row(
    roster: str,
    document: str,
    values: Mapping[str, Value],
    score: float | None = None,
    table: int | None = 1,
) -> RosterRow:
    anchor = Anchor(AnchorKind.PAGE, page=1, table=table)
    return RosterRow(
        roster,
        {
            key: RosterCell(
                value, Evidence(document, document, 0, 0, 1, str(value), anchor, score=score)
            )
            for key, value in values.items()
        },
    )


def names(rows: list[RosterRow], roster: str = "tenants") -> list[str]:
    return [str(one.cells["name"].value) for one in merge_rosters(rows)[roster]]


@pytest.mark.parametrize(
    "other",
    [
        "某甲某乙(昆明)科技有限公司",  # half-width brackets
        "某甲某乙（昆明） 科技有限公司",  # a blank
        "某甲某乙（昆明）科技",  # without its suffix
        "某甲某乙（昆明）科技有限公司（在孵企业）",  # with a note
    ],
)
def test_a_name_in_another_spelling_is_the_same(other: str) -> None:
    one = row("tenants", "a", {"name": "某甲某乙（昆明）科技有限公司", "product": "云"})
    two = row("tenants", "b", {"name": other, "phone": "13800000000"})
    (merged,) = merge_rosters([one, two])["tenants"]
    assert {"name", "product", "phone"} == merged.cells.keys()
    assert disagreements([one, two]) == ()


def test_the_typed_spelling_stands_whichever_list_comes_first() -> None:
    scanned = row("tenants", "a", {"name": "弥勒巾果之醉食品有限公司", "phone": "1"}, score=0.9)
    typed = row("tenants", "b", {"name": "弥勒市果之醉食品有限公司", "product": "果酒"})
    assert names([scanned, typed]) == ["弥勒市果之醉食品有限公司"]
    assert names([typed, scanned]) == ["弥勒市果之醉食品有限公司"]


def test_two_typed_names_that_differ_by_a_character_are_two() -> None:
    one = row("tenants", "a", {"name": "昆明云上科技有限公司"})
    two = row("tenants", "b", {"name": "昆明云尚科技有限公司"})
    assert len(names([one, two])) == 2


def test_a_misread_person_needs_a_second_witness() -> None:
    scanned = row("mentors", "a", {"name": "毕思运", "organisation": "某某大学"}, score=0.9)
    same = row("mentors", "b", {"name": "毕思远", "organisation": "某某大学"})
    other = row("mentors", "b", {"name": "毕思远", "organisation": "某某学院"})
    assert names([scanned, same], "mentors") == ["毕思远"]
    assert len(names([scanned, other], "mentors")) == 2


def test_a_company_and_a_team_of_one_name_are_two() -> None:
    one = row("tenants", "a", {"name": "晨光某某有限公司"})
    two = row("tenants", "b", {"name": "晨光某某团队"})
    assert len(names([one, two])) == 2


def test_a_short_name_that_may_be_either_of_two_joins_none() -> None:
    rows = [
        row("tenants", "a", {"name": "某甲科技有限公司"}),
        row("tenants", "a", {"name": "某甲科技有限责任公司"}),
        row("tenants", "b", {"name": "某甲科技", "phone": "1"}),
    ]
    assert len(names(rows)) == 3


def test_names_alone_in_a_sentence_add_nothing_to_a_table() -> None:
    listed = row("tenants", "a", {"name": "某甲某乙科技有限公司", "phone": "1"})
    told = row("tenants", "b", {"name": "另一家公司", "kind": "企业"}, table=None)
    assert names([listed, told]) == ["某甲某乙科技有限公司"]
    assert names([told]) == ["另一家公司"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("女性创业龙讲堂", "女性创业沙龙讲堂", True),  # a character missing
        ("商标培训第1期", "商标培训第2期", False),  # digits count
        ("某某一号团队", "某某二号团队", False),
        ("甲乙丙", "甲乙丁", False),  # too short to tell
    ],
)
def test_near_names(one: str, other: str, expected: bool) -> None:
    assert near(plain_name(one), plain_name(other)) is expected


def test_a_stem_is_more_than_a_place() -> None:
    assert stem("昆明有限公司") == ""
    assert stem("“晨光”创业团队") == ""
    assert stem("某甲科技有限责任公司") == "某甲科技"


def test_work_grows_with_the_rows() -> None:
    def rows(count: int) -> list[RosterRow]:
        return [
            row(
                "tenants", str(place % 3), {"name": f"某某科技有限公司{chr(0x4E00 + place)}号"}, 0.9
            )
            for place in range(count)
        ]

    assert grows_with_its_length(merge_rosters, rows(150), rows(1200))
