"""Lines from glyphs: their text, their white, and their glyphs again."""

from __future__ import annotations

import pytest

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.layout.printed import joined, lines_of, pieces_of, stretches_of


def row(text: str, x: float = 100, top: float = 100, size: float = 10) -> list[Glyph]:
    return [
        Glyph(sign, x + number * size, top, x + (number + 1) * size, top + size, size)
        for number, sign in enumerate(text)
    ]


def test_glyphs_of_one_height_are_one_line_in_whatever_order() -> None:
    glyphs = row("甲乙丙丁")
    (line,) = lines_of(reversed(glyphs), 1)
    assert (line.text, line.box) == ("甲乙丙丁", (100, 100, 140, 110))


def test_a_line_gives_its_glyphs_back() -> None:
    glyphs = [glyph._replace(score=0.5, sealed=True) for glyph in row("甲乙")]
    (line,) = lines_of(glyphs, 1)
    assert list(line.glyphs) == glyphs
    assert (line.score, line.sealed) == (0.5, True)
    assert line.edges(-1) == (110, 120)


def test_white_is_read_as_a_blank_and_parts_pieces() -> None:
    (line,) = lines_of([*row("甲乙"), *row("丙", x=127), *row("丁", x=160)], 1)
    assert line.text == "甲乙 丙 丁"
    assert [piece.text for piece in pieces_of(line)] == ["甲乙 丙", "丁"]
    assert stretches_of(line) == [(100, 137), (160, 170)]
    assert joined(pieces_of(line)).text == line.text


def test_the_least_score_of_a_line_counts() -> None:
    first, second = row("甲乙")
    (line,) = lines_of([first._replace(score=0.9), second._replace(score=0.4)], 1)
    assert line.score == 0.4


def test_pressed_punctuation_stays_in_its_place() -> None:
    glyphs = row("甲，乙")
    glyphs[2] = glyphs[2]._replace(x0=115.0, x1=125.0)
    assert [line.text for line in lines_of(glyphs, 1)] == ["甲，乙"]


def test_a_small_note_mark_belongs_to_its_line() -> None:
    mark = Glyph("2", 121, 99, 124, 104, 5)
    assert [line.text for line in lines_of([*row("平米"), mark], 1)] == ["平米2"]


@pytest.mark.parametrize("text", ["   ", ""])
def test_blanks_make_no_line(text: str) -> None:
    assert lines_of(row(text), 1) == []


@pytest.mark.parametrize(
    ("pitch", "texts"),
    [
        (4, ["职总工数"]),  # hardly lower: one line, a sign set a little off
        (6, ["职工", "总数"]),  # the tight lines of a narrow cell, type as large as their pitch
    ],
)
def test_a_line_below_another_is_not_mixed_into_it(pitch: float, texts: list[str]) -> None:
    tight = [*row("职工", size=16), *row("总数", x=104, top=100 + pitch, size=16)]
    assert [line.text for line in lines_of(tight, 1)] == texts
