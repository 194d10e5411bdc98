"""Where is this registered? A credit code or an address in, three-valued answer out.

The third to eighth characters of a unified social credit code name the registering division
(GB 32100-2015, GB/T 2260). An address says it by a place name. Never looks anything up.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.model import Outcome
from pipeline.rules.model import Region

# Provinces as addresses begin with them, in short: 上海浦东新区…, 云南昆明….
PROVINCES = (
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江"),
    *("安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆"),
    *("四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港"),
    "澳门",
)
FULL_NAME_ENDINGS = re.compile(
    r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|省|市|地区|盟|州|县|区)$"
)
# A division's own name at the head of an address. A street named after one (广州路) and a
# market (市场) are none; zones, parks and quarters are sorted out below.
NAMES_A_DIVISION = re.compile(
    r"""
    ^(?P<name> [一-鿿]{1,12}?
       (?P<kind> 省 | 自治[区州县] | 市 | 州 | 盟 | 地区 | 县 | 区 | 旗 )
    )
    (?! [东西南北中]? [路街巷道里村镇乡] | 大[道街] | [场政民] )
    """,
    re.VERBOSE,
)
COUNTIES = ("县", "区", "旗", "自治县")
NO_DIVISION = re.compile(r"(?:高新|经开|开发|新|园|社|小|校|厂|矿|景|片|城|度假|工业|管理|服务)区$")


def division_of(credit_code: str) -> str | None:
    """The six digits of the registering division; None where the code has no such digits.

    Example:
        >>> division_of("91530402MA6K000000")
        '530402'
    """
    code = unicodedata.normalize("NFKC", credit_code).strip()
    digits = code[2:8]
    return digits if len(code) == 18 and digits.isascii() and digits.isdigit() else None


def code_inside(credit_code: str, codes: tuple[str, ...]) -> Outcome:
    """Whether the code's division lies in one of the divisions (prefixes of GB/T 2260)."""
    division = division_of(credit_code)
    if division is None:
        return Outcome.UNKNOWN
    return Outcome.MET if division.startswith(codes) else Outcome.NOT_MET


def address_inside(address: str, region: Region) -> Outcome:
    """Whether the address lies in the region, by the place names it holds."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", address)).removeprefix("中国")
    inside = (region.name, *region.places)
    above = (*region.within, *(_short(name) for name in region.within))
    elsewhere = [p for p in PROVINCES if p not in {_short(n) for n in (*inside, *region.within)}]
    if text.startswith(tuple(elsewhere)):
        return Outcome.NOT_MET
    if any(name in text for name in inside):
        return Outcome.MET
    rest = _without(text, above)
    if rest.startswith(tuple(_short(name) for name in inside)):
        return Outcome.MET
    named = NAMES_A_DIVISION.match(rest)
    if named is None or NO_DIVISION.search(named["name"]):
        return Outcome.UNKNOWN
    if named["kind"] in COUNTIES and not _counties_listed(region):
        return Outcome.UNKNOWN  # a county of ours, or of somebody else's
    return Outcome.NOT_MET


def _counties_listed(region: Region) -> bool:
    """Whether a county that the region does not name lies outside it for certain."""
    if all(len(code) == 6 for code in region.codes):
        return True
    return any(re.search(r"(?:县|(?<!地)区)$", place) for place in region.places)


def _short(name: str) -> str:
    """云南 for 云南省, 新疆 for 新疆维吾尔自治区; a name of two characters stays."""
    short = FULL_NAME_ENDINGS.sub("", name)
    return short if len(short) >= 2 else name


def _without(text: str, heads: tuple[str, ...]) -> str:
    """The address without the larger divisions at its head."""
    longest_first = sorted(heads, key=len, reverse=True)
    changed = True
    while changed:
        changed = False
        for head in longest_first:
            if head and text.startswith(head):
                text, changed = text[len(head) :], True
    return text
