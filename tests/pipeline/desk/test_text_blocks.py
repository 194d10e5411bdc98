"""Texts that the office writes often are everybody's."""

from __future__ import annotations

import pytest

from pipeline.desk import text_blocks
from pipeline.desk.errors import NotAllowed, NotThere, WrongInput
from tests.pipeline.desk.offices import LI, LOOKER, WANG, Office


def test_a_text_is_kept_written_anew_and_dropped(office: Office) -> None:
    kept = text_blocks.keep(office.store, " 实地 查看 ", "经实地查看，符合要求。", WANG, office.now)
    assert kept.title == "实地 查看"

    text_blocks.keep(office.store, "查看", "已查看。", LI, office.now, kept.id)
    (only,) = text_blocks.text_blocks(office.store)
    assert (only.title, only.text, only.by, only.id) == ("查看", "已查看。", "li", kept.id)

    text_blocks.remove(office.store, kept.id, WANG)
    assert text_blocks.text_blocks(office.store) == ()
    with pytest.raises(NotThere):
        text_blocks.remove(office.store, kept.id, WANG)
    with pytest.raises(NotThere):
        text_blocks.keep(office.store, "查看", "已查看。", LI, office.now, kept.id)


@pytest.mark.parametrize(
    ("title", "text"), [("", "x"), ("x" * 61, "x"), ("x", " "), ("x", "字" * 2001), ("x", "\0")]
)
def test_an_empty_or_endless_text_is_refused(office: Office, title: str, text: str) -> None:
    with pytest.raises(WrongInput):
        text_blocks.keep(office.store, title, text, WANG, office.now)


def test_who_only_looks_keeps_nothing(office: Office) -> None:
    with pytest.raises(NotAllowed):
        text_blocks.keep(office.store, "x", "x", LOOKER, office.now)
