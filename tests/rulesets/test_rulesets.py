"""The shipped rulesets: complete, checked by their own cases, each condition from every side."""

from __future__ import annotations

import pytest

from pipeline.rules import check, load_rulesets
from pipeline.rules.model import Binding, Ruleset
from pipeline.rules.syntax import Judgement, walk

# The ids are an interface: they never change and none is added silently.
CONDITIONS = {
    "yunnan-2021": "1a 1b 1c 2a 2b 3 4 5 6 7 8a 8b 8c 9a 9b 9c 9d 10 T1 T2 T3",
    "kunming-2017": "5.1a 5.1b 5.2 5.3 5.4 5.5 5.6 6.1 6.2 6.3"
    " 7.1a 7.1b 7.1c 7.1d 7.2a 7.2b 7.3a 7.3b 7.4",
    "mile-2017": "5.1a 5.1b 5.2a 5.2b 5.2c 5.2d 5.2e 5.3a 5.3b 5.4 5.5 5.6a 5.6b 5.7 5.8",
    "wenzhou-2021": "8.1a 8.1b 8.1c 8.1d 8.2a 8.2b 8.2c 8.2d 8.3a 8.3b 8.3c 8.4a 8.4b 8.5 9",
    "xinjiang-2019": "6.1 6.2a 6.2b 6.3a 6.3b 6.4a 6.4b 6.4c 6.5 6.6 6.7 6.8a 6.8b 6.8c 6.9 6.10 7",
}
DISCRETIONARY = {
    "yunnan-2021": "",
    "kunming-2017": "7.1b",
    "mile-2017": "5.2a",
    "wenzhou-2021": "8.1c 9",
    "xinjiang-2019": "6.2b 7",
}
PERIODS = {  # in force, notice days, change report months, ban years
    "yunnan-2021": (("2021-04-04", "2026-04-03"), None, 3, 2),
    "kunming-2017": (("2017-06-06", None), 7, None, None),
    "mile-2017": (("2017-01-12", None), 15, None, None),
    "wenzhou-2021": (("2021-12-01", None), None, 1, 2),
    "xinjiang-2019": (("2019-04-01", None), None, None, 2),
}


@pytest.fixture(params=sorted(CONDITIONS))
def ruleset(request: pytest.FixtureRequest) -> Ruleset:
    return load_rulesets()[request.param]


def test_all_cases_of_all_rulesets_come_out_as_written() -> None:
    assert [str(problem) for problem in check()] == []


def test_five_rulesets_are_shipped() -> None:
    assert sorted(CONDITIONS) == sorted(load_rulesets())


def test_every_condition_is_there_and_in_order(ruleset: Ruleset) -> None:
    assert CONDITIONS[ruleset.id].split() == [c.id for c in ruleset.conditions]


def test_what_is_discretionary_is_so_and_nothing_else(ruleset: Ruleset) -> None:
    found = [c.id for c in ruleset.conditions if c.binding is Binding.DISCRETIONARY]

    assert DISCRETIONARY[ruleset.id].split() == found


def test_periods_of_the_procedure(ruleset: Ruleset) -> None:
    until = ruleset.in_force_until
    found = (
        (ruleset.in_force_from.isoformat(), until.isoformat() if until is not None else None),
        ruleset.notice.length if ruleset.notice else None,
        ruleset.change_report.length if ruleset.change_report else None,
        ruleset.ban.length if ruleset.ban else None,
    )

    assert PERIODS[ruleset.id] == found


def test_every_condition_cites_an_article_and_speaks_for_itself(ruleset: Ruleset) -> None:
    assert all(c.article and c.says for c in ruleset.conditions)
    assert ruleset.steps
    assert ruleset.yearly_duties
    assert ruleset.loss_grounds


def test_every_judgement_asks_a_question(ruleset: Ruleset) -> None:
    asking = [c for c in ruleset.conditions if any(isinstance(n, Judgement) for n in walk(c.rule))]

    assert [c.id for c in asking if not c.asks] == []


def test_every_condition_has_cases_from_every_side(ruleset: Ruleset) -> None:
    """Met at the threshold, not met one below (or left to a person), unknown without the fact."""
    seen: dict[str, set[str]] = {c.id: set() for c in ruleset.conditions}
    for case in ruleset.cases:
        for key, outcome in case.expect.items():
            seen[key].add(outcome)

    for condition in ruleset.conditions:
        sides = seen[condition.id]
        if condition.rule == Judgement():
            assert "judgement" in sides, condition.id
        else:
            assert "met" in sides or "judgement" in sides, condition.id
            assert {"not_met", "judgement"} & sides, condition.id
            assert {"unknown", "judgement"} & sides, condition.id


def test_a_case_of_each_ruleset_is_eligible_once_judged() -> None:
    for ruleset in load_rulesets().values():
        assert "eligible" in {case.outcome for case in ruleset.cases}
        assert "not_eligible" in {case.outcome for case in ruleset.cases}
