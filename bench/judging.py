"""An expected result in, its conditions as our rules judge them from those facts out.

Measures the rules apart from the extractor: the facts are right, so every difference is a
reading of the policy. Never reads a file of a submission.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def judged(expected: Json) -> dict[str, Any]:
    """Conditions and outcome from the expected facts; empty where the policy is not known."""
    from pipeline.facts import read_facts
    from pipeline.rules import judge, load_rulesets

    ruleset, on, record = read_facts(facts_of(expected))
    held = load_rulesets().get(ruleset or "")
    if held is None or on is None:
        return {}
    assessment = judge(record, held, on)
    return {
        "conditions": {verdict.id: str(verdict.outcome) for verdict in assessment.verdicts},
        "outcome": str(assessment.outcome),
    }


def facts_of(expected: Json) -> dict[str, Any]:
    """The facts object that an expected result makes; what is left open has rivals only."""
    fields = {key: _field(entry) for key, entry in expected["fields"].items()}
    for conflict in expected["conflicts"]:
        if conflict["key"] not in fields:
            rivals = [{"value": value} for value in conflict["values"]]
            fields[conflict["key"]] = {"value": None, "rivals": rivals}
    facts = {"fields": fields, **expected["rosters"]}
    return {"ruleset": expected["ruleset"], "on": expected["on"], "facts": facts}


def _field(entry: Json) -> dict[str, Any]:
    return {"value": entry["value"], "approximate": entry.get("approximate")}
