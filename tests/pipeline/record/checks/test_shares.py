"""A stated share is held against its areas, as people round and cut off."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Block,
    Document,
    Evidence,
    Method,
)
from pipeline.model import FieldValue


def written(text: str) -> tuple[Evidence, ...]:
    block = Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=1))
    return (Document("表.docx", "0" * 64, "docx", (block,)).quote(0),)


@pytest.mark.parametrize(
    ("claimed", "asks"),
    [
        ("0.25", False),
        ("0.255", False),
        ("0.256", True),
        ("0.26", False),  # a whole per cent is one off where it is rounded up
        ("0.24", False),
        ("0.27", True),
        ("0.23", True),
        ("0.3", True),
        ("0.2449", False),
    ],
)
def test_a_stated_share_is_held_against_its_areas(desk: Any, claimed: str, asks: bool) -> None:
    known = desk.fields(total_area_m2=1000, public_area_m2=250, public_share=Decimal(claimed))
    found = desk.asked(known)
    details = {"key": "public_share", "claimed": float(claimed), "computed": 0.25}
    assert found == ([("ratio_differs", details)] if asks else [])


@pytest.mark.parametrize(
    ("public", "claimed"),
    [(667, "0.66"), (667, "0.67"), (333, "0.33"), (725, "0.73"), (725, "0.72")],
)
def test_people_round_and_people_cut_off(desk: Any, public: int, claimed: str) -> None:
    known = desk.fields(total_area_m2=1000, public_area_m2=public, public_share=Decimal(claimed))
    assert desk.asked(known) == []


@pytest.mark.parametrize(
    ("text", "claimed", "public", "asks"),
    [
        ("七成", "0.7", 740, False),
        ("七成", "0.7", 660, False),
        ("七成", "0.7", 760, True),
        ("三分之一", "0.3333", 300, False),
        ("三分之一", "0.3333", 250, True),
    ],
)
def test_a_share_in_words_is_rough(
    desk: Any, text: str, claimed: str, public: int, asks: bool
) -> None:
    share = FieldValue(
        "public_share", Decimal(claimed), method=Method.PROSE, evidence=written(text)
    )
    known = desk.fields(total_area_m2=1000, public_area_m2=public, public_share=share)
    assert bool(desk.asked(known)) is asks


@pytest.mark.parametrize(
    ("claimed", "how", "asks"),
    [
        ("0.27", Approximate.ABOUT, False),
        ("0.23", Approximate.ABOUT, False),
        ("0.28", Approximate.ABOUT, False),
        ("0.29", Approximate.ABOUT, True),
        ("0.2", Approximate.AT_LEAST, False),  # over 20 % may well be 25 %
        ("0.3", Approximate.AT_LEAST, True),
        ("0.3", Approximate.AT_MOST, False),
    ],
)
def test_an_inexact_share_has_room_on_its_own_side(
    desk: Any, claimed: str, how: Approximate, asks: bool
) -> None:
    share = FieldValue("public_share", Decimal(claimed), how, method=Method.PROSE)
    known = desk.fields(total_area_m2=1000, public_area_m2=250, public_share=share)
    assert bool(desk.asked(known)) is asks


def test_areas_that_are_stated_roughly_give_a_rough_share(desk: Any) -> None:
    about = FieldValue("total_area_m2", Decimal(1000), Approximate.ABOUT, method=Method.PROSE)
    known = desk.fields(total_area_m2=about, public_area_m2=250, public_share=Decimal("0.27"))
    assert desk.asked(known) == []


def test_without_an_area_there_is_nothing_to_hold_a_share_against(desk: Any) -> None:
    known = desk.fields(total_area_m2=1000, public_area_m2=250, usable_share=Decimal("0.9"))
    assert desk.asked(known) == []
