"""Ticked boxes as forms really hold them."""

from __future__ import annotations

import pytest

from extractors.find.forms.ticks import asked_by, inline_choices, options
from extractors.language.fold import fold


def ticked(text: str) -> list[tuple[str, bool]]:
    return [(option.text, option.ticked) for option in options(fold(text).text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("☑企业 □事业 □其他", [("企业", True), ("事业", False), ("其他", False)]),
        ("■企业□事业", [("企业", True), ("事业", False)]),
        ("√企业 □事业", [("企业", True), ("事业", False)]),
        # Without its symbol font a ticked box becomes the letter R.
        ("R企业 □事业", [("企业", True), ("事业", False)]),
        ("企业（√）  事业（ ）", [("企业", True), ("事业", False)]),
        ("（√）企业（　）事业", [("企业", True), ("事业", False)]),
        ("（R）企业（ ）事业", [("企业", True), ("事业", False)]),
        # The box behind the option.
        ("企业■ 事业□", [("企业", True), ("事业", False)]),
        ("☑企业、□事业；□其他", [("企业", True), ("事业", False), ("其他", False)]),
        ("☒是 ☐否", [("是", True), ("否", False)]),
        ("□是\n☑否", [("是", False), ("否", True)]),
        # Nothing and everything ticked is told as it is.
        ("□是 □否", [("是", False), ("否", False)]),
        ("☑自有 ☑租赁", [("自有", True), ("租赁", True)]),
        ("☑有（80万元）□无", [("有(80万元)", True), ("无", False)]),
        # No boxes at all; an R in a word is no box.
        ("企业", []),
        ("R&D中心", []),
        ("VR企业", []),
        ("", []),
    ],
)
def test_options_are_read_with_their_boxes(text: str, expected: list[tuple[str, bool]]) -> None:
    assert ticked(text) == expected


def test_offsets_hold_the_words_and_the_words_with_their_box() -> None:
    text = fold("☑企业 □事业").text
    first, second = options(text)
    assert text[first.start : first.end] == "企业"
    assert text[first.box_start : first.box_end] == "☑企业"
    assert text[second.start : second.end] == "事业"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本单位(√)具备()不具备独立法人资格", [("独立法人资格", True)]),
        ("本单位()具备(√)不具备独立法人资格", [("独立法人资格", False)]),
        ("☑有□无种子基金", [("种子基金", True)]),
        # Both or neither: the form does not say.
        ("(√)有(√)无种子基金", []),
        ("()有()无种子基金", []),
        ("现有种子基金", []),
    ],
)
def test_a_choice_within_a_sentence_says_yes_or_no_to_its_end(
    text: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(c.about, c.yes) for c in inline_choices(text)] == expected


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("(√)单独核算()未单独核算", "单独核算"),
        ("□具备■不具备", "具备"),
        ("☑企业□事业", ""),  # neither is the other's no
        ("☑单独核算", ""),  # one option asks nothing
        ("☑有□无", ""),
    ],
)
def test_a_yes_and_its_no_say_what_they_ask(cell: str, asked: str) -> None:
    assert asked_by(options(cell)) == asked
