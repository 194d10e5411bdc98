"""A rule is read with the names of its fields, and every word of the language is Chinese."""

from __future__ import annotations

import re

import pytest

from pipeline.rules import load_rulesets
from pipeline.rules.spoken import spoken

QUOTED = re.compile(r"'[^']*'")


@pytest.mark.parametrize(
    ("rule", "read"),
    [
        (
            "total_area_m2 >= 500 and count(tenants) >= 15",
            "总面积 ≥ 500 且 个数(入驻企业或创业团队) ≥ 15",
        ),
        ("share('total_area_m2') != 1", "占比('total_area_m2') ≠ 1"),  # what is quoted stays
        ("nobody_knows_it > 3", "nobody_knows_it > 3"),
        ("", ""),
    ],
)
def test_names_and_signs_are_spoken(rule: str, read: str) -> None:
    assert spoken(rule) == read


@pytest.mark.parametrize("ruleset", load_rulesets().values(), ids=lambda ruleset: ruleset.id)
def test_no_rule_of_a_policy_is_left_in_the_language_of_its_file(ruleset) -> None:  # type: ignore[no-untyped-def]
    rules = [rule for c in ruleset.conditions for rule in (c.test, c.when) if rule]
    words = QUOTED.sub("", spoken(" ".join(rules)))

    assert re.findall(r"[a-z_]{2,}", words) == []
