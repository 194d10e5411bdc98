"""What around a statement makes it doubtful: other subjects, bounds, lists that are not whole."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.find import find_in
from extractors.find.sentences.clouds import not_whole
from extractors.find.sentences.pairing import Statement, statements
from extractors.language.fold import fold


def kept(text: str) -> list[Statement]:
    return [one for one in statements(fold(text).text) if one.rejected is None]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("现有创业导师12人", ""),
        # The sentence speaks of plans, of others or of a policy as well.
        ("现有创业导师12人，明年拟增加到20人", "拟"),
        ("全市导师不足百人，我空间有创业导师12人", "全市"),
        ("空间公共面积占26%，高于办法规定的10%", "办法规定的10%"),
        # Only the sentence itself counts.
        ("现有创业导师12人。明年拟增加到20人。", ""),
        # The language of rules beside a figure that counts.
        ("本空间现有创业工位不少于30个", "不少于"),
        # Nobody knows whose area it is.
        ("门厅及过道合计300平方米", "门厅及过道合计"),
        ("场地面积合计1200平方米", ""),
        ("两层合计1200平方米", ""),
    ],
)
def test_the_word_that_clouds_a_figure(text: str, word: str) -> None:
    assert kept(text)[0].clouded == word


KNOWN = frozenset(("工商注册", "政策咨询", "融资对接"))


@pytest.mark.parametrize(
    ("items", "text", "word"),
    [
        (["工商注册", "政策咨询"], "提供【】等服务", ""),
        (["工商注册", "政策咨询这几样"], "提供【】服务", "政策咨询这几样"),
        (["工商注册", "政策咨询"], "提供【】等服务，另设窗口做融资对接", "融资对接"),
    ],
)
def test_a_list_with_a_strange_item_or_one_outside_it_may_not_be_whole(
    items: list[str], text: str, word: str
) -> None:
    text = text.replace("【】", "、".join(items))
    start = text.index(items[0])
    assert not_whole(items, KNOWN, text, start, start + len("、".join(items))) == word


def test_a_candidate_says_what_clouds_it(made: Any) -> None:
    plan = "与松果坡创投签有合作协议，拟再引进2家。"
    services = "提供工商注册、政策咨询、融资对接等服务，代办代理记账。"
    found = {c.field: c.clouded for c in find_in(made.write(plan, services)).candidates}
    assert (found["has_investor_partnership"], found["services"]) == ("拟再", "代理记账")
