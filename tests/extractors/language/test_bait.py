"""Lines made to make patterns run away: every reader of language stays linear on them."""

from __future__ import annotations

import time

import pytest

from extractors.language.dates import date_ranges, dates, month_days, year_in
from extractors.language.divisions import division_of_address
from extractors.language.fold import fold
from extractors.language.identifiers import credit_codes, emails, phones
from extractors.language.numerals import numeral
from extractors.language.quantity import quantities

LENGTH = 60_000  # about a plan of 60 pages in one line
READERS = (
    fold,
    quantities,
    dates,
    month_days,
    date_ranges,
    year_in,
    numeral,
    credit_codes,
    phones,
    emails,
    division_of_address,
)
BAIT = (
    *("1", "1,", "1,111", "12.", "1-", "1+", "1/", "1:1:", "2022", "2022-", "2022、", "2022年1月"),
    *("一", "十", "百分之", "一成", "近百", "二〇二二年", "第一、", "每平方米", "元/m2/月/", "(含"),
    *(
        "a1",
        "a.",
        "a@a.",
        "a@a-",
        "0871-",
        "138 ",
        " 9",
        "AB-12-",
        "云南",
        "朝阳区",
        "①",
        " ",
        "1，",
    ),
)


@pytest.mark.parametrize("bait", BAIT)
def test_no_reader_runs_away(bait: str) -> None:
    line = (bait * LENGTH)[:LENGTH] + "x"
    for reader in READERS:
        began = time.process_time()
        reader(line)
        assert time.process_time() - began < 1, reader.__name__


def test_a_line_of_digits_is_read_in_time() -> None:
    line = "1" * 100_000 + "家"
    began = time.process_time()
    assert quantities(fold(line).text) == ()
    assert time.process_time() - began < 1
