"""A document in, the kinds of required material it serves as out.

The file's name and title say what it is; one file may be several (工作总结和工作计划). A scan has
its name alone. Only where neither says anything does the content decide. Never says whether a
material is valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.find.documents.outline import heading_level
from extractors.find.figures.statistics import statistics_tables
from extractors.find.remember import once_a_document
from extractors.find.rosters.rosters import roster_areas
from extractors.find.rosters.values import cleaned
from extractors.language.fold import fold
from extractors.model import Block, Document
from extractors.tables import READ_LAYERS, tables_of

__all__ = ["materials_of"]

# Kind → how names and titles say it. A title of several parts may be of several kinds.
_TITLES: dict[str, re.Pattern[str]] = {
    "application_form": re.compile(
        r"(?:申报|申请|认定|备案|推荐|申报认定|备案登记)(?:申请|申报|登记)?(?:书|表)(?!.{0,4}(?:填报|填写)说明)|"
        r"申报材料?表|申请认定书|基本信息表|备案信息表|认定材料表"
    ),
    "legal_person_proof": re.compile(
        r"营业执照|法人(?:资格)?(?:登记)?(?:证书?|证明|执照)|登记证书?|民办非企业单位.{0,4}证|社会团体.{0,4}证|"
        r"三证合一|企业法人"
    ),
    "operating_plan": re.compile(
        r"(?:建设|运营|运行|发展|实施|运作|管理)(?:[与和及、]?(?:建设|运营|运行|管理|发展|规划)){0,4}.{0,6}方案|"
        r"可行性(?:研究)?(?:报告|方案)|运营(?:计划书|规划)|建设规划|商业计划书"
    ),
    "annual_plan": re.compile(
        r"工作计划|年度(?:运营|工作|发展|活动)?计划|年计划|工作(?:安排|要点|打算)|计划安排"
    ),
    "annual_summary": re.compile(
        r"(?:工作|年度|年|运营|全年|年终)(?:情况)?总结|总结(?:报告|材料)|年度(?:工作|运营)?报告|工作(?:汇报|报告|回顾)"
    ),
    "premises_proof": re.compile(
        r"租赁(?:合同|协议|备案)|租[房用](?:合同|协议)|租约|承租(?:合同|协议)|房屋.{0,6}(?:合同|协议|证明|产权)|厂房.{0,4}(?:合同|协议)|"
        r"(?:场地|场所|用房|房产|物业).{0,6}(?:证明|合同|协议|产权|使用权?)|不动产权?|房产证|产权证|"
        r"无偿(?:使用|提供).{0,6}(?:证明|协议|合同|函)?|(?:租|续)租(?:合同|协议)|免租(?:证明|协议)|平面图"
    ),
    "tenant_proof": re.compile(
        r"(?:入驻|在孵|在驻|孵化|在园)(?:的)?(?:企业|团队|项目|单位|主体)?(?:[及和与、/或]?(?:创业)?(?:企业|团队|项目))*"
        r".{0,4}(?:证明|名单|名录|名册|清单|一览|汇总|明细|情况表|登记表|台账|营业执照|信息表|花名册|佐证)"
    ),
    "agreements": re.compile(
        r"协议(?!期).{0,8}(?:清单|一览|汇总|台账|名单|名册|名录|明细|目录|登记|统计表|签[订约署]|复印件|扫描件|样本|文本)|"
        r"签[约订署](?:情况|入驻|协议|合同)*(?:清单|一览|汇总|台账|名单|名册|名录|明细|目录|登记|情况)|"
        r"(?:入驻|孵化|服务|合作|聘任|聘请|聘用|导师|投融资|投资|战略合作|共建).{0,6}协议|聘书|合作备忘录"
    ),
    "staff_proof": re.compile(
        r"(?:人员|员工|职工|团队成员|服务团队|管理团队).{0,6}(?:证明|名单|名册|清单|一览|花名册|社保|资质|情况表|证书|简历)|"
        r"社保(?:证明|缴纳|缴费|清单)|社会保险|劳动合同|(?:学历|从业|职称|资格|结业|培训)(?:资格|人员)?(?:培训)?证书?(?:明)?|"
        r"导师.{0,6}(?:名单|名录|名册|清单|一览|证明|汇总|信息表|情况表)"
    ),
    "management_rules": re.compile(
        r"(?:管理|规章|内部|运营)?制度(?:汇编|文件|材料|建设|清单|目录)?|管理(?:办法|规定|细则)|(?:办法|规定)汇编"
    ),
    "statistics": re.compile(
        r"统计(?:报表|年报|月报|季报|数据|表|情况表?|台账|资料|信息)?|年报表|(?<!申)报表|火炬统计|运[行营](?:数据|情况|指标)表|"
        r"(?:运[行营]|经营|孵化|业务|绩效|年度|历年|[两二三四五几]年[^报告]{0,4})(?:主要|基础|关键)?(?:数据|指标)(?!库|平台|科技|中心)|"
        r"(?<!大)数据(?:统计|汇总|报表|一览|表|清单)|指标(?:统计|汇总|完成情况)?表|(?:主要|核心|关键)指标"
    ),
}
# A title that holds the word of another: 统计报表 lists no tenants, 协议清单 proves them perhaps.
_RATHER = {
    "application_form": ("legal_person_proof",),
    "agreements": ("tenant_proof", "staff_proof"),
    "statistics": ("tenant_proof",),
    "operating_plan": ("management_rules",),
    "premises_proof": ("agreements",),
}
_LEASE = re.compile("(?:出租|承租|甲|乙)方")
_LICENCE = (
    re.compile("统一社会信用代码"),
    re.compile("登记机关|发证机关|经营范围|业务范围|宗旨和业务范围"),
)
_FORM_LABELS = re.compile(
    r"^(?:众创空间名称|空间名称|运营(?:主体|单位|机构)|申[报请]单位(?:名称)?|统一社会信用代码|法定代表人|"
    r"联系人|场地(?:面积|来源|性质)|(?:创业)?工位数?|种子基金|单位性质|注册地址|创业导师|总面积|入驻情况)"
)
_RULES = re.compile(r"^第[一二三四五六七八九十]{1,3}条")
_STEM = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_CONTENTS = re.compile(r"^目录$|^目次$")

# A title page seldom has more lines before the text begins.
TITLE_LINES = 6
LONGEST_TITLE = 40


@once_a_document
def materials_of(document: Document) -> tuple[str, ...]:
    """The kinds of material one file serves as.

    Args:
        document: As read; one without text is judged by its name.

    Returns:
        Keys of `catalogue.MATERIALS` in their order, at least one: "other" where nothing fits.
    """
    found = _kinds(fold(_STEM.sub("", document.name)).text)
    found |= _kinds_of_titles(_opening(document))
    found |= _kinds_of_titles(_later_titles(document))
    if not found:
        found = _kinds_of_titles(_sheet_titles(document)) or _by_content(document)
    return tuple(kind for kind in (*_TITLES, "other") if kind in found) or ("other",)


def _kinds(title: str) -> set[str]:
    """What one title says, the more telling word before the less."""
    found = {kind for kind, pattern in _TITLES.items() if pattern.search(title)}
    for kind, others in _RATHER.items():
        if kind in found:
            found -= set(others) - _apart(title, kind, others)
    if "合同" not in title and "annual_plan" in found and "operating_plan" in found:
        found.discard("operating_plan" if "方案" not in title else "annual_plan")
    return found


def _apart(title: str, kind: str, others: tuple[str, ...]) -> set[str]:
    """Kinds that the title names in words of their own: 申报书、营业执照."""
    rest = _TITLES[kind].sub(" ", title)
    return {other for other in others if _TITLES[other].search(rest)}


def _kinds_of_titles(titles: list[str]) -> set[str]:
    return set().union(*(_kinds(title) for title in titles)) if titles else set()


def _opening(document: Document) -> list[str]:
    """The title as it stands at the top: one line, or the first lines together."""
    lines: list[str] = []
    for block in _readable(document, tables=True):
        text = fold(block.text).text
        if block.in_table and not lines:
            continue
        if (
            block.in_table
            or len(text) > LONGEST_TITLE
            or _CONTENTS.match(text)
            or _numbered(block, text)
        ):
            break
        if re.search("[。；;]$|^[附注][:：]|[:：]", text):
            break
        lines.append(text)
        if len(lines) == TITLE_LINES:
            break
    # A running head repeats the title; a cover breaks it: 云南省省级众创空间 / 认定申报书.
    distinct = list(dict.fromkeys(lines))
    return ["".join(distinct[:3])] if distinct else []


def _sheet_titles(document: Document) -> list[str]:
    """A workbook's sheets: their names and what stands alone in the row at their top."""
    titles: list[str] = []
    for table in tables_of(document):
        if table.sheet is not None:
            top = [cell.text for cell in table.row(1) if not cell.empty]
            titles += [fold(text).text for text in (table.sheet, *(top if len(top) == 1 else ()))]
    return titles


def _numbered(block: Block, text: str) -> bool:
    return heading_level(block) is not None and bool(re.match("[一二三四五六七八九十0-9(第]", text))


def _later_titles(document: Document) -> list[str]:
    """Titles at the top of later pages or parts: files bound together in one."""
    titles: list[str] = []
    page: int | None = 1
    for block in _readable(document, tables=False):
        here = block.anchor.page
        if here is None or here == page:
            continue
        page = here
        text = fold(block.text).text
        if 4 <= len(text) <= 25 and _WHOLE_TITLE.fullmatch(text):
            titles.append(text)
    return titles


_WHOLE_TITLE = re.compile(
    r"(?:\(?附件\d{0,2}\)?[:：.、]?)?[^，。；、:：]{0,18}"
    r"(?:申报书|申请书|申请表|申报表|备案表|营业执照|法人证书|登记证书|建设运营方案|运营方案|工作计划|工作总结|租赁合同|租赁协议|使用证明|统计报表|统计年报|管理制度|制度汇编)"
)


def _readable(document: Document, tables: bool) -> Iterator[Block]:
    for block in document.blocks:
        if block.layer in READ_LAYERS and block.text.strip() and (tables or not block.in_table):
            yield block


def _by_content(document: Document) -> set[str]:
    """What the text itself is, where name and title are silent (扫描0001.pdf, 附件3.docx)."""
    texts = [fold(cleaned(block.text)).text for block in _readable(document, tables=True)]
    whole = "".join(texts[:400])
    labels = {match[0] for text in texts if (match := _FORM_LABELS.match(text))}
    if len(labels) >= 4:
        return {"application_form"}
    if len(whole) < 1200 and all(pattern.search(whole) for pattern in _LICENCE):
        return {"legal_person_proof"}
    if "租" in whole and len(set(_LEASE.findall(whole))) >= 2:
        return {"premises_proof"}
    if sum(bool(_RULES.match(text)) for text in texts) >= 3:
        return {"management_rules"}
    headings = [text for block in document.blocks if heading_level(block) for text in [block.text]]
    if sum(bool(re.search("必要性|基础|机制|服务|保障|预算", text)) for text in headings) >= 3:
        return {"operating_plan"}
    return _by_tables(document)


def _by_tables(document: Document) -> set[str]:
    if statistics_tables(document):
        return {"statistics"}
    rosters = {area.roster for area in roster_areas(document)}
    found = {"tenant_proof"} if rosters & {"tenants", "graduates"} else set()
    return found | ({"staff_proof"} if rosters & {"team_members", "mentors"} else set())
