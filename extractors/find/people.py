"""Sentences in, people named one by one out: 聘请导师3名：设计师章国栋、财税专家伍丽华.

Takes a list only where every entry ends or begins in a Chinese name and an introduction says
that mentors or team members follow. Never takes a single name in running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.model import Document, RosterRow

__all__ = ["people_in"]


def people_in(document: Document) -> Iterator[RosterRow]:
    """The mentors and team members that sentences of the document list."""
    yield from ()
