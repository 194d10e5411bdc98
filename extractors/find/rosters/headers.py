"""The heads of a table in, the columns of a roster out: which grid column holds which value.

A head fits a column of the catalogue when it is one of its names, or ends in one after words
that only say whose (企业, 入驻, 主要): the noun at the end says what a Chinese head means, so
设备名称 is no name of a company. Knows heads over several rows, heads whose characters stand
one below the other, and lists set side by side. Never looks at captions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.catalogue import ColumnSpec, RosterSpec, load_catalogue
from extractors.find.rosters.head_words import wordings
from extractors.find.rosters.value_kinds import are_bodies, are_posts, noun_of_values
from extractors.language.fold import fold
from extractors.tables import Cell, Table

__all__ = ["Column", "Head", "fit", "head_like", "heads_at", "plain_head", "spelled_out"]

# Words before the noun that say whose it is and not what it is.
_WHOSE = re.compile(
    "(?:企业|团队|创业|创客|入驻|在驻|在孵|孵化|项目|公司|单位|主体|实体|协议|小微|初创|主要|主营|主导|"
    "基本情况|基本信息|规模|经营情况|活动|举办|开展|参加|参与|导师|成员|人员|员工|负责人|联系人|法人|本|该|现|目前|当前|上年度|上年|年度|"
    "[0-9]{4}年度?|末|或|和|及|与|的|其中|最近|签约|被投|获投|投资|培训|实际|已|其|所|毕业|出孵)+"
)
_SEPARATORS = re.compile(r"[/\\、,，;；:：*·#.。\s|_\-~]+|^[0-9一二三四五六七八九十]{1,2}[.、]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_FACTS = re.compile(r"^[0-9.,%:/\-年月日 ]+$")  # a number may wrap in a narrow cell
# 本年 beside 上年同期, below 2022年销售收入.
_THIS_YEAR = re.compile("(?<=.)(?:本年|当年|本期|本年度)(?:数|度)?$")
# 产品及服务 is 产品服务, 企业和团队 企业团队.
_JOINTS = re.compile("[或及与和暨的]")
# A sign of drawing or mathematics amid a head is a character that a scan was misread for: 职⊥总数.
_NO_WORD = re.compile(r"[\u2190-\u23ff\u2500-\u25ff]")
_TURNING = frozenset("起止终始到满退出入进离迁毕专兼有无是否新内外上下总均")
_ALTERNATIVES = re.compile(r"\(([^()]*\|[^()]*)\)")

# A head is a few words. The longest seen: 上年度主营业务收入（万元，以纳税申报表为准）, 24.
LONGEST_HEAD = 40
MOST_HEAD_ROWS = 3
# Lists of companies and teams, whose names tell them where the head (谁, 做项目的) does not.
_OF_BODIES = frozenset({"tenants", "graduates"})
UNNAMED_HEAD = 30.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where a roster's column stands: grid columns, its head's text, how well it fits (0–100)."""

    key: str
    first: int
    last: int
    head: str
    score: float


@dataclass(frozen=True, slots=True)
class Head:
    """Head rows of a table and, for each of its parts side by side, the columns found.

    `labels` are cells at the left that reach down past the head: 团队成员 beside its rows.
    """

    row: int
    depth: int
    parts: tuple[Mapping[str, Column], ...]
    labels: tuple[Cell, ...]
    serial: int | None
    width: int

    @property
    def columns(self) -> Mapping[str, Column]:
        return self.parts[0]

    @property
    def last_row(self) -> int:
        return self.row + self.depth - 1

    @property
    def score(self) -> float:
        return sum(column.score for column in self.columns.values())


@dataclass(frozen=True, slots=True)
class _Leaf:
    first: int
    last: int
    text: str  # the lowest head cell
    path: str  # with those it stands under
    above: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 14)
def plain_head(text: str) -> tuple[str, str]:
    """A head without layout, brackets and separators; and the same with what brackets hold."""
    folded = fold(text).text
    core = _SEPARATORS.sub("", _BRACKETS.sub("", folded))
    return core, _SEPARATORS.sub("", re.sub(r"[()\[\]【】〔〕]", "", folded))


@lru_cache(maxsize=1 << 15)
def fit(roster: str, key: str, text: str) -> float:
    """How well a head names a column: 0 not at all, 100 its most telling name."""
    if len(text) > LONGEST_HEAD:
        return 0.0
    spec = load_catalogue().rosters[roster].columns[key]
    return max((_fit(spec, head) for head in _forms(text)), default=0.0)


@lru_cache(maxsize=1 << 14)
def _forms(text: str) -> frozenset[str]:
    """A head in every wording, without what changes nothing."""
    forms: set[str] = set()
    for wording in (text, *wordings(text)):
        core, full = plain_head(wording)
        forms |= {core, full, _JOINTS.sub("", core), _THIS_YEAR.sub("", core)}
    return frozenset(form for form in forms if form)


@lru_cache(maxsize=512)
def spelled_out(name: str) -> tuple[str, ...]:
    """Every head that an entry of the catalogue stands for.

    Args:
        name: An entry such as (入驻|进驻)(时间|日期); an empty alternative may be left out.

    Returns:
        The heads in the order of the alternatives; the entry itself where it has none.
    """
    found = _ALTERNATIVES.search(name)
    if found is None:
        return (name,)
    before, rest = name[: found.start()], spelled_out(name[found.end() :])
    return tuple(before + one + end for one in found[1].split("|") for end in rest)


@dataclass(frozen=True, slots=True)
class _Names:
    """The heads of a column with their worth: spelled out, with a gap (…), and as entered.

    The last two are kept by length: a head misread has as many characters as the name it is.
    """

    exact: Mapping[str, float]
    gapped: Mapping[str, float]
    spelled: Mapping[int, Sequence[tuple[str, float]]]
    entered: Mapping[int, Sequence[tuple[str, float]]]


@lru_cache(maxsize=256)
def _names(headers: tuple[str, ...]) -> _Names:
    exact: dict[str, float] = {}
    gapped: dict[str, float] = {}
    entered: dict[str, float] = {}
    for place, entry in enumerate(headers):
        worth = 100 - min(place, 60) * 0.5
        for name in spelled_out(entry):
            (gapped if "…" in name else exact).setdefault(name, worth)
        if entry in exact and len(entry) >= 5:
            entered.setdefault(entry, worth)
    return _Names(exact, gapped, _by_length(exact), _by_length(entered))


def _by_length(names: Mapping[str, float]) -> Mapping[int, Sequence[tuple[str, float]]]:
    found: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for name, worth in names.items():
        found[len(name)].append((name, worth))
    return found


def _fit(spec: ColumnSpec, head: str) -> float:
    names = _names(spec.headers)
    found = [names.exact.get(head, 0.0)]
    found += [worth - 25 for name, worth in names.gapped.items() if _wild(name).fullmatch(head)]
    for cut in range(1, len(head) - 1):
        worth = names.exact.get(head[cut:])
        if worth is not None and _WHOSE.fullmatch(head[:cut]):
            found.append(worth - 35)
    # one character misread in a scan
    alike = names.entered.get(len(head), ())
    found += [worth - 50 for name, worth in alike if _misread(head, name)]
    if len(head) > 2 and _NO_WORD.search(head):
        seen = [(place, one) for place, one in enumerate(head) if not _NO_WORD.match(one)]
        found += [
            worth - 50
            for name, worth in names.spelled.get(len(head), ())
            if all(name[place] == one for place, one in seen)
        ]
    return max(found)


@lru_cache(maxsize=256)
def _wild(name: str) -> re.Pattern[str]:
    return re.compile(".{1,6}".join(re.escape(part) for part in name.split("…")))


def _misread(head: str, name: str) -> bool:
    """Whether one character differs, and not one that turns the meaning round: 终止 for 起止."""
    if len(head) != len(name):
        return False
    differing = [(a, b) for a, b in zip(head, name, strict=True) if a != b]
    return len(differing) == 1 and not _TURNING.intersection(differing[0])


def heads_at(table: Table, row: int, spec: RosterSpec, identity: str) -> Head | None:
    """The best reading of the rows from `row` on as the roster's heads.

    Args:
        row: First head row, from 1.
        identity: The column that every row needs (name, tenant).

    Returns:
        None where the identity has no column or nothing else is recognised.
    """
    best: Head | None = None
    for depth in _depths(table, row):
        head = _head(table, row, depth, spec, identity)
        if head is None:
            continue
        slack = -1 if best is not None and _reach(table, best.last_row, head.last_row) else 1
        if best is None or head.score > best.score + slack:
            best = head
    return best


def _reach(table: Table, row: int, last: int) -> bool:
    """Whether cells of a head's row reach down to another, which then is of the head too."""
    return sum(1 for cell in table.row(row) if not cell.empty and cell.last_row == last) >= 2


def _depths(table: Table, row: int) -> Iterator[int]:
    for depth in range(1, MOST_HEAD_ROWS + 1):
        last = row + depth - 1
        filled = [cell for cell in table.row(last) if not cell.empty]
        if last > table.rows or not head_like(filled):
            return
        yield depth


@lru_cache(maxsize=4096)
def _is_fact(text: str) -> bool:
    folded = fold(text).text
    return bool(_FACTS.match(folded)) or len(folded) > LONGEST_HEAD


def head_like(cells: Sequence[Cell]) -> bool:
    """Whether filled cells can be a row of heads: words, no figures, dates or long text."""
    return bool(cells) and not any(_is_fact(cell.text) for cell in cells)


def _head(table: Table, row: int, depth: int, spec: RosterSpec, identity: str) -> Head | None:
    last = row + depth - 1
    labels = tuple(
        cell
        for cell in table.row(row)
        if cell.last_row > last and cell.column < table.columns and not cell.empty
    )
    leaves = _leaves(table, row, last, labels)
    if len(leaves) < 2:
        return None
    parts = tuple(
        columns
        for part in _side_by_side(leaves)
        if identity in (columns := _assigned(table, last, part, spec, identity))
        and len(columns) > 1
    )
    if not parts:
        return None
    return Head(row, depth, parts, labels, _serial(leaves), table.columns)


def _leaves(table: Table, row: int, last: int, labels: tuple[Cell, ...]) -> list[_Leaf]:
    leaves: list[_Leaf] = []
    column = 1
    while column <= table.columns:
        path: list[Cell] = []
        for at in range(row, last + 1):
            cell = table.cell(at, column)
            if cell is not None and cell not in labels and (not path or path[-1] is not cell):
                path.append(cell)
        end = min((cell.last_column for cell in path), default=column)
        texts = [cell.text for cell in path if not cell.empty]
        whole_row = any(cell.column == 1 and cell.last_column >= table.columns for cell in path)
        if texts and not whole_row:
            above = tuple(texts[:-1])
            leaves.append(_Leaf(column, max(end, column), texts[-1], "".join(texts), above))
        column = max(end, column) + 1
    return leaves


def _side_by_side(leaves: list[_Leaf]) -> list[list[_Leaf]]:
    """The leaves cut where the same heads repeat: 序号|名称|序号|名称."""
    heads = [plain_head(leaf.path)[0] for leaf in leaves]
    for parts in (2, 3):
        size, rest = divmod(len(heads), parts)
        if not rest and size >= 2 and heads == heads[:size] * parts:
            return [leaves[size * part : size * (part + 1)] for part in range(parts)]
    return [leaves]


def _assigned(
    table: Table, last: int, leaves: list[_Leaf], spec: RosterSpec, identity: str
) -> dict[str, Column]:
    """Each column its best head, each head one column; the identity chooses first."""
    options: list[tuple[bool, float, str, _Leaf]] = []
    for key in spec.columns:
        for leaf in leaves:
            score = max(fit(spec.key, key, leaf.text), fit(spec.key, key, leaf.path))
            if score:
                options.append((key == identity, score, key, leaf))
    found: dict[str, Column] = {}
    taken: set[int] = set()
    _take(options, found, taken)
    if identity not in found and spec.key in _OF_BODIES and found:
        _take_bodies(table, last, leaves, identity, found, taken)
    if identity in found:
        left = [leaf for leaf in leaves if leaf.first not in taken]
        _take(list(_understood(table, last, left, spec)), found, taken)
        if "role" in spec.columns and "role" not in found:
            _take_posts(table, last, leaves[0].first, found)
    return found


def _take_posts(table: Table, last: int, end: int, found: dict[str, Column]) -> None:
    """负责人, 成员 in a column that has no head, before the names."""
    for column in range(1, end):
        if are_posts(table, last, column):
            found["role"] = Column("role", column, column, "", UNNAMED_HEAD)
            return


def _take_bodies(
    table: Table,
    last: int,
    leaves: list[_Leaf],
    identity: str,
    found: dict[str, Column],
    taken: set[int],
) -> None:
    """The first column of bodies' names for the identity, whatever its head seemed to say."""
    for leaf in leaves:
        if leaf.first == leaf.last and are_bodies(table, last, leaf.first):
            for key in [key for key, column in found.items() if column.first == leaf.first]:
                del found[key]
            taken.discard(leaf.first)
            _take([(True, UNNAMED_HEAD, identity, leaf)], found, taken)
            return


def _take(
    options: list[tuple[bool, float, str, _Leaf]], found: dict[str, Column], taken: set[int]
) -> None:
    options.sort(key=lambda option: (not option[0], -option[1], option[3].first))
    for _, score, key, leaf in options:
        if key not in found and leaf.first not in taken:
            found[key] = Column(key, leaf.first, leaf.last, leaf.path, score)
            taken.add(leaf.first)


def _understood(
    table: Table, last: int, leaves: list[_Leaf], spec: RosterSpec
) -> Iterator[tuple[bool, float, str, _Leaf]]:
    """Heads that fit with the noun they leave out: 进场 above dates, 用工 above numbers."""
    for leaf in leaves:
        noun = noun_of_values(table, last, leaf.first, leaf.above)
        for key in spec.columns if noun else ():
            exact = _names(spec.columns[key].headers).exact
            score = max((exact.get(form + noun, 0.0) for form in _forms(leaf.text)), default=0)
            if score:
                yield False, score - 20, key, leaf


_SERIAL = re.compile(r"(?:序号?|编号|号|No|NO|no|项次|顺序号|行号)")


def _serial(leaves: list[_Leaf]) -> int | None:
    for leaf in leaves:
        if _SERIAL.fullmatch(plain_head(leaf.path)[0]):
            return leaf.first
    return None
