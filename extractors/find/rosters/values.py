"""A cell's text in, the typed value of a roster column out.

Knows the five ways a cell can be: filled, empty, a written "none" (无, /, —), a number with or
without its unit, and unreadable. Units come from the cell, else the head, else the caption.
Never chooses which column a cell belongs to.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.catalogue import ColumnSpec
from extractors.language.dates import dates, month_days
from extractors.language.fold import fold
from extractors.language.numerals import numeral
from extractors.language.quantity import Unit, quantities
from extractors.language.scales import MONEY_UNITS
from extractors.values import PartialDate, Value, ValueKind

__all__ = [
    "Context",
    "cleaned",
    "is_none",
    "kind_of_name",
    "money_factor",
    "typed",
    "without_serial",
]

# A head may write 万 alone; beside other words it would be a number's scale.
_UNITS_IN_HEADS = MONEY_UNITS | {"万": MONEY_UNITS["万元"]}
_MONEY_UNIT = re.compile("(亿元|千万元|百万元|万元|千元|百元|元)")
_UNIT_IN_HEAD = re.compile(
    r"[(\[:：/](?:人民币)?(亿元|千万元|百万元|万元|千元|百元|万|元)|(?:单位|以)[:：]?(亿元|千万元|百万元|万元|千元|百元|元)"
)
# 单位：家、千元、场、人 gives the units of a whole table; 金额均以万元计 one of them.
_UNITS_SAID = re.compile(
    r"(?:单位|金额|货币|币种)([^0-9。;；()]{1,24})|[(\[【]([^()\[\]【】0-9]{1,24})[)\]】]"
)
_UNITS_APART = re.compile(r"[、,，/:：和及与·|\s]+")
_AROUND_UNIT = re.compile(
    "^(?:单位|人民币|金额|均|为|以|是|按|用)+|(?:计算?|列示|表示|填列|为单位)+$"
)
# 投资额万元, 注册资金(万) have their unit at the end.
_UNIT_AT_END = re.compile("[额值入金资款](亿元|千万元|百万元|万元|千元|百元)$")

_NONE = re.compile(
    r"(?:无|没有|暂无|尚无|不适用|未注册|未成立|尚未注册|未登记|[/\\\-~×]+|N/?A|n/?a|none|空|\(无\))"
)
_SERIAL = re.compile(
    r"\s*(?:[(（]?\d{1,3}[)）.．、](?!\d)|\d{1,3}\s+(?=[\u4e00-\u9fff“\"《])|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*"
)
_COMPANY = re.compile(r"(?:公司|企业|\(有限合伙\)|有限合伙\)?)$")

# Days in a sheet count from here; only plausible ones are taken for dates (1982 to 2064).
_SHEET_EPOCH = dt.date(1899, 12, 30)
_SHEET_DAYS = range(30_000, 60_000)
_SHORT_DAY = re.compile(r"(\d{1,2})[./\-](\d{1,2})(?:日)?(?![0-9])")
_COLUMN_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Context:
    """What the cell itself does not say: the year of 3月9日, the factor of a bare amount."""

    year: int | None = None
    factor: Decimal | None = None


def cleaned(text: str) -> str:
    """The text as a reader sees it: wrapped lines joined, blanks only between words of ASCII."""
    text = re.sub(r"\s+", " ", text.strip().replace("\u3000", " ").replace("\xa0", " "))
    return re.sub(r"(?<![!-~]) | (?![!-~])", "", text)


def is_none(text: str) -> bool:
    """Whether the cell says that there is nothing: 无, /, —."""
    return bool(_NONE.fullmatch(fold(text).text))


def without_serial(text: str) -> int:
    """Where the text begins behind a list number (3. 3、 （3） ③); 0 without one."""
    found = _SERIAL.match(text)
    return found.end() if found and found.end() < len(text.rstrip()) else 0


def kind_of_name(name: str) -> str:
    """企业 for a name that ends as companies' do, else 团队."""
    return "企业" if _COMPANY.search(fold(name).text) else "团队"


def money_factor(*texts: str) -> Decimal | None:
    """Yuan for one of the unit that a head or caption names: （万元）, 金额单位：千元."""
    for text in texts:
        folded = fold(text).text
        found = _UNIT_IN_HEAD.search(folded) or _MONEY_UNIT.fullmatch(folded)
        if found:
            return _UNITS_IN_HEADS[next(group for group in found.groups() if group)]
        listed = _listed_unit(folded)
        if listed is not None:
            return listed
    return None


def _listed_unit(folded: str) -> Decimal | None:
    """The money unit among the units that a note gives; None where it gives none or two."""
    for said in _UNITS_SAID.finditer(folded):
        parts = _UNITS_APART.split(said[1] or said[2])
        units = {_AROUND_UNIT.sub("", part) for part in parts} & _UNITS_IN_HEADS.keys()
        if len(units) == 1:
            return _UNITS_IN_HEADS[units.pop()]
    end = _UNIT_AT_END.search(folded) if len(folded) <= 16 else None
    return _UNITS_IN_HEADS[end[1]] if end else None


def typed(spec: ColumnSpec, text: str, head: str, context: Context) -> Value | None:
    """The value a cell holds for its column.

    Args:
        spec: The column of the catalogue.
        text: The cell's text; not empty.
        head: The column's head as written.
        context: The year and the money factor that hold for the table.

    Returns:
        The value in the column's unit; None for a written none and for what cannot be read.
    """
    if is_none(text) and spec.kind is not ValueKind.YES_NO:
        return None
    match spec.kind:
        case ValueKind.DATE:
            return date_in(text, context.year)
        case ValueKind.NUMBER if spec.unit == "元":
            return _money(text, money_factor(head) or context.factor or Decimal(1))
        case ValueKind.NUMBER:
            return _count(text)
        case ValueKind.YES_NO:
            return _yes_no(text, head)
        case _:
            return _text(spec, text)


def _text(spec: ColumnSpec, text: str) -> str | None:
    if spec.key == "credit_code":
        return fold(text).text.upper().replace(" ", "") or None
    if spec.key == "phone":
        number = re.sub(r"\s+", "", text)
        return re.sub(r"(?<=\d)\.0$", "", number) or None
    return cleaned(text) or None


def _money(text: str, factor: Decimal) -> Decimal | None:
    folded = fold(text).text
    for found in quantities(folded):
        if found.unit is Unit.MONEY:
            return found.value
        if found.unit is Unit.BARE or found.unit is Unit.COUNT:
            scaled = folded[found.number_start : found.number_end].endswith(("万", "亿"))
            return found.value if scaled else found.value * factor
    bare = numeral(folded)
    return None if bare is None else bare * factor


def _count(text: str) -> Decimal | None:
    folded = fold(text).text
    for found in quantities(folded):
        if found.unit in (Unit.BARE, Unit.COUNT):
            return found.value
    return numeral(folded)


_TWO_DIGITS = re.compile(r"(?:19|20)\d{2}\.0[1-9]")
_OCTOBER = re.compile(r"(?:19|20)\d{2}\.1")


def restore_october(rows: Sequence[dict[str, str]]) -> None:
    """2022.1 in a column that writes 2022.03: a sheet has taken the zero of 2022.10 for nothing.

    Args:
        rows: The texts of each row by column; changed in place.
    """
    padded = {key for row in rows for key, text in row.items() if _TWO_DIGITS.fullmatch(text)}
    for row in rows:
        for key in padded & row.keys():
            if _OCTOBER.fullmatch(row[key]):
                row[key] += "0"


def date_in(text: str, year: int | None) -> PartialDate | None:
    """The first date of a cell; one without its year takes `year`."""
    joined = re.sub(r"\s*\n\s*", "", text.strip())
    folded = fold(joined).text
    for span in dates(folded):
        return span.value
    if re.fullmatch(r"\d{5}(?:\.0)?", folded):
        days = int(folded[:5])
        if days in _SHEET_DAYS:
            day = _SHEET_EPOCH + dt.timedelta(days=days)
            return PartialDate(day.year, day.month, day.day)
    if year is None:
        found = _COLUMN_YEAR.fullmatch(folded)
        return PartialDate(int(found[0])) if found else None
    for month_day in month_days(folded):
        return month_day.day_in_year(year)
    if short := _SHORT_DAY.match(folded):
        return PartialDate.checked(year, int(short[1]), int(short[2]))
    found = _COLUMN_YEAR.fullmatch(folded)
    return PartialDate(int(found[0])) if found else None


_TICKED = re.compile(
    r"[√✓✔☑■R▣●](是|否|专职|兼职|专|兼|有|无)|(是|否|专职|兼职|专|兼|有|无)[√✓✔☑■▣●]"
)
# 否（登记在外县）: the bracket only tells more.
_REMARK = re.compile(r"(?<=[是否有无在])\([^()]*\)$")
_YES_WORD = re.compile(
    r"(?:是|有|√|✓|✔|☑|Y|y|yes|专职?|全职|在职|内部|驻场|1|注册在内|在空间内|已注册|在内?|在(?:里面|这里))"
)
_NO_WORD = re.compile(
    r"(?:否|无|没有|不是|×|N|n|no|[/\-~]|兼职?|外聘|外部|校外|0|不在|未注册|在外|特聘)"
)


def _yes_no(text: str, head: str) -> bool | None:
    folded = fold(text).text
    ticked = _TICKED.search(folded)
    if ticked and "□" in folded + text:
        folded = next(group for group in ticked.groups() if group)
    turned = "兼职" in head and "专" not in head and "全" not in head
    folded = _REMARK.sub("", folded)
    if _YES_WORD.fullmatch(folded):
        return not turned or folded.startswith(("专", "全"))
    if _NO_WORD.fullmatch(folded) and not re.fullmatch(r"[/\-~]+|无", folded):
        return turned and not folded.startswith("兼")
    if folded.startswith(("专职", "全职")):
        return True
    if folded.startswith(("兼职", "外聘")):
        return False
    return None
