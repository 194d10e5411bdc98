"""A copied passage shares a number, wherever it stands; work grows with the text."""

from __future__ import annotations

import random

import pytest

from pipeline.compare.prints import MOST_PRINTS, PIECE, WINDOW, prints, streams
from tests.pace import LENGTHS, grows_with_its_length
from tests.pipeline.compare.applicants import document

LETTERS = [chr(code) for code in range(0x4E00, 0x9000)]


def text(seed: int, length: int) -> str:
    return "".join(random.Random(seed).choices(LETTERS, k=length))


def hashes(*paragraphs: str) -> set[int]:
    return {one.hash for one in prints(streams([document("方案.docx", paragraphs)], ()))}


@pytest.mark.parametrize("shift", range(0, 90, 7))
def test_what_is_long_enough_is_always_met(shift: int) -> None:
    passage = text(1, WINDOW + PIECE - 1)

    one = text(2, 200) + passage + text(3, 100)
    other = text(4, 133 + shift) + passage + text(5, 60)

    assert hashes(one) & hashes(other)


def test_texts_written_apart_meet_nowhere() -> None:
    assert not hashes(text(1, 5_000)) & hashes(text(2, 5_000))


def test_one_number_stands_for_some_twenty_characters() -> None:
    assert 150 < len(hashes(text(1, 4_000))) < 250


def test_a_passage_that_runs_over_paragraphs_is_met() -> None:
    whole = text(1, 200)

    assert hashes(whole) == hashes(whole[:90], whole[90:])


def test_digits_marks_and_titles_do_not_count() -> None:
    plain = text(1, 200)
    marked = plain[:60] + "，2022年《" + text(2, 20) + "》：" + plain[60:]

    assert len(hashes(plain) - hashes(marked.replace("年", ""))) == 0


def test_the_numbers_of_a_very_long_text_are_bounded_and_alike_for_a_copy() -> None:
    long = text(1, 100_000)

    assert len(hashes(long)) == MOST_PRINTS
    assert hashes(long) == hashes(*(long[start : start + 500] for start in range(0, 100_000, 500)))


@pytest.mark.parametrize("unit", ["空", "空间", text(9, 50)])
def test_work_grows_with_the_text(unit: str) -> None:
    short = unit * (6_000 // len(unit))

    assert grows_with_its_length(lambda given: hashes(given), short, short * LENGTHS)


def test_quotes_are_the_files_own_words() -> None:
    plan = document("方案.docx", ["第一段：" + text(1, 50), "二 ，" + text(2, 50)])
    (stream,) = streams([plan], ())

    for quote in stream.quotes(0, len(stream.letters)):
        assert plan.blocks[quote.block].text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("broken", ["", "\ud800" * 60, "\x00" * 60, "İ" * 60, "ﬁ" * 60, "𠮷" * 60])
def test_odd_text_is_no_trouble(broken: str) -> None:
    (stream,) = streams([document("方案.docx", [broken, text(1, 50)])], ("", "空间"))

    assert len(stream.letters) == len(stream.places)
    list(stream.quotes(0, len(stream.letters)))
