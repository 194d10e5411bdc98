"""Which number says which field, and why another does not: sentences with their reasons."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.catalogue import load_catalogue
from extractors.find.sentences.naming import fits, in_unit
from extractors.find.sentences.pairing import Statement, approximate_of, statements
from extractors.find.sentences.scope import Scope
from extractors.language.fold import fold
from extractors.language.quantity import quantities
from extractors.model import Approximate

Said = dict[str, object]


def said(text: str, **more: object) -> tuple[Statement, ...]:
    return statements(fold(text).text, **more)  # type: ignore[arg-type]


def accepted(text: str, **more: object) -> list[tuple[str, object]]:
    found = [s for s in said(text, **more) if s.rejected is None]
    return [(s.key, s.value) for s in found]


def rejected(text: str) -> list[tuple[str, int, str]]:
    return [(s.key, int(s.value), s.rejected) for s in said(text) if s.rejected is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Name before the number, with words between that say nothing.
        ("创业导师12人", [("mentor_count", 12)]),
        ("现有创业导师共计约12名", [("mentor_count", 12)]),
        ("空间总面积达到一千二百平方米", [("total_area_m2", 1200)]),
        # Name after the number.
        ("聘请了12名创业导师", [("mentor_count", 12)]),
        ("空间内共有88个创业工位", [("workstation_count", 88)]),
        # Each number has the name that touches it.
        (
            "创业工位88个、创业导师12人",
            [("workstation_count", 88), ("mentor_count", 12)],
        ),
        ("注册用户3000人，创业导师12人", [("mentor_count", 12)]),
        # Scales: 0.0815万㎡, 0.052亿元.
        ("空间总面积0.0815万平方米", [("total_area_m2", 815)]),
        ("融资总额0.052亿元", [("funding_total_yuan", 5200000)]),
        # The nearer name wins where names stand on both sides.
        ("创业导师由12名企业家导师组成", [("mentor_count", 12)]),
        # Terms in months are years.
        ("租赁期36个月", [("lease_years", 3)]),
    ],
)
def test_a_number_belongs_to_the_name_that_touches_it(
    text: str, expected: list[tuple[str, object]]
) -> None:
    assert accepted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A follower with a gap: what no list can hold.
        ("2023年，3家企业拿到外部投资", [("funded_count", 3)]),
        ("2023年4家企业获得了天使轮融资", [("funded_count", 4)]),
        ("2023年有5个团队完成企业注册", [("new_company_count", 5)]),
        ("2023年3项科技成果实现转化", [("transfer_count", 3)]),
        # The gap ends at a comma: what comes after is another statement.
        ("3家企业获得荣誉，并投资设备", []),
    ],
)
def test_words_after_the_number_name_the_field(
    text: str, expected: list[tuple[str, object]]
) -> None:
    assert accepted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A word that goes on with the thing spoken of takes its meaning from it.
        (
            "创业工位90个，占用面积410平方米",
            [("workstation_count", 90), ("workstation_area_m2", 410)],
        ),
        (
            "设立种子基金，规模200万元，已投3个项目",
            [("seed_fund_yuan", 2000000), ("invested_project_count", 3)],
        ),
        (
            "管理服务人员8人，专职6人",
            [("staff_count", 8), ("full_time_staff_count", 6)],
        ),
        (
            "在驻创业团队和企业21家，其中企业12家、团队9个",
            [("tenant_count", 21), ("company_count", 12), ("team_count", 9)],
        ),
        # Without the thing spoken of the same word says nothing.
        ("规模200万元", []),
        # The share of the area that was just named; 总面积 is only the end of 占总面积.
        (
            "公共服务场地面积260平方米，占总面积的100%",
            [("public_area_m2", 260), ("public_share", 1)],
        ),
        # Between them something else is counted: the word goes on with that.
        ("创业工位90个，会议室3间，面积120平方米", [("workstation_count", 90)]),
    ],
)
def test_a_word_that_goes_on_takes_the_field_spoken_of(
    text: str, expected: list[tuple[str, object]]
) -> None:
    assert accepted(text) == expected


@pytest.mark.parametrize(
    ("text", "kept", "refused", "because"),
    [
        # Cumulative beside current.
        ("在驻团队和企业24家，累计入驻团队和企业130家", 24, 130, "累计"),
        # Planned beside actual, in either order.
        ("现有创业导师12人，计划创业导师20人", 12, 20, "计划"),
        ("计划创业导师20人，现有创业导师12人", 12, 20, "计划"),
        ("到2026年创业导师20人，目前创业导师12人", 12, 20, "到2026年"),
        # Other bodies' figures.
        ("全市众创空间有创业工位6000个，本空间创业工位88个", 88, 6000, "全市"),
        ("集团有员工800人，本空间管理服务人员9人", 9, 800, "集团"),
        # A threshold of the policy, restated.
        ("应当具备创业工位30个，现有创业工位88个", 88, 30, "应当"),
        ("创业工位应不少于30个，现有创业工位88个", 88, 30, "应"),
        # A part of what has been counted, after it, in brackets, and in brackets before it.
        ("创业工位88个，其中独立间内工位20个", 88, 20, "其中"),
        ("创业工位88个（含独立间内工位20个）", 88, 20, "含"),
        ("创业工位（含独立间内工位20个）88个", 88, 20, "含"),
        # An average.
        ("举办活动24场，平均每月举办活动2场", 24, 2, "平均"),
        # Not added to what there is.
        ("创业工位88个，新增创业工位40个", 88, 40, "新增"),
        # What was already there.
        ("创业工位88个；另设创业工位40个", 88, 40, "另设"),
        # More than the field can be.
        ("创业工位88个。创业工位50000个", 88, 50000, "合理范围"),
        # Of a part of the year only; the whole year follows.
        ("2023年上半年举办活动9场，全年举办活动22场", 22, 9, "全年"),
        ("2023年举办活动22场，2023年1—6月举办活动9场", 22, 9, "全年"),
    ],
)
def test_beside_the_field_s_number_another_is_refused_with_its_reason(
    text: str, kept: int, refused: int, because: str
) -> None:
    found = said(text)
    assert [int(s.value) for s in found if s.rejected is None] == [kept]
    reasons = {int(s.value): s.rejected for s in found if s.rejected is not None}
    assert list(reasons) == [refused]
    assert because in reasons[refused]


@pytest.mark.parametrize(
    "text",
    [
        "举办活动26场，较2022年增加7场",  # the difference
        "2023年举办活动26场，比上年的19场多7场",
    ],
)
def test_a_comparison_leaves_the_number_compared_alone(text: str) -> None:
    assert accepted(text) == [("event_count", 26)]


@pytest.mark.parametrize(
    "text",
    [
        "参加活动1300人次",  # people, not events
        "虚拟工位30个",  # no place to sit at
        "会议室3间，面积120平方米",  # the area of the rooms
        "设2间会议室，面积120平方米",
        "占地面积2000平方米",
        "发明专利5项",  # one kind of intellectual property
        "注册资本500万元",
        "第3期沙龙",  # an ordinal
        "2023年12月",
        "",
    ],
)
def test_a_number_of_something_else_is_no_field_s(text: str) -> None:
    assert said(text) == ()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        # The year stands until another is named, also over the end of the sentence.
        ("2023年空间运转平稳。举办创新创业活动26场", [2023]),
        ("2022年举办活动19场，2023年举办活动26场", [2022, 2023]),
        # 目前 ends the year, 截至 sets none.
        ("2023年举办活动26场。目前创业导师12人", [2023, None]),
        ("截至2023年12月底，在驻团队和企业24家", [None]),
        # The year of a comparison is not the number's.
        ("2023年举办活动26场，较2022年的多，创业导师12人", [2023, 2023]),
        ("2023年1-12月举办活动19场", [2023]),
        # A space that opened in May has no more of its first year.
        ("2022年（5至12月），举办活动11场", [2022]),
    ],
)
def test_a_year_carries_to_what_follows(text: str, years: list[int | None]) -> None:
    found = [s for s in said(text) if s.rejected is None]
    assert [s.scope.year for s in found] == years


def test_the_document_s_own_year_is_declared() -> None:
    found = said("近一年举办创新创业活动26场，获得投融资企业2家。典型孵化案例3个")
    assert [(s.key, s.scope.declared) for s in found] == [
        ("event_count", True),
        ("funded_count", True),
        ("incubation_case_count", True),
    ]


def test_a_plan_ends_with_its_sentence() -> None:
    found = said("计划明年举办活动40场。创业导师12人")
    assert [(s.key, s.rejected is None) for s in found] == [
        ("event_count", False),
        ("mentor_count", True),
    ]


def test_what_is_said_in_brackets_stays_in_them() -> None:
    found = said("创业导师12人（计划增至20人），创业工位88个")
    assert [(s.key, int(s.value), s.rejected) for s in found if s.rejected is None] == [
        ("mentor_count", 12, None),
        ("workstation_count", 88, None),
    ]


def test_a_cumulative_count_is_right_for_a_field_that_counts_ever() -> None:
    assert accepted("自成立以来累计毕业企业9家") == [("graduate_count", 9)]


def test_a_fund_may_be_another_s() -> None:
    assert accepted("母公司设立种子基金200万元") == [("seed_fund_yuan", 2000000)]


def test_a_number_in_a_value_cell_answers_its_label() -> None:
    assert accepted("12", topic="mentor_count", bare=Decimal(1)) == [("mentor_count", 12)]
    assert accepted("86.4", topic="budget_total_yuan", bare=Decimal(10_000)) == [
        ("budget_total_yuan", 864000)
    ]


def test_a_bare_number_outside_a_value_cell_says_nothing() -> None:
    assert accepted("12", topic="mentor_count") == []


def test_a_heading_s_field_goes_on_below_it() -> None:
    assert accepted("合计26家", about="tenant_count") == [("tenant_count", 26)]
    assert accepted("合计26家") == []


def test_a_heading_s_scope_holds_for_every_sentence_below_it() -> None:
    found = said("创业导师12人。创业工位88个", scope=Scope(plan="目标"))
    assert [s.rejected for s in found] == ["规划数（“目标”），尚未实现"] * 2


@pytest.mark.parametrize(
    ("label_to_number", "direct"),
    [("创业导师12人", True), ("创业导师队伍由校内外各界12人组成", False)],
)
def test_only_a_label_that_touches_its_number_is_direct(label_to_number: str, direct: bool) -> None:
    found = said(label_to_number)
    assert all(s.direct is direct for s in found)


def test_the_quote_is_label_and_number_where_they_touch() -> None:
    text = fold("现有创业导师12人").text
    (statement,) = statements(text)
    assert text[statement.start : statement.end] == "创业导师12人"


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("近20个", Approximate.AT_MOST),
        ("20余个", Approximate.AT_LEAST),
        ("约20个", Approximate.ABOUT),
        ("20个", None),
        ("15-20个", Approximate.AT_LEAST),  # a range is at least its low end
    ],
)
def test_how_exact_a_number_is_comes_from_its_own_words(text: str, how: Approximate | None) -> None:
    assert approximate_of(quantities(fold(text).text)[0]) == how


@pytest.mark.parametrize(
    ("key", "text", "right"),
    [
        ("total_area_m2", "20平方米", True),
        ("total_area_m2", "20个", False),
        ("workstation_count", "20个", True),
        ("workstation_count", "20人", False),
        ("usable_share", "75%", True),
        ("lease_years", "36个月", True),
        ("seed_fund_yuan", "20万元", True),
        ("space_name", "20个", False),
    ],
)
def test_a_field_takes_numbers_of_its_unit_only(key: str, text: str, right: bool) -> None:
    quantity = quantities(fold(text).text)[0]
    assert fits(load_catalogue().fields[key], quantity) is right


def test_months_of_a_term_are_counted_in_years() -> None:
    quantity = quantities(fold("18个月").text)[0]
    assert in_unit(load_catalogue().fields["lease_years"], quantity) == Decimal("1.5")


def test_reasons_are_chinese_and_name_the_word() -> None:
    assert rejected("拟聘请创业导师20人") == [("mentor_count", 20, "规划数（“拟”），尚未实现")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # Whose people they are, and what the area is used for, is said around the figure.
        ("我公司深耕印刷十余年，员工260人", "“公司”的员工数，不是空间的"),
        ("A区和C区合计九千余平方米，是教学用房", "“是教学用房”，不是本空间的面积"),
        ("入驻22家，其中已注册成公司的15家", "“已注册成公司”的数，不是当年新注册的"),
    ],
)
def test_what_is_said_around_a_figure_takes_it_away(text: str, reason: str) -> None:
    assert reason in [why for _, _, why in rejected(text)]


def test_staff_and_areas_of_our_own_stay() -> None:
    assert accepted("员工7人，全职5人") == [("staff_count", 7), ("full_time_staff_count", 5)]
    both = "空间总面积1200平方米，另有食堂300平方米不计入"
    assert accepted(both) == [("total_area_m2", 1200)]


def test_a_bound_in_a_sentence_of_a_cell_is_the_policy_s() -> None:
    bound = "每年举办不少于8次的沙龙、路演等活动"
    assert accepted(bound, topic="event_count") == []
    assert accepted("不少于8次", topic="event_count") == [("event_count", 8)]


def test_a_year_to_compare_with_ends_with_its_sentence() -> None:
    text = "2022年新注册企业3家，2021年2家。科技成果转移转化1项。"
    assert [one.scope.year for one in said(text)] == [2022, 2021, 2022]


def test_who_was_counted_is_not_spoken_of_next() -> None:
    found = accepted("去年有4家在孵企业拿到了投资，金额合计860万元")
    assert found == [("funded_count", 4), ("funding_total_yuan", 8600000)]
