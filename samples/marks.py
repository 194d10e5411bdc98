"""Marked text in, plain text and its marks out.

The writers of the samples mark what they state where they state it, so the expected value, the
quote and the place come from the very words of the file and cannot drift:

    场地使用面积{{total_area_m2=820|820平方米}}，{{tenant_count=20+|入驻20余家}}

`key=value` states a value, a bare `key` repeats it (or, where no value is given anywhere, the
text itself is the value). `&` joins several keys, `!key` is a place that disagrees, `?label` an
empty cell, `#section` a heading of the plan. `+`, `-`, `~` after a number: at least, at most,
about. Never reads a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(
    r"""
    \{\{
    (?P<names> [^|{}]+ )   # total_area_m2=820&workstation_count
    \|
    (?P<text> [^{}]* )     # 820平方米
    \}\}
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement: half-open offsets into the plain text, `sign` one of "", "!", "?", "#"."""

    sign: str
    key: str
    value: str | None
    start: int
    end: int


def parse(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks with offsets into it."""
    plain: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for match in MARK.finditer(marked):
        before = marked[at : match.start()]
        plain += [before, match["text"]]
        start = length + len(before)
        length = start + len(match["text"])
        at = match.end()
        marks += [_mark(name, start, length) for name in match["names"].split("&")]
    rest = marked[at:]
    if "{{" in rest or "}}" in rest or "{{" in "".join(plain):
        raise ValueError(f"a mark is not closed: {marked!r}")
    return "".join([*plain, rest]), tuple(marks)


def _mark(name: str, start: int, end: int) -> Mark:
    sign = name[0] if name[0] in "!?#" else ""
    key, equals, value = name[len(sign) :].partition("=")
    return Mark(sign, key, value if equals else None, start, end)
