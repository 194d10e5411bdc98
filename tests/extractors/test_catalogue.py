"""The catalogue keeps its own promises: examples, keys, and messages for a wrong entry."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors import catalogue as module
from extractors.catalogue import (
    Example,
    FieldSpec,
    RosterSpec,
    expanded,
    load_catalogue,
)
from extractors.errors import CatalogueError
from extractors.find import find_in
from extractors.language.fold import fold
from extractors.model import Anchor, AnchorKind, Block, Candidate, Document
from extractors.values import ValueKind, from_plain

# Every key of the field list; a key never changes, so a lost or renamed one fails here.
FIELDS = [
    "space_name",
    "operator_name",
    "operator_kind",
    "credit_code",
    "legal_representative",
    "contact_name",
    "contact_phone",
    "contact_mobile",
    "contact_email",
    "registered_address",
    "space_address",
    "division",
    "registered_on",
    "operating_since",
    "independent_legal_person",
    "category",
    "applied_on",
    "total_area_m2",
    "workstation_count",
    "workstation_area_m2",
    "public_area_m2",
    "usable_share",
    "public_share",
    "premises_tenure",
    "lease_starts_on",
    "lease_ends_on",
    "lease_years",
    "tenant_count",
    "team_count",
    "company_count",
    "new_company_count",
    "funded_count",
    "funding_total_yuan",
    "incubation_case_count",
    "graduate_count",
    "staff_count",
    "full_time_staff_count",
    "mentor_count",
    "event_count",
    "training_count",
    "has_seed_fund",
    "seed_fund_yuan",
    "has_investor_partnership",
    "invested_project_count",
    "transfer_count",
    "jobs_count",
    "ip_count",
    "has_online_platform",
    "separate_accounting",
    "free_first_year",
    "rent_share_second_year",
    "rent_share_third_year",
    "services",
    "management_rules",
    "budget_total_yuan",
]

ROSTERS = {
    "tenants": "name kind credit_code product output_value_yuan sales_yuan established_on "
    "moved_in_on headcount phone registered_in_space",
    "graduates": "name product moved_in_on graduated_on headcount phone",
    "team_members": "name role phone major full_time service",
    "mentors": "name organisation title field full_time",
    "events": "name held_on kind attendance",
    "investments": "tenant investor amount_yuan signed_on",
}
# Windows as the field list gives them; every other field is of now.
YEAR = {
    "new_company_count",
    "funded_count",
    "funding_total_yuan",
    "incubation_case_count",
    "event_count",
    "training_count",
    "transfer_count",
    "budget_total_yuan",
}
EVER = {"graduate_count", "invested_project_count", "ip_count"}

EXAMPLES = [
    pytest.param(spec, example, id=f"{spec.key}: {example.label or ''} {example.text}")
    for spec in load_catalogue().fields.values()
    for example in spec.examples
]


def as_document(example: Example) -> Document:
    """A paragraph, or a table of one row with the label and its value cell."""
    if example.label is None:
        blocks: tuple[Block, ...] = (
            Block(example.text, Anchor(AnchorKind.PARAGRAPH, paragraph=1)),
        )
    else:
        blocks = tuple(
            Block(text, Anchor(AnchorKind.TABLE_CELL, table=1, row=1, column=column))
            for column, text in enumerate((example.label, example.text), start=1)
        )
    return Document("例.docx", "0" * 64, "docx", blocks)


def accepted(key: str, example: Example) -> list[Candidate]:
    candidates = find_in(as_document(example)).candidates
    return [c for c in candidates if c.field == key and c.rejected is None]


@pytest.mark.parametrize(("spec", "example"), EXAMPLES)
def test_an_example_yields_its_value_and_a_negative_one_nothing(
    spec: FieldSpec, example: Example
) -> None:
    found = accepted(spec.key, example)
    if example.value is None:
        assert found == []
        return
    assert {c.value for c in found} == {from_plain(spec.kind, example.value)}
    assert {c.approximate for c in found} == {example.approximate}


@pytest.mark.parametrize("spec", load_catalogue().fields.values(), ids=lambda spec: spec.key)
def test_every_field_shows_what_it_is_and_what_it_is_not(spec: FieldSpec) -> None:
    assert any(example.value is not None for example in spec.examples)
    if spec.kind in (ValueKind.NUMBER, ValueKind.YES_NO):
        assert any(example.value in (None, False) for example in spec.examples)


def test_the_catalogue_holds_exactly_the_fields_of_the_field_list() -> None:
    assert sorted(load_catalogue().fields) == sorted(FIELDS)


def test_every_number_counts_over_the_window_of_the_field_list() -> None:
    for key, spec in load_catalogue().fields.items():
        expected = "year" if key in YEAR else "ever" if key in EVER else "now"
        assert spec.window == expected, key


@pytest.mark.parametrize(("roster", "columns"), ROSTERS.items())
def test_a_roster_has_exactly_its_columns(roster: str, columns: str) -> None:
    assert sorted(load_catalogue().rosters[roster].columns) == sorted(columns.split())


def test_yearly_statistics_hold_the_year_and_numeric_fields_only() -> None:
    fields = load_catalogue().fields
    columns = load_catalogue().rosters["yearly_statistics"].columns
    assert "year" in columns
    for key in set(columns) - {"year"}:
        assert fields[key].kind is ValueKind.NUMBER
        if fields[key].unit in {"㎡", "元", "1"}:  # of counters any will do (场, 次)
            assert columns[key].unit == fields[key].unit


def test_there_is_no_other_roster() -> None:
    assert set(load_catalogue().rosters) == {*ROSTERS, "yearly_statistics"}


def test_money_is_in_yuan_area_in_square_metres_and_shares_are_fractions() -> None:
    for key, spec in load_catalogue().fields.items():
        for suffix, unit in (("_yuan", "元"), ("_m2", "㎡")):
            assert not key.endswith(suffix) or spec.unit == unit, key
        if "_share" in key:
            assert spec.unit == "1", key
            assert spec.between is not None and spec.between[1] == 1, key


def test_words_are_plain_and_no_label_is_listed_twice_within_a_field() -> None:
    for spec in load_catalogue().fields.values():
        for word in spec.labels + spec.form_labels + spec.prose_labels:
            assert word and fold(word).text == fold(fold(word).text).text
        assert len(set(spec.form_labels)) == len(spec.form_labels)


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("工位", ("工位",)),
        ("{入驻|在驻}企业", ("入驻企业", "在驻企业")),
        ("工位{|数}", ("工位", "工位数")),  # an empty alternative leaves the part out
        ("{甲|乙}和{丙|丁}", ("甲和丙", "甲和丁", "乙和丙", "乙和丁")),
        ("", ("",)),
    ],
)
def test_braces_stand_for_all_their_alternatives(word: str, words: tuple[str, ...]) -> None:
    assert expanded(word) == words


def test_labels_are_expanded_once_each_when_an_entry_is_read() -> None:
    spec = FieldSpec.model_validate(ENTRY | {"labels": ["{甲|乙}数", "甲数"]})
    assert spec.labels == ("甲数", "乙数")


def test_limits_of_the_plausible_range_are_exact() -> None:
    spec = FieldSpec.model_validate(ENTRY | {"between": [0.01, 1]})
    assert spec.between == (Decimal("0.01"), Decimal(1))


ENTRY = {"key": "tent_count", "label": "帐篷数", "kind": "number", "unit": "顶", "meaning": "帐篷"}


@pytest.mark.parametrize(
    ("text", "key", "mend"),
    [
        # A misspelt option is not passed over in silence.
        (
            '[tent_count]\nlabel="帐篷数"\nkind="number"\nunit="顶"\nmeaning="帐篷"\nlable=["帐篷"]',
            "tent_count.lable",
            "Extra inputs",
        ),
        (
            '[tent_count]\nlabel="帐篷数"\nkind="number"\nunit="顶"',
            "tent_count.meaning",
            "required",
        ),
        (
            '[tent_count]\nlabel="帐篷数"\nkind="counted"\nmeaning="帐篷"',
            "tent_count.kind",
            "number",
        ),
        (
            '[tent_count]\nlabel="帐篷数"\nkind="number"\nmeaning="帐篷"',
            "tent_count.",
            "a number needs `unit`",
        ),
        (
            '[tent_kind]\nlabel="帐篷类型"\nkind="choice"\nmeaning="帐篷"',
            "tent_kind.",
            "add [key.choices]",
        ),
    ],
)
def test_a_wrong_entry_stops_with_file_key_and_mend(
    text: str, key: str, mend: str, tmp_path: Path
) -> None:
    (tmp_path / "camp.toml").write_text(text, "utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_from(tmp_path / "camp.toml")
    assert str(caught.value).startswith(f"camp.toml, {key}")
    assert mend in str(caught.value)


def load_from(path: Path) -> dict[str, FieldSpec]:
    tables = module._tables(path.name, path.read_text("utf-8"))
    return {key: module._checked(FieldSpec, path.name, key, entry) for key, entry in tables.items()}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[tents\nlabel="帐篷"', "not valid TOML"),
        ('label="帐篷"', "is not a table; write [key]"),
        ("[tents]\n[tents]", "not valid TOML"),  # the same key twice in one file
    ],
)
def test_a_file_that_is_no_table_of_entries_is_named(text: str, says: str) -> None:
    with pytest.raises(CatalogueError, match=r"camp\.toml") as caught:
        module._tables("camp.toml", text)
    assert says in str(caught.value)


def test_a_wrong_column_of_a_roster_is_named() -> None:
    column = {"label": "颜色", "kind": "text"}
    with pytest.raises(CatalogueError, match=r"rosters\.toml, colour\.headers"):
        module._roster("tents", {"label": "帐篷", "columns": {"colour": column}})


def test_a_good_roster_is_read() -> None:
    column = {"label": "颜色", "kind": "text", "headers": ["颜色"]}
    roster = module._roster("tents", {"label": "帐篷", "columns": {"colour": column}})
    assert isinstance(roster, RosterSpec)
    assert roster.columns["colour"].headers == ("颜色",)


def test_words_that_continue_a_field_name_a_field_that_is_there() -> None:
    fields = load_catalogue().fields
    assert {other for spec in fields.values() for other in spec.under} <= set(fields)


def test_the_catalogue_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()
