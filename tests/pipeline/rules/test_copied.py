"""Figures that repeat what the policy asks for are asked about, where there are several."""

from __future__ import annotations

from typing import Any

import pytest
from policies import assessed, condition, ruleset

RULES = ruleset(
    condition("tenant_count >= 20", "1"),
    condition("mentor_count >= 5", "2"),
    condition("workstation_count >= 30 or total_area_m2 >= 500", "3"),
)


def at_least(value: int, **more: Any) -> dict[str, Any]:
    return {"value": value, "approximate": "at_least", **more}


def asked(**facts: Any) -> list[object]:
    found = assessed(RULES, **facts).findings
    return [one.details["key"] for one in found if one.code == "threshold_copied"]


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (
            {"tenant_count": at_least(20), "mentor_count": at_least(5)},
            ["tenant_count", "mentor_count"],
        ),
        ({"tenant_count": at_least(20)}, []),  # one may be chance
        ({"tenant_count": 20, "mentor_count": 5}, []),  # exact figures are facts
        ({"tenant_count": at_least(20), "mentor_count": at_least(6)}, []),
        ({"tenant_count": at_least(20), "mentor_count": at_least(4)}, []),
        # Another document says how many there are.
        ({"tenant_count": at_least(20), "mentor_count": at_least(5, rivals=[7])}, []),
        ({}, []),
    ],
)
def test_several_figures_that_are_the_thresholds_are_asked_about(
    facts: dict[str, Any], keys: list[str]
) -> None:
    assert asked(**facts) == keys
