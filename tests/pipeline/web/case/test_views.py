"""Stored results in, what a page tells out: choices, questions, checklist, places, lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Evidence,
    Finding,
    Method,
    RosterCell,
    RosterRow,
)
from pipeline.desk.errors import WrongInput
from pipeline.model import (
    Alternative,
    Assessment,
    Confidence,
    Decision,
    DecisionKind,
    Eligibility,
    FieldValue,
    Outcome,
    Record,
    ReviewItem,
    ReviewReason,
    Signals,
    Status,
    Submission,
    SubmittedFile,
    Verdict,
)
from pipeline.record.decide import DRAWN
from pipeline.web.case.answering import Sent, draft_of
from pipeline.web.case.choices import Choices, chosen, observed
from pipeline.web.case.overview import Given, overview
from pipeline.web.case.places import Files

DAY = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
FORM = SubmittedFile("申报/申请表.docx", "a" * 64, 10)
PLAN = SubmittedFile("方案.pdf", "b" * 64, 10)
COPY = SubmittedFile("备份/申请表.docx", "c" * 64, 10)
SUBMISSION = Submission("s-1", "云上众创空间", (FORM, PLAN, COPY), DAY)
MEASURED = Confidence(0.98, 0.95, 0.99, 349, 353)


def evidence(file: SubmittedFile, text: str = "820平方米", block: int = 3) -> Evidence:
    name = file.path.rpartition("/")[2]
    anchor = Anchor(AnchorKind.PARAGRAPH, page=1, paragraph=2)
    return Evidence(name, file.sha256, block, 0, len(text), text, anchor)


def area(**changes: object) -> FieldValue:
    given: dict[str, object] = {
        "key": "total_area_m2",
        "value": Decimal(820),
        "measured": MEASURED,
        "status": Status.REVIEW,
        "method": Method.CELL,
        "signals": Signals(Method.CELL),
        "evidence": (evidence(FORM),),
        "alternatives": (
            Alternative(Decimal(500), "规划数，尚未实现", (evidence(PLAN, "500㎡"),)),
            Alternative(Decimal(480), "方案.pdf另有说法", (evidence(PLAN, "480㎡"),), rival=True),
        ),
    }
    return FieldValue(**{**given, **changes})  # type: ignore[arg-type]


def verdict(**changes: object) -> Verdict:
    given: dict[str, object] = {
        "id": "4",
        "article": "第六条第4项",
        "requirement": "面积至少500平方米",
        "outcome": Outcome.UNKNOWN,
        "binding": True,
        "why": "说法不一，落在门槛两侧",
        "needs": ("total_area_m2",),
        "values": {"total_area_m2": {"value": 820, "rivals": [480]}},
        "threshold": Decimal(500),
        "margin": Decimal(320),
    }
    return Verdict(**{**given, **changes})  # type: ignore[arg-type]


def item(
    subject: str, reason: ReviewReason, *, priority: int = 540, open: bool = True
) -> ReviewItem:
    return ReviewItem(
        f"s-1/{subject}/{reason.value}", "s-1", subject, reason, "请核对。", priority, open=open
    )


def given(
    *items: ReviewItem,
    fields: tuple[FieldValue, ...] = (area(),),
    decisions: tuple[Decision, ...] = (),
    verdicts: tuple[Verdict, ...] = (verdict(),),
    **record: object,
) -> Given:
    made = Record({field.key: field for field in fields}, **record)  # type: ignore[arg-type]
    assessment = Assessment("none-2020", DAY.date(), True, Eligibility.NEEDS_REVIEW, verdicts)
    return Given(
        SUBMISSION,
        made,
        assessment,
        items,
        decisions,
        {},
        lambda subject: f"v-{subject}",
        str.upper,
    )


def decision(kind: DecisionKind, subject: str, value: object = None, note: str = "") -> Decision:
    return Decision("s-1", kind, subject, value, note, "wang", DAY, id=1)  # type: ignore[arg-type]


CONFLICT = item("total_area_m2", ReviewReason.CONFLICT)


def test_the_shown_value_comes_first_then_numbered_rivals_and_refused_ones_without_a_key() -> None:
    choices = Choices.of(area(), Files.of(SUBMISSION))
    assert choices.shown is not None

    assert (choices.shown.key, choices.shown.words) == ("Enter", "820 ㎡")
    assert choices.shown.says == "表格单元格 · 同类读数 353 次中 349 次正确"
    assert [(one.name, one.key, one.words) for one in choices.rivals] == [
        ("alternative-1", "1", "480 ㎡")
    ]
    assert [(one.name, one.key) for one in choices.refused] == [("alternative-0", "")]


def test_a_field_of_few_values_offers_what_it_can_be() -> None:
    field = FieldValue("independent_legal_person", True, status=Status.REVIEW)
    choices = Choices.of(field, Files.of(SUBMISSION))

    assert [(one.key, one.words) for one in choices.options] == [("1", "否")]
    assert chosen(field, choices.options[0].name) is False


def test_an_approximate_shown_value_may_still_be_chosen_exactly() -> None:
    field = area(approximate=Approximate.AT_LEAST, alternatives=())
    choices = Choices.of(field, Files.of(SUBMISSION))

    assert choices.shown is not None and choices.shown.words == "至少 820 ㎡"


@pytest.mark.parametrize(
    "name", ["", "alternative-9", "alternative--1", "option-x", "rival-0", "²"]
)
def test_a_choice_that_is_not_there_is_none(name: str) -> None:
    assert chosen(area(), name) is None


def test_what_was_never_observed_says_so() -> None:
    assert observed(None) == "同类读数尚无核对记录"


def test_a_place_leads_to_the_file_of_that_content_among_files_of_one_name() -> None:
    files = Files.of(SUBMISSION)
    links = files.links([evidence(COPY), evidence(FORM), evidence(FORM)])

    assert [link.document for link in links] == [2, 0]
    assert links[0].query == "document=2&block=3&start=0&end=6"


def test_evidence_of_a_file_that_is_not_here_leads_nowhere() -> None:
    stranger = SubmittedFile("别处.pdf", "f" * 64, 1)

    assert Files.of(SUBMISSION).links([evidence(stranger)]) == ()


def test_a_box_that_a_person_drew_leads_to_its_page() -> None:
    drawn = Anchor(AnchorKind.PAGE, page=2, bbox=(10, 20, 110, 40.5))
    shown = replace(evidence(PLAN, "9场", DRAWN), anchor=drawn)
    (link,) = Files.of(SUBMISSION).links([shown])

    assert link.query == "document=1&page=2&box=10,20,110,40.5"
    assert link.doubts == "复核人框出"


def test_a_question_tells_what_is_in_doubt_once_and_which_conditions_it_touches() -> None:
    (question,) = overview(given(CONFLICT)).open

    assert question.title == "总面积"
    assert question.says == "材料说法不一，以哪一个为准？"
    assert question.weight == "决定结论"
    assert [one.id for one in question.conditions] == ["4"]
    assert question.version == "v-total_area_m2"


def test_an_answered_question_is_told_with_who_answered_and_how() -> None:
    done = item("total_area_m2", ReviewReason.CONFLICT, open=False)
    answer = decision(DecisionKind.VALUE, "total_area_m2", Decimal(480), "看租约")
    case = overview(given(done, decisions=(answer,)))
    (question,) = case.settled

    assert (case.done, case.asked, case.open) == (1, 1, ())
    assert (question.answered, question.by, question.note) == ("定为 480 ㎡", "WANG", "看租约")


def test_what_waits_for_material_is_open_and_stands_apart() -> None:
    judged = verdict(id="3", outcome=Outcome.JUDGEMENT, needs=(), values={})
    asked = item("3", ReviewReason.JUDGEMENT)
    more = decision(DecisionKind.MORE_MATERIAL, "3", None, "补章程")
    case = overview(given(asked, verdicts=(judged,), decisions=(more,)))

    assert case.open == () and [q.answered for q in case.waiting] == ["需补充材料"]


def test_any_field_can_be_looked_at_and_a_stranger_s_key_cannot() -> None:
    shown = overview(given(CONFLICT), "field/mentor_count").current
    other = overview(given(CONFLICT), "field/no_such_thing").current

    assert shown is not None and (shown.title, shown.open) == ("创业导师", False)
    assert other is not None and other.id == CONFLICT.id


def test_a_missing_list_leads_to_the_list() -> None:
    asked = item("tenants.moved_in_on", ReviewReason.MISSING)
    (question,) = overview(given(asked)).open

    assert (question.form.value, question.roster) == ("roster", "tenants")
    assert question.title == "入驻企业或创业团队 · 入驻时间"


def test_a_notice_without_a_place_leads_to_the_file_it_names() -> None:
    hidden = replace(
        item("hidden_content", ReviewReason.FINDING), question="「方案.pdf」含隐藏内容。请核对。"
    )
    (question,) = overview(given(hidden)).open

    assert (question.title, question.says) == ("「方案.pdf」含隐藏内容", "请核对。")
    assert question.file == (1, "方案.pdf")


def test_the_checklist_tells_threshold_margin_and_what_was_used_in_the_field_s_unit() -> None:
    (group,) = overview(given(CONFLICT)).groups
    (line,) = group.lines

    assert (line.threshold, line.margin) == ("500 ㎡", "+320 ㎡")
    assert [(used.label, used.words) for used in line.used] == [("总面积", "820 ㎡ 或 480 ㎡")]
    assert line.question == overview(given(CONFLICT)).open[0].dom


def test_a_condition_that_stands_leads_to_no_question() -> None:
    met = verdict(outcome=Outcome.MET, needs=())
    (group,) = overview(given(CONFLICT, verdicts=(met,))).groups

    assert group.lines[0].question == ""


def test_a_discretionary_condition_says_so() -> None:
    (group,) = overview(given(verdicts=(verdict(binding=False),))).groups

    assert group.lines[0].binding == "原则性"


def test_what_the_count_says_stands_beside_its_list() -> None:
    differs = Finding("claimed_count_differs", {"key": "mentor_count", "claimed": 18, "listed": 16})
    rows = (RosterRow("mentors", {"name": RosterCell("顾长风")}),)
    case = overview(given(rosters={"mentors": rows}, findings=(differs,)))
    mentors = next(line for line in case.rosters if line.name == "mentors")

    assert (mentors.rows, mentors.handed_in) == (1, True)
    assert mentors.findings == ("「创业导师」申报 18 人，名单列出 16 人",)


def test_an_application_without_a_policy_asks_for_one_by_number() -> None:
    plain = given(item("ruleset", ReviewReason.RULESET))
    bare = Given(SUBMISSION, plain.record, None, plain.items, (), {}, plain.version, plain.person)
    case = overview(bare)

    assert case.groups == () and case.outcome is None
    assert case.open[0].form.value == "ruleset"


def sent(**changes: str) -> Sent:
    form = {
        "subject": "total_area_m2",
        "form": "value",
        "choice": "shown",
        "version": "v",
        "request": "r-12345678",
    }
    return Sent(**{**form, **changes})


@pytest.mark.parametrize(
    ("changes", "kind", "value"),
    [
        ({"choice": "shown"}, DecisionKind.VALUE, Decimal(820)),
        ({"choice": "alternative-1"}, DecisionKind.VALUE, Decimal(480)),
        ({"choice": "typed", "text": "900"}, DecisionKind.VALUE, None),
        ({"choice": "not_provided"}, DecisionKind.NOT_PROVIDED, None),
        ({"form": "notice", "choice": "seen"}, DecisionKind.ACKNOWLEDGE, None),
        ({"form": "judgement", "choice": "more"}, DecisionKind.MORE_MATERIAL, None),
    ],
)
def test_a_button_becomes_a_draft(
    changes: dict[str, str], kind: DecisionKind, value: object
) -> None:
    draft = draft_of(sent(**changes), given())

    assert (draft.kind, draft.value) == (kind, value)


@pytest.mark.parametrize(
    "changes",
    [
        {"form": "judgement", "choice": "maybe"},
        {"form": "notice", "choice": "sign_off"},
        {"form": "sign_off", "choice": "yes"},
        {"place": '{"document": 7, "page": 1, "box": [0, 0, 1, 1], "text": ""}'},
        {"place": '{"document": true, "page": 1, "box": [0, 0, 1], "text": ""}'},
    ],
)
def test_a_form_that_we_never_made_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(WrongInput):
        draft_of(sent(**changes), given())
