"""What stands beside what: labels of forms in tables and lines, and the fields they name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from extractors.find.documents.outline import sections_of
from extractors.find.forms.labels import fields_of_label
from extractors.find.forms.pairs import pairs
from extractors.language.fold import fold
from extractors.model import Block, Document, Layer, Method


def labelled(document: Document, is_proof: bool = False) -> list[tuple[tuple[str, ...], str]]:
    found = []
    for pair in pairs(document, sections_of(document), frozenset(), is_proof):
        text = document.blocks[pair.block].text
        end = len(text) if pair.end < 0 else pair.end
        found.append((pair.fields, text[pair.start : end].strip()))
    return found


@pytest.mark.parametrize(
    ("label", "fields"),
    [
        ("众创空间名称", ("space_name",)),
        ("1.众创空间名称：", ("space_name",)),  # numbered, with a colon
        ("（二）联系人", ("contact_name",)),
        ("1.12 手机", ("contact_mobile",)),
        ("2.4.1 公共服务面积（㎡）", ("public_area_m2",)),
        ("申报单位（盖章）", ("operator_name",)),
        ("其中：公共服务面积（㎡）", ("public_area_m2",)),
        ("现有创业导师数（人）", ("mentor_count",)),
        ("2023年举办活动场次", ("event_count",)),
        # A recipe for labels that nobody listed.
        ("众创空间经营建筑面积", ("total_area_m2",)),
        ("上年度双创活动总场次", ("event_count",)),
        # Joint labels, in their order.
        ("联系人及电话", ("contact_name", "contact_phone")),
        ("电话/手机", ("contact_phone", "contact_mobile")),
        ("法定代表人/联系电话", ("legal_representative",)),  # that person's telephone
        # Not labels of ours.
        ("开户银行", ()),
        ("联系人及开户银行", ()),  # one half unknown: the whole is
        ("备注", ()),
        ("", ()),
        ("空间基本情况与建设运营各项指标完成情况及下一阶段工作打算的说明", ()),
    ],
)
def test_a_label_names_its_fields(label: str, fields: tuple[str, ...]) -> None:
    assert fields_of_label(fold(label).text) == fields


def test_short_labels_of_a_licence_count_only_there() -> None:
    assert fields_of_label("类型") == ()
    assert fields_of_label("类型", is_proof=True) == ("independent_legal_person",)
    # On a form the name is the space's, on a licence the operator's.
    assert fields_of_label("名称") != ("operator_name",)
    assert fields_of_label("名称", is_proof=True) == ("operator_name",)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Beside.
        ([["联系人", "蒲一鸣", "手机", "13800000001"]],
         [(("contact_name",), "蒲一鸣"), (("contact_mobile",), "13800000001")]),
        # Below, where the row is all labels and the next one none.
        ([["创业导师数", "创业工位数"], ["12", "88"]],
         [(("mentor_count",), "12"), (("workstation_count",), "88")]),
        # Two rows below: a list of things, no form.
        ([["创业导师数", "创业工位数"], ["12", "88"], ["13", "90"]], []),
        # An empty value cell, and one that is a label itself.
        ([["联系人", "", "手机", "13800000001"]], [(("contact_mobile",), "13800000001")]),
        ([["联系人", "手机"]], []),
        # Label and value in one cell.
        ([["联系人：蒲一鸣", "备注"]], [(("contact_name",), "蒲一鸣")]),
        # A label over two rows has its value beside its first.
        ([[("联系人", 2, 1), "蒲一鸣"], ["岑若溪"]], [(("contact_name",), "蒲一鸣")]),
        # The value cell spans columns.
        ([["众创空间地址", ("松果路3号", 1, 3)]], [(("space_address",), "松果路3号")]),
    ],
)  # fmt: skip
def test_a_value_stands_beside_or_below_its_label(
    made: Any, rows: Sequence[Sequence[Any]], expected: list[tuple[tuple[str, ...], str]]
) -> None:
    assert labelled(made.write(rows)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("联系人：蒲一鸣", [(("contact_name",), "蒲一鸣")]),
        ("联系人:蒲一鸣  手机:13800000001",
         [(("contact_name",), "蒲一鸣"), (("contact_mobile",), "13800000001")]),
        ("联系人：蒲一鸣，手机：13800000001",
         [(("contact_name",), "蒲一鸣，"), (("contact_mobile",), "13800000001")]),
        ("联系人　蒲一鸣", [(("contact_name",), "蒲一鸣")]),
        ("联 系 人  蒲一鸣", [(("contact_name",), "蒲一鸣")]),
        ("联系人：\n手机：13800000001", [(("contact_mobile",), "13800000001")]),
        ("联系人（签字）：蒲一鸣", []),  # a line to sign on
        ("申报单位：", []),
        ("说明：以上情况属实", []),
    ],
)  # fmt: skip
def test_a_line_holds_labels_with_their_values(
    made: Any, line: str, expected: list[tuple[tuple[str, ...], str]]
) -> None:
    assert labelled(made.write(line)) == expected


def test_labels_to_the_left_are_remembered_nearest_last(made: Any) -> None:
    document = made.write([["法定代表人", "岑若溪", "联系电话", "0870-2100001"]])
    found = list(pairs(document, sections_of(document), frozenset(), False))
    assert found[1].before == ("法定代表人", "岑若溪")
    assert found[1].method is Method.CELL


def test_blocks_of_other_finders_are_left_alone(made: Any) -> None:
    document = made.write([["联系人", "蒲一鸣"]])
    assert list(pairs(document, sections_of(document), frozenset({0, 1}), False)) == []


def test_hidden_text_and_headers_are_not_read(made: Any) -> None:
    (block,) = made.write("联系人：蒲一鸣").blocks
    for layer in (Layer.HIDDEN, Layer.HEADER_FOOTER, Layer.NOTE, Layer.DELETED):
        hidden = Document("表.docx", "0" * 64, "docx", (Block(block.text, block.anchor, layer),))
        assert labelled(hidden) == []
    inserted = Document(
        "表.docx", "0" * 64, "docx", (Block(block.text, block.anchor, Layer.INSERTED),)
    )
    assert labelled(inserted) == [(("contact_name",), "蒲一鸣")]


def test_further_labels_in_a_value_cell_part_it(made: Any) -> None:
    """A form's line of blanks without rules is one cell beside the first label."""
    document = made.write([["联系人", "张三  移动电话 13987860415  电子邮箱 a@b.cn"]])

    assert labelled(document) == [
        (("contact_name",), "张三"),
        (("contact_mobile",), "13987860415"),
        (("contact_email",), "a@b.cn"),
    ]
