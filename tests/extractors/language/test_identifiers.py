"""Codes and numbers that name a firm or reach a person. All of them are invented."""

from __future__ import annotations

import pytest

from extractors.language.identifiers import (
    credit_code_valid,
    credit_codes,
    division_of_credit_code,
    emails,
    mobiles,
    phones,
)

CODE = "91530402MA00000XXX"  # made up, with the right check character


def test_the_check_digit_decides() -> None:
    assert credit_code_valid(CODE)
    assert not credit_code_valid(CODE[:-1] + "Y")
    assert not credit_code_valid("")
    assert not credit_code_valid("九一")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"统一社会信用代码:{CODE}，", [CODE]),
        (f"{CODE[:10]} {CODE[10:]}", [CODE]),  # broken over two lines of a cell
        (f"{CODE[:-1]}Y", [CODE[:-1] + "Y"]),  # found though wrong: the check is another step
        ("A" + CODE, []),  # longer
        (CODE[:-1], []),  # shorter
    ],
)
def test_a_credit_code_is_found_by_its_shape(text: str, codes: list[str]) -> None:
    assert [code.value for code in credit_codes(text)] == codes


def test_a_credit_code_names_its_division() -> None:
    assert division_of_credit_code(CODE) == "530402"
    assert division_of_credit_code("9111") == ""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("13800000000", ["13800000000"]),
        ("138 0000 0000", ["13800000000"]),
        ("138-0000-0000", ["13800000000"]),
        ("13800000 000", ["13800000000"]),  # broken over two lines of a cell
        ("15 20 30 40 50 6", []),  # a row of numbers
        ("+86 13800000000", ["13800000000"]),
        ("13800000000/15900000000", ["13800000000", "15900000000"]),
        ("13800000000元", []),  # money
        ("12800000000", []),  # no such prefix
        ("138000000001", []),  # too long
    ],
)
def test_a_mobile_has_eleven_digits(text: str, values: list[str]) -> None:
    assert [mobile.value for mobile in mobiles(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0871-63123456", ["0871-63123456"]),
        ("(0577)65123456", ["0577-65123456"]),
        ("010-62345678-801", ["010-62345678-801"]),
        ("400-123-4567", ["400-123-4567"]),
        ("电话:0877-2012345，手机:13800000000", ["0877-2012345", "13800000000"]),
        ("2022-03-18", []),  # a date
        ("0.63123456", []),
    ],
)
def test_a_telephone_of_any_kind_is_found(text: str, values: list[str]) -> None:
    assert [phone.value for phone in phones(text)] == values


def test_mail_is_lower_case_and_placed() -> None:
    text = "邮箱:Office@Example.com。"
    (mail,) = emails(text)

    assert mail.value == "office@example.com"
    assert text[mail.start : mail.end] == "Office@Example.com"


@pytest.mark.parametrize("text", ["@", "a@b", "a@@b.com", "众创@空间"])
def test_an_at_sign_alone_is_no_mail(text: str) -> None:
    assert emails(text) == ()
