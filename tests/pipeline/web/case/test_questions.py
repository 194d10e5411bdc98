"""The cards that ask a person: what is in doubt, how it was answered, where it leads."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.model import DecisionKind, ReviewReason
from pipeline.web.case.overview import overview
from tests.pipeline.web.case.given import CONFLICT, decision, given, item


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
