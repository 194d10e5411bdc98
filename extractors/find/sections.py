"""An operating plan in, the sections that it holds out.

Policies ask a plan for necessity, foundation, goals, mechanism, services, safeguards, budget and
attachments. Only its headings are read: a paragraph that mentions a budget is no section.
"""

from __future__ import annotations

import re

from extractors.catalogue import PLAN_SECTIONS
from extractors.find.materials import materials_of
from extractors.find.outline import heading_level
from extractors.language.fold import fold
from extractors.model import Block, Document
from extractors.tables import READ_LAYERS

__all__ = ["plan_sections_of"]

_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十\d]{1,3}[章部编篇节]分?|[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．:：]?|"
    r"[(（]?\d{1,2}(?:\.\d{1,2}){0,3}[)）]?[、.．]?)"
)
_SECTIONS: dict[str, re.Pattern[str]] = {
    "necessity": re.compile(
        "必要性|背景|意义|缘起|缘由|由来|起因|为什么|为何|形势|需求分析|初衷|建设动因"
    ),
    "foundation": re.compile(
        "基础|条件|基本情况|概况|现状|简介|场地|人员|成效|业绩|服务团队|团队建设|运营团队|服务对象|"
        "入驻情况|孵化情况|队伍|空间介绍|单位情况|运营情况|硬件|家底|有什么"
    ),
    "goals": re.compile(
        "目标|打算|规划|展望|愿景|任务|发展思路|发展方向|发展定位|下一步|下步|设想|想做|要做|想去|去哪"
    ),
    "mechanism": re.compile(
        "机制|(?:运营|运行|管理|运作|商业|盈利)(?:模式|方式|流程|体系)|制度|运作|运行管理|运营管理|"
        "组织架构|管理办法|入驻流程|(?:怎么|如何|怎样)(?:运营|运作|运行|运转|管|办)"
    ),
    "services": re.compile(
        "服务(?!团队|队伍|人员|对象|成效|面积|场地|成果|业绩|区域|企业数)|功能|(?:提供|帮)(?:些|到)?什么"
    ),
    "safeguards": re.compile("保障|保证|措施(?!费)|风险(?:防|控|管|应)|支撑"),
    "budget": re.compile(
        "预算|经费|资金(?!保障|支持|对接|服务|来源渠道)|(?<!收)费用|投资(?:估算|概算|计划)|"
        "财务(?:计划|测算|安排)|投入(?:计划|概算)|花多少|怎么花|多少钱"
    ),
    "attachments": re.compile("^附(?:件|录|表|图)|相关附件|佐证材料|证明材料|附件$"),
}
_LONGEST = 30
_BULLET = re.compile(r"^附件?(?:件|录|表)?[一二三四五六七八九十\d]{0,2}[:：]")


def plan_sections_of(document: Document) -> tuple[str, ...]:
    """The sections of an operating plan, in the policies' order.

    Args:
        document: Any document; only an operating plan has such sections.

    Returns:
        Keys of `catalogue.PLAN_SECTIONS`; empty for every other kind of document.
    """
    if "operating_plan" not in materials_of(document):
        return ()
    found: set[str] = set()
    top = _top_level(document)
    for block in document.blocks:
        if block.layer in READ_LAYERS and not block.in_table:
            found |= _named_by(block, top)
    return tuple(key for key in PLAN_SECTIONS if key in found)


def _top_level(document: Document) -> int | None:
    """The outline level of the plan's chapters: the highest that at least three headings have."""
    counts: dict[int, int] = {}
    for block in document.blocks:
        level = heading_level(block) if block.layer in READ_LAYERS else None
        if level is not None and _titles(block):
            counts[level] = counts.get(level, 0) + 1
    return next((level for level in sorted(counts) if counts[level] >= 3), None)


def _named_by(block: Block, top: int | None) -> set[str]:
    folded = fold(block.text).text
    if _BULLET.match(folded):
        return {"attachments"}
    level = heading_level(block)
    if level is None or (top is not None and level > top):
        return set()
    return _titles(block)


def _titles(block: Block) -> set[str]:
    text = _NUMBER.sub("", fold(block.text).text, count=1)
    if not text or len(text) > _LONGEST:
        return set()
    return {key for key, pattern in _SECTIONS.items() if pattern.search(text)}
