"""Whether a table goes on with another on the next page. Parts in; a Join or a doubt out.

A table is joined over a page break only where its columns stand at the same places and nothing
speaks against it: serial numbers that start anew, another heading, other kinds of values in
the columns. A repeated heading, 续表, or serial numbers that go on speak for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extractors.readers.layout.grid import Cell, Grid

# Column borders of a table that goes on over a page are drawn at the same x; a table without
# rules shows only the white around them. Mirrored pages move the whole table.
SAME_EDGE = 4.0
SAME_WHITE = 30.0
MOVED = 60.0
# Rows of a heading, and rows of a title above it inside the table.
DEEPEST_HEAD = 4
# Text between two parts of one table is a note or a caption, never a passage.
MOST_BETWEEN = 4
LONGEST_BETWEEN = 160
# So many rows may be missing where nothing but the columns says that a table goes on.
FEW_MISSING = 10

CONTINUED = re.compile(
    r"""[（(\[【]? (?: 续 上? [表页] | 接 上 [表页] | 上 [表页] 续 )       # 续表1 名单 （接上页）
      | [附表件]{1,2} [\d一二三四五六七八九十.\-]* .{0,30} [（(] 续 .{0,3} [)）] $  # 表2 名单（续）
    """,
    re.VERBOSE,
)
NOTE = re.compile(r"[（(]?(?:注|备注|说明|数据|资料来源|来源|填表|填报|单位|[*※])")
NUMBER = re.compile(r"[-+]?\d[\d,，]*(?:\.\d+)?\s*(?:%|[^\d\s]{1,3})?")
DATE = re.compile(r"(?:19|20)\d\d\s*[年.\-/—]\s*\d{1,2}(?:\s*[月.\-/—]\s*\d{0,2}\s*日?)?")
LONG_NUMBER = re.compile(r"[\d\-]{7,}[\dXx]?")
SERIAL = re.compile(r"[（(]?(\d{1,4})[)）.、．]?")
NONE = frozenset({"", "无", "/", "／", "—", "-", "——", "–", "\\", "不适用"})
TOTAL = re.compile(r"(?:合|总|小)计|总数|共计")

Rows = dict[int, dict[int, Cell]]


@dataclass(frozen=True, slots=True)
class Join:
    """How a part goes on: `head` rows repeat the heading; `doubt` is what does not fit."""

    head: int = 0
    doubt: str = ""


def plain(cell: Cell) -> str:
    """The cell's text without white space."""
    return "".join("".join(line.text.split()) for line in cell.lines)


def join_of(first: Grid, last: Grid, below: Grid, between: Sequence[str] = ()) -> Join | None:
    """How `below` goes on with the table that begins with `first` and by now ends with `last`.

    Args:
        between: Texts of the paragraphs between the two, in order.

    Returns:
        None where it is a table of its own.
    """
    if below.page <= last.page or not (below.continues or _same_columns(last, below)):
        return None
    head = repeated_head(first, below)
    announced = any(CONTINUED.match(text) for text in between)
    before, after = _serials(last, 0), _serials(below, head)
    step = after[0] - before[-1] if before and after else None
    follows = step == 1
    said = bool(head) or announced or below.continues
    if between and not _may_stand_between(between, bool(head), announced, follows):
        return None
    if below.page > last.page + 1 and not (head and follows):
        return None
    if not (said or follows) and (_has_own_head(last, below) or not _kinds_agree(last, below)):
        return None
    if step is None or follows:
        return Join(head)
    if step < 0 or not (said or step <= FEW_MISSING):
        return None
    return Join(head, f"序号{before[-1]}之后为{after[0]}")


def _may_stand_between(between: Sequence[str], head: bool, announced: bool, follows: bool) -> bool:
    if len(between) > MOST_BETWEEN or any(len(text) > LONGEST_BETWEEN for text in between):
        return False
    notes = all(NOTE.match(text) or CONTINUED.match(text) for text in between)
    return (notes and (head or announced or follows)) or (head and follows)


def _same_columns(above: Grid, below: Grid) -> bool:
    if above.ruled != below.ruled or len(above.edges) != len(below.edges):
        return False
    moved = below.edges[0] - above.edges[0]
    inner = list(zip(above.edges, below.edges, strict=True))
    if not above.ruled:
        return all(abs(a - b) <= SAME_WHITE for a, b in inner)
    return abs(moved) <= MOVED and all(abs(b - a - moved) <= SAME_EDGE for a, b in inner)


def rows_of(grid: Grid, most: int = 0) -> Rows:
    """Cells by row and column of their top left position; all rows, or the first `most`."""
    rows: Rows = {}
    for cell in grid.cells:
        if not most or cell.row <= most:
            rows.setdefault(cell.row, {})[cell.column] = cell
    return rows


def repeated_head(first: Grid, below: Grid) -> int:
    """How many rows at the top of `below` are the heading of the table, printed again.

    A title may stand in a merged row above the heading and not be repeated.
    """
    ours, theirs = rows_of(first, 2 * DEEPEST_HEAD), rows_of(below, DEEPEST_HEAD)
    for above in range(min(3, first.rows)):
        depth = 0
        while depth < DEEPEST_HEAD and _alike(
            ours.get(above + depth + 1, {}), theirs.get(depth + 1, {})
        ):
            depth += 1
        while depth and any(c.row <= depth < c.row + c.row_span - 1 for c in below.cells):
            depth -= 1
        if depth and _is_head(theirs[1]):
            return depth
    return 0


def _alike(ours: dict[int, Cell], theirs: dict[int, Cell]) -> bool:
    """Whether two rows hold the same texts in the same columns."""
    return bool(theirs) and [(column, plain(cell)) for column, cell in sorted(ours.items())] == [
        (column, plain(cell)) for column, cell in sorted(theirs.items())
    ]


def _is_head(row: dict[int, Cell]) -> bool:
    texts = [text for cell in row.values() if (text := plain(cell))]
    values = sum(bool(_kind(text) not in {"", "words"}) for text in texts)
    return len(texts) >= 2 and values * 3 <= len(texts)


def _has_own_head(above: Grid, below: Grid) -> bool:
    """Whether the first row names columns that hold values in the part above."""
    kinds = _kinds(above)
    row = rows_of(below, 1).get(1, {})
    valued = [column for column, kind in kinds.items() if kind != "words"]
    texts = [plain(row[column]) for column in valued if column in row]
    named = [text for text in texts if text and _kind(text) == "words"]
    return len(valued) >= 2 and len(named) >= 2 and len(named) >= 0.75 * len(valued)


def _serials(grid: Grid, head: int) -> list[int]:
    """The serial numbers of a part's rows, where its first column holds mostly such."""
    found: list[int] = []
    others = 0
    for cell in grid.cells:
        if cell.column == 1 and cell.row > head:
            match = SERIAL.fullmatch(text := plain(cell))
            if match:
                found.append(int(match[1]))
            elif text and not TOTAL.match(text):
                others += 1
    steps = sum(b - a == 1 for a, b in pairwise(found))
    return found if found and others <= 2 and steps * 4 >= 3 * (len(found) - 1) else []


def _kinds_agree(above: Grid, below: Grid) -> bool:
    ours, theirs = _kinds(above), _kinds(below)
    shared = ours.keys() & theirs.keys()
    differing = sum(ours[column] != theirs[column] for column in shared)
    return differing * 3 <= len(shared)


def _kinds(grid: Grid) -> dict[int, str]:
    """What most filled cells of each column hold."""
    counts: dict[int, Counter[str]] = {}
    for cell in grid.cells:
        if cell.column_span == 1 and (kind := _kind(plain(cell))):
            counts.setdefault(cell.column, Counter())[kind] += 1
    return {column: count.most_common(1)[0][0] for column, count in counts.items()}


def _kind(text: str) -> str:
    if text in NONE:
        return ""
    if DATE.fullmatch(text):
        return "date"
    if LONG_NUMBER.fullmatch(text):
        return "code"
    return "number" if NUMBER.fullmatch(text) else "words"


def sums_differ(parts: Sequence[Grid]) -> str:
    """Where a table joined from parts ends in a row of sums that its rows do not add up to.

    Returns:
        What does not fit, in Chinese; "" where all sums agree or none can be checked.
    """
    rows = [row for part in parts for _, row in sorted(rows_of(part).items())]
    if not rows or not any(TOTAL.match(plain(cell)) for cell in rows[-1].values()):
        return ""
    wrong = [column for column in rows[-1] if not _adds_up(rows[:-1], rows[-1], column)]
    return f"合计与各行之和不符（第{'、'.join(map(str, wrong))}列）" if wrong else ""


def _adds_up(rows: Iterable[dict[int, Cell]], total: dict[int, Cell], column: int) -> bool:
    stated = _amount(plain(total[column]))
    if stated is None or TOTAL.match(plain(total[column])):
        return True
    amounts = []
    for row in rows:
        text = plain(row[column]) if column in row else ""
        amount = _amount(text)
        if amount is None and text not in NONE and _kind(text) != "words":
            return True
        amounts.append(amount or Decimal(0))
    return not any(amounts) or sum(amounts) == stated


def _amount(text: str) -> Decimal | None:
    digits = text.replace(",", "").replace("，", "")
    return Decimal(digits) if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", digits) else None
