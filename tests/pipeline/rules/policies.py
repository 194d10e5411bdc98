"""Small policies and records for the tests of this folder: facts as a facts file writes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from extractors.catalogue import load_catalogue
from pipeline.facts import record_of
from pipeline.model import Assessment, Outcome, Verdict
from pipeline.rules.judge import judge
from pipeline.rules.load import read_ruleset
from pipeline.rules.model import Ruleset

ON = dt.date(2024, 3, 31)
HEAD = """
id = "test-2024"
title = "测试办法"
number = "测〔2024〕1号"
issuer = "测试局"
level = "市级"
in_force_from = 2024-01-01
in_force_until = 2024-12-31
[region]
codes = ["5301"]
name = "昆明市"
within = ["云南省"]
"""


def condition(test: str, key: str = "1", **more: str) -> str:
    lines = [f'id = "{key}"', f'article = "第{key}条"', 'says = "测试"', f'test = "{test}"']
    lines += [f'{name} = "{value}"' for name, value in more.items()]
    return "[[condition]]\n" + "\n".join(lines) + "\n"


def ruleset(*tables: str) -> Ruleset:
    return read_ruleset("test-2024.toml", HEAD + "\n".join(tables))


def assessed(rules: Ruleset, on: dt.date = ON, **facts: Any) -> Assessment:
    rosters = {k: facts.pop(k) for k in list(facts) if k in load_catalogue().rosters}
    judgements = facts.pop("judgements", {})
    return judge(record_of({"fields": facts, "judgements": judgements, **rosters}), rules, on)


def verdict(test: str, on: dt.date = ON, **facts: Any) -> Verdict:
    """The verdict on one test; rosters by their name, everything else a field."""
    return assessed(ruleset(condition(test)), on, **facts).verdicts[0]


def outcome(test: str, on: dt.date = ON, **facts: Any) -> Outcome:
    return verdict(test, on, **facts).outcome
