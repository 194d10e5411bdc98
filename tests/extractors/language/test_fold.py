"""Folding: what it takes away, what it keeps, and the way back to the original."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.fold import Folded, fold


@pytest.mark.parametrize(
    ("original", "folded"),
    [
        ("８２０", "820"),  # full width
        ("１，２００平方米", "1,200平方米"),  # full-width comma groups digits
        ("2022年，12家", "2022年，12家"),  # and elsewhere stays a comma of prose
        ("15，20家", "15，20家"),  # two digits are no group
        ("820 ㎡", "820m2"),  # the sign for square metre, its blank gone
        ("820 m²", "820 m2"),  # a blank between ASCII stays; ² after m is a digit
        ("12家²", "12家·"),  # a footnote mark is none
        ("①12家", "·12家"),  # a circled digit never glues to a number
        ("⑴12家⒉3家", "·12家·3家"),
        ("㈠总则㊁", "·总则·"),
        ("❶➀", "··"),
        ("面 积：（ 1268 ）", "面积:(1268)"),
        ("一、二；三。", "一、二；三。"),  # punctuation of prose stays
        ("2019—2022－03–04‐05", "2019-2022-03-04-05"),  # one dash
        ("15～20〜25", "15~20~25"),  # one tilde
        ("15至20", "15至20"),  # 至 is a word
        ("2022 12", "2022 12"),  # would become 202212
        ("1. 2022年", "1. 2022年"),  # would become 1.2022
        ("1. 建设", "1.建设"),
        ("众 创\u3000空\n间", "众创空间"),
        ("工\u200b位\ufeff数\u00ad：\u202a12\u202c", "工位数:12"),  # no width, bidi, soft hyphen
        ("☑是 □否 ■ √ ○", "☑是□否■√○"),  # ticked boxes stay
        ("☑\ufe0f", "☑"),
        ("⼀家⾦额", "一家金额"),  # Kangxi radicals, as some PDF fonts give them
        ("⻔⻋", "门车"),  # radicals NFKC leaves alone
        ("3½", "3½"),  # would become 31⁄2
        ("72％", "72%"),
        ("热依汗・阿不都", "热依汗·阿不都"),  # the dot of names
        ("", ""),
    ],
)
def test_folding_takes_away_what_carries_no_meaning(original: str, folded: str) -> None:
    assert fold(original).text == folded


@pytest.mark.parametrize(
    ("original", "part", "place"),
    [
        ("面积 ８２０ ㎡", "820m2", "８２０ ㎡"),  # blanks inside belong to it
        ("工 位　数", "工位数", "工 位　数"),
        ("约 １，２００ 家", "1,200", "１，２００"),
        ("面积㎡", "m", "㎡"),  # a part of an expanded character is the whole character
    ],
)
def test_a_span_leads_back_to_the_original(original: str, part: str, place: str) -> None:
    folded = fold(original)
    at = folded.text.index(part)

    start, end = folded.span(at, at + len(part))

    assert original[start:end] == place


def test_a_span_outside_the_text_is_taken_into_it() -> None:
    folded = fold("工位")

    assert folded.span(-5, 99) == (0, 2)
    assert folded.span(2, 2) == (2, 2)
    assert folded.span(1, 0) == (1, 1)


def test_all_of_unicode_folds_and_finds_its_way_back() -> None:
    """Every character, lone surrogates too, in blocks of 4,096."""
    for first in range(0, 0x110000, 0x1000):
        original = "".join(map(chr, range(first, first + 0x1000)))
        check(original, fold(original))


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_folds_and_finds_its_way_back(original: str) -> None:
    check(original, fold(original))


@given(st.text(alphabet="0123456789，,.．①⑴年m²㎡ \u3000\n－至A", max_size=30))
def test_digits_never_glue_across_blanks_and_markers(original: str) -> None:
    check(original, fold(original))


def check(original: str, folded: Folded) -> None:
    assert len(folded.origin) == len(folded.text) + 1
    assert folded.origin[-1] == len(original)
    assert all(a <= b for a, b in pairwise(folded.origin))
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(original)


def test_folding_twice_changes_nothing_more() -> None:
    once = fold("面积：８２０ ㎡，工位　①９６ 个（含 34个）—2022 年").text

    assert fold(once).text == once
