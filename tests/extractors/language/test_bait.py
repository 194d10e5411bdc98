"""Lines made to make patterns run away: every reader of language stays linear on them."""

from __future__ import annotations

import pytest

from extractors.language.dates import date_ranges, dates, month_days, year_in
from extractors.language.divisions import division_of_address
from extractors.language.fold import fold
from extractors.language.identifiers import credit_codes, emails, phones
from extractors.language.numerals import numeral
from extractors.language.quantity import quantities
from tests.pace import LENGTHS, grows_with_its_length

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
    long = (bait * LENGTH)[:LENGTH] + "x"
    short = long[: LENGTH // LENGTHS] + "x"
    for reader in READERS:
        assert grows_with_its_length(reader, short, long), reader.__name__


def test_a_line_of_digits_alone_is_no_quantity() -> None:
    line = "1" * 100_000 + "家"
    assert quantities(fold(line).text) == ()
