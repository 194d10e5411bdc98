"""Folded text in, the dates written in it out, as exact as they are written.

Knows 2022年3月18日, 2022-03-18, 2022.3, 二〇二一年三月, 21年3月, 20220318, 2021年底 and ranges
between them. A date the calendar does not have is none. Never completes a date without a year
(3月9日): that is a `MonthDay`, and the caller says the year. 同年10月 has the year of the date
before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.language.numerals import digit_run, numeral
from extractors.values import PartialDate

__all__ = ["DateRange", "DateSpan", "MonthDay", "date_ranges", "dates", "month_days", "year_in"]

# The People's Republic registers businesses since 1949; later than 2100 is a number, not a year.
FIRST_YEAR, LAST_YEAR = 1949, 2100

_YEAR = r"(?:19|20|21)[0-9]{2}"
_ZH = "〇○零一二三四五六七八九"
_NOT_IN_WORD = r"(?<![0-9A-Za-z])(?<![0-9][.,/])(?<![A-Za-z][-_.])"
# A year before 年 may follow the number of a list without a blank: 2.2022年3月.
_NOT_IN_NUMBER = r"(?<![0-9A-Za-z])"
# 日 is left out at an end (2022年3月18) and before a second day (2022年3月15-20日).
_DAY_END = r"(?:[日号](?!楼)|(?=$|[，。;；)]|[-~至、][0-9]{1,2}[日号]))"
_MONTH_DAY = (
    r"(?P<month>[0-9]{1,2})月"
    rf"(?:份?(?P<last>底|末)|(?P<day>[0-9]{{1,2}}){_DAY_END})?"
)
# 年底 and 年末 are the end of the year; 底蕴 (20年底蕴) is not.
_YEAR_END = r"年?(?P<end>(?:年?[底末]|岁末)(?!蕴|端|尾))?"
# What makes 2022.04 a measure and no month.
_NO_MEASURE = (
    r"(?![0-9]|[.,][0-9]|(?P=mark)[0-9]{1,2}(?![0-9])|[万亿千百%‰元平㎡亩]|m2|公顷|个百分)"
)

# 二〇二一年三月十八日  二零二一年
_IN_WORDS = re.compile(
    rf"(?<![{_ZH}])(?P<zh>[一二][{_ZH}]{{3}})年"
    rf"(?:(?P<zh_month>[元一二三四五六七八九十]{{1,2}})月"
    rf"(?:(?P<zh_day>[一二三四五六七八九十廿]{{1,3}})[日号])?)?(?P<end>年?[底末](?!蕴|端|尾))?"
)
_WITH_MARKS = (
    # 2022-03-18  2022.3.18  2022/3/18  2022.03  2022-3
    re.compile(
        rf"{_NOT_IN_WORD}(?P<year>{_YEAR})(?P<mark>[-./])(?P<month>[0-9]{{1,2}})"
        rf"(?:(?P=mark)(?P<day>[0-9]{{1,2}})(?![0-9]|\.[0-9])|{_NO_MEASURE}(?![A-Za-z]))"
    ),
    # 20220318
    re.compile(
        rf"{_NOT_IN_WORD}(?P<year>{_YEAR})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"
        r"(?![0-9A-Za-z]|[.,][0-9])"
    ),
)
_PATTERNS = (
    # 2022年3月18日  2022年3月  2022年3月底
    re.compile(rf"{_NOT_IN_NUMBER}(?P<year>{_YEAR})年{_MONTH_DAY}"),
    # the 2024年1 of 2024年1-9月
    re.compile(
        rf"{_NOT_IN_NUMBER}(?P<year>{_YEAR})年(?P<month>[0-9]{{1,2}})"
        r"(?=(?:-{1,2}|[~至到])[0-9]{1,2}月)"
    ),
    # 2022年  2021年底  2021年度
    re.compile(rf"{_NOT_IN_NUMBER}(?P<year>{_YEAR})年(?![0-9]{{1,2}}月){_YEAR_END}"),
    _IN_WORDS,
    # 2021年三月  2021年元月
    re.compile(
        rf"{_NOT_IN_NUMBER}(?P<year>{_YEAR})年"
        r"(?P<zh_month>十[一二]?|[元一二三四五六七八九])月"
        r"(?:(?P<zh_day>[一二三四五六七八九十廿]{1,3})[日号])?"
    ),
    *_WITH_MARKS,
    # 21年3月  21年3月18日
    re.compile(rf"{_NOT_IN_NUMBER}(?P<short>[0-9]{{2}})年{_MONTH_DAY}"),
    # 21年底  21年度
    re.compile(rf"{_NOT_IN_NUMBER}(?P<short>[0-9]{{2}})年(?:度|(?P<end>年?[底末](?!蕴|端|尾)))"),
    # the 2021 of 2021-2023年, 2021、2022年度
    re.compile(rf"{_NOT_IN_WORD}(?P<year>{_YEAR})(?=(?:[-~至到、和及]+{_YEAR}){{1,4}}年)"),
)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date and its half-open place in the folded text.

    Args:
        end_of_period: Whether 底 or 末 is written: the last day of the year or month is meant.
    """

    value: PartialDate
    start: int
    end: int
    end_of_period: bool = False


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month, perhaps with a day, written without its year."""

    month: int
    day: int | None
    start: int
    end: int

    def day_in_year(self, year: int) -> PartialDate | None:
        """The date in that year; None for 2月29日 outside a leap year."""
        return PartialDate.checked(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class DateRange:
    """From one date to another; `last` is None where the range is open (至长期)."""

    first: DateSpan
    last: DateSpan | None
    start: int
    end: int


_TWO_DIGITS, _FOUR_DIGITS = re.compile("[0-9]{2}"), re.compile("[0-9]{4}")


# Several finders ask for the dates of one sentence.
@lru_cache(maxsize=256)
def dates(folded: str) -> tuple[DateSpan, ...]:
    """Find every date with a year, left to right, none inside another.

    Args:
        folded: Text from `fold`.

    Returns:
        The dates with half-open offsets into `folded`; empty when there is none.

    Example:
        >>> [str(found.value) for found in dates("2021年底至2022.3.18")]
        ['2021', '2022-03-18']
    """
    if "年" not in folded and not _FOUR_DIGITS.search(folded):
        return ()
    patterns: tuple[re.Pattern[str], ...] = _PATTERNS
    if "年" not in folded:
        patterns = _WITH_MARKS
    elif _TWO_DIGITS.search(folded) is None:
        patterns = (_IN_WORDS,)
    found = [span for pattern in patterns for span in _matches(pattern, folded)]
    # Of two that overlap the one that begins first counts, then the longer: a date over its year.
    found.sort(key=lambda span: (span.start, -span.end))
    kept: list[DateSpan] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(_with_relative(folded, kept))


# 同年10月, 次年3月1日: of the year spoken of before, or the one after it.
_RELATIVE = re.compile(
    r"(?P<which>同年|当年|次年|翌年)(?P<month>1[0-2]|0?[1-9])月"
    r"(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号](?!楼))?"
)


def _with_relative(folded: str, spans: list[DateSpan]) -> list[DateSpan]:
    """The dates with those that take their year from the date before them."""
    if "年" not in folded or not spans:
        return spans
    relative = list(_RELATIVE.finditer(folded))
    if not relative:
        return spans
    found: list[DateSpan] = []
    for at, match in sorted(
        [(span.start, span) for span in spans] + [(m.start(), m) for m in relative],
        key=lambda pair: pair[0],
    ):
        if isinstance(match, DateSpan):
            found.append(match)
        elif found and at >= found[-1].end:
            year = found[-1].value.year + (match["which"] in ("次年", "翌年"))
            day = int(match["day"]) if match["day"] else None
            value = PartialDate.checked(year, int(match["month"]), day)
            found += [DateSpan(value, at, match.end())] if value is not None else []
    return found


def _matches(pattern: re.Pattern[str], folded: str) -> Iterator[DateSpan]:
    for match in pattern.finditer(folded):
        groups = match.groupdict()
        value = _value(groups)
        if value is not None and FIRST_YEAR <= value.year <= LAST_YEAR:
            at_end = bool(groups.get("end") or groups.get("last"))
            yield DateSpan(value, match.start(), match.end(), at_end)


def _value(groups: dict[str, str | None]) -> PartialDate | None:
    if zh := groups.get("zh"):
        month, day = (_zh_number(groups.get(key)) for key in ("zh_month", "zh_day"))
        return PartialDate.checked(digit_run(zh) or 0, month, day)
    if short := groups.get("short"):
        # 98年 is of the last century; a makerspace's future dates end before 2050.
        year = int(short) + (2000 if int(short) < 50 else 1900)
    else:
        year = int(groups.get("year") or 0)
    month, day = (int(text) if (text := groups.get(key)) else None for key in ("month", "day"))
    if groups.get("zh_month"):
        month, day = (_zh_number(groups.get(key)) for key in ("zh_month", "zh_day"))
    if month == 0 or day == 0:
        return None
    return PartialDate.checked(year, month, day)


def _zh_number(text: str | None) -> int | None:
    value = numeral(text.replace("元", "一")) if text else None
    return None if value is None else int(value)


_MONTH = re.compile(
    r"(?<![0-9A-Za-z.])(?<![0-9]年)(?P<month>1[0-2]|0?[1-9])月"
    r"(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[日号](?!楼))?"
)


def month_days(folded: str) -> tuple[MonthDay, ...]:
    """Find months and days without a year: 3月9日, 10月.

    Example:
        >>> [(found.month, found.day) for found in month_days("2021年3月至10月9日")]
        [(10, 9)]
    """
    if "月" not in folded:
        return ()
    taken = [(span.start, span.end) for span in dates(folded)]
    return tuple(
        MonthDay(int(m["month"]), int(m["day"]) if m["day"] else None, m.start(), m.end())
        for m in _MONTH.finditer(folded)
        if not any(start < m.end() and m.start() < end for start, end in taken)
    )


_BEGIN = r"(?:日?起|开始)?[,，]?"
_CONNECTOR = re.compile(_BEGIN + r"(?:至|到|-{1,2}|~)(?P<which>同年|当年|次年|翌年)?")
_OPEN = re.compile(_BEGIN + r"(?:(?:至|到|-{1,2}|~)(?:长期|永久|无固定期限|今|现在))")


def date_ranges(folded: str) -> tuple[DateRange, ...]:
    """Find pairs of dates joined by 至, 到, a dash or a tilde.

    A second date without a year (2022年4月1日至6月30日) lies in the year of the first, or in the
    next where it would lie before it.

    Example:
        >>> [(str(r.first.value), str(r.last.value)) for r in date_ranges("2022.04.01-2028.03.31")]
        [('2022-04-01', '2028-03-31')]
    """
    spans = dates(folded)
    following: list[DateSpan | MonthDay] = sorted(
        [*spans, *month_days(folded)], key=lambda span: span.start
    )
    by_start = {span.start: span for span in following}
    found: list[DateRange] = []
    for first in spans:
        if found and first.start < found[-1].end:
            continue
        pair = _range_from(first, by_start, folded)
        if pair is not None:
            found.append(pair)
    return tuple(found)


def _range_from(
    first: DateSpan, by_start: dict[int, DateSpan | MonthDay], folded: str
) -> DateRange | None:
    start = first.start - (folded[first.start - 1 : first.start] in ("自", "从", "由"))
    if openly := _OPEN.match(folded, first.end):
        return DateRange(first, None, start, openly.end())
    connector = _CONNECTOR.match(folded, first.end)
    last = None
    if connector is not None:  # 至同年6月: a date with the word, or a month behind it
        word = len(connector["which"] or "")
        last = by_start.get(connector.end()) or by_start.get(connector.end() - word)
    if isinstance(last, MonthDay):
        next_year = connector is not None and connector[0].endswith(("次年", "翌年"))
        last = _with_year(last, first.value, next_year)
    if last is None or last.value.last_day < first.value.first_day:
        return None
    end = last.end + (folded[last.end : last.end + 1] == "止")
    return DateRange(first, last, start, end)


def _with_year(span: MonthDay, first: PartialDate, next_year: bool) -> DateSpan | None:
    for year in (first.year + 1,) if next_year else (first.year, first.year + 1):
        value = span.day_in_year(year)
        if value is not None and value.last_day >= first.first_day:
            return DateSpan(value, span.start, span.end)
    return None


_BARE_YEAR = re.compile(r"(?<![0-9A-Za-z.,])(?:19|20)[0-9]{2}(?![0-9A-Za-z]|[.,][0-9])")


def year_in(text: str) -> int | None:
    """The one year a heading or table header names, also without 年: `2022`, `2021年度`.

    Returns:
        The year; None where there is none or where there are two different ones.

    Example:
        >>> year_in("2021年度孵化数据"), year_in("2020-2022")
        (2021, None)
    """
    years = {span.value.year for span in dates(text)}
    years |= {int(found) for found in _BARE_YEAR.findall(text)}
    plausible = {year for year in years if FIRST_YEAR <= year <= LAST_YEAR}
    return plausible.pop() if len(plausible) == 1 else None
