"""Folded text in, every number with its unit out, in base units and with its place.

Knows how officials and applicants write figures: 1.2万余平米, 近百个, 十余场, 15-20家, 60亿+元,
百分之五十, 七成. Leaves out what only looks like a figure: dates, telephone numbers, codes, list
numbers, and numerals inside words (一流, 统一). Never decides what a figure is about.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractors.language.lookalikes import is_word
from extractors.language.masks import masked
from extractors.language.numerals import DIGITS, NUMERAL, SCALES, numeral
from extractors.language.units import (
    AFTER,
    BEFORE,
    COUNTED,
    COUNTERS,
    NOT_BEFORE,
    NOT_BEFORE_NUMBER,
    ORDINALS,
    UNITS,
    Approximate,
    Unit,
)

__all__ = ["Approximate", "Quantity", "Unit", "quantities"]


class Quantity(NamedTuple):
    """A number with its unit and its half-open places in the folded text.

    Args:
        value: In the base unit of `unit`; the low end of a range.
        counter: The unit word as written (家, 元, 元/m2/月), without scale; "" where none is.
        start: First character, with the word of approximation before the number.
        end: One behind the unit, with the word of approximation after it.
        number_start: First digit.
        number_end: One behind the number and its scale.
        high: The high end of a range (15-20家), else None.
    """

    value: Decimal
    unit: Unit
    counter: str
    start: int
    end: int
    number_start: int
    number_end: int
    approximate: Approximate | None = None
    high: Decimal | None = None


# A number with more digits is an account or bait, no figure.
_MOST_DIGITS = 15

_WORDS = "|".join(
    re.escape(word) for word in sorted({*UNITS, *COUNTERS, *ORDINALS}, key=len, reverse=True)
)
# What a price is for: 元/m2/月, 元每平方米每月, 元/(m2·月)
_PRICED = (
    r"(?:(?:/|每|[.·•])\(?(?:平方米|平米|m2|M2|平方|平|[天日月年季]度?|个?工位|人次?|家|个|次|户|间"
    r"|场|度|吨)\)?){1,3}"
)
_BOUND = r"(?:\(含[^()]{0,6}\)|\(不含\)|及|或|含)?(?:以上|以内|以下|左右|上下)"
_ANY_NUMERAL = re.compile(rf"[0-9{NUMERAL}]")
# A cell such as 12 68: one number broken over two lines, or two; nobody can tell.
_BROKEN = re.compile(r"[0-9][0-9.,]*(?: [0-9.,]+)+")
_BOUND_BEHIND = re.compile(_BOUND)
_QUANTITY = re.compile(
    rf"""
    (?P<number>
        [0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?      # 1,200.5
      | [0-9]{{1,4}}(?:[万亿][0-9]{{1,4}}[千百] | 千[0-9]百)    # 1万2千
      | [0-9]+(?:\.[0-9]+)?                                     # 820  0.082
      | [{NUMERAL}]+(?:点[{"".join(DIGITS)}]+[万亿]?)?            # 三十  一点二万
    )
    (?P<scale> [十百千万亿]{{0,2}} )                             # 万
    (?P<more> (?:\(?[余多来+]\)?)? )                             # 20余  60亿+
    (?P<scale2> [十百千万亿]{{0,2}} )                            # 20余万
    [ ]?                                                        # 820 m2
    (?: (?P<unit> {_WORDS} ) (?P<priced> {_PRICED} )?
      | \( (?P<bracketed> {_WORDS} ) \) )?                      # 96(个)
    (?P<bound> {_BOUND} | \+(?![0-9A-Za-z]) | 多(?=[，。；、)来]|$) )?  # 20家以上  300家+  3年多
    """,
    re.VERBOSE,
)
# The fraction is written in words: 百分之五十, 三分之一, 七成, 一成半, 八折
_FRACTION = re.compile(
    rf"""
    (?P<whole> 百 | 千 | 万 | [{NUMERAL}]{{1,4}} | [0-9]{{1,4}} ) 分之
    (?P<part> [0-9]+(?:\.[0-9]+)? | [{NUMERAL}]+(?:点[{"".join(DIGITS)}]+)? )
  | (?<![0-9.{NUMERAL}])(?P<tenths> [一二三四五六七八九] | [1-9](?:\.[0-9])? )
    (?P<tenth> 成(?![为立功果本熟长员效套都形交就分]) | 折(?![扣叠旧返]) )
    (?P<half> 半 | [一二三四五六七八九](?![一二三四五六七八九十百千家个人名项场年月点至到-]) )?
    """,
    re.VERBOSE,
)
# The unit is written before: 每平方米每月30元
_EACH = re.compile(
    r"每(?:个?工位|平方米|平米|m2|平方|平|人|位|户|家|个?月|天|日)"
    r"(?:[/每](?:个?工位|平方米|平米|m2|人|位|个?月|天|日|年)){0,2}"
    r"(?:租金|收费|收取|为|补贴|补助|奖励|给予)?$"
)
# 第3层, and the second of 第一、二年
_NTH = re.compile(rf"第(?:[0-9{NUMERAL}]{{1,3}}[、和及至到~-])?$")
_NUMBERED = ("见表", "附表", "见图", "附图", "附件", "附录")  # 见表1, 附件2
_CURRENCY = frozenset("¥￥")
_JOINS = re.compile(r"-{1,2}|~|至|到")
_MARKS = frozenset("，。；、,;:!?)）(%】」』》>\"'”’/|~-+=· ")
# A bare number may be followed by these in a sentence without being a part of a name (500强).
_QUOTES = tuple("“\"‘'「")
_LINKS = frozenset("和及与或其是为")


# A text is asked for its figures first, and for all its marks where it has any.
@lru_cache(maxsize=64)
def quantities(folded: str) -> tuple[Quantity, ...]:
    """Find every number with its unit, left to right, none inside another.

    Args:
        folded: Text from `fold`.

    Returns:
        Quantities in base units (㎡, 元, fraction of 1, years, months, days), with half-open
        offsets into `folded`. Empty when there is none.

    Source:
        亩 = 2000/3 ㎡; the other factors stand in `units.UNITS`.

    Example:
        >>> [(str(q.value), q.counter) for q in quantities("面积1.2万余平米，近百个工位")]
        [('12000', '平米'), ('100', '个')]
    """
    if _ANY_NUMERAL.search(folded) is None or _BROKEN.fullmatch(folded):
        return ()
    mask = masked(folded)
    found = [
        fraction
        for match in _FRACTION.finditer(folded)
        if not any(mask[match.start() : match.end()])
        and (fraction := _fraction(folded, match)) is not None
    ]
    for fraction in found:
        mask[fraction.start : fraction.end] = b"\x01" * (fraction.end - fraction.start)
    found += [
        quantity
        for match in _QUANTITY.finditer(folded)
        if not mask[match.start()] and (quantity := _read(folded, match)) is not None
    ]
    found.sort(key=lambda quantity: quantity.number_start)
    return tuple(q for q in _joined(folded, found) if _meant(folded, q))


def _fraction(folded: str, match: re.Match[str]) -> Quantity | None:
    if match["whole"]:
        whole, part = numeral(match["whole"]), numeral(match["part"])
        if not whole or part is None:
            return None
        value, number_start = part / whole, match.start("part")
    else:
        tenths = numeral(match["tenths"])
        if tenths is None:
            return None
        more = {"半": "0.5", "": "0"}.get(match["half"] or "")  # 七成半, 七成五
        hundredths = Decimal(more) if more else (numeral(match["half"]) or Decimal(0)) / 10
        value = (tenths + hundredths) / 10
        number_start = match.start()
    counter = match["tenth"] or "分之"
    quantity = Quantity(
        _exact(value), Unit.SHARE, counter, match.start(), match.end(), number_start, match.end()
    )
    bound = _BOUND_BEHIND.match(folded, match.end())
    if bound is not None:
        quantity = quantity._replace(end=bound.end())
    return _approximated(folded, quantity, "", bound[0] if bound else "")


def _read(folded: str, match: re.Match[str]) -> Quantity | None:
    """The quantity a match states; None where the digits are part of a word or code."""
    start, written = match.start(), match["number"]
    before = folded[max(start - 12, 0) : start]
    if len(written) > _MOST_DIGITS + 6 or _inside_code(folded, before, match):
        return None
    unit_word, more = match["unit"] or match["bracketed"] or "", match["more"]
    priced = match["priced"] or ""
    bound, end = match["bound"] or "", match.start() + len(match[0].rstrip())
    if match["unit"] and folded.startswith(NOT_BEFORE.get(unit_word, ()), match.end("unit")):
        unit_word, priced, bound, end = "", "", "", match.end("scale2")
    scale = match["scale"] + match["scale2"]
    value = _value(written, scale)
    if value is None or is_word(before, written, unit_word, more, folded[end : end + 2]):
        return None
    if priced and UNITS.get(unit_word, (Unit.COUNT,))[0] is not Unit.MONEY:
        priced, bound, end = "", "", match.end("unit")  # 三年每月20元: the price is the next one's
    unit, factor = UNITS.get(unit_word, (Unit.COUNT if unit_word else Unit.BARE, Decimal(1)))
    number_end = match.end("scale2") - (len(more) if more and not match["scale2"] else 0)
    counter = unit_word + priced
    quantity = Quantity(_exact(value * factor), unit, counter, start, end, start, number_end)
    if unit is Unit.YEARS and _HALF_MORE.match(folded, end):
        half = Decimal("0.5")
        quantity = quantity._replace(value=quantity.value + half, end=end + 1)
    quantity = _with_kind(quantity, before, folded, written)
    if before == "-" and end == len(folded) and unit in _SIGNED:
        # A loss, alone in its cell; in a sentence the dash is one of a list.
        return quantity._replace(value=-quantity.value, start=0, number_start=0)
    if unit is Unit.AREA and (before == "-" or before[-2:] == ":-"):
        return None  # 总面积:-800平方米
    return _approximated(folded, quantity, more, bound)


def _value(written: str, scale: str) -> Decimal | None:
    if written[0] == "0" and written[1:2].isdigit():
        return None  # 007: a number of a list or a machine
    value = numeral(written)
    if value is None or (len(written) > 1 and _is_digit_run(written)):
        return None
    for character in scale:
        value *= SCALES[character]
    return value


def _is_digit_run(written: str) -> bool:
    """三五家 is a handful and 一二三产 a name; 一二〇 is a number."""
    return all(c in DIGITS for c in written) and not any(DIGITS[c] == 0 for c in written)


def _exact(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _inside_code(folded: str, before: str, match: re.Match[str]) -> bool:
    """Whether letters, dots or operators bind the digits to something that is no figure."""
    last = before[-1:]
    arabic = match["number"][0].isascii()
    if arabic and (last.isascii() and (last.isalpha() or last in ("_", "@", "#", "&"))):
        return True
    if last in (".", "/", "*", "×", "+", "=") and before[-2:-1].isascii() and before[-2:-1]:
        # 2.2022 after a list number keeps its figure; 1+3, 7*24 do not.
        return before[-2:-1].isalnum()
    if match["unit"] or match["bracketed"]:
        return False
    following = folded[match.end() : match.end() + 1]
    return arabic and following.isascii() and (following.isalpha() or following in ("_", "*"))


def _with_kind(quantity: Quantity, before: str, folded: str, written: str) -> Quantity:
    """Set apart what only the words around tell: 第3层, 每平方米30元, ¥1200, 18日 of a month."""
    word = quantity.counter
    if _NTH.search(before) or word in ORDINALS or (before[-1:] == "前" and word in ("名", "位")):
        return quantity._replace(unit=Unit.ORDINAL)
    if word == "日" and folded[quantity.end : quantity.end + 1] not in ("内", "之"):
        return quantity._replace(unit=Unit.ORDINAL)
    if word == "期" and not written[0].isascii() and before[-1:] not in tuple("了共办展计训"):
        # 二期5栋: the second phase of a building; 培训六期 counts.
        return quantity._replace(unit=Unit.ORDINAL)
    if quantity.unit is Unit.MONEY and (
        (len(word) > 1 and word[1] in "/每.·•(") or _EACH.search(before)
    ):
        return quantity._replace(unit=Unit.PRICE)
    if quantity.unit is Unit.BARE and folded.startswith(COUNTED, quantity.end):
        return quantity._replace(unit=Unit.COUNT, counter="个")
    if quantity.unit is Unit.BARE and before.endswith(_NUMBERED):
        return quantity._replace(unit=Unit.ORDINAL)
    if quantity.unit is Unit.BARE and before[-1:] in _CURRENCY:
        return quantity._replace(unit=Unit.MONEY)
    if word == "方" and quantity.value < 20:  # 三方协议, 甲乙两方
        return quantity._replace(unit=Unit.ORDINAL)
    return quantity


# 三年半; 第3年半价 and 一年半载 are something else.
_HALF_MORE = re.compile(r"半(?![价年载数])")
_SIGNED = (Unit.BARE, Unit.MONEY, Unit.SHARE)
_LONGEST_BEFORE = max(map(len, BEFORE))
_TIME_UNITS = (Unit.YEARS, Unit.MONTHS, Unit.DAYS)


def _approximated(folded: str, quantity: Quantity, more: str, bound: str) -> Quantity:
    """The quantity with what the words around it say of its exactness."""
    word = _word_before(folded, quantity)
    start = quantity.start - len(word)
    kinds = [BEFORE[word]] if word else []
    for after in (more.strip("()"), re.sub(r"\(.*\)|^[及或含]", "", bound)):
        if after in AFTER:
            kinds.append(AFTER[after])
    if quantity.counter in ("个多月", "个余月"):
        kinds.append(Approximate.AT_LEAST)
    # 超过20家左右: the word before weighs more than the loose one behind.
    return quantity._replace(start=start, approximate=kinds[0] if kinds else None)


def _word_before(folded: str, quantity: Quantity) -> str:
    before = folded[max(quantity.start - _LONGEST_BEFORE - 2, 0) : quantity.start]
    if before.endswith(NOT_BEFORE_NUMBER):
        return ""
    for length in range(_LONGEST_BEFORE, 0, -1):
        word = before[-length:]
        if len(word) < length or word not in BEFORE:
            continue
        if word == "近" and quantity.unit in _TIME_UNITS:
            return ""  # 近三年 is the time looked back on
        if word == "上" and not _rounds_up(before, folded[quantity.number_start]):
            return ""
        return word
    return ""


def _rounds_up(before: str, first: str) -> bool:
    """上百场, 上千万元; never 线上百场 or 以上3家."""
    return first in SCALES and before[-2:-1] not in tuple("线以之网海路")


def _joined(folded: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities with 15 and 20家 of 15-20家 made one, and 2年 and 6个月 of a term."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        pair = last and (_range(folded, last, quantity) or _term(folded, last, quantity))
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(quantity)
    return joined


def _term(folded: str, years: Quantity, months: Quantity) -> Quantity | None:
    """2年6个月, 1年零6个月: one term, in months."""
    joined = folded[years.end : months.start] in ("", "零", "又", "加")
    if not joined or (years.unit, months.unit) != (Unit.YEARS, Unit.MONTHS):
        return None
    return months._replace(
        value=years.value * 12 + months.value,
        start=years.start,
        number_start=years.number_start,
    )


def _range(folded: str, low: Quantity, high: Quantity) -> Quantity | None:
    if low.high is not None or not 1 <= high.number_start - low.end <= 2:
        return None
    if _JOINS.fullmatch(folded, low.end, high.number_start) is None or high.start < low.end:
        return None
    if low.unit is not Unit.BARE and (low.unit, low.counter) != (high.unit, high.counter):
        return None
    alone = low.number_start == 0 and high.end == len(folded)
    if high.unit is Unit.BARE and not alone and folded[high.number_end - 1] not in "万亿":
        return None  # 15-20 in a sentence is a page, a house, a score
    number = folded[high.number_start : high.number_end]
    written = numeral(number)
    value = low.value
    if low.unit is Unit.BARE and written:
        factor = high.value / written
        plain = low.number_end > low.number_start and folded[low.number_end - 1] not in SCALES
        scales = re.search("[十百千万亿]*$", number)
        if plain and number[0].isascii() and scales:
            for scale in scales[0]:
                factor *= SCALES[scale]  # 2-3万元: the 2 is 20,000 as well
        value = _exact(low.value * factor)
    if not value < high.value:
        return None
    return high._replace(
        value=value,
        high=high.value,
        start=low.start,
        number_start=low.number_start,
        approximate=high.approximate or low.approximate,
    )


def _meant(folded: str, quantity: Quantity) -> bool:
    """Whether a number without unit stands by itself; 500强 and 36氪 are names."""
    if quantity.unit is not Unit.BARE:
        return True
    written = folded[quantity.number_start : quantity.number_end]
    following = folded[quantity.end : quantity.end + 1]
    if not written[0].isascii():
        # Chinese numerals without unit: a whole cell (十二), or money without 元 (三百万).
        whole = quantity.start == 0 and quantity.end == len(folded)
        sure = written[0] in DIGITS and len(written) > 1
        return whole or (written[-1] in "万亿" and (sure or quantity.approximate is not None))
    if written[-1] in "万亿":
        return True
    if following in tuple("”\"’'」") and folded[quantity.start - 1 : quantity.start] in _QUOTES:
        return False  # “188”产业: a slogan
    return not following or following in _MARKS or following in _LINKS
