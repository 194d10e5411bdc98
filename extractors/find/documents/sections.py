"""An operating plan in, the sections that it holds out.

Policies ask a plan for necessity, foundation, goals, mechanism, services, safeguards, budget and
attachments. Only its headings are read: a paragraph that mentions a budget is no section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.catalogue import PLAN_SECTIONS
from extractors.find.documents.materials import materials_of
from extractors.find.documents.outline import heading_level
from extractors.language.fold import fold
from extractors.model import Block, Document
from extractors.tables import READ_LAYERS

__all__ = ["plan_sections_of"]

# 第一部分, 壹、 一 (its blank folded away), 1.1, （1）, ①, Ⅰ., A.
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十\d]{1,3}[章部编篇节]分?[:：、.]?|"
    r"[(（]?[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}[)）]?[、.．:：]?|"
    r"[(（]?\d{1,2}(?:\.\d{1,2}){0,3}[)）]?[、.．:：]?|[IVX]{1,4}[、.．:：]|[A-H][、.．]|[·◆■●▲])"
)
# What asks or tells in plain words: 怎么, 什么.
_HOW = "(?:怎么样?|怎样|如何|咋样?)"
_WHAT = "(?:什么|哪些|啥)"
_SECTIONS: dict[str, re.Pattern[str]] = {
    "necessity": re.compile(
        "必要性|背景|意义|缘起|缘由|由来|起因|为什么|为何|为啥|何以|缘何|形势|需求分析|市场需求|初衷|"
        "(?:建设|申报|创办|申请)(?:动因|理由|依据|原因)|痛点|紧迫性|重要性"
    ),
    "foundation": re.compile(
        "基础(?!设施(?:服务|预算))|条件|基本情况|概况|现状|简介|场地|人员|成效|业绩|服务团队|团队建设|运营团队|"
        "服务对象|入驻情况|孵化情况|队伍|(?:空间|自我)介绍|我们是谁|关于我们|单位情况|运营情况|硬件|家底|底子|有什么|有哪些|优势|"
        f"(?:已经?|现)(?:有|具备|做了?|干了?|取得)|做[过了成]{_WHAT}|(?:眼下|目前|现在)(?:{_HOW}样|的?样子|状况)|"
        "手[里中头上]有"
    ),
    "goals": re.compile(
        "目标|打算|规划|展望|愿景|任务|发展思路|发展方向|发展定位|下一?步|设想|想做|想走到|走到哪|要做|想去|去哪|蓝图|前景|"
        f"(?:今后|未来|往后|以后|接下来|后[两三几]年|[三五]年(?:内|后|里)|明年)|往(?:哪|何处)|想(?:建|办|干)成|"
        f"(?:建|办|做)成{_HOW}样|发展(?:计划|战略)|远景"
    ),
    "mechanism": re.compile(
        "机制|(?:运[营行]|管理|运作|商业|盈利)(?:模式|方式|流程|体系|思路|方法)|制度|运作|"
        f"运[行营转]管理|组织架构|管理办法|入驻流程|{_HOW}(?:来|去)?(?:运[营作行转]|管|办(?!到|成))|"
        "(?:管理|运[营行转])[与和及、](?:日常)?(?:管理|运[营行转])|管理运[营行转]|"
        "^(?:(?:日常|空间|内部)的?)?(?:管理|运[营行转])$"
    ),
    "services": re.compile(
        "服务(?!团队|队伍|人员|对象|成效|面积|场地|成果|业绩|区域|企业数)|功能|"
        f"(?:提供|帮|给|支持)(?:了|些|到|上|忙)?(?:创业者|大家|团队|他们|企业|入驻者)?(?:的是?)?(?:做|干)?些?{_WHAT}|"
        f"(?:能|可以?)(?:为.{{1,6}})?(?:做|干|提供|给|帮上?|办)(?:到|些|的)?.{{0,3}}{_WHAT}|"
        f"{_HOW}(?:帮|扶|支持|服务)|帮(?:扶|带|忙|助)"
    ),
    "safeguards": re.compile(
        "保障|保证|措施(?!费)|风险(?:防|控|管|应)|支撑|(?:靠|凭|拿)什么(?!运|管)|兜底|落实|组织领导|"
        f"{_HOW}(?:保|确保|落地|防)"
    ),
    "budget": re.compile(
        "预算|经费|资金(?!保障|支持|对接|服务|来源渠道)|(?<!收)费用|投资(?:估算|概算|计划)|"
        "财务(?:计划|测算|安排)|投入(?:计划|概算)|花多少|怎么花|多少钱|钱(?:从|怎|花|用|往|款|的)|开[支销]|"
        "花[销费]|支出|收支|(?:算|记)?账本?$"
    ),
    "attachments": re.compile("^附(?:件|录|表|图)|相关附件|佐证材料|证明材料|附件$"),
}
_LONGEST = 30
_BULLET = re.compile(r"^附件?(?:件|录|表)?[一二三四五六七八九十\d]{0,2}[:：]")
# Headings whose numbering no outline knows, and the words of 【建设必要性】.
_MARKED = re.compile(
    r"^(?:第[一二三四五六七八九十\d]{1,3}(?:[章编篇节]|部分)|[(（]?\d{1,2}[)）]|[IVX]{1,4}[、.．:：]|"
    r"[A-H][、.．])(?=[\u4e00-\u9fff:：])"
)
_BOXED = re.compile(r"^[【\[〖〔「『][^【】\[\]]{2,20}[】\]〗〕」』][:：]?$")
# A chapter's title printed without any number: it is nothing but the policy's own words.
_BARE = re.compile(
    "(?:申报|建设|创办|运营|空间)?(?:背景|意义)?(?:[与和及]|的)?必要性(?:分析)?|(?:申报|建设|项目)背景(?:[与和及]意义)?|"
    "(?:现有|建设|工作|具备的|已具备的)?(?:基础|条件)(?:[与和及]?条件)?|(?:空间)?(?:基本情况|概况|现状)|"
    "(?:建设|发展|运营|总体|工作)*(?:[与和及]运营)?目标(?:[与和及]任务)?|发展规划|(?:运营|运行|管理)(?:管理)?(?:机制|模式)|"
    "(?:可?提供的?|主要|孵化)?服务(?:内容|功能|体系|项目)?|(?:条件)?保障(?:措施|机制)?|"
    "(?:经费|资金|投资|建设)*预算|(?:经费|资金)(?:安排|保障与预算)|附件(?:材料|清单|目录)?|相关附件"
)
_FEWEST_BARE = 3


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
    read = [block for block in document.blocks if block.layer in READ_LAYERS and not block.in_table]
    for block in read:
        found |= _named_by(block, top)
    return tuple(key for key in PLAN_SECTIONS if key in found | _bare_titles(read))


def _bare_titles(blocks: Sequence[Block]) -> set[str]:
    """What lines say that are nothing but a chapter's title; one or two alone are chance."""
    texts = (fold(block.text).text for block in blocks if heading_level(block) is None)
    said = [_titles_of(text) for text in texts if _BARE.fullmatch(text)]
    found = set().union(*said) if said else set()
    return found if len(found) >= _FEWEST_BARE else set()


def _top_level(document: Document) -> int | None:
    """The outline level of the plan's chapters: the highest that at least three headings have."""
    counts: dict[int, int] = {}
    for block in document.blocks:
        level = _level(block) if block.layer in READ_LAYERS else None
        if level is not None and _titles(block):
            counts[level] = counts.get(level, 0) + 1
    return next((level for level in sorted(counts) if counts[level] >= 3), None)


def _level(block: Block) -> int | None:
    """The outline level, also of headings marked in ways that only a plan's chapters are."""
    level = heading_level(block)
    if level is not None or block.in_table:
        return level
    text = fold(block.text).text
    if len(text) > _LONGEST or re.search("[。；;，,]", text):
        return None
    if _BOXED.match(text) or re.match(r"^第[一二三四五六七八九十\d]{1,3}(?:[章编篇]|部分)", text):
        return 1
    return 5 if _MARKED.match(text) else None


def _named_by(block: Block, top: int | None) -> set[str]:
    folded = fold(block.text).text
    if _BULLET.match(folded):
        return {"attachments"}
    level = _level(block)
    if level is None or (top is not None and level > top):
        return set()
    return _titles(block)


def _titles(block: Block) -> set[str]:
    return _titles_of(fold(block.text).text)


def _titles_of(folded: str) -> set[str]:
    text = _NUMBER.sub("", folded.strip("【】[]〖〗〔〕「」『』:： "), count=1)
    if not text or len(text) > _LONGEST:
        return set()
    return {key for key, pattern in _SECTIONS.items() if pattern.search(text)}
