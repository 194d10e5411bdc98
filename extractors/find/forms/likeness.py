"""A label that nobody listed and the value beside it in, the one field that both speak for out.

The label follows a field's recipe but for a word that nothing explains (促进就业人数), or is a
listed name with one sign misread (法定代衰人); the value is of the field's kind: its unit, a
date, a tick, a telephone number. Neither alone is enough, and words that make a label another
thing's (虚拟工位, 展厅面积, 女性就业人数) refuse it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.forms.labels import LONGEST_LABEL, bare_label
from extractors.find.forms.recipes import nearly_composed
from extractors.find.forms.ticks import options
from extractors.language.dates import dates
from extractors.language.divisions import division_of_address
from extractors.language.fold import fold
from extractors.language.identifiers import credit_codes, emails, mobiles, phones
from extractors.values import ValueKind

__all__ = ["fits", "likened"]

# One word of two or three characters; more is a thing of its own.
LONGEST_UNEXPLAINED = 3
# A name of fewer characters with one replaced is often another name: 注册日期, 注销日期.
SHORTEST_MISREAD = 5
LONGEST_VALUE = 60
# Words that make a label another thing's, or ask for something else of the same thing.
_ANOTHER = re.compile(
    "新|增|退|流失|空置|闲置|在建|扩|租|迁|虚拟|累|历|平均|均|单|每|最|率|费|价|元|税|收入|支出|成本"
    "|名|人次|参|时长|地点|内容|主题|意见|职|证|章|签|身份|网|号|户|账|银行|行|财务|推荐|主管|部门"
    "|女|男|青年|学生|博士|硕士|本科|大专|学历|高校|院校|学院|教师|校|科技|高新|规|农|留学|海归|港|台|外"
    "|残疾|退役|党|团|展|餐|厨|宿舍|期|楼|层|室|厅|仓|库|停车|车|绿|生产|厂|园|街|集团|母|子|股东"
    "|服务|申请|受理|发明|实用|外观|软|商标|标准|国家|省|市级|县级|级|配套|贷|担保|授信|补|拨|奖|赛"
    "|限|营收|手机|电话|免|管理人|法人|法定|负责|房东|紧急|物业|会计|出租|承租|时间|人数"
    "|房屋|房产|不动产|土地|宗地|幢|栋|权利|共有"
    "|目标|要求|标准|未|不|非|无|兼|持|取得|考|注销|停|失|原|曾|旧|临时|意向|洽谈|合作|协议|初|升|上市"
)
_SCOPES = ("plan", "foreign", "place", "ever", "each", "compare", "limit", "part_of_year", "aside")
_ORGANISATION = re.compile(
    r"(?:公司|中心|学院|大学|学校|合作社|研究院|研究所|协会|企业|促进会|医院|馆|社|局|院)$"
)
_NAME = re.compile(r"[一-龥]{2,4}|[一-龥]{1,10}·[一-龥]{1,10}")
_STREET = re.compile(r"[路街道巷村镇乡园][^，。]{0,30}[0-9]+[号幢栋楼层室]|[0-9]+号")
_SPACE = re.compile(r"空间|创客|工坊|孵化|创坊|创谷|创业园|咖啡|工场")
_UNITS = {"㎡": "平方米|m2|平米", "元": "元", "年": "年|月", "1": "%|成|百分之"}
_SHORT_ANSWER = re.compile(r"(?:是|否|有|无|已[^，。]{1,4}|未[^，。]{1,4}|具备|不具备|没有)")


def likened(label: str, value: str, recognised: bool = False) -> tuple[str, ...]:
    """The field that an unknown label and the value beside it speak for; empty where none does.

    Args:
        label: The folded label, which names no field by list or recipe.
        value: The text beside it.
        recognised: Whether it was read from a picture, where single signs are misread.

    Example:
        >>> likened("惠及就业人数", "86人"), likened("女性就业人数", "30人")
        (('jobs_count',), ())
    """
    label, text = bare_label(label) + "".join(re.findall(r"\([^()]*\)", label)), fold(value).text
    if not 3 <= len(label) <= LONGEST_LABEL or not 0 < len(text) <= LONGEST_VALUE:
        return ()
    keys = {
        key
        for key, left in nearly_composed(label, LONGEST_UNEXPLAINED)
        if not _refused(key, label, left)
    }
    if recognised:
        keys |= _misread(bare_label(label))
    fitting = [key for key in keys if fits(key, label, text)]
    return tuple(fitting) if len(fitting) == 1 else ()


def _refused(key: str, label: str, left: str) -> bool:
    """Whether what is left over makes it another thing's label."""
    if _ANOTHER.search(left):
        return True
    around = (word for word in _another_things() if word in label and word not in _own_names(key))
    return any(set(word) & set(left) for word in around)


@cache
def _another_things() -> tuple[str, ...]:
    catalogue = load_catalogue()
    words = (*catalogue.distractors, *(w for name in _SCOPES for w in catalogue.scopes[name]))
    return tuple(dict.fromkeys(fold(word).text for word in words))


@cache
def _own_names(key: str) -> str:
    spec = load_catalogue().fields[key]
    return " ".join(fold(name).text for name in spec.labels + spec.form_labels)


def _misread(label: str) -> set[str]:
    """The fields of listed names that differ from the label in one character."""
    if len(label) < SHORTEST_MISREAD:
        return set()
    return {
        key
        for name, keys in _names_by_length().get(len(label), {}).items()
        if sum(one != other for one, other in zip(name, label, strict=True)) == 1
        for key in keys
    }


@cache
def _names_by_length() -> Mapping[int, Mapping[str, tuple[str, ...]]]:
    names: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for spec in load_catalogue().fields.values():
        for name in spec.labels:
            folded = fold(name).text
            names[len(folded)][folded] = (*names[len(folded)].get(folded, ()), spec.key)
    return names


def fits(key: str, label: str, value: str) -> bool:
    """Whether a value is of the field's kind, told by the value itself or the label's unit."""
    spec, text = load_catalogue().fields[key], fold(value).text
    match spec.kind:
        case ValueKind.NUMBER:
            return _measured(spec, label, text)
        case ValueKind.DATE:
            return bool(dates(text))
        case ValueKind.YES_NO:
            ticked = [option for option in options(text) if option.ticked]
            return len(ticked) == 1 or _SHORT_ANSWER.fullmatch(text) is not None
        case ValueKind.CHOICE:
            words = (fold(w).text for words in spec.choices.values() for w in words)
            return len(text) <= 24 and any(word in text for word in words)
        case ValueKind.DIVISION:
            return division_of_address(text) is not None
        case ValueKind.TEXT:
            return _spelt(spec.key, text)
        case ValueKind.NAMES:
            return False


def _measured(spec: FieldSpec, label: str, text: str) -> bool:
    if not re.search(r"[0-9一二三四五六七八九十两百千]", text):
        return False
    if spec.counters:
        units = "|".join(map(re.escape, sorted(spec.counters, key=len, reverse=True)))
        in_label = re.search(rf"\((?:单位:)?(?:{units})\)", label) is not None
        plain = re.fullmatch(r"[约共近]?[0-9]+", text) is not None
        counted = re.match(rf"[^0-9]{{0,4}}[0-9一二三四五六七八九十两百千余多]+(?:{units})", text)
        return (in_label and plain) or counted is not None
    return re.search(_UNITS[spec.unit or "1"], label + text) is not None


def _spelt(key: str, text: str) -> bool:
    match key:
        case "credit_code":
            return bool(credit_codes(text))
        case "contact_email":
            return bool(emails(text))
        case "contact_mobile":
            return bool(mobiles(text))
        case "contact_phone":
            return bool(phones(text))
        case "contact_name" | "legal_representative":
            return _NAME.fullmatch(text) is not None
        case "operator_name":
            return _ORGANISATION.search(text) is not None
        case "space_name":
            return _SPACE.search(text) is not None
    return _STREET.search(text) is not None
