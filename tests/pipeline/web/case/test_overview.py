"""The whole page of an application: what is open, what waits, which policies are offered."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import DecisionKind, Outcome, ReviewReason
from pipeline.rules import load_rulesets
from pipeline.web.case.overview import Given, overview
from tests.pipeline.web.case.given import CONFLICT, SUBMISSION, decision, given, item, verdict


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


def test_an_application_without_a_policy_asks_for_one_by_number() -> None:
    plain = given(item("ruleset", ReviewReason.RULESET))
    bare = Given(SUBMISSION, plain.record, None, plain.items, (), {}, plain.version, plain.person)
    case = overview(bare)

    assert case.groups == () and case.outcome is None
    assert case.open[0].form.value == "ruleset"


def test_a_person_is_offered_the_policies_that_are_his() -> None:
    case = given(item("ruleset", ReviewReason.RULESET))
    rulesets = load_rulesets()
    limited = replace(case, rulesets=rulesets, sees=lambda ruleset: ruleset == "yunnan-2021")

    assert [key for key, _ in overview(limited).choices_of_policy] == ["yunnan-2021"]
    assert len(overview(replace(limited, sees=bool)).choices_of_policy) == len(rulesets)
