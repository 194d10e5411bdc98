"""What is said about a list is said alike wherever the list is shown."""

from __future__ import annotations

import pytest

from extractors.model import Finding
from pipeline.desk.rosters import about_roster
from pipeline.model import Record

DIFFERS = {"claimed": 18, "listed": 16}


def said(name: str, *findings: Finding) -> tuple[str, ...]:
    return about_roster(name, Record(fields={}, rosters={}, findings=findings), None)


@pytest.mark.parametrize(
    ("name", "key"), [("mentors", "mentor_count"), ("team_members", "full_time_staff_count")]
)
def test_a_count_that_differs_is_said_of_the_list_that_bears_it_out(name: str, key: str) -> None:
    differs = Finding("claimed_count_differs", {"key": key, **DIFFERS})

    assert len(said(name, differs, differs)) == 1
    assert said("tenants", differs) == ()


def test_a_cell_is_said_of_its_list() -> None:
    phone = Finding("value_implausible", {"key": "tenants.phone", "value": "1"})

    assert len(said("tenants", phone)) == 1
    assert said("mentors", phone) == ()


def test_what_else_is_wrong_with_the_count_is_asked_with_the_figure() -> None:
    assert said("mentors", Finding("value_implausible", {"key": "mentor_count"})) == ()
