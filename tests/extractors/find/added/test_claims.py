"""What a finder says counts only as far as the text bears it out, read by us."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.catalogue import load_catalogue
from extractors.find import find_in
from extractors.find.added import claims
from extractors.find.added.claims import Dropped, located
from extractors.find.added.finder import Claim
from extractors.limits import LIMITS
from extractors.model import Approximate, Candidate, Document, Method
from extractors.values import Division, PartialDate
from tests.extractors.find.added.test_quotes import paragraphs
from tests.pace import LENGTHS, grows_with_its_length


def read(text: str, claim: Claim) -> Candidate | None:
    """The one candidate that a claim about the second of three paragraphs gives."""
    document = paragraphs("建设情况说明", text, "特此说明")
    found = located(document, [claim], "stand-in").candidates
    for candidate in found:
        for e in candidate.evidence:
            assert document.blocks[e.block].text[e.start : e.end] == e.text
    return found[0] if found else None


def why(document: Document, *claims: object) -> dict[Dropped, int]:
    return dict(located(document, claims, "stand-in").dropped)


@pytest.mark.parametrize(
    ("key", "text", "quote", "value"),
    [
        # words that our own labels do not know are no hindrance: the finder says the field
        ("total_area_m2", "地方一共1200平方米", "地方一共1200平方米", Decimal(1200)),
        ("total_area_m2", "地方有零点一二万㎡那么大", "零点一二万㎡那么大", Decimal(1200)),
        ("workstation_count", "坐得下二十余个人，桌椅二十余套", "桌椅二十余套", Decimal(20)),
        ("lease_years", "一租就是36个月", "就是36个月", Decimal(3)),
        ("rent_share_second_year", "次年收七成", "次年收七成", Decimal("0.7")),
        ("applied_on", "落款于二〇二一年三月五日", "二〇二一年三月五日", PartialDate(2021, 3, 5)),
        ("contact_name", "事情找岑若溪办", "岑若溪", "岑若溪"),
        (
            "credit_code",
            "代码是91530100MA6K5NTE3L的",
            "代码是91530100MA6K5NTE3L",
            "91530100MA6K5NTE3L",
        ),
        ("contact_mobile", "打13800000001即可", "打13800000001", "13800000001"),
        ("contact_email", "写信到 cen@example.com。", "cen@example.com", "cen@example.com"),
        ("premises_tenure", "楼是跟学校租赁的", "跟学校租赁的", "租赁"),
        ("separate_accounting", "核算上，是独立的一本账", "是独立的一本账", True),
        ("division", "人在云南省玉溪市红塔区", "云南省玉溪市红塔区", Division("530402", "红塔区")),
    ],
)
def test_the_value_is_read_from_the_quote(key, text, quote, value):
    candidate = read(text, Claim(key, quote))

    assert (candidate.field, candidate.value, candidate.rejected) == (key, value, None)
    assert (candidate.method, candidate.label) == (Method.EXTERNAL, "stand-in")
    assert candidate.confidence is None


def test_approximation_just_before_the_quote_is_kept():
    assert (
        read("场所约820平方米", Claim("total_area_m2", "820平方米")).approximate
        is Approximate.ABOUT
    )


@pytest.mark.parametrize(
    ("key", "text", "quote", "value"),
    [
        ("total_area_m2", "地方一共1200平方米", "1200平方米", "1200"),
        ("total_area_m2", "地方一共1200平方米", "1200平方米", "0.12万平方米"),
        ("rent_share_second_year", "次年收七成", "次年收七成", "70%"),
        ("applied_on", "落款于2021年3月", "落款于2021年3月", "2021-03"),
        (
            "operator_name",
            "由松果坡服务有限公司办着",
            "由松果坡服务有限公司办着",
            "松果坡服务有限公司",
        ),
        ("premises_tenure", "楼是跟学校租赁的", "跟学校租赁的", "租赁"),
        ("separate_accounting", "核算上，是独立的一本账", "是独立的一本账", "yes"),
        ("division", "人在云南省玉溪市红塔区", "云南省玉溪市红塔区", "红塔区"),
        ("division", "人在云南省玉溪市红塔区", "云南省玉溪市红塔区", "530402"),
    ],
)
def test_a_value_that_is_the_quotes_own_is_taken(key, text, quote, value):
    assert read(text, Claim(key, quote, value)) is not None


@pytest.mark.parametrize(
    ("key", "text", "quote", "value"),
    [
        ("total_area_m2", "地方一共1200平方米", "1200平方米", "1300"),
        ("total_area_m2", "地方一共1200平方米", "1200平方米", "很大"),
        ("total_area_m2", "地方一共1200平方米", "1200平方米", "1" * 900),
        ("total_area_m2", "地方一共1200平方米", "1200平方米", "nan"),
        ("total_area_m2", "租金每平方米1200元", "1200元", None),  # no area
        ("total_area_m2", "租金30元/㎡/月", "30元/㎡/月", None),  # a price
        ("workstation_count", "桌12套、椅13套", "桌12套、椅13套", None),  # which of the two?
        ("applied_on", "落款于2021年3月", "落款于2021年3月", "2022-03"),
        ("applied_on", "落款于2021年13月", "落款于", None),
        ("operator_name", "由松果坡服务有限公司办着", "由松果坡服务有限公司", "杉木坡服务有限公司"),
        ("separate_accounting", "核算上，是独立的一本账", "是独立的一本账", "no"),
        ("separate_accounting", "账目是有的", "账目", "yes"),  # says neither yes nor no
        ("premises_tenure", "楼是跟学校租赁的", "跟学校租赁的", "自有"),
        ("division", "人在云南省玉溪市红塔区", "云南省玉溪市红塔区", "五华区"),
        ("credit_code", "代码是91530100MA6K5NTE3X的", "91530100MA6K5NTE3X", "x"),
    ],
)
def test_a_value_that_the_quote_does_not_give_is_dropped(key, text, quote, value):
    assert why(paragraphs(text), Claim(key, quote, value)) == {Dropped.NOT_READ: 1}


@pytest.mark.parametrize(
    ("text", "quote", "word"),
    [
        ("计划把地方扩到2000平方米", "2000平方米", "计划"),
        ("全市创业场所30万平方米", "30万平方米", "全市"),
        ("规定场所有500平方米", "500平方米", "规定"),
        ("平均下来300平方米", "300平方米", "平均"),
        ("厂区有8000平方米", "8000平方米", "厂区"),
        ("地方一共9平方米", "9平方米", "合理范围"),
    ],
)
def test_what_stands_before_a_quote_is_held_against_it(text, quote, word):
    """The finder may have seen only the figure; we look at the sentence."""
    assert word in read(text, Claim("total_area_m2", quote)).rejected


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("规划有变。地方一共1200平方米", "1200平方米"),  # the plan ended with its sentence
        ("（全市30万平方米）我们1200平方米", "1200平方米"),  # and brackets keep to themselves
        ("计划2025年扩建，目前1200平方米", "1200平方米"),
    ],
)
def test_what_has_ended_before_a_quote_says_nothing_against_it(text, quote):
    assert read(text, Claim("total_area_m2", quote)).rejected is None


def test_the_heading_above_is_held_against_it():
    document = paragraphs("二、发展目标", "地方2000平方米")
    (candidate,) = located(document, [Claim("total_area_m2", "2000平方米")], "x").candidates

    assert "目标" in candidate.rejected


def test_the_year_of_an_earlier_sentence_goes_on():
    candidate = read("2022年总结如下。大小聚会30场", Claim("event_count", "聚会30场"))

    assert (candidate.value, candidate.year) == (Decimal(30), 2022)


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("地方820平方米", "20平方米", Dropped.CUT),
        ("地方三十平方米", "十平方米", Dropped.NOT_READ),  # a numeral in words, cut as well
        ("地方1.2万平方米", "1.2", Dropped.NOT_READ),  # without its scale
        ("电话13800000001", "1380000000", Dropped.CUT),
        ("信箱cen@example.com", "n@example.com", Dropped.CUT),
        ("落款2021年3月15日", "5日", Dropped.CUT),
    ],
)
def test_a_quote_cannot_cut_a_figure(text, quote, reason):
    keys = ("total_area_m2", "contact_mobile", "contact_email", "applied_on")
    for key in keys:
        dropped = why(paragraphs(text), Claim(key, quote))
        assert set(dropped) <= {reason, Dropped.NOT_READ}
    assert located(paragraphs(text), [Claim(k, quote) for k in keys], "x").candidates == ()


@pytest.mark.parametrize(
    ("key", "text", "quote"),
    [
        ("has_seed_fund", "我们没有种子基金", "有种子基金"),
        ("has_seed_fund", "尚未设有种子基金", "设有种子基金"),
        ("separate_accounting", "财务并不是单独核算", "是单独核算"),
        ("premises_tenure", "楼并非自有房产", "自有房产"),
    ],
)
def test_a_quote_cannot_leave_out_its_not(key, text, quote):
    assert why(paragraphs(text), Claim(key, quote)) == {Dropped.CUT: 1}


def test_a_figure_alone_in_its_cell_may_leave_the_unit_to_the_table():
    document = paragraphs("1200", "300")

    assert why(document, Claim("total_area_m2", "1200", "1200")) == {}
    # 300 may be 元 or 万元, and the claim cannot settle it.
    assert why(document, Claim("seed_fund_yuan", "300", "300")) == {Dropped.NOT_READ: 1}
    assert why(document, Claim("seed_fund_yuan", "300", "3000000")) == {Dropped.NOT_READ: 1}


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (Claim("area_of_mars", "1200平方米"), Dropped.UNKNOWN_FIELD),
        (Claim("", ""), Dropped.UNKNOWN_FIELD),
        (Claim("total_area_m2", ""), Dropped.NOT_IN_TEXT),
        (Claim("total_area_m2", "面积为1200平方米"), Dropped.NOT_IN_TEXT),
        (Claim("total_area_m2", "1200平方米\0"), Dropped.MALFORMED),
        (Claim("total_area_m2", "1200平方米" * 10_000), Dropped.MALFORMED),
        (Claim("total_area_m2", "1200平方米", "1" * 10_000), Dropped.MALFORMED),
        (Claim("total_area_m2", 1200), Dropped.MALFORMED),
        (Claim("total_area_m2", "1200平方米", Decimal(1200)), Dropped.MALFORMED),
        (Claim("total_area_m2", "1200平方米", page="1"), Dropped.MALFORMED),
        (Claim("total_area_m2", "1200平方米", block=True), Dropped.MALFORMED),
        (Claim(None, None), Dropped.MALFORMED),
        ("总面积1200平方米", Dropped.MALFORMED),
        ({"field": "total_area_m2", "quote": "1200平方米"}, Dropped.MALFORMED),
        (None, Dropped.MALFORMED),
        (Claim("total_area_m2", "\ud800"), Dropped.NOT_IN_TEXT),  # half a sign
    ],
)
def test_nonsense_is_dropped_and_counted(claim, reason):
    assert why(paragraphs("地方一共1200平方米"), claim) == {reason: 1}


@pytest.mark.parametrize("block", [-1, 10**30, 99])
def test_a_block_or_page_that_is_not_there_is_no_hint(block):
    candidate = read(
        "地方一共1200平方米", Claim("total_area_m2", "1200平方米", block=block, page=block)
    )

    assert candidate.value == Decimal(1200)


def test_claims_beyond_the_limit_are_not_looked_at():
    endless = itertools.repeat(Claim("total_area_m2", "1200平方米"))
    answer = located(paragraphs("地方一共1200平方米"), endless, "x")

    assert len(answer.candidates) == 1
    assert answer.dropped == {Dropped.TOO_MANY: 1}


def test_the_same_place_said_twice_counts_once():
    claims = [
        Claim("total_area_m2", "1200平方米"),
        Claim("total_area_m2", "一共1200平方米", "1200"),
    ]

    assert len(located(paragraphs("地方一共1200平方米"), claims, "x").candidates) == 1


def test_one_bad_claim_does_not_spoil_the_others():
    claims = [None, Claim("x", "y"), Claim("total_area_m2", "1200平方米")]
    answer = located(paragraphs("地方一共1200平方米"), claims, "x")

    assert [c.value for c in answer.candidates] == [Decimal(1200)]
    assert sum(answer.dropped.values()) == 2


@pytest.mark.parametrize("key", load_catalogue().fields)
def test_a_whole_paragraph_as_quote_is_survived_for_every_field(key):
    """Whatever the kind, a quote that holds too much or nothing gives a candidate or none."""
    text = "松果坡众创空间2021年3月成立，面积1200平方米，☑租赁，电话0871-5550001，无。"
    for quote in (text, "。", "面积", "☑"):
        answer = located(paragraphs(text), [Claim(key, quote)], "x")
        assert len(answer.candidates) + sum(answer.dropped.values()) == 1


def test_a_figure_beside_the_label_of_another_field_is_not_the_claimed_ones():
    document = paragraphs("创业导师：9名", "管理人员6人")
    ours = find_in(document).candidates
    said = [
        Claim("staff_count", "9名"),
        Claim("mentor_count", "9名"),
        Claim("mentor_count", "6人"),  # in a sentence we may be the ones that err
    ]
    found = located(document, said, "x", ours).candidates

    assert [(c.field, c.value, c.rejected) for c in found] == [
        ("staff_count", Decimal(9), "旁边的名称表明是“创业导师”的数"),
        ("mentor_count", Decimal(9), None),
        ("mentor_count", Decimal(6), None),
    ]


def test_only_so_much_text_is_read_for_claims(monkeypatch):
    monkeypatch.setattr(claims, "LIMITS", replace(LIMITS, claimed_characters=30))
    document = paragraphs("地方一共1200平方米", "桌椅二十余套", "一" * 40)
    said = [
        Claim("total_area_m2", "1200平方米"),
        Claim("space_name", "一" * 40),
        Claim("workstation_count", "二十余套"),
        Claim("total_area_m2", "一共1200平方米"),
    ]
    answer = located(document, said, "x")

    assert [c.field for c in answer.candidates] == ["total_area_m2", "workstation_count"]
    assert answer.dropped == {Dropped.TOO_MANY: 1}


@pytest.mark.parametrize("key", ["total_area_m2", "applied_on", "services", "has_seed_fund"])
def test_work_grows_with_the_number_of_claims(key):
    text = "，".join(f"第{n}处{n}平方米，2021年{n % 12 + 1}月，设有资金{n}号" for n in range(300))
    document = paragraphs(text)

    def work(count: int) -> None:
        said = [Claim(key, f"第{n % 300}处{n % 300}平方米，2021年") for n in range(count)]
        located(document, said, "x")

    assert grows_with_its_length(work, 100, 100 * LENGTHS)


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "一", "（", "）", "，", "。", "计划", "2021年", "不", "12平方米", " ", "没有"],
)
def test_a_long_line_costs_in_proportion(piece):
    def work(length: int) -> None:
        line = (piece * length)[:length]
        document = paragraphs(line + "，地方一共1200平方米")
        located(document, [Claim("total_area_m2", "一共1200平方米", "1200")], "x")

    assert grows_with_its_length(work, 2_000, 2_000 * LENGTHS)


def test_no_document_no_candidates():
    empty = replace(paragraphs(), blocks=())

    assert why(empty, Claim("total_area_m2", "1200平方米")) == {Dropped.NOT_IN_TEXT: 1}
    assert LIMITS.finder_claims >= 100
