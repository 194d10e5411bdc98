"""A line of text in, its label–value pairs out: label：value, and label, gap, value.

`Pair` is what every reader of labels gives. Never reads the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.find.documents.outline import Section
from extractors.find.forms.labels import LONGEST_LABEL, fields_of_label
from extractors.find.forms.likeness import likened
from extractors.language.fold import fold
from extractors.model import Method

Named = tuple[tuple[str, ...], str, int, int]  # fields, label, where its value starts and ends
_Liked = tuple[tuple[str, ...], str, int, int, bool]  # and whether it is only like the label


@dataclass(frozen=True, slots=True)
class Pair:
    """A value and the fields that its label names.

    `fields` has several for a joint label (联系人及电话). Offsets are of the block's own text;
    `before` are the labels to the left in the same row or line, the nearest last.
    """

    fields: tuple[str, ...]
    label: str  # folded, with its brackets
    block: int
    start: int
    end: int
    method: Method
    section: Section
    before: tuple[str, ...] = ()
    caption: str = ""
    likened: bool = False  # the label is only like a name of the field
    rejected: str | None = None  # why the value is not what the label asks for


def in_lines(
    block: int, text: str, section: Section, is_proof: bool, colon_only: bool = False
) -> Iterator[Pair]:
    """Pairs of `label：value` in the lines of a block, several on a line included."""
    offset = 0
    for line in text.split("\n"):
        before: list[str] = []
        for fields, label, start, end, alike in _line_pairs(line, is_proof, colon_only):
            yield Pair(
                fields=fields,
                label=label,
                block=block,
                start=offset + start,
                end=offset + end,
                method=Method.LABELLED,
                section=section,
                before=tuple(before),
                likened=alike,
            )
            before.append(label)
        offset += len(line) + 1


_COLON_LABEL = re.compile(
    r"(?:^|(?<=[\s　，,；;。)）、]))"
    r"(?P<label>(?:[^：:，。；,;☑☒■√✓□☐]|(?<=打)√){2,30}?)\s{0,8}[：:]"
)


def _line_pairs(line: str, is_proof: bool, colon_only: bool) -> Iterator[_Liked]:
    heads = []
    for match in _COLON_LABEL.finditer(line):
        label = fold(match["label"]).text
        signed = re.search(r"签字|签名|签章", label) is not None  # what follows is for signing
        fields = () if signed else fields_of_label(label, is_proof)
        heads.append((fields, "" if signed else label, match.start(), match.end()))
    for index, (fields, label, _, value_start) in enumerate(heads):
        value_end = heads[index + 1][2] if index + 1 < len(heads) else len(line)
        value = line[value_start:value_end].strip()
        if fields and value:
            yield fields, label, value_start, value_end, False
        elif value and (alike := likened(label, value)):
            yield alike, label, value_start, value_end, True
    if not heads and not colon_only and _BLANK.search(line):
        yield from ((*named, False) for named in _spaced_pairs(line, is_proof))


_BLANK = re.compile(r"\S\s")
_PIECE = re.compile(r"[^，,；;。]+")


def _spaced_pairs(line: str, is_proof: bool) -> Iterator[Named]:
    """`法定代表人 张三 ，注册时间 2018年`: labels, gaps and values, between commas or alone."""

    def names(label: str) -> tuple[str, ...]:
        return fields_of_label(label, is_proof)

    whole = list(spaced_pair(line, 0, len(line), names))
    pieces = [
        pair
        for match in _PIECE.finditer(line)
        for pair in spaced_pair(line, match.start(), match.end(), names)
    ]
    gapped = re.search(r"\s[，,；;]", line) is not None
    yield from pieces if len(pieces) > 1 or gapped else whole


def spaced_pair(
    line: str, start: int, end: int, names: Callable[[str], tuple[str, ...]]
) -> Iterator[Named]:
    """A label, a gap, a value; the label itself may be spaced (住 所).

    Args:
        names: What fields a folded label names.
    """
    words = list(re.compile(r"\S+").finditer(line, start, end))
    for count in range(1, min(len(words), 8)):
        label = fold(line[words[0].start() : words[count - 1].end()]).text
        if len(label) > LONGEST_LABEL:
            return
        fields = names(label)
        if fields and len(label) >= 2:
            yield fields, label, words[count].start(), end
            return
