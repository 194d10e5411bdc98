"""Judging is total: whatever a record holds, every condition asked has a verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.catalogue import load_catalogue
from extractors.model import Approximate, RosterCell, RosterRow
from extractors.values import Division, PartialDate
from pipeline.export.views import evaluation
from pipeline.model import Alternative, Answer, FieldValue, Outcome, Record
from pipeline.rules import judge, load_rulesets

TEXTS = st.sampled_from(
    ["企业", "团队", "租赁", "自有", "混合", "综合", "", "9", "甲公司", "云南省"]
)
DATES = st.builds(
    PartialDate,
    st.integers(1, 9999),
    st.none() | st.integers(1, 12),
) | st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28))
VALUES = (
    st.decimals(allow_nan=True, allow_infinity=True)
    | st.integers(0, 1000).map(Decimal)
    | TEXTS
    | st.text(max_size=20)
    | DATES
    | st.booleans()
    | st.lists(TEXTS, max_size=3).map(tuple)
    | st.builds(Division, TEXTS, TEXTS)
)
APPROXIMATE = st.none() | st.sampled_from(Approximate)
RIVALS = st.lists(
    st.builds(
        Alternative, VALUES, st.just("另一份材料"), approximate=APPROXIMATE, rival=st.booleans()
    ),
    max_size=3,
).map(tuple)
RULESETS = sorted(load_rulesets())


def fields() -> st.SearchStrategy[Mapping[str, FieldValue]]:
    keys = st.sampled_from(sorted(load_catalogue().fields))
    held = st.builds(FieldValue, st.just("x"), st.none() | VALUES, APPROXIMATE, alternatives=RIVALS)
    return st.dictionaries(keys, held, max_size=25)


def rosters() -> st.SearchStrategy[dict[str, Any]]:
    def rows(name: str) -> st.SearchStrategy[Any]:
        columns = st.sampled_from(sorted(load_catalogue().rosters[name].columns))
        cells = st.dictionaries(columns, st.builds(RosterCell, st.none() | VALUES), max_size=6)
        return st.lists(st.builds(RosterRow, st.just(name), cells), max_size=4).map(tuple)

    return st.fixed_dictionaries(
        {}, optional={name: rows(name) for name in ("tenants", "yearly_statistics")}
    )


ANSWERS = st.dictionaries(
    st.sampled_from(["3", "6.1", "8.1a", "9", "5.6"]), st.builds(Answer, st.booleans(), st.text())
)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(Record, fields(), rosters(), judgements=ANSWERS),
    st.sampled_from(RULESETS),
    st.dates(),
)
def test_any_record_gives_an_assessment(record: Record, ruleset: str, on: dt.date) -> None:
    rules = load_rulesets()[ruleset]

    found = judge(record, rules, on)

    assert {v.outcome for v in found.verdicts} <= set(Outcome)
    assert all(v.why and v.article for v in found.verdicts)
    assert all(v.needs == () for v in found.verdicts if v.outcome is Outcome.MET)
    assert evaluation(found)["ruleset"] == ruleset
    assert found == judge(record, rules, on)
