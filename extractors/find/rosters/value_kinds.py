"""A column's cells and the heads above its own in, what kind of thing it holds out: 时间, 人数.

进场 above dates is 进场时间 and 用工 above numbers 用工人数: the head leaves out what one sees.
Never reads what a cell says beyond its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.find.rosters.values import cleaned, is_none
from extractors.language.dates import dates
from extractors.language.fold import fold
from extractors.tables import Table

__all__ = ["are_bodies", "are_posts", "noun_of_values"]

_OF_TIME = re.compile("时间|日期|节点|年月|(?i:dates?)$")
_OF_PEOPLE = re.compile("人数|人员|规模|就业")
_COUNT = re.compile(r"(?:约|近)?\d{1,4}(?:余|多)?[人名位]?")
_SHEET_DAY = re.compile(r"[34]\d{4}")
# As many cells as a glance takes in.
LOOKED_AT = 8
MOSTLY = 0.7


_BODY = re.compile(r"(?:公司|团队|工作室|合作社|项目组|小组)(?:\([^()]*\))?[”\"’》]?$")


def are_bodies(table: Table, head_row: int, column: int) -> bool:
    """Whether a column holds names of companies and teams, whatever its head calls them."""
    cells = (table.cell(row, column) for row in range(head_row + 1, table.rows + 1))
    names = [fold(cell.text).text for cell in cells if cell is not None and not cell.empty]
    named = sum(bool(_BODY.search(name)) for name in names[: 2 * LOOKED_AT])
    return len(names) >= 3 and named >= MOSTLY * min(len(names), 2 * LOOKED_AT)


_POST = re.compile(
    r"(?:创办|主要|总|副|项目|运营|部门){0,2}(?:负责人|创办人|成员|[总副]?经理|主任|副主任|总监|主管|专员|会计|出纳|助理|干事|组长)"
)


def are_posts(table: Table, head_row: int, column: int) -> bool:
    """Whether a column under an empty head holds what people of a team are: 负责人, 成员."""
    head = table.cell(head_row, column)
    if head is None or not head.empty or head.last_row > head_row:
        return False
    cells = (table.cell(row, column) for row in range(head_row + 1, table.rows + 1))
    said = [fold(cell.text).text for cell in cells if cell is not None and not cell.empty]
    posts = sum(bool(_POST.fullmatch(text)) for text in said[:LOOKED_AT])
    return len(said) >= 2 and posts >= MOSTLY * min(len(said), LOOKED_AT)


def noun_of_values(table: Table, head_row: int, column: int, above: Sequence[str]) -> str:
    """时间 over dates, 人数 over small numbers; what stands above the head may say it too.

    Args:
        head_row: The last head row, from 1.
        above: The heads that the column's own stands under, the highest first.
    """
    seen = days = counts = 0
    for row in range(head_row + 1, min(table.rows, head_row + 2 * LOOKED_AT) + 1):
        cell = table.cell(row, column)
        if cell is None or cell.empty or cell.row != row or is_none(cell.text):
            continue
        text = fold(cell.text).text
        days += len(text) <= 16 and (bool(dates(text)) or bool(_SHEET_DAY.fullmatch(text)))
        counts += bool(_COUNT.fullmatch(text))
        seen += 1
        if seen == LOOKED_AT:
            break
    if seen and days >= MOSTLY * seen:
        return "时间"
    if seen and counts >= MOSTLY * seen:
        return "人数"
    said = "".join(cleaned(text) for text in above)
    if not seen and _OF_TIME.search(said):
        return "时间"
    return "人数" if not seen and _OF_PEOPLE.search(said) else ""
