"""A row of a form's table in, whether it heads values below it or the rows beside it out.

Labels stand in a row of their own with their values below, or one label heads several rows
(申请单位 | 名称 | …, 申请单位 | 地址 | …) and has no value itself. Never reads a value.
"""

from __future__ import annotations

import re

from extractors.language.fold import fold
from extractors.tables import Cell, Table

__all__ = ["Names", "heads_group", "is_header"]

Names = dict[tuple[int, ...], tuple[str, ...]]
"""The blocks of a cell → the fields that its label names."""

_FIGURE = re.compile(r"[约近]?[0-9][0-9.,%]*[一-龥㎡]{0,3}")
_BRACKETED = re.compile(r"\([^()]*\)")
_OTHER_LABELS = frozenset(
    (
        *("传真", "邮编", "邮政编码", "网址", "网站", "公众号", "微信", "微信号", "QQ"),
        *("职务", "职称", "性别", "年龄", "学历", "身份证号", "身份证号码", "备注"),
        *("注册资本", "注册资金", "开办资金", "开户银行", "银行账号", "资质等级"),
        *("主管部门", "主管单位", "举办单位", "经营范围"),
    )
)


def is_header(table: Table, cells: list[Cell], names: Names) -> bool:
    """Whether a row holds labels, hardly any unknown, and the one below it none: values.

    What heads both rows at the left (近一年 beside labels and their values) is of neither.
    """
    bottom = min((cell.last_row for cell in cells), default=0)
    cells = [cell for cell in cells if cell.last_row == bottom]
    known = sum(1 for cell in cells if names[cell.blocks] or _is_label(cell.text))
    if not any(names[cell.blocks] for cell in cells):
        return False
    below = [c for c in table.row(bottom + 1) if not c.empty and c.row == bottom + 1]
    if not below or any(names[cell.blocks] for cell in below):
        return False
    if known >= 2 and known >= len(cells) - 1:
        return True
    # 二楼 | 三楼 | 小计 | 其中公共场地 over nothing but figures.
    figures = all(_FIGURE.fullmatch(fold(cell.text).text) for cell in below)
    return known >= 3 and figures and len(below) >= len(cells) - 1


def heads_group(table: Table, cell: Cell, right: Cell, names: Names) -> bool:
    """Whether a cell heads the rows beside it (申请机构 | 机构全名 | 某中心), without a value."""
    further = table.cell(cell.row, right.last_column + 1)
    reaches = cell.row_span > 1 and right.last_row < cell.last_row
    return reaches and further is not None and not further.empty and not names[further.blocks]


def _is_label(text: str) -> bool:
    """Whether a cell is a label of forms that names no field: 传真 beside 电子邮箱."""
    return _BRACKETED.sub("", fold(text).text).strip(":：") in _OTHER_LABELS
