"""A text written for another applicant is known by whom it speaks as."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.model import Anchor, AnchorKind, Block, Document, DocumentFindings
from pipeline.record.checks.gathered import Gathered
from pipeline.record.checks.names import names_of_others
from pipeline.record.doubt import doubted
from tests.pace import LENGTHS, grows_with_its_length

OWN = {"space_name": "松果坡众创空间", "operator_name": "云南松果坡科技有限公司"}


def plan(*lines: str, material: str = "operating_plan") -> DocumentFindings:
    blocks = tuple(
        Block(line, Anchor(AnchorKind.PARAGRAPH, paragraph=place))
        for place, line in enumerate(lines, 1)
    )
    document = Document("方案.docx", "c" * 64, "docx", blocks)
    return DocumentFindings(document, materials=(material,))


def others(desk: Any, *lines: str, material: str = "operating_plan") -> list[tuple[str, str]]:
    gathered = Gathered([plan(*lines, material=material)], desk.fields(**OWN), {})
    return [(str(one.details["key"]), one.evidence[-1].text) for one in names_of_others(gathered)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("本空间（云雀众创空间）位于老城。", ("space_name", "云雀众创空间")),
        ("云雀众创空间（以下简称“本空间”）位于老城。", ("space_name", "云雀众创空间")),
        ("申报空间为云雀众创空间。", ("space_name", "云雀众创空间")),
        ("运营主体为昆明蓝鲸文旅有限公司。", ("operator_name", "昆明蓝鲸文旅有限公司")),
        ("我公司（昆明蓝鲸文旅有限公司）承诺如实申报。", ("operator_name", "昆明蓝鲸文旅有限公司")),
        # Their own name, in full, short, or as it is spoken.
        ("本空间（松果坡众创空间）位于老城。", None),
        ("本空间（松果坡）位于老城。", None),
        ("运营主体为云南松果坡科技有限公司。", None),
        ("运营主体为松果坡公司。", None),
        # Spoken of, not speaking.
        ("我们学习了云雀众创空间的经验。", None),
        ("本空间与云雀众创空间、蓝鲸众创空间结对。", None),
        ("本空间由昆明蓝鲸文旅有限公司捐建。", None),
        ("", None),
    ],
)
def test_who_speaks_is_compared_with_who_applies(
    desk: Any, line: str, found: tuple[str, str] | None
) -> None:
    assert others(desk, line) == ([found] if found else [])


def test_a_lease_names_others_as_it_must(desk: Any) -> None:
    assert others(desk, "运营主体为昆明蓝鲸文旅有限公司。", material="premises_proof") == []


def test_one_question_a_name_with_how_often_it_stands_there(desk: Any) -> None:
    lines = ["本空间（云雀众创空间）位于老城。", "我空间（云雀众创空间）有工位30个。"]
    gathered = Gathered([plan(*lines)], desk.fields(**OWN), {})
    [finding] = names_of_others(gathered)
    assert finding.details["values"] == ["松果坡众创空间", "云雀众创空间"]
    assert finding.details["times"] == 2


def test_without_an_applicant_nobody_is_another(desk: Any) -> None:
    gathered = Gathered([plan("本空间（云雀众创空间）位于老城。")], desk.fields(), {})
    assert list(names_of_others(gathered)) == []


def test_the_other_name_is_a_rival_of_the_field(desk: Any) -> None:
    known = desk.fields(**OWN)
    gathered = Gathered([plan("本空间（云雀众创空间）位于老城。")], known, {})
    value = doubted(known["space_name"], list(names_of_others(gathered)))
    assert [rival.value for rival in value.rivals] == ["云雀众创空间"]


@pytest.mark.parametrize("piece", ["本空间（", "云南松果坡", "运营主体为云", "空间公司"])
def test_a_long_line_takes_time_in_proportion(desk: Any, piece: str) -> None:
    known = desk.fields(**OWN)

    def look(times: int) -> None:
        list(names_of_others(Gathered([plan(piece * times)], known, {})))

    assert grows_with_its_length(look, 5_000, 5_000 * LENGTHS)
