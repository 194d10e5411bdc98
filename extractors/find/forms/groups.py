"""A form's short labels in, the fields that they name together with the head of their group out.

Forms group rows under a head that spans them (场地 | 面积 | 权属) or go on with the label
before (种子基金 | 有 | 规模): the short label alone says nothing, or another field's name. Only
labels that name a field when both are read together are taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from extractors.catalogue import load_catalogue
from extractors.find.forms.matrices import TOTALS
from extractors.language.fold import fold
from extractors.tables import Cell, Table

# Words that say what is asked of the thing above them, and nothing of the thing.
ASPECTS = frozenset(
    (
        *("面积", "使用面积", "建筑面积", "总面积", "占比", "比例"),
        *("数", "数量", "总数", "总量", "个数", "家数", "人数", "总人数"),
        *("规模", "总规模", "金额", "总额"),
        *("性质", "权属", "来源", "取得方式", "租期", "期限", "起止时间", "起止日期"),
        *("名称", "专职", "专职人数", "专职人员", "全职"),
        *("姓名", "电话", "联系电话", "手机", "手机号码", "邮箱", "电子邮箱"),
        *("场次", "总场次", "次数", "总次数", "场数", "期数"),
    )
)
# A head of a group is a word or two; 三、运行数据 groups all kinds of things.
LONGEST_HEAD = 12

Names = Callable[[str], tuple[str, ...]]
Folded = Mapping[tuple[int, ...], str]


def grouped(table: Table, cell: Cell, text: str, folded: Folded, names: Names) -> tuple[str, ...]:
    """The fields of a cell's label read with the head of its group; empty where there are none.

    Args:
        text: The cell's folded text.
        folded: Every cell's folded text, by its blocks.
        names: What fields a label names.
    """
    if text in TOTALS:
        above = _above(table, cell)
        return names(folded[above.blocks]) if above is not None else ()
    if text not in ASPECTS:
        return ()
    for head in _heads(table, cell):
        thing = _BRACKETS.sub("", folded[head.blocks]).removeprefix("其中").strip(":：、")
        if 2 <= len(thing) <= LONGEST_HEAD and thing not in ASPECTS:
            found = names(thing + text)
            # 入驻企业 + 数量 is the thing itself; 导师 + 面积 is no label at all.
            if found:
                return found
    return ()


def continued(topic: str, text: str) -> tuple[str, ...]:
    """The field that a word names when another has just been spoken of (企业 after 入驻主体).

    Args:
        topic: The field spoken of.
        text: The folded word, perhaps with 其中 before and brackets behind it.
    """
    word = _BRACKETS.sub("", _PART.sub("", text)).strip(":：")
    if len(word) < 2:
        return ()
    for spec in load_catalogue().fields.values():
        if any(fold(one).text == word for one in spec.under.get(topic, ())):
            return (spec.key,)
    return ()


_PART = re.compile(r"^(?:其中|内含|内|含)[:：]?")
_BRACKETS = re.compile(r"\([^()]*\)")


def _heads(table: Table, cell: Cell) -> Iterator[Cell]:
    """What may head the cell: the label two cells before it in its row, then what spans its row."""
    row = [other for other in table.row(cell.row) if other.column < cell.column]
    here = [other for other in row if other.row == cell.row]
    if len(here) >= 2:
        yield here[-2]
    yield from (other for other in reversed(row) if other.row_span > 1)
    if (above := _above(table, cell)) is not None:
        yield above


def _above(table: Table, cell: Cell) -> Cell | None:
    """The head right above that spans several columns, this one among them."""
    above = table.cell(cell.row - 1, cell.column) if cell.row > 1 else None
    if above is None or above.empty or above.last_column == above.column:
        return None
    return above if (above.column, above.last_column) != (cell.column, cell.last_column) else None
