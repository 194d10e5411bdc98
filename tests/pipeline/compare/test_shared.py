"""Who is asked about what two submissions share, and who is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.compare import shared
from pipeline.compare.model import MOST_HOLDERS
from pipeline.compare.shared import MOST_ASKED, MOST_SHARING, MOST_SOURCES
from pipeline.compare.twice import NAMED
from pipeline.model import Status
from pipeline.record.doubt import with_findings
from pipeline.review.findings import subject
from pipeline.wording import finding_words
from tests.observed import TRUST
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
    doubted = with_findings(now.record, found["今年"], TRUST)
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


def _flood(number: int, names: Sequence[str]) -> dict[str, Applied]:
    """Submissions of so many applicants that all list the same tenants and hold one plan."""
    return {
        f"n{one:02}": Applied(
            f"第{one}空间",
            f"某某{one}创业有限公司",
            tenants=[{"name": name} for name in names],
            plan=COPIED,
        )
        for one in range(number)
    }


def test_a_tenant_that_many_list_is_asked_about_once_with_the_number_of_all() -> None:
    names = [f"温州澄帆{word}科技有限公司" for word in ("霁月", "听澜", "拾穗")]

    found = compared(**_flood(MOST_SHARING + 4, names))

    listed = [f for f in found["n05"] if f.code == "tenant_in_two_submissions"]
    assert [f.details["name"] for f in listed] == names
    assert {f.details["count"] for f in listed} == {MOST_SHARING + 3}
    assert listed[0].details["other"] == "n00"
    assert listed[0].details["others"] == ["n01", "n02", "n03", "n04"]
    assert NAMED == 4
    assert f"等另外 {MOST_SHARING + 3} 份申报" in finding_words(listed[0])
    assert max(map(len, found.values())) == len(names) + 1


def test_one_plan_that_a_ring_of_applicants_bought_is_told_once_with_their_number() -> None:
    found = compared(**_flood(MOST_SHARING + 2, ()))

    (finding,) = found["n05"]
    assert finding.code == "text_in_two_submissions"
    assert finding.details["count"] == MOST_SHARING + 1
    assert finding.details["places"] == ["方案.docx 第1段", "方案.docx 第2段"]


def test_of_a_few_that_share_text_the_last_one_told_names_the_rest() -> None:
    found = compared(**_flood(MOST_SOURCES + 3, ()))

    assert [f.details.get("count") for f in found["n00"]] == [None, None, 3]


def test_of_very_many_shared_names_the_last_one_says_how_many_are_left() -> None:
    signs = "霁听拾鹭汀岫芷澜穗砚棠柠樾珩璟甬漪筠苒萤蔚衡谦逸铭骁"
    names = [f"温州{sign}{sign}澄帆科技有限公司" for sign in signs]

    found = compared(**_flood(2, names))

    listed = [f for f in found["n00"] if f.code == "tenant_in_two_submissions"]
    assert len(listed) == MOST_ASKED
    assert listed[-1].details["more"] == len(names) - MOST_ASKED
    assert f"还有 {len(names) - MOST_ASKED} 个" in finding_words(listed[-1])


def test_who_answered_for_two_is_asked_again_when_a_third_has_the_name() -> None:
    names = ["温州澄帆霁月科技有限公司"]
    two, three = compared(**_flood(2, names)), compared(**_flood(3, names))

    assert subject(two["n00"][0]) != subject(three["n00"][0])


def test_another_application_of_the_same_applicant_in_a_year_is_told_with_what_differs() -> None:
    first = replace(HAITANG, figures={"total_area_m2": 820, "mentor_count": 6})
    second = replace(HAITANG, figures={"total_area_m2": 900, "mentor_count": 6})

    found = compared(甲包=first, 补交=second)

    (finding,) = found["甲包"]
    assert (finding.code, finding.details["other"]) == ("text_in_two_submissions", "补交")
    assert [e.text for e in finding.evidence] == [
        HAITANG.space,
        HAITANG.operator,
        HAITANG.code,
    ]
    words = finding_words(finding)
    assert "还有另一份申报「补交」" in words
    assert "820" in words and "900" in words and "导师" not in words
    assert [f.details["other"] for f in found["补交"]] == ["甲包"]


def test_the_same_files_under_three_names_are_one_question_in_each() -> None:
    found = compared(a=HAITANG, b=HAITANG, c=HAITANG)

    assert [f.details["count"] for findings in found.values() for f in findings] == [2, 2, 2]


def test_a_revision_another_year_and_another_policy_are_no_second_application() -> None:
    from pipeline.compare import among

    def told(name: str, other: Applied, theirs: str | None = None, latest: bool = True) -> bool:
        met = among({"a": ("海棠", HAITANG.traces), "b": (name, other.traces)})["a"]
        changed = [replace(m, other=replace(m.other, ruleset=theirs, latest=latest)) for m in met]
        return bool(shared("海棠", HAITANG.traces, changed, HAITANG.record, "wenzhou-2021"))

    assert told("海棠补", HAITANG)
    assert told("海棠补", HAITANG, "wenzhou-2021")
    assert not told("海棠", HAITANG)
    assert not told("海棠补", HAITANG, latest=False)
    assert not told("海棠补", HAITANG, "national-2015")
    assert not told("海棠补", replace(HAITANG, on="2021-05-06"))
