"""Facts as somebody writes them in JSON: what is taken, what is refused, what comes out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.model import Approximate, Method
from extractors.values import Division, PartialDate
from pipeline.facts import FactsError, read_facts, record_of, unknown_keys
from pipeline.model import Answer, Status


def field(plain: Any, key: str = "tenant_count") -> Any:
    return record_of({"fields": {key: plain}}).fields[key]


def test_a_whole_object_gives_ruleset_day_and_record() -> None:
    ruleset, on, record = read_facts(
        {"ruleset": "yunnan-2021", "on": "2024-05-28", "facts": {"fields": {"tenant_count": 15}}}
    )

    assert ("yunnan-2021", dt.date(2024, 5, 28)) == (ruleset, on)
    assert Decimal(15) == record.fields["tenant_count"].value


def test_ruleset_and_day_may_be_left_out() -> None:
    ruleset, on, record = read_facts({"facts": {}})

    assert (ruleset, on, record.fields) == (None, None, {})


@pytest.mark.parametrize(
    ("key", "plain", "value"),
    [
        ("tenant_count", 15, Decimal(15)),
        ("tenant_count", "15", Decimal(15)),
        ("usable_share", 0.7, Decimal("0.7")),  # as written, not as a binary fraction
        ("total_area_m2", {"value": 986.4}, Decimal("986.4")),
        ("has_seed_fund", True, True),
        ("has_seed_fund", "no", False),
        ("has_seed_fund", "有", True),
        ("operating_since", "2022-05", PartialDate(2022, 5)),
        ("operating_since", 2022, PartialDate(2022)),
        ("services", ["工商注册", "翻译"], ("工商注册", "翻译")),
        ("services", "工商注册、翻译", ("工商注册", "翻译")),
        ("services", [], ()),
        ("division", {"code": "530402", "name": "红塔区"}, Division("530402", "红塔区")),
        ("division", {"value": {"code": "530402", "name": "红塔区"}}, Division("530402", "红塔区")),
        ("category", "综合型", "综合"),  # the catalogue's own word for it
        ("premises_tenure", "租赁", "租赁"),
        ("space_name", "某空间", "某空间"),
    ],
)
def test_values_come_bare_or_wrapped(key: str, plain: Any, value: Any) -> None:
    found = field(plain, key)

    assert (value, Status.ACCEPTED, Method.FACT) == (found.value, found.status, found.method)


@pytest.mark.parametrize("plain", [None, "", "  ", {"value": None}, {"value": ""}])
def test_nothing_stated_is_a_missing_value(plain: Any) -> None:
    assert (field(plain).value, field(plain).status) == (None, Status.MISSING)


@pytest.mark.parametrize(
    ("plain", "how"),
    [
        ({"value": 20, "approximate": "at_most"}, Approximate.AT_MOST),
        ({"value": 20, "approximate": "about"}, Approximate.ABOUT),
        ({"value": 20, "approximate": True, "direction": "at_least"}, Approximate.AT_LEAST),
        ({"value": 20, "approximate": True}, Approximate.ABOUT),
        ({"value": 20, "approximate": None}, None),
        ({"value": 20, "approximate": False}, None),
    ],
)
def test_an_approximate_value_keeps_its_direction(plain: Any, how: Approximate | None) -> None:
    assert how is field(plain).approximate


def test_rivals_are_witnesses_and_leave_the_field_for_review() -> None:
    found = field({"value": 18, "rivals": [14, {"value": 20, "approximate": "about"}, None]})

    assert [Decimal(14), Decimal(20)] == [rival.value for rival in found.rivals]
    assert Approximate.ABOUT is found.rivals[1].approximate
    assert Status.REVIEW is found.status


def test_rosters_stand_beside_the_fields_or_under_rosters() -> None:
    row = {"name": "甲公司", "kind": "公司", "moved_in_on": "2022-05", "unheard_of": 1}
    beside = record_of({"tenants": [row], "yearly_statistics": [{"year": 2023, "ip_count": 4}]})
    under = record_of({"rosters": {"tenants": [row]}})

    cells = {key: cell.value for key, cell in beside.rosters["tenants"][0].cells.items()}
    assert {"name": "甲公司", "kind": "企业", "moved_in_on": PartialDate(2022, 5)} == cells
    assert beside.rosters["tenants"] == under.rosters["tenants"]
    assert Decimal(2023) == beside.rosters["yearly_statistics"][0].cells["year"].value


def test_a_roster_given_empty_is_not_a_roster_left_out() -> None:
    assert record_of({"tenants": []}).rosters == {"tenants": ()}
    assert record_of({"tenants": None}).rosters == {}


def test_judgements_with_and_without_a_reason() -> None:
    given = {"3": {"answer": True, "reason": "清楚"}, "4": False, "8c": {"answer": None}}

    assert {"3": Answer(True, "清楚"), "4": Answer(False)} == record_of(
        {"judgements": given}
    ).judgements


@pytest.mark.parametrize(
    ("obj", "says"),
    [
        ([], "the facts object: [] is not an object"),
        ("x", "is not an object"),
        ({"facts": []}, "facts: [] is not an object"),
        ({"facts": {"fields": [1]}}, "fields: [1] is not an object"),
        ({"ruleset": 1, "facts": {}}, "ruleset: 1 is not an id"),
        ({"on": "yesterday", "facts": {}}, "on: 'yesterday' is not a day"),
        ({"on": "2024-13-01", "facts": {}}, "is not a day"),
        ({"facts": {"fields": {"tenant_cuont": 1}}}, "Did you mean 'tenant_count'"),
        ({"facts": {"fields": {"tenant_count": "many"}}}, "fields.tenant_count: 'many'"),
        ({"facts": {"fields": {"tenant_count": [1]}}}, "fields.tenant_count: [1] is not"),
        ({"facts": {"fields": {"tenant_count": True}}}, "is not a value of kind number"),
        ({"facts": {"fields": {"tenant_count": "NaN"}}}, "is not a number"),
        ({"facts": {"fields": {"tenant_count": "1E+9000"}}}, "more than 40 digits"),
        ({"facts": {"fields": {"tenant_count": {"value": {}}}}}, "fields.tenant_count"),
        ({"facts": {"fields": {"has_seed_fund": "perhaps"}}}, "neither yes nor no"),
        ({"facts": {"fields": {"operating_since": "2022/13"}}}, "is not a date"),
        (
            {"facts": {"fields": {"tenant_count": {"value": 1, "approximate": "ca"}}}},
            "fields.tenant_count.approximate: 'ca' is none of at_least",
        ),
        ({"facts": {"tenants": {"name": "x"}}}, "tenants: {'name': 'x'} is not a list"),
        ({"facts": {"tenants": ["x"]}}, "tenants[0]: 'x' is not an object"),
        ({"facts": {"tenants": [{"moved_in_on": "soon"}]}}, "tenants[0].moved_in_on"),
        ({"facts": {"judgements": {"3": "perhaps"}}}, "judgements.3.answer"),
        ({"facts": {"judgements": {"3": {"reason": "x"}}}}, "judgements.3: has no 'answer'"),
        ({"facts": {"judgements": [1]}}, "judgements: [1] is not an object"),
        ({"facts": {"materials": "x"}}, "materials: 'x' is not a list"),
    ],
)
def test_a_wrong_shape_is_refused_with_its_place(obj: Any, says: str) -> None:
    with pytest.raises(FactsError) as raised:
        read_facts(obj)

    assert says in str(raised.value)


def test_a_name_that_is_no_field_is_left_aside_and_can_be_told() -> None:
    obj = {"facts": {"fields": {"colour_of_the_door": "red"}}}

    assert read_facts(obj)[2].fields == {}
    assert unknown_keys(obj) == ("colour_of_the_door",)


def test_every_key_of_the_catalogue_may_be_given_as_missing() -> None:
    fields = dict.fromkeys(load_catalogue().fields)

    assert set(fields) == set(record_of({"fields": fields}).fields)


def test_a_day_that_is_given_outweighs_the_application_date_among_the_facts():
    _, on, record = read_facts(
        {
            "ruleset": "yunnan-2021",
            "on": "2026-06-01",
            "facts": {"fields": {"applied_on": "2026-04-01"}},
        }
    )

    assert str(on) == "2026-06-01"
    assert str(record.fields["applied_on"].value) == "2026-06-01"
