"""Who is asked about what two submissions share, and who is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.compare import shared, with_findings
from pipeline.compare.model import MOST_HOLDERS
from pipeline.model import Status
from tests.pipeline.compare.applicants import CODES, Applied, compared, said

HAITANG = Applied("海棠众创空间", "瑞安海棠创业服务有限公司", CODES[0])
LIUCHUAN = Applied("柳川众创空间", "乐清柳川企业管理有限公司", CODES[1])

COPIED = (
    "本空间采取前店后厂的方式，把打样车间搬到大堂旁边，入驻者上午画图下午就能摸到样品，"
    "每周三由驻场工程师坐诊，替没有制造经验的年轻人看图纸、挑材料、算成本，"
    "看过的图纸装订成册留在书架上，后来的人翻一翻就知道哪些弯路不必再走。",
    "夜里十点以后机器不停，值班的人换成学徒，他们自己排班自己记账，"
    "月底把用电用料摊到每个项目头上，谁用得多谁多付，从来没有为这件事吵过架。",
)


def test_a_tenant_of_both_is_asked_about_in_both_with_its_place_and_the_others_name() -> None:
    row = {"name": "温州澄帆智能科技有限公司", "kind": "企业"}

    found = compared(海棠=replace(HAITANG, tenants=[row]), 柳川=replace(LIUCHUAN, tenants=[row]))

    assert said(found["海棠"]) == [("tenant_in_two_submissions", row["name"], "柳川")]
    assert said(found["柳川"]) == [("tenant_in_two_submissions", row["name"], "海棠")]
    (finding,) = found["海棠"]
    assert [e.text for e in finding.evidence] == [row["name"]]
    assert finding.details["other_name"] == "柳川"


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("温州澄帆智能科技有限公司", "温州澄帆智能科技有限责任公司", True),  # one company
        (
            "温州澄帆（智能）科技有限公司",
            "温州澄帆智能科技有限公司(筹)",
            True,
        ),  # brackets, founding
        ("山野茶事团队", "山野 茶事团队", True),  # a name of its own
        ("大学生创业团队", "大学生创业团队", False),  # a name that many bear
        ("阳光团队", "阳光团队", False),
        ("温州澄帆智能科技有限公司", "温州澄帆软件有限公司", False),
    ],
)
def test_tenants_are_the_same_by_a_name_that_tells(one: str, other: str, met: bool) -> None:
    found = compared(
        a=replace(HAITANG, tenants=[{"name": one}]), b=replace(LIUCHUAN, tenants=[{"name": other}])
    )

    assert bool(found["a"]) is bool(found["b"]) is met


def test_a_team_with_a_common_name_is_known_by_its_telephone() -> None:
    row = {"name": "阳光团队", "phone": "138 0013 8000"}

    found = compared(a=replace(HAITANG, tenants=[row]), b=replace(LIUCHUAN, tenants=[row]))

    assert said(found["a"]) == [("tenant_in_two_submissions", "阳光团队", "b")]


def test_a_tenant_under_another_name_is_known_by_its_credit_code() -> None:
    code = "91330300MA2A3B4C5G"
    one = {"name": "澄帆智能", "credit_code": CODES[0]}
    other = {"name": "温州澄帆智能科技有限公司", "credit_code": CODES[0]}

    found = compared(
        a=replace(HAITANG, code="", tenants=[one]), b=replace(LIUCHUAN, tenants=[other])
    )

    assert said(found["a"]) == [("tenant_in_two_submissions", "澄帆智能", "b")]
    # A code that cannot be right is a slip: two slips are not one company.
    wrong = compared(
        a=replace(HAITANG, tenants=[{**one, "credit_code": code}]),
        b=replace(LIUCHUAN, tenants=[{**other, "credit_code": code}]),
    )
    assert wrong["a"] == ()


ROW = {"name": "温州澄帆智能科技有限公司"}


@pytest.mark.parametrize(
    "other",
    [
        replace(HAITANG),  # a later revision
        replace(HAITANG, on="2023-05-06"),  # next year's application
        replace(
            HAITANG, code="", operator="瑞安市海棠创业服务有限责任公司", space=""
        ),  # its folder
        replace(HAITANG, space="", on=""),  # by its credit code
        replace(HAITANG, code="", space="", on=""),  # by the operator's name
    ],
)
def test_the_same_applicant_is_not_another_submission(other: Applied) -> None:
    ours = replace(HAITANG, tenants=[ROW], plan=COPIED)
    theirs = replace(other, tenants=[ROW], plan=COPIED)
    traces = ours.traces
    from pipeline.compare import among

    met = among({"a": ("海棠", traces), "b": ("海棠", theirs.traces)})

    assert shared("海棠", traces, met["a"], ours.record) == ()


def test_two_spaces_of_one_operator_cannot_count_the_same_tenants() -> None:
    second = replace(HAITANG, space="晚舟众创空间")

    found = compared(
        海棠=replace(HAITANG, tenants=[ROW], plan=COPIED),
        晚舟=replace(second, tenants=[ROW], plan=COPIED),
    )

    assert said(found["海棠"]) == [("tenant_in_two_submissions", ROW["name"], "晚舟")]


def test_folders_of_one_name_with_different_credit_codes_are_two_applicants() -> None:
    ours, theirs = replace(HAITANG, tenants=[ROW]), replace(LIUCHUAN, tenants=[ROW])
    from pipeline.compare import among

    met = among({"a": ("申报材料", ours.traces), "b": ("申报材料", theirs.traces)})

    assert len(shared("申报材料", ours.traces, met["a"], ours.record)) == 1


def test_who_was_a_tenant_elsewhere_years_ago_has_moved() -> None:
    found = compared(
        a=replace(HAITANG, tenants=[ROW]), b=replace(LIUCHUAN, tenants=[ROW], on="2018-05-06")
    )

    assert found == {"a": (), "b": ()}


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("温州大学", "温州大学", True),
        ("温州大学", "温州大学机电学院", True),  # named more exactly
        ("温州大学", "浙江凯泽律师事务所", False),  # two people of one name
        ("温州大学", "", False),  # perhaps
        ("自由职业", "自由职业者", False),  # no body
    ],
)
def test_a_mentor_is_known_by_name_and_organisation(one: str, other: str, met: bool) -> None:
    rows = [{"name": "张伟", "organisation": body} for body in (one, other)]

    found = compared(a=replace(HAITANG, mentors=rows[:1]), b=replace(LIUCHUAN, mentors=rows[1:]))

    wanted = [("mentor_in_two_submissions", "张伟", "b")] if met else []
    assert said(found["a"]) == wanted


def test_three_mentors_of_the_same_names_are_no_chance() -> None:
    names = [{"name": name} for name in ("章国栋", "伍丽华", "林志强")]

    two = compared(a=replace(HAITANG, mentors=names[:2]), b=replace(LIUCHUAN, mentors=names[:2]))
    three = compared(a=replace(HAITANG, mentors=names), b=replace(LIUCHUAN, mentors=names))

    assert two["a"] == ()
    assert [name for _, name, _ in said(three["a"])] == ["章国栋", "伍丽华", "林志强"]


def test_copied_passages_are_shown_where_they_stand() -> None:
    others = ["海棠众创空间位于塘下，一楼是大厅。", *COPIED, "以上内容由本单位负责解释和落实。"]

    found = compared(
        海棠=replace(HAITANG, plan=COPIED),
        柳川=replace(LIUCHUAN, plan=[text.replace("海棠", "柳川") for text in others]),
    )

    (finding,) = found["柳川"]
    assert (finding.code, finding.details["other"]) == ("text_in_two_submissions", "海棠")
    assert finding.details["places"] == ["方案.docx 第2段", "方案.docx 第3段"]
    assert all(any(e.text in text for text in COPIED) for e in finding.evidence)


def test_a_copy_with_other_names_and_numbers_is_a_copy() -> None:
    ours = [f"海棠众创空间{COPIED[0]}面积3000平方米，{COPIED[1]}"]
    theirs = [f"柳川众创空间{COPIED[0]}面积5200平方米，{COPIED[1]}"]

    found = compared(a=replace(HAITANG, plan=ours), b=replace(LIUCHUAN, plan=theirs))

    assert len(found["a"]) == len(found["b"]) == 1


@pytest.mark.parametrize(
    "plan",
    [
        # One line that says what everybody says.
        ["财务单独核算。已建立评估准入、财务管理、日常管理、毕业退出等制度并每年修订一次。"],
        # The policy itself, with its number or its article.
        [f"根据温科发〔2021〕32号文件，{COPIED[0]}"] * 2,
        [f"第八条规定，{COPIED[0]}", f"第九条规定，{COPIED[1]}"],
        # Titles of rules, however many.
        ["制定了《项目评估准入办法》《财务管理制度》《日常管理细则》《导师聘任办法》" * 4],
    ],
)
def test_what_everybody_writes_is_no_copy(plan: list[str]) -> None:
    assert compared(a=replace(HAITANG, plan=plan), b=replace(LIUCHUAN, plan=plan))["a"] == ()


def test_text_that_very_many_share_is_a_form() -> None:
    many = {
        f"n{number}": Applied(f"第{number}空间", f"某某{number}创业有限公司", plan=COPIED)
        for number in range(MOST_HOLDERS + 2)
    }

    assert not any(compared(**many).values())


def test_anothers_name_left_in_the_plan_is_asked_about() -> None:
    plan = [
        "柳川众创空间坚持服务实体经济。",
        "为此，柳川众创空间设立导师团。",
        "三年内把柳川众创空间建成示范。",
        "海棠众创空间欢迎各方来访。",
    ]

    found = compared(海棠=replace(HAITANG, plan=plan), 柳川=LIUCHUAN)

    assert said(found["海棠"]) == [("text_in_two_submissions", "柳川众创空间", "柳川")]
    assert len(found["海棠"][0].evidence) == 3
    assert found["柳川"] == ()


@pytest.mark.parametrize(
    ("plan", "mentors"),
    [
        (["与柳川众创空间共办赛事。"] * 2, []),  # named twice: a neighbour
        # A name that is a part of another one.
        (
            [
                "与乐清小柳川众创空间共办赛事。",
                "到乐清小柳川众创空间去。",
                "乐清小柳川众创空间说。",
            ],
            [],
        ),
        # A partner that its own list names.
        (["和柳川众创空间共建。"] * 4, [{"name": "林志强", "organisation": "柳川众创空间"}]),
    ],
)
def test_a_name_that_is_explained_is_no_leftover(
    plan: list[str], mentors: list[dict[str, str]]
) -> None:
    found = compared(海棠=replace(HAITANG, plan=plan, mentors=mentors), 柳川=LIUCHUAN)

    assert found["海棠"] == ()


def test_five_times_last_years_mentors_are_asked_about() -> None:
    last = replace(HAITANG, on="2021-05-06", figures={"mentor_count": 6, "total_area_m2": 900})
    now = replace(HAITANG, figures={"mentor_count": 48, "total_area_m2": 1100})

    found = compared(去年=last, 今年=now)

    assert found["去年"] == ()
    (finding,) = found["今年"]
    assert finding.code == "value_implausible"
    assert {k: finding.details[k] for k in ("key", "value", "before", "year")} == {
        "key": "mentor_count",
        "value": 48,
        "before": 6,
        "year": 2021,
    }
    doubted = with_findings(now.record, found["今年"])
    assert doubted.fields["mentor_count"].status is Status.REVIEW
    assert doubted.fields["total_area_m2"] == now.record.fields["total_area_m2"]


def test_the_latest_earlier_application_is_the_one_compared_with() -> None:
    found = compared(
        a=replace(HAITANG, on="2020-05-06", figures={"mentor_count": 6}),
        b=replace(HAITANG, on="2021-05-06", figures={"mentor_count": 40}),
        c=replace(HAITANG, on="2022-05-06", figures={"mentor_count": 48}),
    )

    assert [str(f.details["other"]) for f in found["b"]] == ["a"]
    assert found["c"] == ()


def test_submissions_without_anything_share_nothing() -> None:
    assert compared(a=Applied(on=""), b=Applied(on="")) == {"a": (), "b": ()}
