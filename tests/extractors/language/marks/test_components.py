"""Each component by itself, with a few words of its own: what it marks and what it leaves."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.language.marks import spans
from extractors.language.marks.pipeline import COMPONENTS, blank


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_in_spacy_s_registry(name: str) -> None:
    assert blank().has_factory(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "甲，乙；丙。",
            [(spans.BREAK, "，"), (spans.BREAK, "；"), (spans.STOP, "。")],
        ),
        ("工位（含小间）、会议室", [(spans.OPEN, "("), (spans.CLOSE, ")"), (spans.ITEM, "、")]),
        ("1,200平方米", []),  # groups digits
        ("9:30开会", []),
        ("工位：90个", [(spans.BREAK, ":")]),
        ("共90,余下待定", [(spans.BREAK, ",")]),
    ],
)
def test_clauses(marked: Any, text: str, expected: list[tuple[str, str]]) -> None:
    assert marked("clauses", text) == expected


def test_quantities_begin_at_the_number_and_carry_what_was_read() -> None:
    nlp = blank()
    nlp.add_pipe("makerspace_quantities")
    doc = nlp("面积不少于1.2万平米")
    (span,) = doc.spans["quantities"]
    assert (span.text, span._.value.value) == ("1.2万平米", 12000)


def test_dates_carry_what_was_read() -> None:
    nlp = blank()
    nlp.add_pipe("makerspace_dates")
    doc = nlp("建于二〇二一年三月")
    (span,) = doc.spans["dates"]
    assert str(span._.value.value) == "2021-03"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近20个", ["近"]),
        ("附近20个", []),  # 附近 is a place
        ("不少于20个", ["不少于"]),
        ("近年来", []),  # touches no figure
        ("20余家以上", ["余", "以上"]),  # in the figure and behind it
        ("约300家+", ["约", "+"]),
    ],
)
def test_approximations(marked: Any, text: str, expected: list[str]) -> None:
    found = marked("approximations", text, behind=("quantities",))
    assert [word for _, word in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工位90个", [(spans.LABEL, "工位")]),
        ("虚拟工位90个", [(spans.DISTRACTOR, "虚拟工位")]),  # the longer name wins
        ("专利等知识产权", [(spans.LABEL, "专利等")]),
        ("专利", [(spans.DISTRACTOR, "专利")]),
    ],
)
def test_names(marked: Any, text: str, expected: list[tuple[str, str]]) -> None:
    words = {spans.LABEL: ["工位", "专利等"], spans.DISTRACTOR: ["虚拟工位", "专利"]}
    assert marked("names", text, words=words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("计划增加", ["计划"]),
        ("将举办", ["将"]),
        ("甲方将二楼出租", []),  # brings the object forward
    ],
)
def test_plans(marked: Any, text: str, expected: list[str]) -> None:
    found = marked("plans", text, words={spans.PLAN: ["计划", "将"]})
    assert [word for _, word in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("历年累计", [(spans.EVER, "历年累计")]),
        ("运营至今", [(spans.EVER, "至今")]),
        ("截至今年2月", []),
        ("截至目前", [(spans.NOW, "截至目前")]),
    ],
)
def test_windows(marked: Any, text: str, expected: list[tuple[str, str]]) -> None:
    words = {
        spans.EVER: ["累计", "历年累计", "至今"],
        spans.NOW: ["目前", "截至目前"],
        spans.UNTIL: ["截至目"],
    }
    assert marked("windows", text, words=words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("集团有员工", [(spans.FOREIGN, "集团")]),
        ("向集团承租", []),  # a partner, not the subject
        ("空间内", [(spans.OWN, "空间")]),
        ("网络空间", []),
        ("其他空间", [(spans.FOREIGN, "其他空间")]),
    ],
)
def test_subjects(marked: Any, text: str, expected: list[tuple[str, str]]) -> None:
    words = {spans.FOREIGN: ["集团", "其他空间"], spans.OWN: ["空间"]}
    assert marked("subjects", text, words=words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("申报条件为30个", ["申报条件"]),
        ("占比应不低于75%", ["应"]),
        ("占比应达到75%", ["应达到"]),
        ("供应75吨", []),  # ends in the same character
        ("应有尽有", []),  # bounds no figure
    ],
)
def test_limits(marked: Any, text: str, expected: list[str]) -> None:
    found = marked("limits", text, behind=("quantities",), words={spans.LIMIT: ["申报条件"]})
    assert [word for _, word in found] == expected


def test_comparisons(marked: Any) -> None:
    words = {spans.COMPARE: ["较上年"], spans.EACH: ["平均"]}
    found = marked("comparisons", "较上年增加，平均每月", words=words)
    assert found == [(spans.COMPARE, "较上年"), (spans.EACH, "平均")]


def test_parts(marked: Any) -> None:
    words = {spans.PART: ["其中"], spans.ASIDE: ["另有"]}
    assert marked("parts", "其中甲，另有乙", words=words) == [
        (spans.PART, "其中"),
        (spans.ASIDE, "另有"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("尚未建设", [(spans.NOT, "尚未")]),
        ("不设种子基金", [(spans.NOT, "不")]),  # 不设 is a word to jieba
        ("没有专门设立基金", [(spans.NOT, "没有专门")]),  # with the word that leans on it
        ("不再另设基金", [(spans.NOT, "不再另")]),
        ("不断完善，不少于3家，无偿使用，未来", []),  # a part of a word
        ("是否设有基金", [(spans.WHETHER, "是否")]),
    ],
)
def test_negations(marked: Any, text: str, expected: list[tuple[str, str]]) -> None:
    words = {spans.NOT: ["未", "尚未", "不", "没有", "无", "否"], spans.WHETHER: ["是否"]}
    assert marked("negations", text, words=words) == expected


def test_words_drop_a_character_that_is_a_part_of_one() -> None:
    nlp = blank()
    nlp.add_pipe("makerspace_plans", config={"words": {spans.PLAN: ["拟"]}})
    nlp.add_pipe("makerspace_words", config={"dictionary": ["虚拟工位"]})
    doc = nlp("拟，虚拟工位")
    assert [(s.start, s.text) for s in doc.spans["plans"]] == [(0, "拟")]


def test_words_of_the_dictionary_hold_together() -> None:
    nlp = blank()
    nlp.add_pipe("makerspace_plans", config={"words": {spans.PLAN: ["拟"]}})
    nlp.add_pipe("makerspace_words", config={"dictionary": ["拟设"]})
    assert "plans" not in nlp("创业导师，拟设工位").spans
