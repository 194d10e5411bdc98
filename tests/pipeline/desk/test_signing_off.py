"""What is signed stands as it stood, whatever is computed later; reopening says why."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline import stages
from pipeline.desk import signing_off
from pipeline.desk.errors import Conflict, Obstructed, SignedOff, WrongInput
from pipeline.desk.signing_off import obstacles
from pipeline.desk.versions import version
from pipeline.model import Decision, DecisionKind, signed_off
from tests.pipeline.compare.applicants import Applied
from tests.pipeline.desk.offices import LI, MORNING, WANG, Office, request

NOBODY: frozenset[str] = frozenset()


def results(office: Office, submission: str = "s-1") -> tuple[object, ...]:
    """What the store holds of a submission's results."""
    store = office.store
    return (
        store.record(submission),
        store.assessment(submission),
        sorted(store.settled_items(submission), key=lambda pair: pair[0].id),
        store.results_key(submission),
        store.listing(submission),
        store.documents(submission),
    )


def test_what_is_open_is_in_the_way(office: Office) -> None:
    with pytest.raises(Obstructed, match="影响结论") as refused:
        office.sign()
    assert refused.value.obstacles == obstacles(office.case(), NOBODY)

    office.settle()

    assert obstacles(office.case(), NOBODY) == ()


def test_material_that_was_asked_for_is_in_the_way(office: Office) -> None:
    office.settle()
    office.save(office.draft(DecisionKind.MORE_MATERIAL, "8.1a", note="补充章程"))

    with pytest.raises(Obstructed, match="补充 1 项材料"):
        office.sign()


def test_an_application_without_a_policy_cannot_be_signed(office: Office) -> None:
    office.receive("2", Applied("海棠众创空间", "青禾创业服务有限公司"), ruleset=None)

    with pytest.raises(Obstructed, match="政策"):
        office.sign("s-2")


def test_an_open_outcome_is_signed_with_an_opinion_only(office: Office) -> None:
    office.settle()

    with pytest.raises(WrongInput, match="处理意见"):
        office.sign(note=" ")
    assert office.sign(note="场地材料不全，不予备案").outcome.value == "needs_review"


def test_a_signature_keeps_what_it_stands_under(office: Office) -> None:
    office.settle()
    case = office.case()

    signed = office.sign()

    assert (signed.by, signed.ruleset, signed.revision) == ("wang", "wenzhou-2021", "r1")
    assert signed.judging == "j1"
    assert json.loads(signed.ruleset_text)["id"] == "wenzhou-2021"
    assert signed.ruleset_digest == office.computation.rulesets["wenzhou-2021"].digest
    assert signed.decisions == tuple(d.id for d in case.decisions)
    assert (signed.judged.record, signed.judged.assessment) == (case.record, case.assessment)


def test_the_same_request_twice_signs_once(office: Office) -> None:
    office.settle()
    asked, seen = request(), version(office.case(), "application")

    first, again = (office.sign(seen=seen, request=asked) for _ in range(2))

    assert first == again
    assert len(office.store.sign_offs("s-1")) == 1
    with pytest.raises(SignedOff):
        office.sign()


def test_who_saw_something_else_does_not_sign_it(office: Office) -> None:
    office.settle()
    seen = version(office.case(), "application")
    office.value("total_area_m2", "480")

    with pytest.raises(Conflict, match="有新的变化"):
        office.sign(seen=seen)
    assert signed_off(office.case().decisions) is None


def test_after_signing_nothing_but_reopening_is_accepted(office: Office) -> None:
    office.settle()
    draft = office.draft(DecisionKind.VALUE, "total_area_m2", "480")
    office.sign()
    before = results(office)

    with pytest.raises(SignedOff, match="已经签署"):
        office.save(draft)
    with pytest.raises(SignedOff):
        office.undo()
    with pytest.raises(SignedOff):
        office.second("8.1a", answer=True)
    told = Decision("s-1", DecisionKind.NOT_PROVIDED, "mentor_count", None, "", "x", MORNING)
    with pytest.raises(stages.Frozen, match="signed off"):
        stages.decide(office.store, told, office.computation)
    assert results(office) == before


def test_a_signed_application_is_not_computed_again(office: Office) -> None:
    """Other code, another reading: what was signed and what it quotes stay."""
    office.receive("2")
    for one in ("s-1", "s-2"):
        office.settle(one)
    office.sign("s-1")
    before = results(office, "s-1"), results(office, "s-2")
    for one in ("s-1", "s-2"):
        form, *others = office.found[one]
        office.found[one] = (replace(form, candidates=form.candidates[:3]), *others)
    office.computation = replace(office.computation, revision="r2", judging="j2")
    for one in ("s-1", "s-2"):
        office.read(one)

    office.run()

    assert results(office, "s-1") == before[0]
    assert results(office, "s-2") != before[1]


def test_a_rebuild_gives_what_was_signed(office: Office) -> None:
    office.settle()
    office.sign()
    before = results(office)
    office.computation = replace(office.computation, revision="r2", judging="j2")

    office.store.forget_derived()
    office.read("s-1")
    office.run()

    assert results(office) == before
    assert [change.revision for change in office.store.changes("s-1")] == ["r1"] * len(
        office.store.changes("s-1")
    )


def test_reopening_is_a_decision_with_a_reason(office: Office) -> None:
    office.settle()
    office.sign()
    given = (office.store, office.computation, "s-1", request())

    with pytest.raises(WrongInput, match="理由"):
        signing_off.reopen(*given, "", WANG, office.now)
    first = signing_off.reopen(*given, "申报单位提出复核", LI, office.now)
    again = signing_off.reopen(*given, "申报单位提出复核", LI, office.now)

    assert first == again
    listing = office.store.listing("s-1")
    assert listing is not None and listing.signed_at is None
    with pytest.raises(WrongInput, match="没有签署"):
        signing_off.reopen(*given[:3], request(), "再来一次", LI, office.now)
    office.value("total_area_m2", "480", LI)
    office.sign(user=LI)
    assert [one.by for one in office.store.sign_offs("s-1")] == ["wang", "li"]
    assert signing_off.signed(office.store, "s-1", WANG).by == "li"


def test_a_reopened_application_is_computed_as_all_others(office: Office) -> None:
    office.settle()
    office.sign()
    office.computation = replace(office.computation, judging="j2")
    before = office.store.results_key("s-1")
    office.run()
    assert office.store.results_key("s-1") == before

    signing_off.reopen(office.store, office.computation, "s-1", request(), "复核", WANG, office.now)

    assert office.store.results_key("s-1") != before
