"""Sentences in, people named one by one out: 聘请导师3名：设计师章国栋、财税专家伍丽华.

Takes a list only where an introduction says that mentors or members follow and every entry is
a Chinese name with what the person is. Never takes a lone name in running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extractors.find.rosters.listings import folded_line, numbered_parts
from extractors.find.rosters.values import cleaned
from extractors.language.fold import Folded
from extractors.model import Document, RosterCell, RosterRow
from extractors.tables import READ_LAYERS

__all__ = ["organisation_and_title", "people_in"]

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康"
    "施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成"
    "苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
    "费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈"
    "匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰"
    "支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕"
    "沐侬闪佴字卜危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由寸昂刀木"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|长孙|宇文|南宫|独孤"
_GIVEN = r"[\u4e00-\u9fff]"
_NAME = (
    rf"(?:(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}}"
    rf"|{_GIVEN}{{2,6}}(?:[·•]{_GIVEN}{{1,7}}){{1,3}})"
)
_TITLE = (
    "(?:副|正|高级|资深|首席|注册|特聘|客座|联合|执行|常务|总|退休|在职|持证|主任|技术|财务|投资|运营|市场|项目|创意|法务|客户|信贷|"
    "大客户|产品|区域|业务|研发|品牌|行政|人事|电商|培训|创业)*"
    "(?:教授|研究员|讲师|工程师|高工|经理|总经理|总裁|总监|董事长|董事|合伙人|创始人|律师|会计师|税务师|审计师|"
    "主任|会长|秘书长|理事长|理事|院长|所长|行长|处长|科长|局长|部长|站长|馆长|社长|主席|厂长|校长|店长|CEO|CTO|专家|"
    "设计师|架构师|咨询师|培训师|分析师|规划师|顾问|主理人|负责人|发起人|博士|博导|硕导|工艺师|工艺美术师|技师|农艺师|"
    "审查员|代理人|代理师|策划人|策划师|投资人|企业家|工作者|从业者|创业者|传承人|带头人|教师|老师|院士|评审员|辅导师|"
    "辅导员|指导师|达人|主播|干部|匠人|手艺人|卖家|操盘手|撰稿人|农艺师|编辑|记者|医师|药师|营养师|总工|书记|干事|专员|前台|客服|主管|会计|出纳|文员|助理|秘书|管家)"
)
_BODY = (
    r"(?:公司|集团|大学|学院|学校|院校|高校|协会|学会|商会|联盟|事务所|律师所|律所|中心|银行|支行|信用社|讲师团|基金|创投|资本|研究院|研究所|科研所|"
    r"科技局|局|委员会|管委会|厂|医院|工作室|基地|俱乐部|园区|孵化器|平台|合作社|联社|社|院|所|会|团队|空间|部)$"
)
# 某县市场监管局退休人员: what follows the body is what the person is there.
_BODY_THEN_RANK = re.compile(
    r"^(?P<body>.{2,24}(?:公司|集团|大学|学院|银行|支行|协会|商会|事务所|监管局|局|中心|研究院|研究所|医院))(?P<rank>.{2,8})$"
)
_INTRO = re.compile(
    r"(?P<who>导师|师傅|(?:外聘|指导|特聘)专家|团队成员|服务人员|管理人员|工作人员|专职人员|服务团队)[^。；：:]{0,16}"
    r"(?:[:：]|分别[为是]|(?:名单)?如下[:：]?|包括|(?:有|为)(?=[^0-9一二三四五六七八九十]))"
)
_NOT_NOW = re.compile("拟|计划|预计|将|志愿者|候选|意向|前任|曾")
# A sentence of forty people with what they are has 1 200 characters; a block with more than a few
# such sentences is bait.
LONGEST_LIST, MOST_LISTS = 2_000, 20
MOST_PEOPLE, LONGEST_CAPTION = 200, 40
_END = re.compile(r"[。]|$")
_LIST_NUMBER = re.compile(r"[(（]\d{1,2}[)）][.、]?|\d{1,2}[.、)）]")
_IN_BRACKETS = re.compile(rf"(?P<name>{_NAME})\((?P<about>[^()]{{2,60}})\)")
# 某学院教授张某(食品工艺)
_ASIDE = re.compile(r"(?P<who>[^()，,]{4,40})\((?P<field>[^()]{2,20})\)")
_BETWEEN = re.compile(rf"(?P<body>.{{2,24}}?)?(?P<name>{_NAME})(?P<about>{_TITLE})")
_BEHIND = re.compile(rf"(?P<about>.{{2,40}}?)(?P<name>{_NAME})")
_BEFORE = re.compile(rf"(?P<name>{_NAME})[，,:：\-](?P<about>.{{2,80}})")
_NUMBERED = re.compile(
    rf"^(?P<number>[(（]?\d{{1,2}}[)）]?[.、．]?)?(?P<name>{_NAME})[，,:：(\-](?P<about>.{{2,120}}?)\)?[。；;]?$"
)
_FIELD = re.compile(
    r"^(?:主要|主)?(?:研究方向|指导方向|辅导方向|服务方向|擅长(?:领域)?|专长|特长|领域|主攻|辅导|指导|负责|从事|研究|专注|讲授|讲(?!师)|教(?![师授])|传授"
    r"|带(?!头)|管(?!理)|看(?=项目)|传(?=手艺|技))"
    r"(?:为|是|于|[:：])?(?P<field>.{2,30})$"
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One person: name and what is said of them, as offsets into the folded text."""

    name: tuple[int, int]
    about: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    more: tuple[int, int] | None = None  # what is said behind a comma
    field: tuple[int, int] | None = None  # what the person advises on, in brackets
    numbered: bool = False


def people_in(document: Document) -> Iterator[RosterRow]:
    """The mentors and team members whom sentences of the document list.

    Yields:
        Rows of mentors (name, title, organisation, field, full_time) and of team_members.
    """
    numbered: list[tuple[int, Folded, _Entry]] = []
    intro = ""
    for index, block in enumerate(document.blocks):
        if block.layer not in READ_LAYERS or block.in_table:
            continue
        folded = folded_line(block.text)
        entry = _numbered_entry(folded.text)
        if entry is not None:
            numbered.append((index, folded, entry))
            continue
        yield from _numbered_rows(document, numbered, intro)
        numbered, intro = [], folded.text[-60:]
        yield from _listed(document, index, folded)
    yield from _numbered_rows(document, numbered, intro)


def organisation_and_title(text: str) -> tuple[str, str]:
    """Part 某大学教授 into 某大学 and 教授; a title alone has no organisation."""
    title = re.search(rf"{_TITLE}$", text)
    if title is None:
        return text, ""
    body = text[: title.start()].rstrip(" ，,、/；;")
    return (body, title[0]) if re.search(_BODY, body) else ("", text)


def _listed(document: Document, index: int, folded: Folded) -> Iterator[RosterRow]:
    """The people of sentences in one block."""
    for intro in islice(_INTRO.finditer(folded.text), MOST_LISTS):
        clause = folded.text[max(intro.start() - 12, 0) : intro.end()]
        if _NOT_NOW.search(re.split("[。；;]", clause)[-1]):
            continue
        end = _END.search(folded.text, intro.end())
        stop = min(end.start() if end else len(folded.text), intro.end() + LONGEST_LIST)
        entries = _entries(folded.text, intro.end(), stop)
        mentors = re.search("导师|师傅|专家", intro["who"])
        roster = "mentors" if mentors else "team_members"
        for entry in entries:
            yield _row(document, index, folded, roster, entry)


def _entries(text: str, start: int, stop: int) -> Sequence[_Entry]:
    """All entries between two offsets; none unless at least two and each is a person."""
    divided = [parts] if (parts := numbered_parts(text, start)) else []
    divided += [list(_split(text, start, stop, mark)) for mark in ("；", ";", "、")]
    for parts in divided:
        entries: list[_Entry] = []
        for part_start, part_end in parts[:MOST_PEOPLE]:
            entry = _entry(text, part_start, part_end)
            if entry is None:
                entries = []
                break
            entries.append(entry)
        if len(entries) >= 2:
            return entries
    return ()


def _split(text: str, start: int, stop: int, mark: str) -> Iterator[tuple[int, int]]:
    depth, begin = 0, start
    for place in range(start, stop):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if (text[place] == mark or (mark == "、" and text[place] == "和")) and depth <= 0:
            yield begin, place
            begin = place + 1
    if begin < stop:
        yield begin, stop


def _entry(text: str, start: int, end: int) -> _Entry | None:
    part = text[start:end]
    trimmed = re.sub(r"等(?:\d+[人名位])?$|[，,；;。、]+$", "", part)
    end -= len(part) - len(trimmed)
    if numbered := _LIST_NUMBER.match(text, start, end):
        start = numbered.end()
    found = _person(text, start, end)
    if found is None and (aside := _ASIDE.fullmatch(text, start, end)):
        found = _person(text, *aside.span("who"))
        return found and replace(found, field=aside.span("field"))
    comma = re.compile("[，,]").search(text, start, end)
    if found is None and comma is not None and not re.search("[；;。]", text[start:end]):
        found = _person(text, start, comma.start())
        return found and replace(found, more=(comma.end(), end))
    return found


def _person(text: str, start: int, end: int) -> _Entry | None:
    """A name with what the person is, in any of the orders in which it is said."""
    if found := _IN_BRACKETS.fullmatch(text, start, end):
        return _Entry(found.span("name"), found.span("about"))
    if re.compile(_NAME).fullmatch(text, start, end):
        return _Entry((start, end))
    if found := _BEFORE.fullmatch(text, start, end):
        return _Entry(found.span("name"), found.span("about"))
    if (found := _BETWEEN.fullmatch(text, start, end)) and (
        not found["body"] or re.search(_BODY, found["body"])
    ):
        body = found.span("body") if found["body"] else None
        return _Entry(found.span("name"), found.span("about"), body)
    for found in (_BEHIND.fullmatch(text, start, end), _shorter(text, start, end)):
        if found and re.search(rf"{_TITLE}$", found["about"]):
            return _Entry(found.span("name"), found.span("about"))
    return None


def _shorter(text: str, start: int, end: int) -> re.Match[str] | None:
    """A name of two characters behind a title whose last character may be a surname."""
    return re.compile(rf"(?P<about>.{{2,40}})(?P<name>[{_SURNAMES}]{_GIVEN})").fullmatch(
        text, start, end
    )


def _numbered_entry(text: str) -> _Entry | None:
    found = _NUMBERED.match(text)
    if found is None:
        return None
    return _Entry(found.span("name"), found.span("about"), numbered=bool(found["number"]))


def _numbered_rows(
    document: Document, numbered: Sequence[tuple[int, Folded, _Entry]], intro: str
) -> Iterator[RosterRow]:
    if len(numbered) < 2 or _NOT_NOW.search(intro):
        return
    if not any(entry.numbered for _, _, entry in numbered) and len(intro) > LONGEST_CAPTION:
        return  # lines that begin with a name are a list under a caption only
    if "导师" in intro:
        roster = "mentors"
    elif re.search("团队成员|服务人员|管理人员|工作人员|服务团队", intro):
        roster = "team_members"
    else:
        return
    for index, folded, entry in numbered:
        yield _row(document, index, folded, roster, entry)


def _row(document: Document, index: int, folded: Folded, roster: str, entry: _Entry) -> RosterRow:
    def cell(span: tuple[int, int]) -> RosterCell:
        start, end = folded.span(*span)
        text = cleaned(document.blocks[index].text[start:end])
        return RosterCell(text, document.quote(index, start, end))

    cells = {"name": cell(entry.name)}
    if entry.body is not None and roster == "mentors":
        cells["organisation"] = cell(entry.body)
    if entry.field is not None:
        cells["field" if roster == "mentors" else "service"] = cell(entry.field)
    abouts = [about for about in (entry.about, entry.more) if about is not None]
    if abouts:
        for key, span in (said for about in abouts for said in _said(folded.text, *about)):
            column = "role" if (key, roster) == ("title", "team_members") else key
            if roster == "team_members" and column in ("organisation", "field"):
                column = "service" if column == "field" else ""
            if column == "full_time":
                found = cell(span)
                cells[column] = RosterCell(str(found.value).startswith("专"), found.evidence)
            elif column:
                cells.setdefault(column, cell(span))
    return RosterRow(roster, cells)


def _said(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """What the words about a person say: organisation, title, field, full time or not."""
    for part in re.finditer(r"[^，,；;、:：]+", text[start:end]):
        first, last = start + part.start(), start + part.end()
        words = part[0]
        field = _FIELD.match(words)
        if field:
            yield "field", (first + field.start("field"), first + field.end("field"))
        elif re.fullmatch("[专兼]职.{0,2}", words):
            yield "full_time", (first, last)
        elif title := re.search(rf"{_TITLE}$", words):
            body = re.search(_BODY, words[: title.start()])
            cut = first + (title.start() if body else 0)
            if body:
                yield "organisation", (first, cut)
            yield "title", (cut, last)
        elif re.search(_BODY, words):
            yield "organisation", (first, last)
        elif body := _BODY_THEN_RANK.match(words):
            yield "organisation", (first, first + body.end("body"))
            yield "title", (first + body.end("body"), last)
