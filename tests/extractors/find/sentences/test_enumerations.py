"""Names that a sentence lists: services on offer, titles of the rules."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.find.sentences.enumerations import names_in
from extractors.model import Anchor, AnchorKind, Block, Document


def named(key: str, *texts: str) -> list[Any]:
    blocks = tuple(
        Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=place))
        for place, text in enumerate(texts, 1)
    )
    document = Document("方案.docx", "f" * 64, "docx", blocks)
    return [one.value for one in names_in(load_catalogue().fields[key], document, 0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "空间提供工商注册、创业辅导、政策咨询等服务。",
            [("工商注册", "创业辅导", "政策咨询")],
        ),
        ("空间提供打印机、咖啡机、复印机等服务。", []),  # nothing that is a service we know
        ("空间提供工商注册和打印。", []),  # two are no list
        ("", []),
    ],
)
def test_services_are_a_list_of_those_we_know(text: str, expected: list[Any]) -> None:
    assert named("services", text) == expected


def test_titles_of_the_space_s_own_rules_are_named_and_not_the_policy_s() -> None:
    text = "制定了《入驻管理制度》《财务管理办法》，依据《众创空间认定管理办法》执行。"
    (names,) = named("management_rules", text)
    assert len(names) == 2


def test_a_list_of_titles_that_a_page_cuts_goes_on_in_the_next_block() -> None:
    (names,) = named("management_rules", "现行《入驻管理制度》", "《财务管理办法》《安全守则》")
    assert len(names) == 3
