"""A rule as its file writes it in, the same with Chinese names out: to be read, not judged by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extractors.catalogue import load_catalogue

# Words of the rule language that an official meets on the page of a policy.
WORDS: Mapping[str, str] = {
    "add_months": "加月数",
    "and": "且",
    "any": "任一",
    "any_window": "任一时段",
    "ceil": "进位取整",
    "count": "个数",
    "day_after": "次日",
    "else": "否则",
    "every": "每一",
    "holds": "含有",
    "in": "属于",
    "judgement": "由复核人判断",
    "known": "已写明",
    "last_day": "年末",
    "last_months": "最近月数",
    "last_year": "上一年度",
    "latest": "较晚者",
    "months": "月数",
    "not": "非",
    "not_both": "不同时",
    "or": "或",
    "reference_date": "评审基准日",
    "region": "政策地区",
    "reported": "年报已有",
    "registered_in": "注册地在",
    "share": "占比",
    "some": "至少一",
    "statistic": "统计数",
    "total": "合计",
    "where": "其中",
    "window": "该时段",
    "within": "在",
    "year": "年份",
    "years": "年数",
}
SIGNS: Mapping[str, str] = {">=": "≥", "<=": "≤", "==": "=", "!=": "≠", "*": "×"}
# Quoted words stay as they are; names and signs are looked up.
PIECE = re.compile(r"'[^']*'|[A-Za-z_][A-Za-z0-9_.]*|>=|<=|==|!=|\*")


def spoken(rule: str) -> str:
    """The rule with the labels of its fields.

    Example:
        >>> spoken("total_area_m2 >= 500 and count(tenants) >= 15")
        '总面积 ≥ 500 且 个数(入驻企业或创业团队) ≥ 15'
    """
    return PIECE.sub(lambda piece: _names().get(piece[0], piece[0]), rule)


@cache
def _names() -> Mapping[str, str]:
    catalogue = load_catalogue()
    names = {key: roster.label for key, roster in catalogue.rosters.items()}
    for roster in catalogue.rosters.values():
        names |= {key: column.label for key, column in roster.columns.items()}
    names |= {key: spec.label for key, spec in catalogue.fields.items()}
    return {**names, **WORDS, **SIGNS}
