"""Policies as data and how an application stands under them. The language: `language`."""

from __future__ import annotations

from pipeline.rules.cases import check
from pipeline.rules.choose import choose_ruleset
from pipeline.rules.judge import judge
from pipeline.rules.load import load_rulesets
from pipeline.rules.model import Binding, Condition, Ruleset

__all__ = [
    "Binding",
    "Condition",
    "Ruleset",
    "check",
    "choose_ruleset",
    "judge",
    "load_rulesets",
]
