"""Fields: results are text, codes are not, and what prints nothing is told of."""

from __future__ import annotations

import pytest

from extractors.model import Layer
from tests.extractors.readers.word.made import codes, p, places, t, texts, word


def fld(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def whole(instruction: str, result: str = "", data: str = "") -> str:
    parted = fld("separate") + t(result) if result else ""
    return fld("begin", data) + code(instruction) + parted + fld("end")


def test_the_result_is_text_and_the_code_is_not() -> None:
    assert texts(word(p(t("共") + whole(" =SUM(A1:A3) ", "820") + t("平方米")))) == ["共820平方米"]


def test_the_result_of_a_field_in_a_code_is_shown_to_nobody() -> None:
    inner = whole(" MERGEFIELD 面积 ", "480")
    outer = (
        fld("begin")
        + code(" IF ")
        + inner
        + code(" > 1 ")
        + fld("separate")
        + t("820")
        + fld("end")
    )
    document = word(p(outer))
    assert texts(document) == ["820"]
    assert texts(document, Layer.HIDDEN) == ["480"]


def test_a_field_may_span_paragraphs() -> None:
    first = p(fld("begin") + code(" TOC ") + fld("separate") + t("一、基础 1"))
    assert texts(word(first, p(t("二、目标 2") + fld("end")), p(t("正文")))) == [
        "一、基础 1",
        "二、目标 2",
        "正文",
    ]


@pytest.mark.parametrize("instruction", [' DOCPROPERTY "面积" ', " MERGEFIELD 单位名称 "])
def test_a_field_without_a_result_is_listed(instruction: str) -> None:
    document = word(p(t("面积：") + whole(instruction)))
    assert places(document) == [f"域 {instruction.strip()}"]


@pytest.mark.parametrize("instruction", [" PAGE ", ' XE "孵化" ', " FORMTEXT "])
def test_page_numbers_and_marks_need_no_result(instruction: str) -> None:
    assert codes(word(p(t("第页") + whole(instruction)))) == []


CHOICES = (
    '<w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="自有"/><w:listEntry w:val="租赁"/></w:ddList></w:ffData>'
)


@pytest.mark.parametrize("result", ["", "租赁"])  # LibreOffice stores the result, Word does not
def test_the_choice_of_an_old_form_is_read_once(result: str) -> None:
    assert texts(word(p(t("场地：") + whole(" FORMDROPDOWN ", result, CHOICES)))) == ["场地：租赁"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    assert texts(word(p(fld("begin") + t("甲")), p(t("乙")))) == ["甲", "乙"]
