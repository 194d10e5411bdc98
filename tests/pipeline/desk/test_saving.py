"""A draft becomes one decision, whoever sends it again; nothing that was seen is overwritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.model import RosterRow
from pipeline.desk import saving
from pipeline.desk.drafts import preview
from pipeline.desk.errors import (
    Conflict,
    Held,
    NotAllowed,
    NothingToUndo,
    NotThere,
    WrongInput,
)
from pipeline.desk.rosters import roster_table
from pipeline.desk.versions import version
from pipeline.model import DecisionKind, Method, Outcome, Place, Status, in_force
from pipeline.record.decide import DRAWN
from tests.pipeline.desk.offices import ADMIN, LI, LOOKER, WANG, Office, subjects


def area(office: Office) -> object:
    return office.case().record.fields["total_area_m2"].value


def test_what_is_typed_is_saved_as_the_field_counts_it(office: Office) -> None:
    saved = office.value("total_area_m2", "1.2万平", note="以平面图为准")

    assert (saved.decision.value, saved.decision.by) == (Decimal(12000), "wang")
    field = office.case().record.fields["total_area_m2"]
    assert (field.value, field.status, field.method) == (
        Decimal(12000),
        Status.ACCEPTED,
        Method.DECISION,
    )
    assert saved.version == version(office.case(), "total_area_m2")


def test_what_was_shown_stands_beside_what_was_decided(office: Office) -> None:
    saved = office.value("total_area_m2", "480")

    assert saved.decision.seen == {"shown": "820 ㎡", "values": [820]}


def test_the_same_request_twice_is_one_decision(office: Office) -> None:
    draft = office.draft(DecisionKind.VALUE, "total_area_m2", "480")

    first, again = office.save(draft), office.save(draft)

    assert (first.again, again.again) == (False, True)
    assert first.decision == again.decision
    assert len(office.case().decisions) == 1


def test_a_request_of_another_person_s_is_not_taken_for_one_s_own(office: Office) -> None:
    draft = office.draft(DecisionKind.VALUE, "total_area_m2", "480")
    office.save(draft)

    with pytest.raises(WrongInput, match="请求编号"):
        office.save(draft, LI)


def test_a_stale_version_is_a_conflict_that_shows_both(office: Office) -> None:
    stale = office.draft(DecisionKind.VALUE, "total_area_m2", "480")
    office.value("total_area_m2", "500")
    office.release()

    with pytest.raises(Conflict) as refused:
        office.save(stale, LI)

    conflict = refused.value
    assert (conflict.yours, conflict.theirs, conflict.by) == ("480 ㎡", "500 ㎡", "wang")
    assert area(office) == Decimal(500)
    # Who has seen what stands may still say otherwise.
    office.save(replace(stale, version=conflict.version), LI)
    assert area(office) == Decimal(480)


def test_what_the_machine_reads_anew_is_a_conflict_too(office: Office) -> None:
    stale = office.draft(DecisionKind.VALUE, "total_area_m2", "480")
    form = office.found["s-1"][0]
    candidates = tuple(
        replace(c, value=Decimal(900)) if c.field == "total_area_m2" else c for c in form.candidates
    )
    office.found["s-1"] = (replace(form, candidates=candidates), *office.found["s-1"][1:])
    office.computation = replace(office.computation, revision="r2")
    office.read("s-1")
    office.run()

    with pytest.raises(Conflict) as refused:
        office.save(stale)

    assert (refused.value.theirs, refused.value.by) == ("900 ㎡", "")


def test_a_decision_about_something_else_is_no_conflict(office: Office) -> None:
    draft = office.draft(DecisionKind.VALUE, "total_area_m2", "480")
    office.value("mentor_count", "7")

    office.save(draft)

    assert subjects(office.case().decisions) == [
        ("value", "mentor_count"),
        ("value", "total_area_m2"),
    ]


def test_a_second_opinion_is_no_news_to_who_decides(office: Office) -> None:
    office.judged("8.1a")
    office.release()
    seen = version(office.case(), "8.1a")

    office.second("8.1a", answer=False)

    assert seen == version(office.case(), "8.1a")


@pytest.mark.parametrize(
    ("subject", "text", "says"),
    [
        ("total_area_m2", "约800", "约数"),
        ("total_area_m2", "", "没有填写"),
        ("total_area_m2", "很大", "不是一个数"),
        ("total_area_m2", "9999999999", "合理范围"),
        ("total_area_m2", "3亩地和2间房", "不是一个数"),
        ("usable_share", "70", "70%"),
        ("applied_on", "昨天", "日期"),
        ("premises_tenure", "借住", "可选项"),
        ("independent_legal_person", "也许", "“是”或“否”"),
        ("no_such_field", "1", "没有这一项"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_chinese(
    office: Office, subject: str, text: str, says: str
) -> None:
    with pytest.raises(WrongInput, match=says):
        office.value(subject, text)

    assert office.case().decisions == ()


def test_a_preview_shows_what_would_be_saved() -> None:
    assert preview("total_area_m2", "1.2万平").words == "12,000 ㎡"
    assert preview("usable_share", "70%").words == "70%"
    assert preview("tenants.moved_in_on", "2022年3月").words == "2022-03"
    assert "约数" in preview("total_area_m2", "约800").error
    with pytest.raises(WrongInput):
        preview("nonsense", "1")


def test_only_the_kinds_of_a_draft_are_taken(office: Office) -> None:
    """A page cannot sign or withdraw by naming another kind."""
    for kind in (DecisionKind.SIGN_OFF, DecisionKind.WITHDRAW, DecisionKind.SECOND):
        with pytest.raises(WrongInput):
            office.save(office.draft(kind, "application"))


def test_who_may_not_review_saves_nothing(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.value("total_area_m2", "480", LOOKER)


def test_another_policy_s_application_is_not_there(office: Office) -> None:
    draft = office.draft(DecisionKind.VALUE, "total_area_m2", "480")

    with pytest.raises(NotThere):
        office.save(draft, replace(WANG, rulesets=frozenset({"yunnan-2021"})))
    with pytest.raises(NotThere):
        office.save(replace(draft, submission="s-9"))


def test_who_does_not_hold_it_is_told_who_does(office: Office) -> None:
    office.value("total_area_m2", "480")

    with pytest.raises(Held) as refused:
        office.value("mentor_count", "7", LI)

    assert refused.value.by == "wang"
    assert refused.value.until == office.now + dt.timedelta(minutes=15)
    office.now += dt.timedelta(minutes=15)
    office.value("mentor_count", "7", LI)


# --- judgements, material, findings ------------------------------------------------------------


def test_a_judgement_meets_its_condition(office: Office) -> None:
    office.judged("8.1a")

    verdicts = {v.id: v.outcome for v in office.case().assessment.verdicts}  # type: ignore[union-attr]
    assert verdicts["8.1a"] is Outcome.MET
    assert "8.1a" not in office.open()


def test_a_no_needs_its_reason(office: Office) -> None:
    with pytest.raises(WrongInput, match="理由"):
        office.judged("8.1a", answer=False, note="")
    with pytest.raises(WrongInput, match="补充"):
        office.save(office.draft(DecisionKind.MORE_MATERIAL, "8.1a"))


def test_what_waits_for_material_stays_open_until_it_is_answered(office: Office) -> None:
    office.judged("8.1a")
    office.save(office.draft(DecisionKind.MORE_MATERIAL, "8.1a", note="补充运营方案"))

    assert "8.1a" in office.open()
    listing = office.store.listing("s-1")
    assert listing is not None and listing.asked == 1

    office.judged("8.1a")

    assert "8.1a" not in office.open()


# --- undo --------------------------------------------------------------------------------------


def test_undo_takes_back_the_person_s_own_last_decision(office: Office) -> None:
    office.value("total_area_m2", "480")
    office.value("mentor_count", "7")

    withdrawn = office.undo()

    assert (withdrawn.kind, withdrawn.subject) == (DecisionKind.WITHDRAW, "mentor_count")
    fields = office.case().record.fields
    assert (fields["mentor_count"].value, area(office)) == (Decimal(3), Decimal(480))
    office.undo()
    assert area(office) == Decimal(820)
    assert in_force(office.case().decisions) == ()
    assert len(office.case().decisions) == 4
    with pytest.raises(NothingToUndo):
        office.undo()


def test_nobody_undoes_what_another_decided(office: Office) -> None:
    office.value("total_area_m2", "480")
    office.release()

    with pytest.raises(NothingToUndo):
        office.undo(LI)


@pytest.mark.parametrize("sent", ["", "short", "9" * 65, "undo 00001", "撤回撤回撤回撤回"])
def test_an_undo_without_a_request_s_number_undoes_nothing(office: Office, sent: str) -> None:
    office.value("total_area_m2", "480")

    with pytest.raises(WrongInput, match="请求编号"):
        saving.undo(office.store, office.computation, "s-1", sent, WANG, office.now)

    assert area(office) == Decimal(480)


def test_an_undo_sent_twice_undoes_once(office: Office) -> None:
    office.value("total_area_m2", "480")
    office.value("mentor_count", "7")
    given = (office.store, office.computation, "s-1", "undo-000001", WANG, office.now)

    saving.undo(*given)
    saving.undo(*given)

    assert area(office) == Decimal(480)


# --- boxes and lists ---------------------------------------------------------------------------


def test_a_drawn_box_becomes_the_place_of_the_value(office: Office) -> None:
    file = office.case().submission.files[0]
    place = Place(file.path, file.sha256, 1, (72.0, 100.0, 200.0, 120.0), "480㎡")
    office.value("total_area_m2", "480", place=place)

    (evidence,) = office.case().record.fields["total_area_m2"].evidence
    assert (evidence.block, evidence.anchor.page, evidence.anchor.bbox) == (DRAWN, 1, place.box)
    assert evidence.text == "480㎡"


@pytest.mark.parametrize(
    "place",
    [
        Place("别人的.pdf", "0" * 64, 1, (1, 1, 2, 2)),
        Place("申请表.docx", "0" * 64, 1, (1, 1, 2, 2)),
        Place("", "", 1, (5, 5, 2, 2)),
        Place("", "", 1, (float("nan"), 1, 2, 2)),
        Place("", "", 0, (1, 1, 2, 2)),
        Place("", "", 99, (1, 1, 2, 2)),
    ],
)
def test_a_box_elsewhere_is_refused(office: Office, place: Place) -> None:
    file = office.case().submission.files[0]
    if not place.document:
        place = replace(place, document=file.path, sha256=file.sha256)

    with pytest.raises(WrongInput, match="画出的位置"):
        office.value("total_area_m2", "480", place=place)


def typed_rows(office: Office) -> list[dict[str, str]]:
    table = roster_table(office.case(), "tenants")
    keys = [key for key, _ in table.columns]
    return [dict(zip(keys, (cell.text for cell in row), strict=True)) for row in table.rows]


def save_rows(office: Office, rows: list[dict[str, str]]) -> None:
    office.save(office.draft(DecisionKind.ROSTER, "tenants", rows=tuple(rows)))


def test_a_list_nobody_changed_keeps_every_place(office: Office) -> None:
    before = office.case().record.rosters["tenants"]

    save_rows(office, typed_rows(office))

    assert office.case().record.rosters["tenants"] == before


def test_a_corrected_list_replaces_the_one_read(office: Office) -> None:
    rows = typed_rows(office)
    rows[0]["moved_in_on"] = "2021年5月"
    rows[1]["name"] = "温州改了名字有限公司"
    del rows[2]
    rows.append({"name": "新来的团队", "kind": "团队"})
    save_rows(office, rows)

    listed = office.case().record.rosters["tenants"]
    names = [str(row.cells["name"].value) for row in listed]
    assert names[:3] == [
        "温州第1号智能科技有限公司",
        "温州改了名字有限公司",
        "温州第4号智能科技有限公司",
    ]
    assert names[-1] == "新来的团队"
    assert listed[0].cells["name"].evidence is not None
    assert listed[0].cells["moved_in_on"].evidence is None
    assert listed[1].cells["name"].evidence is None
    count = office.case().record.fields["tenant_count"]
    assert (count.value, count.method) == (Decimal(16), Method.COUNTED)


def test_a_wrong_cell_is_named_with_its_row(office: Office) -> None:
    rows = typed_rows(office)
    rows[1]["headcount"] = "很多"

    with pytest.raises(WrongInput, match="第 2 行") as refused:
        save_rows(office, rows)

    assert [(row, column) for row, column, _ in refused.value.cells] == [(1, "headcount")]


def test_a_row_the_person_had_not_seen_is_asked_about(office: Office) -> None:
    save_rows(office, typed_rows(office))
    assert not [s for s in office.open() if s.startswith("roster_changed")]
    lists = office.found["s-1"][1]
    new = RosterRow("tenants", {"name": lists.rosters[0].cells["name"]})
    new = RosterRow("tenants", {"name": replace_value(new, "温州新读到有限公司")})
    office.found["s-1"] = (
        office.found["s-1"][0],
        replace(lists, rosters=(*lists.rosters, new)),
        office.found["s-1"][2],
    )
    office.computation = replace(office.computation, revision="r2")
    office.read("s-1")
    office.run()

    (asked,) = [s for s in office.open() if s.startswith("roster_changed")]
    assert "温州新读到有限公司" in asked
    assert len(office.case().record.rosters["tenants"]) == 16
    office.save(office.draft(DecisionKind.ACKNOWLEDGE, asked))
    assert asked not in office.open()


def replace_value(row: RosterRow, name: str):  # type: ignore[no-untyped-def]
    return replace(row.cells["name"], value=name)


def test_the_policy_is_chosen_once_it_is_known(office: Office) -> None:
    office.save(office.draft(DecisionKind.RULESET, "ruleset", "yunnan-2021"))

    assessment = office.case(user=ADMIN).assessment
    assert assessment is not None and assessment.ruleset == "yunnan-2021"
    with pytest.raises(WrongInput, match="政策"):
        office.save(office.draft(DecisionKind.RULESET, "ruleset", "no-such"))


def test_nobody_puts_an_application_under_a_policy_that_is_not_his(office: Office) -> None:
    limited = replace(WANG, rulesets=frozenset({"wenzhou-2021"}))

    with pytest.raises(WrongInput, match="没有这项政策"):
        office.save(office.draft(DecisionKind.RULESET, "ruleset", "yunnan-2021"), limited)
    office.save(office.draft(DecisionKind.RULESET, "ruleset", "yunnan-2021"))
