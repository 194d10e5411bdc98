"""What sentences say without a number beside a label: yes and no, names, dates, tenure, terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from extractors.find import find_in
from extractors.find.sentences.phrases import legal_person
from extractors.model import Candidate
from extractors.values import PartialDate


def said(made: Any, key: str, *parts: Any, name: str = "运营方案.docx") -> list[Candidate]:
    document = made.write(*parts, name=name)
    found = [c for c in find_in(document).candidates if c.field == key]
    for candidate in found:
        for e in candidate.evidence:
            assert document.blocks[e.block].text[e.start : e.end] == e.text
    return found


def values(made: Any, key: str, *parts: Any, name: str = "运营方案.docx") -> list[Any]:
    return [c.value for c in said(made, key, *parts, name=name) if c.rejected is None]


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("has_seed_fund", "我公司设立了规模200万元的种子基金。", [True]),
        ("has_seed_fund", "目前尚未设立种子基金。", [False]),  # a no outweighs the yes in it
        ("has_seed_fund", "计划明年设立种子基金。", []),
        ("has_seed_fund", "种子基金是创业者的及时雨。", []),
        ("has_online_platform", "建成线上服务平台并投入使用。", [True]),
        ("has_online_platform", "线上服务平台尚未建设。", [False]),
        ("has_online_platform", "拟于明年搭建线上服务平台，提供预约。", []),
        ("separate_accounting", "众创空间财务单独核算。", [True]),
        ("separate_accounting", "众创空间与公司合并记账。", [False]),
        ("free_first_year", "入驻团队第一年免租金，第二年减半。", [True]),
        ("free_first_year", "入驻团队前三个月免费。", [False]),
        ("independent_legal_person", "本单位系独立法人。", [True]),
        ("independent_legal_person", "本部门不具备独立法人资格。", [False]),
        # Ticked within the sentence; what is not ticked says nothing.
        ("independent_legal_person", "本单位（√）具备（ ）不具备独立法人资格。", [True]),
        ("independent_legal_person", "本单位（ ）具备（√）不具备独立法人资格。", [False]),
        # A partner that finances, by its name or by its kind.
        ("has_investor_partnership", "空间与松果坡农村商业银行签订合作协议。", [True]),
        ("has_investor_partnership", "空间与两所高校签订合作协议。", []),
        ("has_investor_partnership", "空间拟与松果坡银行签订合作协议。", []),
        ("has_investor_partnership", "暂无合作投融资机构。", [False]),
        ("has_investor_partnership", "另外，和某某创业投资公司、农信联社都签了合作书。", [True]),
        ("has_investor_partnership", "目前也还没有跟投资机构建立合作。", [False]),
        ("free_first_year", "头一年租金、水费、网费都不收。", [True]),
        ("free_first_year", "第一年场地是免费的。", [True]),
        ("free_first_year", "新入驻的团队只免头两个月租金。", [False]),
        ("free_first_year", "入驻头三个月工位免费。", [False]),
        ("funding_total_yuan", "去年没有拿到投资，融资额是零。", [0]),
        # When the space began, told from when its operator was founded.
        ("operating_since", "空间于2019年6月正式对外开放。", [PartialDate(2019, 6)]),
        ("operating_since", "公司成立于2017年4月。", []),
        ("operating_since", "全市首家众创空间2015年3月开园。", []),
        # How the place is held.
        ("premises_tenure", "办公用房由街道无偿提供使用。", ["无偿使用"]),
        ("premises_tenure", "场地为租赁取得。", ["租赁"]),
        ("premises_tenure", "空间所在办公楼为公司自有房产。", ["自有"]),
        ("premises_tenure", "校办工厂自有厂房，无偿提供给空间使用。", ["自有"]),
        ("premises_tenure", "大型仪器为租赁取得。", []),  # not a place
        # From when to when.
        ("lease_starts_on", "场地租期自2021年5月1日至2026年4月30日。", [PartialDate(2021, 5, 1)]),
        ("lease_ends_on", "场地租期自2021年5月1日至2026年4月30日。", [PartialDate(2026, 4, 30)]),
        ("lease_ends_on", "租期2021年5月1日起，2026年4月30日止。", [PartialDate(2026, 4, 30)]),
        ("lease_ends_on", "入驻协议自2021年5月1日至2022年4月30日。", []),
        ("lease_starts_on", "房屋租赁合同，2021—2026年。", []),  # years alone are no term
        # None are said in words.
        ("graduate_count", "空间成立不久，尚无毕业企业。", [0]),
        ("funded_count", "2023年没有企业获得外部融资。", [0]),
    ],
)
def test_a_sentence_says_yes_no_or_nothing(
    made: Any, key: str, text: str, expected: Sequence[object]
) -> None:
    assert values(made, key, text) == expected


def test_a_planned_thing_keeps_its_reason(made: Any) -> None:
    (candidate,) = said(made, "has_seed_fund", "计划明年设立种子基金。")
    assert candidate.rejected == "规划（“计划”），尚未实现"


def test_below_a_heading_of_goals_nothing_is_said(made: Any) -> None:
    assert said(made, "has_seed_fund", "一、发展目标", "设立了种子基金。") == []


def test_the_quote_is_the_clause_that_says_so(made: Any) -> None:
    text = "空间服务完善，设立了规模200万元的种子基金，财务单独核算。"
    (candidate,) = said(made, "has_seed_fund", text)
    assert candidate.evidence[0].text == "设立了规模200万元的种子基金"


def test_in_a_lease_contract_letting_says_the_tenure_and_the_landlord_s_gift_is_not_the_tenant_s(
    made: Any,
) -> None:
    text = "甲方将办公用房出租给乙方使用，第一年免租金。"
    assert values(made, "premises_tenure", text, name="房屋租赁合同.docx") == ["租赁"]
    assert values(made, "free_first_year", text, name="房屋租赁合同.docx") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "空间可提供工商注册、政策咨询、金融服务、法律法务等服务。",
            ("工商注册", "政策咨询", "金融服务", "法律法务"),
        ),
        ("工商注册、政策咨询、金融服务", ("工商注册", "政策咨询", "金融服务")),
        ("空间提供打印、保洁等服务。", None),
        ("空间提供工商注册、保洁。", None),  # two are no list
    ],
)
def test_services_are_the_list_after_提供(
    made: Any, text: str, names: tuple[str, ...] | None
) -> None:
    assert values(made, "services", text) == ([] if names is None else [names])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "已制定《松果坡众创空间评估准入办法》《财务管理制度》《卫生公约》。",
            ("评估准入", "财务管理", "卫生"),
        ),
        ("建立了《毕业退出管理办法》。", ("毕业退出",)),
        ("详见《财务管理制度》。", None),  # one title named in passing
        ("按照《云南省众创空间认定管理办法》制定本方案。", None),  # the policy's, not ours
    ],
)
def test_rules_are_the_titles_in_brackets(
    made: Any, text: str, names: tuple[str, ...] | None
) -> None:
    found = values(made, "management_rules", text)
    assert found == ([] if names is None else [names])


@pytest.mark.parametrize(
    ("kind", "yes"),
    [
        ("有限责任公司(自然人独资)", True),
        ("事业单位", True),
        ("民办非企业单位", True),
        ("有限责任公司分公司", False),
        ("个体工商户", False),
        ("普通合伙企业", False),
        ("有限责任公司(非自然人投资或控股的法人独资)", True),
        ("见附件", None),
    ],
)
def test_the_type_on_a_licence_says_whether_it_is_a_legal_person(
    kind: str, yes: bool | None
) -> None:
    assert legal_person(kind) is yes
