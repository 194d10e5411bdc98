"""Figures in paragraphs and long cells, with heading, year and plan labels."""

from __future__ import annotations

from typing import Any

from extractors.find.documents.outline import sections_of
from extractors.find.sentences.prose import LONG_CELL, find_prose
from extractors.model import Approximate, Block, Candidate, Document, Layer, Method

LONG = "空间现有各类创业导师12人，均来自企业、高校与科研院所，覆盖全部行业。"


def prose(document: Document, taken: frozenset[int] = frozenset()) -> list[Candidate]:
    return list(find_prose(document, sections_of(document), taken, False))


def kept(document: Document, taken: frozenset[int] = frozenset()) -> list[tuple[str, object]]:
    return [(c.field, c.value) for c in prose(document, taken) if c.rejected is None]


def test_a_candidate_carries_all_that_the_sentence_says_of_it(made: Any) -> None:
    (found,) = prose(made.write("2023年举办创新创业活动近26场。"))
    assert (found.field, found.value, found.method) == ("event_count", 26, Method.PROSE)
    assert (found.year, found.approximate, found.declared) == (2023, Approximate.AT_MOST, False)
    assert found.evidence[0].text == "举办创新创业活动近26场"
    assert found.label == "举办创新创业活动"


def test_what_counts_ever_has_no_year(made: Any) -> None:
    (found,) = prose(made.write("2019年开始，累计毕业企业9家。"))
    assert (found.value, found.year) == (9, None)


def test_a_heading_names_what_its_paragraph_counts(made: Any) -> None:
    assert kept(made.write("（一）在驻创业团队和企业", "合计26家。")) == [("tenant_count", 26)]
    assert kept(made.write("（一）概况", "合计26家。")) == []


def test_a_refused_figure_stays_with_its_reason(made: Any) -> None:
    (found,) = prose(made.write("全市共有创业导师5300人。"))
    assert found.rejected == "全市数据，非本空间"


def test_a_long_cell_is_read_as_sentences(made: Any) -> None:
    assert len(LONG) >= LONG_CELL
    assert kept(made.write([["情况", LONG]])) == [("mentor_count", 12)]


def test_in_a_short_cell_only_what_touches_is_a_statement(made: Any) -> None:
    assert kept(made.write([["情况", "创业导师12人"]])) == [("mentor_count", 12)]
    assert kept(made.write([["情况", "创业导师队伍由各界12人组成"]])) == []


def test_a_long_cell_beside_a_label_of_plans_holds_plans(made: Any) -> None:
    found = prose(made.write([["工作计划", LONG.replace("现有", "聘请")]]))
    assert [(c.value, c.rejected is None) for c in found] == [(12, False)]


def test_cells_of_other_finders_are_left_alone(made: Any) -> None:
    document = made.write([["情况", LONG]])
    assert kept(document, frozenset({1})) == []


def test_only_the_body_and_insertions_count(made: Any) -> None:
    (block,) = made.write("创业导师12人。").blocks
    for layer in Layer:
        document = Document(
            "方案.docx", "0" * 64, "docx", (Block(block.text, block.anchor, layer),)
        )
        expected = [("mentor_count", 12)] if layer in (Layer.BODY, Layer.INSERTED) else []
        assert kept(document) == expected


def test_evidence_is_the_file_s_own_text_with_its_spaces(made: Any) -> None:
    document = made.write("创业 导师　１２ 人。")
    (found,) = prose(document)
    assert found.value == 12
    assert found.evidence[0].text == "创业 导师　１２ 人"
