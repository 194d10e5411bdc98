"""A table's heads and what stands above it in, which roster it lists out, or none.

Two witnesses: how telling the heads are (被投企业 says investments, 名称 says nothing), and the
words above, of which the nearest that say anything decide. Planned activities, ended agreements
and other bodies' lists are no rosters. Never reads a row's values but to see whether the names
can be names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.catalogue import RosterSpec, load_catalogue
from extractors.find.figures.indicators import indicator
from extractors.find.rosters.headers import Head, head_like, heads_at, plain_head
from extractors.find.rosters.values import cleaned, is_none, without_serial
from extractors.language.fold import fold
from extractors.model import Document
from extractors.tables import READ_LAYERS, Cell, Table

__all__ = [
    "BODY_NAME",
    "IDENTITY",
    "LISTS",
    "Chosen",
    "Surroundings",
    "choose",
    "names_fit",
    "surroundings",
    "title_of",
    "verdict",
]

IDENTITY: Mapping[str, str] = {
    "tenants": "name",
    "graduates": "name",
    "team_members": "name",
    "mentors": "name",
    "events": "name",
    "investments": "tenant",
}
LISTS = tuple(IDENTITY)

# How much a column says about which list it is. A list without a word above it needs UNAIDED.
_TELLING: Mapping[str, Mapping[str, float]] = {
    "tenants": {
        "moved_in_on": 1.0,
        "registered_in_space": 1.0,
        "credit_code": 0.75,
        "product": 0.5,
        "kind": 0.5,
        "headcount": 0.5,
        "established_on": 0.5,
        "output_value_yuan": 0.5,
        "sales_yuan": 0.5,
        "phone": 0.25,
    },
    "graduates": {
        "graduated_on": 1.5,
        "moved_in_on": 0.5,
        "product": 0.5,
        "headcount": 0.25,
        "phone": 0.25,
    },
    "team_members": {"major": 0.75, "service": 0.75, "role": 0.5, "full_time": 0.5, "phone": 0.25},
    "mentors": {"organisation": 0.75, "field": 0.75, "title": 0.5, "full_time": 0.25},
    "events": {"attendance": 0.75, "held_on": 0.5, "kind": 0.5},
    "investments": {"investor": 1.0, "amount_yuan": 0.5, "signed_on": 0.25},
}
# Without one of these columns the table is no such list, whatever its caption says.
_NEEDED: Mapping[str, Sequence[str]] = {
    "events": ("held_on", "attendance", "kind"),
    "investments": ("investor", "signed_on", "amount_yuan"),
}
# An identity head that says by itself what is listed.
_OWN_HEAD: Mapping[str, re.Pattern[str]] = {
    "tenants": re.compile("入驻|在孵|在驻"),
    "graduates": re.compile("毕业|出孵"),
    "mentors": re.compile("导师"),
    "team_members": re.compile("成员"),
    "events": re.compile("活动|培训|课程|赛事"),
    "investments": re.compile("被投|获投|受投|融资|所投|投资"),
}
UNAIDED, AIDED = 1.5, 0.5
TOLD_SHARE, UNTOLD_SHARE = 0.25, 0.6
CAPTION_WORTH, NEAR_WORTH, TITLE_WORTH = 1.0, 1.25, 0.4

_PERSON = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•.][\u4e00-\u9fff]{1,8}){1,3}|"
    r"[A-Za-z .\-·]{3,40}"
)
BODY_NAME = re.compile(
    "(?:公司|团队|企业|工作室|小组|项目组|项目|实验室|社|中心|店|厂|场|坊|所|队|部|合作社|计划|工场|组合|俱乐部|"
    "联盟|平台|工坊|空间|组|班|馆|网|家|派|园|堂|斋|阁|集|汇|社区|科技|文化|传媒|农业|"
    r"\(有限合伙\))(?:\([^()]*\))?[”\"’》]?$"
)
# What a caption says of others than its rows: （不含毕业企业）, 到期的未列入, 高校毕业生创业团队.
_ASIDE = re.compile(
    r"不(?:含|包括|包含|计)[^，,。；;()]{0,12}|[^，,。；;：:()]{0,12}(?:(?:未|不|不再|也|已)(?:列入|计入|填报?|统计|包括|剔除)|除外)|"
    "(?:高校|大学|应届)?毕业生"
)
_MIXED = re.compile(
    "(?:入驻|在驻|在孵|孵化)[^。]{0,6}[及和与、/][^。]{0,6}(?:毕业|出孵)|"
    "(?:毕业|出孵)[^。]{0,6}[及和与、/][^。]{0,6}(?:入驻|在驻|在孵|孵化)"
)
# Notes between a sheet's title and its heads.
_NOTE = re.compile(r"[:：]|金额单位|计量单位|年.{0,3}月.{0,3}日|^[(（].*元.*[)）]$")
_REPORTER = re.compile(
    r"(?:填报|编制|申报|报送|上报|制表|填表|运营|所属)(?:单位|机构|人|日期|时间)|单位(?:名称)?[:：](?!.{0,24}元)|单位名称"
)
_PLANNED_HEAD = re.compile("计划|拟|预计|预期|目标")
_PLAN_TITLE, _SUMMARY = re.compile("计划|打算|安排|规划"), re.compile("总结|报告|回顾|情况|一览")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words above a list: `near` belong to it alone, the nearest first; `title` to the file."""

    near: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A list found: the roster, its heads, and how sure the choice is (only to compare).

    `mixed` says that the words above speak of tenants and graduates in one.
    """

    spec: RosterSpec
    head: Head
    worth: float
    mixed: bool = False


def title_of(document: Document) -> str:
    """The file's name and its first short lines: what the whole document is."""
    lines: list[str] = []
    for block in document.blocks[:40]:
        if block.layer in READ_LAYERS and not block.in_table and block.text.strip():
            text = cleaned(block.text)
            if len(text) > 40 or len(lines) == 3:
                break
            lines.append(text)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", document.name)
    return " ".join([stem, *lines])


def surroundings(table: Table, head: Head, title: str) -> Surroundings:
    """What stands above the heads: labels beside, rows in the table, blocks, headings, sheet."""
    texts = [cell.text for cell in head.labels]
    texts += _rows_above(table, head.row)
    texts += [caption.text for caption in table.captions[:3]]
    texts += table.headings
    texts += [table.sheet] if table.sheet else []
    texts = texts or [title]  # a file that is nothing but its table is called what the table is
    return Surroundings(tuple(cleaned(text) for text in texts), title)


def _rows_above(table: Table, row: int) -> list[str]:
    """Title rows inside the table, nearest first: rows of one filled cell, as sheets have them.

    A row of notes, 填报单位：… beside 单位：万元, is one too; who reports is left out of it.
    """
    texts: list[str] = []
    for above in range(row - 1, max(row - 6, 0), -1):
        filled = [cell for cell in table.row(above) if not cell.empty]
        if len(filled) == 1:
            texts.append(filled[0].text)
        elif _all_notes(filled):
            texts += [cell.text for cell in filled if not _REPORTER.match(fold(cell.text).text)]
        else:
            break
    return texts


def _all_notes(cells: Sequence[Cell]) -> bool:
    return all(_NOTE.search(cell.text) for cell in cells)


def choose(table: Table, row: int, title: str) -> Chosen | None:
    """Read the rows from `row` as heads and say which roster they head.

    Args:
        row: First row of the possible heads, from 1.
        title: From `title_of`.

    Returns:
        The best roster, None where the rows head no roster.
    """
    filled = [cell for cell in table.row(row) if not cell.empty]
    if len(filled) < 2 or not head_like(filled) or _all_notes(filled):
        return None
    best: Chosen | None = None
    rosters = load_catalogue().rosters
    for key in LISTS:
        spec = rosters[key]
        head = heads_at(table, row, spec, IDENTITY[key])
        if head is None:
            continue
        around = surroundings(table, head, title)
        worth = _worth(table, spec, head, around)
        if worth is not None and (best is None or worth > best.worth):
            best = Chosen(spec, head, worth, any(_MIXED.search(text) for text in around.near[:3]))
    return best


def _worth(table: Table, spec: RosterSpec, head: Head, around: Surroundings) -> float | None:
    telling = sum(
        _TELLING[spec.key].get(key, 0.0) * (head.columns[key].score / 100) for key in head.columns
    )
    needed = _NEEDED.get(spec.key, ())
    if needed and not any(key in head.columns for key in needed):
        return None
    if spec.key == "events" and _planned(table, head, around):
        return None
    own = _OWN_HEAD[spec.key].search(plain_head(head.columns[IDENTITY[spec.key]].head)[0])
    telling += 0.75 if own else 0.0
    said = _said(spec, around)
    if said < 0:
        return None
    if telling < (AIDED if said >= CAPTION_WORTH else UNAIDED - (0.25 if said else 0.0)):
        return None
    # Names need not look like a company's or team's where caption and heads leave no doubt.
    sure = said >= CAPTION_WORTH and telling >= UNAIDED
    least = 0.0 if sure else TOLD_SHARE if said > 0 or own is not None else UNTOLD_SHARE
    if not _names_fit(spec.key, _names(table, head, IDENTITY[spec.key]), least):
        return None
    return telling + said


def _said(spec: RosterSpec, around: Surroundings) -> float:
    """What the words above say for the roster: the nearest that say anything decide."""
    for place, text in enumerate(around.near):
        telling = verdict(spec, text)
        if telling:
            return (NEAR_WORTH if place == 0 else CAPTION_WORTH) if telling > 0 else -1.0
    return TITLE_WORTH if verdict(spec, around.title) > 0 else 0.0


def verdict(spec: RosterSpec, text: str) -> int:
    """Return 1 where the text names the roster, -1 where it names what is not it, 0 where neither.

    In running text only its last sentence speaks of the table, and only the last clause of it
    can take the table away: 目前在驻24家，4家获得融资，名单如下 is a list of tenants.
    """
    folded = _ASIDE.sub("", fold(text).text)
    sentences = [part for part in re.split(r"[。;；!?]", folded) if part]
    if not sentences:
        return 0
    last = sentences[-1]
    clause = last if len(folded) <= 30 else re.split(r"[，,]", last.rstrip("：:，,"))[-1]
    if any(word in clause for word in spec.not_captions):
        return -1
    return int(any(word in last for word in spec.captions))


def _planned(table: Table, head: Head, around: Surroundings) -> bool:
    """Whether activities are planned: a head says so, or the file is a plan of work."""
    heads = (cell for row in range(head.row, head.last_row + 1) for cell in table.row(row))
    if any(_PLANNED_HEAD.match(plain_head(cell.text)[0]) for cell in heads):
        return True
    if not _PLAN_TITLE.search(around.title) or _SUMMARY.search(around.title):
        return False
    return not any(_SUMMARY.search(text) or "已" in text for text in around.near)


def names_fit(table: Table, head: Head, roster: str) -> bool:
    """Whether the cells under the identity's head can be names of such rows."""
    return _names_fit(roster, _names(table, head, IDENTITY[roster]), TOLD_SHARE)


def _names(table: Table, head: Head, identity: str) -> list[str]:
    column, end = head.columns[identity].first, head.columns[identity].last
    last = min([head.last_row + 25, table.rows, *(label.last_row for label in head.labels)])
    names: list[str] = []
    for row in range(head.last_row + 1, last + 1):
        cell = table.cell(row, column)
        if cell is None or cell.empty or is_none(cell.text):
            continue
        if (cell.row, cell.column) != (row, column) or cell.last_column > end:
            continue  # a cell that covers several columns is the form going on
        text = cleaned(cell.text)
        names.append(fold(text[without_serial(text) :]).text)
        if len(names) == 12:
            break
    return names


def _names_fit(roster: str, names: Sequence[str], least: float) -> bool:
    """Whether the names can be names of such rows; an empty list fits no roster.

    Args:
        least: The share of names that must end as bodies' names do (公司, 团队, 工作室).
    """
    if not names:
        return False
    if roster in ("team_members", "mentors"):
        return _share(names, _PERSON) >= 0.6
    if any(name in ("企业", "团队", "是", "否") for name in names[:3]):
        return False
    if _share(names, re.compile(r"[0-9.,%年月日\-/:]+")) > 0.3:
        return False
    if roster == "events":
        return True
    if sum(len(name) == 1 or indicator(name) is not None for name in names) * 3 > len(names):
        return False  # a column of units (家, 场) or of indicators (在驻企业)
    bodies = sum(bool(BODY_NAME.search(name)) for name in names) / len(names)
    return bodies >= least


def _share(names: Iterable[str], pattern: re.Pattern[str]) -> float:
    fitting = [bool(pattern.fullmatch(name)) for name in names]
    return sum(fitting) / len(fitting)
