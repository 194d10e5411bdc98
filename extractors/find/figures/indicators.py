"""The label of a statistics row or column in, the catalogue's key out.

An indicator is its core (新注册企业) with words around it that do not change what is counted
(年末, 当年, 数, 总数). 占比, 新增, 累计 do change it and are never taken away. Never guesses:
what is not wholly understood is no key.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.catalogue import load_catalogue
from extractors.find.rosters.head_words import wordings
from extractors.find.rosters.headers import spelled_out
from extractors.language.fold import fold

__all__ = ["indicator"]

_BRACKETS = re.compile(r"\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]")
_NUMBERING = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.]|\d{1,2}(?:\.\d{1,2}){1,3}[、.]?"
    r"|[(（]?\d{1,2}[)）、.](?!\d)|·)"
)
_OF_THESE = re.compile(r"^(?:其?中|#)[:：,，]?")
_BEFORE = re.compile(
    r"^(?:截至|截止)?(?:年度?末|期末|年底|年终|12月末|12月底|12月31日|当年度?|本年度?|全年|本期|年内|年度|上年度?|报告期内?|"
    r"实有|实际|现有|众创空间|空间|\d{4}年度?末?)"
)
_AFTER = re.compile("(?:总人数|人数|总数|数量|情况|合计|个数|家数|次数|场次|场数|规模|数|量)$")
# 组织活动 and 开展活动 are 活动.
_VERB = re.compile("^(?:组织|开展|举办|举行|承办|累计开展)+(?=活动|各类|培训|教育|创业|创新|双创)")
_AMOUNT = re.compile("总?金?额(?:度|合计|总计)?$|总量$")
_MONEY_IN_BRACKETS = re.compile(r"\([^()]*元[^()]*\)")
_SUMMED_IN_BRACKETS = re.compile(r"\((?:历年)?累计(?:数|[:,，、][^()]*)?\)")
_FINANCED = re.compile("投?融资(?:家数|户数)")
_JOINTS = re.compile(r"[/\\、,，·及和与或的()\s:：]+")
# Either order of companies and teams means the same.
_BOTH = re.compile(
    "(?:小微|初创|科技)?企业(?:创业)?团队|(?:创业)?团队(?:小微|初创|科技)?企业|创业企业团队|(?:创业)?主体"
)

# 其中：企业 below 年末入驻团队和企业.
_PARTS = {
    ("tenant_count", "企业"): "company_count",
    ("tenant_count", "团队"): "team_count",
    ("tenant_count", "创业团队"): "team_count",
    ("tenant_count", "初创企业"): "company_count",
    ("tenant_count", "小微企业"): "company_count",
    ("event_count", "培训"): "training_count",
    ("event_count", "创业教育"): "training_count",
    ("event_count", "教育培训"): "training_count",
    ("funded_count", "金额"): "funding_total_yuan",
    ("funded_count", "总额"): "funding_total_yuan",
    ("funded_count", "融资"): "funding_total_yuan",
    ("staff_count", "专职"): "full_time_staff_count",
    ("staff_count", "专职人员"): "full_time_staff_count",
}


def indicator(text: str, parent: str | None = None) -> str | None:
    """The key that a label of a statistics table names.

    Args:
        text: The label as written, with its unit in brackets or without.
        parent: The key of the row above that 其中 belongs to.

    Returns:
        A key of yearly_statistics; None for everything else.
    """
    for wording in (text, *wordings(text)):  # 在驻 Tenants, 融资额/千元
        key = _indicator(wording, parent)
        if key is not None:
            return key
    return None


def _indicator(text: str, parent: str | None) -> str | None:
    core = _core(text)
    if not core:
        return None
    if parent is not None:
        part = _PARTS.get((parent, core)) or _PARTS.get((parent, _bare(core)))
        if part is not None:
            return part
    if _MONEY_IN_BRACKETS.search(fold(text).text) and not core.endswith("额"):
        core += "额"  # 获投融资（万元） is an amount, 获投融资（家） a count
    if _SUMMED_IN_BRACKETS.search(fold(text).text) and "累计" not in core:
        core = "累计" + core  # 毕业企业（累计）
    if _FINANCED.fullmatch(core):  # without 家数 it would be an amount as well
        return "funded_count"
    names = _names()
    for form in (core, _bare(core)):
        if form in names:
            return names[form]
    return None


def _core(text: str) -> str:
    folded = _BRACKETS.sub("", fold(text).text)
    folded = _OF_THESE.sub("", _NUMBERING.sub("", folded))
    return _AMOUNT.sub("额", _BOTH.sub("企业团队", _JOINTS.sub("", folded)))


def _bare(core: str) -> str:
    """The core without words before and after it that change nothing."""
    before = None
    while before != core:
        before = core
        core = _BEFORE.sub("", core) or core
    shorter = _AFTER.sub("", core)
    return _VERB.sub("", shorter or core)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    columns = load_catalogue().rosters["yearly_statistics"].columns
    names: dict[str, str] = {}
    for key, spec in columns.items():
        if key != "year":
            for header in (name for entry in spec.headers for name in spelled_out(entry)):
                core = _core(header)
                names.setdefault(core, key)
                names.setdefault(_bare(core), key)
    return names
