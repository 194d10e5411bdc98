"""A document's lists in prose in, rows of tenants, graduates, events and investments out.

Only a list whose introduction says what is listed, as a table's caption would. Former tenants,
plans, cases told one by one and parts of a whole (其中) are none. Names alone are taken only where
as many stand there as the introduction counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.catalogue import load_catalogue
from extractors.find.rosters.choice import title_of, verdict
from extractors.find.rosters.entries import PARSERS, Spans
from extractors.find.rosters.listings import Entry, Listing, folded_line, listings
from extractors.find.rosters.rows import complete_tenant
from extractors.find.rosters.values import Context, cleaned, typed
from extractors.language.dates import year_in
from extractors.language.fold import Folded, fold
from extractors.language.numerals import numeral
from extractors.model import Document, RosterCell, RosterRow

__all__ = ["listed_in_prose"]

# Most of the entries have to be what the introduction says.
MOSTLY = 0.75
_NO_LIST = re.compile(
    "园区|产业园|集团|母公司|全[市省区县国州]|案例|典型|例如|比如|其中|拟|计划|预计|意向|储备|候选|目标|力争|退出|曾|标准|条件|要求|流程|程序|步骤|职责|措施|服务内容|制度"
)
_COUNTED = re.compile(r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?:家|个|户|支|场|次|项|名)")
_HERE = re.compile("名单|名录|如下|分别|依次|一览|附|按.{0,6}顺序|包括|具体|有[:：]|[:：]$")
_ELSEWHERE = re.compile("(?:在|于|为)(?P<place>.+)")
_SPACE = re.compile("(?:本|该)?(?:众创)?空间|本址|场地内|园区内|基地内")


def listed_in_prose(document: Document) -> Iterator[RosterRow]:
    """The rows that lists outside tables hold.

    Yields:
        Rows of one list after the other; a list is read as one roster only.
    """
    year = _year_of(document)
    for listing in listings(document):
        for roster in PARSERS:
            rows = _rows(document, listing, roster, year)
            if rows:
                yield from rows
                break


def _year_of(document: Document) -> int | None:
    return next((y for t in title_of(document).split(" ") if (y := year_in(fold(t).text))), None)


def _rows(
    document: Document, listing: Listing, roster: str, year: int | None
) -> tuple[RosterRow, ...]:
    spec = load_catalogue().rosters[roster]
    intro = listing.intro
    said = verdict(spec, intro)
    if not said and _HERE.search(intro):  # 全年活动十二场。按时间顺序记在这里：
        intro = listing.before + "，" + intro
        said = verdict(spec, listing.before)
    if said <= 0 or _NO_LIST.search(intro):
        return ()
    folded = {
        entry.block: folded_line(document.blocks[entry.block].text) for entry in listing.entries
    }
    parsed = [
        (entry, spans)
        for entry in listing.entries
        if (spans := PARSERS[roster](folded[entry.block].text, entry.start, entry.end))
    ]
    if len(parsed) < 2 or len(parsed) < MOSTLY * len(listing.entries):
        return ()
    if roster in ("tenants", "graduates") and not _sure(listing, [spans for _, spans in parsed]):
        return ()
    context = Context(year_in(intro) or year)
    return tuple(
        _row(document, folded[entry.block], entry, roster, spans, context)
        for entry, spans in parsed
    )


def _sure(listing: Listing, parsed: list[Spans]) -> bool:
    """Whether names stand for a list: each with what it is, or as many as were counted."""
    told = sum(len(spans) > 1 for spans in parsed)
    if told >= MOSTLY * len(parsed):
        return True
    if not _HERE.search(listing.intro):
        return False
    counts = {numeral(found["n"]) for found in _COUNTED.finditer(listing.intro)}
    return len(parsed) in counts if counts else len(parsed) >= 3


def _row(
    document: Document,
    folded: Folded,
    entry: Entry,
    roster: str,
    spans: Spans,
    context: Context,
) -> RosterRow:
    spec = load_catalogue().rosters[roster]
    cells: dict[str, RosterCell] = {}
    for key, column in spec.columns.items():
        if key not in spans:
            continue
        start, end = folded.span(*spans[key])
        text = document.blocks[entry.block].text[start:end]
        evidence = document.quote(entry.block, start, end)
        if key == "registered_in_space":
            cells[key] = RosterCell(_registered_here(text), evidence)
        else:
            cells[key] = RosterCell(typed(column, cleaned(text), "", context), evidence)
    if roster == "tenants":
        complete_tenant(cells, cells["name"], "")
    return RosterRow(roster, cells)


@lru_cache(maxsize=256)
def _registered_here(text: str) -> bool:
    """注册在本空间 is; 注册在隆阳区 and 未在空间注册 are not."""
    folded = fold(text).text
    if re.search("未|没有|不", folded):
        return False
    place = _ELSEWHERE.search(folded)
    return bool(_SPACE.search(place["place"] if place else folded))
