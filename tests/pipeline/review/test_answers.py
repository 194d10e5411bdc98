"""What a reviewer types is read as a document would be read, or refused with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.catalogue import load_catalogue
from extractors.values import Division, PartialDate
from pipeline.review.answers import AnswerError, parsed

FIELDS = load_catalogue().fields


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("total_area_m2", "820", Decimal(820)),
        ("total_area_m2", " 1.2万平 ", Decimal(12_000)),
        ("total_area_m2", "０.０８２万平方米", Decimal(820)),  # full width, scaled
        ("usable_share", "1", Decimal(1)),  # the whole of it
        ("total_area_m2", "20", Decimal(20)),  # the least the catalogue holds possible
        ("seed_fund_yuan", "50万", Decimal(500_000)),
        ("seed_fund_yuan", "1,000万元", Decimal(10_000_000)),
        ("tenant_count", "15家", Decimal(15)),
        ("tenant_count", "十五", Decimal(15)),
        ("tenant_count", "0", Decimal(0)),
        ("usable_share", "70%", Decimal("0.7")),
        ("usable_share", "0.7", Decimal("0.7")),
        ("lease_years", "36个月", Decimal(3)),
        ("registered_on", "2022", PartialDate(2022)),
        ("registered_on", "2022年3月", PartialDate(2022, 3)),
        ("registered_on", "2022.3.18", PartialDate(2022, 3, 18)),
        ("has_seed_fund", "有", True),
        ("has_seed_fund", "no", False),
        ("premises_tenure", "租赁", "租赁"),
        ("services", "工商注册、法律法务", ("工商注册", "法律法务")),
        ("division", "530402 红塔区", Division("530402", "红塔区")),
        ("space_name", "=1+1", "=1+1"),  # text is text
    ],
)
def test_an_answer_is_read_in_the_words_of_a_document(key, text, value):
    assert parsed(FIELDS[key], text) == value


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("tenant_count", "近20家", "exact number"),
        ("tenant_count", "15-20家", "exact number"),
        ("tenant_count", "15家左右", "exact number"),
        ("tenant_count", "三年半", "not in 家"),
        ("tenant_count", "很多", "not one number"),
        ("total_area_m2", "3亩", "not in ㎡"),
        ("total_area_m2", "70%", "not in ㎡"),
        ("usable_share", "15家", "not in 1"),
        ("usable_share", "70", "write 70% or 0.7"),
        ("usable_share", "170%", "not between 0.01 and 1"),
        ("total_area_m2", "-5", "not between 20 and 300000 ㎡"),
        ("total_area_m2", "19.9", "not between 20"),
        ("registered_on", "去年", "not one date"),
        ("registered_on", "2021-02-30", "not one date"),
        ("premises_tenure", "借用中", "none of"),
        ("has_seed_fund", "也许", "neither yes nor no"),
        ("services", "、", "no names"),
        ("division", "红塔区", "six digits"),
        ("tenant_count", "  ", "empty"),
    ],
)
def test_what_may_mean_two_things_is_refused_with_what_to_write(key, text, says):
    with pytest.raises(AnswerError, match=says) as caught:
        parsed(FIELDS[key], text)

    assert key in str(caught.value)
