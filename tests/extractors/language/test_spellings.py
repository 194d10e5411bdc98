"""All the ways in which figures, dates and terms are written: one table a kind, row by row.

Each row has its reason. The finer points of a kind are in the tests of its own module.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.language.dates import date_ranges, dates
from extractors.language.fold import fold
from extractors.language.quantity import Quantity, Unit, quantities
from extractors.language.units import Approximate

LEAST, MOST, ABOUT = Approximate.AT_LEAST, Approximate.AT_MOST, Approximate.ABOUT


def one(text: str) -> Quantity:
    (found,) = quantities(fold(text).text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "approximate", "why"),
    [
        ("820平方米", "820", None, "plain"),
        ("８２０平方米", "820", None, "full-width digits"),
        ("1,200平方米", "1200", None, "thousands apart by a comma"),
        ("1，200平方米", "1200", None, "the same comma, full-width"),
        ("820㎡", "820", None, "one sign for the unit"),
        ("820m²", "820", None, "a raised two"),
        ("820m2", "820", None, "a plain two"),
        ("820M²", "820", None, "a capital M"),
        ("820平米", "820", None, "the spoken unit"),
        ("820平", "820", None, "shorter still"),
        ("820方", "820", None, "and shortest"),
        ("0.082万平方米", "820", None, "scaled, with a fraction"),
        ("1.2万余平米", "12000", LEAST, "余 between scale and unit"),
        ("一点二万平方米", "12000", None, "a fraction in characters"),
        ("两千㎡", "2000", None, "两 is two"),
        ("两万五千平方米", "25000", None, "two scales in characters"),
        ("1万2千平方米", "12000", None, "digits between scales"),
        ("千余平方米", "1000", LEAST, "a scale alone is one of it, where it is rough"),
        ("约1200平方米", "1200", ABOUT, "约 before"),
        ("1200平方米左右", "1200", ABOUT, "左右 behind"),
        ("500平方米以上", "500", LEAST, "以上 behind"),
        ("不低于500平方米", "500", LEAST, "不低于 before"),
        ("近千平方米", "1000", MOST, "近 is below"),
    ],
)
def test_areas(text: str, value: str, approximate: Approximate | None, why: str) -> None:
    found = one(text)
    assert (found.unit, found.value, found.approximate) == (
        Unit.AREA,
        Decimal(value),
        approximate,
    ), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("38亩", "land, not floor"),
        ("12公顷", "land, not floor"),
        ("1.2平方公里", "land, though 平方 stands in it"),
        ("30亩左右", "rough land is land"),
    ],
)
def test_land(text: str, why: str) -> None:
    assert one(text).unit is Unit.LAND, why


@pytest.mark.parametrize(
    ("text", "value", "approximate", "why"),
    [
        ("近百个", "100", MOST, "below a hundred"),
        ("十余场", "10", LEAST, "more than ten"),
        ("三十多家", "30", LEAST, "多 behind a numeral"),
        ("三十来家", "30", ABOUT, "来 is about"),
        ("逾6300家", "6300", LEAST, "逾 before"),
        ("上百场", "100", LEAST, "上 is at least"),
        ("百余家", "100", LEAST, "a hundred and more"),
        ("一百二十余项", "120", LEAST, "a whole numeral and more"),
        ("廿五家", "25", None, "an old twenty"),
        ("20家以上", "20", LEAST, "以上 behind the counter"),
        ("不足20家", "20", MOST, "不足 before"),
        ("20个左右", "20", ABOUT, "左右 behind"),
        ("96（个）", "96", None, "the counter in brackets"),
        ("120工位", "120", None, "counted without a counter"),
        ("零家", "0", None, "none, in a character"),
    ],
)
def test_counts(text: str, value: str, approximate: Approximate | None, why: str) -> None:
    found = one(text)
    assert (found.unit, found.value, found.approximate) == (
        Unit.COUNT,
        Decimal(value),
        approximate,
    ), why


@pytest.mark.parametrize(
    ("text", "low", "high", "why"),
    [
        ("15-20家", "15", "20", "a dash"),
        ("15—20家", "15", "20", "a long dash"),
        ("15～20家", "15", "20", "a tilde"),
        ("15至20家", "15", "20", "至"),
        ("十五到二十家", "15", "20", "in characters"),
        ("2-3万元", "20000", "30000", "the scale holds for both"),
    ],
)
def test_ranges_keep_both_ends(text: str, low: str, high: str, why: str) -> None:
    found = one(text)
    assert (found.value, found.high) == (Decimal(low), Decimal(high)), why


@pytest.mark.parametrize(
    ("text", "value", "approximate", "why"),
    [
        ("60 亿+ 元", "6000000000", LEAST, "blanks, and a plus between scale and unit"),
        ("3千元", "3000", None, "千元, as yearly returns count"),
        ("196千元", "196000", None, "千元 with three digits"),
        ("86万元", "860000", None, "万元, as plans count"),
        ("1.5亿元", "150000000", None, "亿元, as prose counts"),
        ("二十多万元", "200000", LEAST, "多 before the scale"),
        ("60余亿元", "6000000000", LEAST, "余 before the scale"),
        ("叁佰万元", "3000000", None, "the numerals of contracts"),
        ("¥1200", "1200", None, "the sign before"),
        ("1200元整", "1200", None, "整 of a contract"),
    ],
)
def test_money(text: str, value: str, approximate: Approximate | None, why: str) -> None:
    found = one(text)
    assert (found.unit, found.value, found.approximate) == (
        Unit.MONEY,
        Decimal(value),
        approximate,
    ), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("几十家", "names no number"),
        ("数十家", "names no number"),
        ("十几家", "names no number"),
        ("三五家", "a handful"),
        ("成百上千家", "a turn of speech"),
        ("半年", "no numeral"),
    ],
)
def test_what_names_no_number(text: str, why: str) -> None:
    assert quantities(fold(text).text) == (), why


@pytest.mark.parametrize(
    ("text", "values", "why"),
    [
        ("二〇二一年三月", ["2021-03"], "all in characters"),
        ("二零二一年三月十八日", ["2021-03-18"], "another zero"),
        ("二○二一年元月", ["2021-01"], "a circle for the zero, 元月 for January"),
        ("2021年三月", ["2021-03"], "the month alone in characters"),
        ("2021.03", ["2021-03"], "a point"),
        ("2021-03", ["2021-03"], "a dash"),
        ("2021/3/18", ["2021-03-18"], "slashes"),
        ("21年3月", ["2021-03"], "two digits of the year"),
        ("2021年底", ["2021"], "the end of the year"),
        ("截至2021年末", ["2021"], "up to the end of the year"),
        ("2021年3月18号", ["2021-03-18"], "the spoken day"),
        ("2021年8月开业，同年10月获批", ["2021-08", "2021-10"], "the year spoken of before"),
        ("2021年8月开业，次年3月获批", ["2021-08", "2022-03"], "the year after it"),
        ("同年10月", [], "no year was spoken of"),
        ("10月获批", [], "a month alone has no year"),
        ("2021年2月30日", [], "a day that the calendar does not have"),
    ],
)
def test_dates_as_exact_as_written(text: str, values: list[str], why: str) -> None:
    assert [str(found.value) for found in dates(fold(text).text)] == values, why


@pytest.mark.parametrize(
    ("text", "first", "last", "why"),
    [
        ("自2021年5月1日起至2026年4月30日止", "2021-05-01", "2026-04-30", "起 and 止"),
        (
            "自二〇二一年五月一日起至二〇二六年四月三十日止",
            "2021-05-01",
            "2026-04-30",
            "in characters",
        ),
        ("2021年3月—2024年2月", "2021-03", "2024-02", "a dash"),
        ("2021.03-2024.02", "2021-03", "2024-02", "points and a dash"),
        ("2021年4月1日至6月30日", "2021-04-01", "2021-06-30", "the year said once"),
        ("2021年4月1日至同年6月30日", "2021-04-01", "2021-06-30", "同年"),
        ("2021年7月1日至次年6月30日", "2021-07-01", "2022-06-30", "次年"),
        ("2021年3月至今", "2021-03", None, "open at its end"),
    ],
)
def test_periods(text: str, first: str, last: str | None, why: str) -> None:
    (found,) = date_ranges(fold(text).text)
    assert str(found.first.value) == first, why
    assert (None if found.last is None else str(found.last.value)) == last, why


@pytest.mark.parametrize(
    ("text", "unit", "value", "why"),
    [
        ("三年", Unit.YEARS, "3", "years"),
        ("三年期", Unit.YEARS, "3", "期 behind it"),
        ("36个月", Unit.MONTHS, "36", "months"),
        ("三年半", Unit.YEARS, "3.5", "and a half"),
        ("2年6个月", Unit.MONTHS, "30", "years and months are one term"),
        ("1年零6个月", Unit.MONTHS, "18", "the same, with 零"),
    ],
)
def test_terms(text: str, unit: Unit, value: str, why: str) -> None:
    found = one(text)
    assert (found.unit, found.value) == (unit, Decimal(value)), why
