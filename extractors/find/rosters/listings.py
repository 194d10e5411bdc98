"""Sentences and paragraphs in, lists written without a table out: what introduces them, entries.

A list is an introduction (附：在册入驻企业和团队) and behind it entries of one form: paragraphs
that all begin with a number, a date or a name, or the parts of one paragraph between numbers,
semicolons or enumeration commas. Never says what an entry holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from extractors.find.rosters.choice import BODY_NAME
from extractors.language.fold import Folded, fold
from extractors.model import Document
from extractors.tables import READ_LAYERS

__all__ = ["Entry", "Listing", "folded_line", "listings", "numbered_parts"]

# An entry is a line or two; an introduction a sentence. Longer is an argument.
LONGEST_ENTRY, LONGEST_INTRO = 300, 160
# Of one paragraph no more entries are taken: beyond stands bait.
MOST_ENTRIES, MOST_COLONS, LONGEST_LIST = 300, 20, 20_000

_NUMBERINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[(\[](?P<number>\d{1,3})[)\]][.、]?",
        r"(?<![\d.])(?P<number>\d{1,3})[.、)](?!\d(?!\d{3}年))",
        r"(?<![\u4e00-\u9fff])(?P<chinese>[一二三四五六七八九十]{1,3})是",
        r"第(?P<chinese>[一二三四五六七八九十]{1,3})(?:是|家|个|位|名|场)?[,，、:：]",
    )
)
_CHINESE = "一二三四五六七八九十"
_DATED = re.compile(
    r"(?:(?:19|20)\d{2}[年./\-])?\d{1,2}(?:月\d{1,2}[日号]?|[./\-]\d{1,2}(?!\d))(?![^，,。；;：:]{0,3}[至到])"
)
_NAMED = re.compile(r"(?P<name>[^，,：:；;。()—\-]{3,40})(?:\([^()]{1,40}\))?[，,：:；;。—\-]")
_COLON = re.compile(r"[:：]|(?:分别|依次)(?:是|为)[:：]?|(?<=如下)(?=[(\d一])")
_PUNCTUATED = re.compile("[，；。]")
# 张某  某大学  教授
_GAP = re.compile(r"(?<=[^\s.、)）])(?:[ \u3000]{2,}|\t+)(?=\S)")
_SENTENCES = re.compile("[。！!？?]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its block and half-open offsets into that block's folded text."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries of one form and the words that introduce them, folded; `before`: a sentence more."""

    intro: str
    before: str
    entries: tuple[Entry, ...]


def listings(document: Document) -> Iterator[Listing]:
    """The lists of a document outside its tables, in reading order.

    Yields:
        Lists of two entries or more; the same words may be offered in two ways.
    """
    run: list[tuple[int, str]] = []
    shape, intro, before = "", "", ""
    for index, block in enumerate(document.blocks):
        if block.layer not in READ_LAYERS or not block.text.strip():
            continue
        text = "" if block.in_table else folded_line(block.text).text
        now = _shape(text)
        if now and now == shape:
            run.append((index, text))
        else:
            yield from _of_paragraphs(run, intro)
            shape, intro = now, before
            run = [(index, text)] if now else []
        if text:
            yield from _inside(index, text)
        before = text
    yield from _of_paragraphs(run, intro)


@lru_cache(maxsize=1 << 12)
def folded_line(text: str) -> Folded:
    """The text folded; gaps that set the parts of a line apart are commas.

    Offsets lead back into the text as it is.
    """
    if _PUNCTUATED.search(text) or not _GAP.search(text.strip()):
        return fold(text)
    indent = len(text) - len(text.lstrip())
    set_apart = _GAP.sub(lambda gap: "，" + " " * (len(gap[0]) - 1), text.strip())
    return fold(text[:indent] + set_apart)


def _shape(text: str) -> str:
    """How a paragraph begins: with a number, a date, or the name of a body."""
    if not text or len(text) > LONGEST_LIST:
        return ""
    for place, numbering in enumerate(_NUMBERINGS[:2]):
        if numbering.match(text):
            return f"numbered {place}"
    if _DATED.match(text) and len(text) <= LONGEST_ENTRY:
        return "dated"
    named = _NAMED.match(text)
    if named and BODY_NAME.search(named["name"]) and len(text) <= LONGEST_ENTRY:
        return "named"
    return ""


def _of_paragraphs(run: Sequence[tuple[int, str]], intro: str) -> Iterator[Listing]:
    entries: list[Entry] = []
    for index, text in run:
        parts = numbered_parts(text, 0) or [(0, len(text))]
        entries += [_trimmed(index, text, *part) for part in parts]
    if len(entries) >= 2 and intro and all(e.end - e.start <= LONGEST_ENTRY for e in entries):
        yield Listing(*_introduction(intro), tuple(entries))


def _introduction(text: str) -> tuple[str, str]:
    """The last sentence of a text and the one before it."""
    sentences = _SENTENCES.split(text[-2 * LONGEST_INTRO :].rstrip("。！!？?"))
    return sentences[-1], sentences[-2] if len(sentences) > 1 else ""


def _inside(index: int, text: str) -> Iterator[Listing]:
    """Lists inside one paragraph: behind a colon, or behind 一是 and what comes before it."""
    for colon in islice(_COLON.finditer(text), MOST_COLONS):
        intro = text[max(colon.start() - 2 * LONGEST_INTRO, 0) : colon.end()]
        numbered = numbered_parts(text, colon.end())
        if numbered and numbered[0][0] - colon.end() <= 1:
            yield _listing(index, text, intro, numbered)
            continue
        end = text.find("。", colon.end())
        end = min(len(text) if end < 0 else end, colon.end() + LONGEST_LIST)
        for mark in ("；", "、"):
            parts = _split(text, colon.end(), end, mark)
            if 2 <= len(parts) <= MOST_ENTRIES:
                yield _listing(index, text, intro, parts)
                break
    first = re.search(r"(?<=[，,。；;：:])一是", text)
    if first:
        intro = text[max(first.start() - 2 * LONGEST_INTRO, 0) : first.start()]
        parts = numbered_parts(text, first.start())
        if len(parts) >= 2:
            yield _listing(index, text, intro, parts)


def _listing(index: int, text: str, intro: str, parts: Sequence[tuple[int, int]]) -> Listing:
    entries = tuple(_trimmed(index, text, *part) for part in parts)
    return Listing(*_introduction(intro), tuple(e for e in entries if e.end > e.start))


def _split(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """The parts between marks outside brackets; 和 joins the last two names."""
    marks = re.compile("[；;()]" if mark == "；" else "[、()]|(?<=[司队社组])(?:以及|及|和|与)")
    places, depth = [(start, start)], 0
    for found in marks.finditer(text, start, end):
        depth = max(depth + {"(": 1, ")": -1}.get(found[0], 0), 0)
        if found[0] not in "()" and not depth:
            places.append(found.span())
    places.append((end, end))
    return [(one[1], two[0]) for one, two in pairwise(places) if two[0] > one[1]]


def numbered_parts(text: str, start: int) -> list[tuple[int, int]]:
    """The parts between numbers that count up from the first; empty where there are not two."""
    for numbering in _NUMBERINGS:
        places: list[tuple[int, int]] = []
        expected: int | None = None
        for found in numbering.finditer(text, start, start + LONGEST_LIST):
            number = _number(found)
            if expected is None or number == expected:
                places.append(found.span())
                expected = number + 1
                if len(places) > MOST_ENTRIES:
                    break
        if len(places) >= 2:
            ends = [place for place, _ in places[1:]]
            return [
                (begin, end) for (_, begin), end in zip(places, [*ends, len(text)], strict=True)
            ]
    return []


def _number(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    word = groups["chinese"]
    if word.startswith("十"):
        return 10 + (_CHINESE.index(word[1]) + 1 if len(word) > 1 else 0)
    return _CHINESE.index(word[0]) + 1


def _trimmed(index: int, text: str, start: int, end: int) -> Entry:
    """The entry without its number and the marks at its end."""
    for numbering in _NUMBERINGS[:2]:
        if found := numbering.match(text, start, end):
            start = found.end()
            break
    end = min(end, start + LONGEST_ENTRY)
    while start < end and text[end - 1] in "；;，,。、和及":
        end -= 1
    return Entry(index, start, end)
