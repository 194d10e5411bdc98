"""Reasons that the office writes often, kept for everybody: list, write, drop."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from pipeline.accounts.model import Right, User
from pipeline.desk.case import require
from pipeline.desk.errors import NotThere, WrongInput
from pipeline.store.rows import TextBlock

if TYPE_CHECKING:
    from pipeline.store import Store

__all__ = ["TextBlock", "keep", "remove", "text_blocks"]

LONGEST_TITLE = 60  # characters; it stands on a button
LONGEST_TEXT = 2_000


def text_blocks(store: Store) -> tuple[TextBlock, ...]:
    """All of the office, by title."""
    return store.text_blocks()


def keep(
    store: Store, title: str, text: str, user: User, now: dt.datetime, number: int = 0
) -> TextBlock:
    """Write a text, new or in place of the one of that number.

    Raises:
        NotAllowed: the role has no right to review.
        WrongInput: title or text is empty or too long.
        NotThere: there is none of that number.
    """
    require(user, Right.REVIEW)
    title, text = " ".join(title.split()), text.replace("\0", "").strip()
    if not title or len(title) > LONGEST_TITLE:
        raise WrongInput(f"请写 1 至 {LONGEST_TITLE} 字的标题。")
    if not text or len(text) > LONGEST_TEXT:
        raise WrongInput(f"请写 1 至 {LONGEST_TEXT} 字的内容。")
    block = TextBlock(title.replace("\0", ""), text, user.name, now.replace(microsecond=0), number)
    kept = store.put_text_block(block)
    if kept is None:
        raise NotThere("这段常用语已被删除。")
    return TextBlock(block.title, block.text, block.by, block.at, kept)


def remove(store: Store, number: int, user: User) -> None:
    """Drop a text.

    Raises:
        NotAllowed: the role has no right to review.
        NotThere: there is none of that number.
    """
    require(user, Right.REVIEW)
    if not store.remove_text_block(number):
        raise NotThere("这段常用语已被删除。")
