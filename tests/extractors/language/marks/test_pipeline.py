"""The whole pipeline: the catalogue's words where they stand, and not where they are a part."""

from __future__ import annotations

import pytest

from extractors.catalogue import load_catalogue
from extractors.language.fold import fold
from extractors.language.marks import GROUPS, Mark, marks, pipeline, spans, vocabulary
from extractors.language.marks.pipeline import COMPONENTS, blank, settings


def words(text: str, kind: str) -> list[str]:
    return [mark.word for mark in marks(fold(text).text) if mark.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # The longest word of a kind wins where they overlap.
        ("在驻创业团队和企业", spans.LABEL, ["在驻创业团队和企业"]),
        ("截至目前", spans.NOW, ["截至目前"]),
        ("其他空间", spans.OWN, []),  # 空间 is only the end of another body's name
        # A single character is a mark only where it is a word of its own.
        ("拟聘请导师", spans.PLAN, ["拟"]),
        ("虚拟工位", spans.PLAN, []),
        ("占比合理", spans.COMPARE, []),
        ("将举办活动", spans.PLAN, ["将"]),
        ("含独立间", spans.PART, ["含"]),
        # Each idea is found for itself, also in one place.
        ("新增入驻企业", spans.DISTRACTOR, ["新增入驻"]),
        ("新增入驻企业", spans.LABEL, ["入驻企业"]),
        ("", spans.LABEL, []),
        ("天气晴好", spans.LABEL, []),
    ],
)
def test_catalogue_words_are_marked(text: str, kind: str, expected: list[str]) -> None:
    assert words(text, kind) == expected


def test_marks_hold_their_places_in_order() -> None:
    text = fold("现有创业导师12人，计划新增创业工位40个").text
    found = marks(text)
    assert [text[m.start : m.end] for m in found] == [m.word for m in found]
    assert [m.start for m in found] == sorted(m.start for m in found)


def test_a_sentence_is_marked_with_everything_that_matters_for_its_figures() -> None:
    text = fold("2023年底，本空间创业工位近96个（其中独立间34个）；拟增，尚未定。").text
    assert [(mark.kind, mark.word) for mark in marks(text) if mark.kind != spans.FOLLOWS] == [
        (spans.DATE, "2023年底"),
        (spans.BREAK, "，"),
        (spans.OWN, "本空间"),
        (spans.LABEL, "创业工位"),
        (spans.APPROXIMATE, "近"),
        (spans.QUANTITY, "96个"),
        (spans.OPEN, "("),
        (spans.PART, "其中"),
        (spans.QUANTITY, "34个"),
        (spans.CLOSE, ")"),
        (spans.BREAK, "；"),
        (spans.PLAN, "拟增"),
        (spans.BREAK, "，"),
        (spans.NOT, "尚未"),
        (spans.STOP, "。"),
    ]


def test_a_text_with_spaces_and_full_width_is_marked_after_folding() -> None:
    assert words("创 业 导 师", spans.LABEL) == ["创业导师"]


def test_every_kind_has_words_and_every_word_is_folded() -> None:
    listed = vocabulary(load_catalogue())
    for kind, entries in listed.items():
        assert entries, kind
        assert len(set(entries)) == len(entries), kind
        for entry in entries:
            assert entry == fold(entry).text, (kind, entry)


def test_every_kind_of_words_belongs_to_a_component_that_gets_them() -> None:
    listed = vocabulary(load_catalogue())
    given = {kind for name in COMPONENTS for kind in settings(name, listed).get("words", {})}
    assert given | {spans.UNDER} == set(listed)  # whose words only keep 占比 in one piece


def test_a_component_has_the_name_of_its_group_and_its_own_module() -> None:
    names = [name.removeprefix("makerspace_") for name in COMPONENTS]
    assert names == [*GROUPS, "words"]  # which only checks what the others marked


def test_patterns_with_gaps_are_no_words() -> None:
    assert not any("…" in word for word in vocabulary(load_catalogue())[spans.FOLLOWS])


def test_the_pipeline_is_built_once_and_gives_the_same_marks_again() -> None:
    assert pipeline() is pipeline()
    first, again = marks("创业导师12人"), marks("创业导师12人")
    assert first == again
    assert all(isinstance(mark, Mark) for mark in first)


def test_an_office_s_own_component_runs_in_the_same_pipeline() -> None:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    @Language.component("office_seals")
    def office_seals(doc: Doc) -> Doc:
        at = doc.text.find("盖章")
        doc.spans["seals"] = [Span(doc, at, at + 2, label="seal")] if at >= 0 else []
        return doc

    nlp = blank()
    nlp.add_pipe("makerspace_clauses")
    nlp.add_pipe("office_seals")
    doc = nlp("同意，盖章。")
    assert [span.text for span in doc.spans["seals"]] == ["盖章"]
    assert [span.text for span in doc.spans["clauses"]] == ["，", "。"]


def test_its_configuration_is_spacy_s_and_can_be_read_back() -> None:
    config = pipeline().config["components"]["makerspace_plans"]
    assert config["factory"] == "makerspace_plans"
    assert "计划" in config["words"][spans.PLAN]
