"""A ruleset's own cases in, what did not come out as written out. Reads facts, judges, compares.

A case is a worked example for officials and the test of a ruleset at once: at the threshold,
one below it, and with the fact missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.errors import RulesetError
from pipeline.facts import FactsError, record_of
from pipeline.model import Assessment, Eligibility, Outcome
from pipeline.rules.judge import judge
from pipeline.rules.load import (
    file_text,
    office_files,
    ruleset_and_faults,
    ruleset_problems,
    shipped_files,
)
from pipeline.rules.model import Case, Ruleset


def check(path: Path | None = None, home: Path | None = None) -> list[RulesetError]:
    """Everything wrong with one ruleset file, or with all shipped ones and the home's.

    Returns:
        One error a fault, each naming file, entry, fault and mend; empty where all is well.
    """
    if path is not None:
        return _file_problems(path)
    found: list[RulesetError] = []
    for name, text in shipped_files():
        found += _text_problems(name, text)
    for office_file in office_files(home):
        found += _file_problems(office_file)
    return found


def _file_problems(path: Path) -> list[RulesetError]:
    try:
        return _text_problems(path.name, file_text(path))
    except RulesetError as error:
        return [error]


def _text_problems(name: str, text: str) -> list[RulesetError]:
    ruleset, faults = ruleset_and_faults(name, text)
    if ruleset is None:
        return faults
    between = list(ruleset_problems(name, ruleset))
    # A rule that cannot be read would fail every case of its condition: mend it first.
    return [*faults, *between, *([] if faults else case_problems(name, ruleset))]


def case_problems(name: str, ruleset: Ruleset) -> Iterator[RulesetError]:
    """Cases that come out otherwise than written, and conditions that no case expects."""
    for case in ruleset.cases:
        yield from _one_case(name, ruleset, case)
    expected = {key for case in ruleset.cases for key in case.expect}
    for condition in ruleset.conditions:
        if condition.id not in expected:
            yield RulesetError(
                name,
                f"condition {condition.id}",
                "no case expects anything of it; add a [[case]] at the threshold and one below",
            )


def _one_case(name: str, ruleset: Ruleset, case: Case) -> Iterator[RulesetError]:
    entry = f"case {case.name}"
    try:
        assessment = assess_case(ruleset, case)
    except FactsError as error:
        yield RulesetError(name, entry, str(error))
        return
    verdicts = {verdict.id: verdict for verdict in assessment.verdicts}
    for key, wanted in case.expect.items():
        if wanted not in set(Outcome):
            outcomes = ", ".join(Outcome)
            yield RulesetError(name, entry, f"{wanted!r} is no outcome; there are {outcomes}")
        elif key not in verdicts:
            yield RulesetError(name, entry, f"condition {key!r} is not asked here; mend `expect`")
        elif verdicts[key].outcome != wanted:
            got = verdicts[key]
            yield RulesetError(
                name,
                entry,
                f"condition {key} is {got.outcome.value}, expected {wanted}: {got.why};"
                " mend the test, or the case",
            )
    yield from _whole(name, entry, case, assessment)


def _whole(name: str, entry: str, case: Case, assessment: Assessment) -> Iterator[RulesetError]:
    for key in case.absent:
        if key in {verdict.id for verdict in assessment.verdicts}:
            yield RulesetError(name, entry, f"condition {key} is asked, expected not to be")
    if case.outcome is None:
        return
    if case.outcome not in set(Eligibility):
        outcomes = ", ".join(Eligibility)
        yield RulesetError(name, entry, f"{case.outcome!r} is no outcome; there are {outcomes}")
    elif assessment.outcome != case.outcome:
        yield RulesetError(
            name, entry, f"the outcome is {assessment.outcome.value}, expected {case.outcome}"
        )


def assess_case(ruleset: Ruleset, case: Case) -> Assessment:
    """The assessment of a case's facts; without a day of its own on the first day in force."""
    facts: dict[str, Any] = {
        "fields": {key: _as_written(value) for key, value in case.given.items()},
        "judgements": case.judgements,
        **{name: [_row(row) for row in rows] for name, rows in case.rosters.items()},
    }
    return judge(record_of(facts), ruleset, case.on or ruleset.in_force_from)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {key: _as_written(value) for key, value in row.items()}


def _as_written(value: Any) -> Any:
    """TOML's own dates as a facts file writes them."""
    return value.isoformat() if isinstance(value, dt.date) else value
