"""Marks: the catalogue's words where they stand, and not where they are a part of another."""

from __future__ import annotations

import pytest

from extractors.catalogue import load_catalogue
from extractors.language import segment
from extractors.language.fold import fold
from extractors.language.segment import Mark, marks, vocabulary


def words(text: str, kind: str) -> list[str]:
    return [mark.word for mark in marks(fold(text).text) if mark.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # The longest word of a kind wins where they overlap.
        ("在驻创业团队和企业", segment.LABEL, ["在驻创业团队和企业"]),
        ("截至目前", segment.ACTUAL, ["截至目前"]),
        # A single character is a mark only where it is a word of its own.
        ("拟设立种子基金", segment.PLAN, ["拟"]),
        ("虚拟工位", segment.PLAN, []),
        ("占比合理", segment.COMPARE, []),
        ("将举办活动", segment.PLAN, ["将"]),
        ("含独立间", segment.PART, ["含"]),
        # Each kind is found for itself, also in one place.
        ("新增入驻企业", segment.DISTRACTOR, ["新增入驻"]),
        ("新增入驻企业", segment.LABEL, ["入驻企业"]),
        ("", segment.LABEL, []),
        ("天气晴好", segment.LABEL, []),
    ],
)
def test_catalogue_words_are_marked(text: str, kind: str, expected: list[str]) -> None:
    assert words(text, kind) == expected


def test_marks_hold_their_places_in_order() -> None:
    text = fold("现有创业导师12人，计划新增创业工位40个").text
    found = marks(text)
    assert [text[m.start : m.end] for m in found] == [m.word for m in found]
    assert [m.start for m in found] == sorted(m.start for m in found)


def test_a_text_with_spaces_and_full_width_is_marked_after_folding() -> None:
    assert words("创 业 导 师", segment.LABEL) == ["创业导师"]


def test_every_kind_has_words_and_every_word_is_folded() -> None:
    listed = vocabulary(load_catalogue())
    for kind, entries in listed.items():
        assert entries, kind
        assert len(set(entries)) == len(entries), kind
        for entry in entries:
            assert entry == fold(entry).text, (kind, entry)


def test_the_vocabulary_has_the_kinds_that_scopes_know() -> None:
    kinds = {
        segment.LABEL, segment.FOLLOWS, segment.UNDER, segment.DISTRACTOR, segment.PLAN,
        segment.ACTUAL, segment.EVER, segment.THIS_YEAR, segment.FOREIGN, segment.OWN,
        segment.PART, segment.EACH, segment.COMPARE, segment.LIMIT,
    }  # fmt: skip
    assert kinds <= set(vocabulary(load_catalogue()))


def test_patterns_with_gaps_are_no_words() -> None:
    assert not any("…" in word for word in vocabulary(load_catalogue())[segment.FOLLOWS])


def test_the_pipeline_is_built_once_and_gives_the_same_marks_again() -> None:
    assert segment.pipeline() is segment.pipeline()
    first, again = marks("创业导师12人"), marks("创业导师12人")
    assert first == again
    assert all(isinstance(mark, Mark) for mark in first)
