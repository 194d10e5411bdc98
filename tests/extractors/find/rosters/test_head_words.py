"""Heads as offices write them, in the words that the catalogue knows."""

from __future__ import annotations

import pytest

from extractors.find.rosters.head_words import parts_of, wordings
from extractors.find.rosters.headers import fit


@pytest.mark.parametrize(
    ("roster", "column", "head"),
    [
        ("tenants", "name", "入驻单位Tenant"),  # two languages
        ("tenants", "name", "Company Name"),  # one, not ours
        ("tenants", "moved_in_on", "Move in"),
        ("tenants", "established_on", "什么时候注册"),  # a head that asks
        ("tenants", "moved_in_on", "来的时间"),
        ("graduates", "graduated_on", "走的时间"),
        ("graduates", "headcount", "走时人数"),
        ("tenants", "sales_yuan", "营业收入/万元"),  # a unit behind a stroke
        ("mentors", "organisation", "来自哪里"),
        ("mentors", "organisation", "所在地方"),
        ("mentors", "field", "带什么"),
        ("mentors", "field", "教什么"),
        ("events", "name", "活动叫什么"),
        ("events", "held_on", "什么时候"),
        ("investments", "amount_yuan", "投多少（万元）"),
    ],
)
def test_everyday_heads_and_heads_in_two_languages(roster: str, column: str, head: str) -> None:
    assert fit(roster, column, head) >= 50


@pytest.mark.parametrize("head", ["APP名称", "Logo", "Remarks 备注", "什么", "WiFi/元"])
def test_other_heads_stay_what_they_are(head: str) -> None:
    assert fit("tenants", "established_on", head) == 0
    assert fit("investments", "investor", head) == 0


def test_a_plain_head_has_no_other_wording() -> None:
    assert wordings("企业名称") == ()
    assert wordings("") == ()


@pytest.mark.parametrize(
    ("head", "parts"),
    [
        ("入驻主体 / 主营", ["入驻主体", "主营"]),
        ("Set up 成立 → Move in 入驻", ["Set up 成立", "Move in 入驻"]),
        ("名称\n产品", ["名称", "产品"]),
        ("名称", ["名称"]),
        ("", []),
    ],
)
def test_a_head_that_names_several(head: str, parts: list[str]) -> None:
    assert parts_of(head) == parts
