"""Numerals: exact values of what is a number, None for what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.numerals import NUMERAL, digit_run, numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("820", "820"),
        ("1,200", "1200"),
        ("8,143.50", "8143.50"),
        ("1.2万", "12000"),
        ("3千", "3000"),
        ("0.082万", "820"),  # a float would give 819.9999
        ("1.5亿", "150000000"),
        ("3千5百万", "35000000"),  # 万 holds for both
        ("1万2千", "12000"),
        ("一点二万", "12000"),
        ("十", "10"),
        ("十二", "12"),
        ("廿三", "23"),
        ("两千", "2000"),
        ("一百零五", "105"),
        ("一百二十", "120"),
        ("三千五百万", "35000000"),
        ("一千四百亿", "140000000000"),
        ("壹仟贰佰", "1200"),  # as in contracts
        ("一万二", "12000"),  # spoken
        ("二百五", "250"),
        ("百", "100"),  # of 百余
        ("二〇二二", "2022"),
        ("二○二二", "2022"),  # the circle, often typed for 〇
        ("零点五", "0.5"),
    ],
)
def test_a_numeral_has_one_exact_value(text: str, value: str) -> None:
    assert numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "十几",  # no number
        "几十",
        "数百",
        "家",
        "1.2.3",
        "1,20",  # no group of three
        ",",
        "点五",
        "十百",
        "一" * 33,  # bait
        "1" * 40,
        "5千3万千",
        "-5",
        "１",  # not folded
    ],
)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert numeral(text) is None


@given(st.text(alphabet=NUMERAL + "点0123456789,.万", max_size=40))
def test_junk_never_raises(text: str) -> None:
    value = numeral(text)

    assert value is None or value.is_finite()


def test_a_run_of_digits_reads_as_a_year() -> None:
    assert digit_run("二〇二一") == 2021
    assert digit_run("二零二一") == 2021
    assert digit_run("二千") is None
