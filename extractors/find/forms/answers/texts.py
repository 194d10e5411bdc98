"""A value beside a label in, the name, address, code or telephone that it is out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.forms.answers.answer import JOINED_AREA, NOTHING, Answer, candidate
from extractors.find.forms.labels import bare_label
from extractors.language.dates import dates
from extractors.language.fold import fold
from extractors.language.identifiers import credit_codes, emails, mobiles, phones
from extractors.model import Candidate

_SPACE = re.compile(r"(?:空间|工场|工坊|创客|咖啡|青创|梦工厂|创业社区|创业营)[^，。]{0,6}$")
_NO_NAMES = {"单位", "盖章", "公章", "签字", "年月日", "单位(盖章)", "(盖章)", "(公章)", "盖章:"}
# 文山市 beside 注册地 says in which town, not at what address.
_ONLY_DIVISION = re.compile(r"[一-龥]{1,12}(?:省|州|市|县|区|旗)")
# 曙光路52号西楼（平阳县）: the town a form asked for beside the address.
_TOWN_BEHIND = re.compile(r"(?<=[0-9号楼层室幢栋座])\([一-龥]{1,10}(?:州|市|县|区|旗)\)$")
_VAGUE = {"地点", "位置", "运营场地", "经营场地"}
_STREET = re.compile(r"[路街道巷镇乡村][^，。]{0,24}[0-9]+号|[0-9]+号|[路街巷].{0,16}[楼层栋幢]")
# What brackets behind a name say of it: 某学院(举办单位:某市教育局), 某公司(盖章).
_ASIDE = re.compile(r"\((?:举办|主办|主管|隶属|原|曾用|简称|以下|下称|盖章|公章|加盖)[^()]*\)$")
# A post on the line below the name of who holds it.
_TITLE_BELOW = re.compile(
    r"(?P<name>[一-龥]{2,4})\s*\n[一-龥（()）]{0,12}(?:主任|经理|院长|科长|处长|校长|主管|干事|助理|老师|总监|秘书|董事长?|教授)[）)]?$"
)
_TO_SIGN = re.compile(r"(?:签字|签名|签章|盖章|公章)\)?:?$")
_PERSON = {"contact_name", "legal_representative"}
_NAME = re.compile(
    r"(?:姓名:)?(?P<name>[^0-9(，,;；/、:]{1,60}?)[-:· ]{0,8}"
    r"(?=手机|电话|座机|邮箱|固话|职务|联系|先生|女士|[0-9(，,;；/、:]|$)"
)


def text_value(spec: FieldSpec, answer: Answer) -> Iterator[Candidate]:
    """The text by its kind: a code that is one, a telephone, a name, an address."""
    text = answer.folded.text
    if NOTHING.match(text):
        return
    fields = load_catalogue().fields
    match spec.key:
        case "credit_code":
            for code in credit_codes(text)[:1]:
                yield candidate(spec, answer, code.value, answer.quote(code.start, code.end))
        case "contact_email":
            for email in emails(text)[:1]:
                yield candidate(spec, answer, email.value, answer.quote(email.start, email.end))
        case "contact_phone" | "contact_mobile":
            cells = mobiles(text)
            for phone in [p for p in phones(text) if p.value not in {m.value for m in cells}][:1]:
                yield candidate(
                    fields["contact_phone"],
                    answer,
                    phone.value,
                    answer.quote(phone.start, phone.end),
                )
            for mobile in cells[:1]:
                yield candidate(
                    fields["contact_mobile"],
                    answer,
                    mobile.value,
                    answer.quote(mobile.start, mobile.end),
                )
        case _:
            if answer.pair.label == "名称" and not _SPACE.search(text):
                spec = fields["operator_name"]
            start, end = _extent(spec, answer)
            if spec.key.endswith("_address") and not _is_address(answer, text[start:end]):
                return
            if end > start and _is_name(text[start:end]):
                evidence = answer.quote(start, end)
                yield candidate(spec, answer, re.sub(r"\s*\n\s*", "", evidence.text), evidence)


def _is_address(answer: Answer, text: str) -> bool:
    """Whether a place is told that can be found; 一楼会议室 beside 地点 is none."""
    if any(label in _VAGUE for label in (answer.pair.label, bare_label(answer.pair.label))):
        return _STREET.search(text) is not None
    return _ONLY_DIVISION.fullmatch(text) is None


def _is_name(text: str) -> bool:
    """Whether the text can be a name or an address: words, not a date or a place to seal."""
    if _TO_SIGN.search(text):
        return False
    without = text
    for date in reversed(dates(text)):
        without = without[: date.start] + without[date.end :]
    return bool(re.search(r"[A-Za-z\u4e00-\u9fff]{2}", without)) and without not in _NO_NAMES


def _original(answer: Answer) -> str:
    """The value with its lines as they stand in the file."""
    block = answer.document.blocks[answer.pair.block].text
    end = len(block) if answer.pair.end < 0 else answer.pair.end
    return block[answer.offset : end].strip()


def _extent(spec: FieldSpec, answer: Answer) -> tuple[int, int]:
    """Where a text value lies: a person without telephone, an address without its area."""
    text = answer.folded.text
    if spec.key in _PERSON:
        if titled := _TITLE_BELOW.match(_original(answer)):
            return 0, len(fold(titled["name"]).text)
        match = _NAME.match(text)
        return match.span("name") if match and len(match["name"]) <= 30 else (0, 0)
    if spec.key == "operator_name" and (aside := _ASIDE.search(text)):
        return 0, aside.start()
    if spec.key.endswith("_address"):
        if area := JOINED_AREA.search(text):
            return 0, area.start()
        if town := _TOWN_BEHIND.search(text):
            return 0, town.start()
    return 0, len(text) if len(text) <= 120 else 0
