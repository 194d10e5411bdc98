"""One telephone, code or name where different ones belong is asked about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.model import RosterCell, RosterRow
from pipeline.record.checks.people import MOST_GROUPS

CODE = "91530100MA6K5NTE31"


def tenants(made: Any, *phones: str) -> tuple[RosterRow, ...]:
    return tuple(
        made.row("tenants", name=f"{name}公司", phone=phone)
        for name, phone in zip("甲乙丙丁", phones, strict=False)
    )


@pytest.mark.parametrize(
    ("phones", "asks"),
    [
        (("13800000001", "138 0000 0001", "13800000001"), True),
        (("13800000001", "13800000001", "13800000002"), False),  # two firms of one founder
        (("110", "110", "110"), False),  # no telephone of anybody
    ],
)
def test_one_telephone_for_several_tenants_is_asked_about(
    made: Any, desk: Any, phones: tuple[str, ...], asks: bool
) -> None:
    found = desk.asked(desk.fields(), {"tenants": tenants(made, *phones)})
    names = ["甲公司", "乙公司", "丙公司"]
    details = {"key": "tenants.phone", "value": phones[0], "names": names}
    assert found == ([("value_implausible", details)] if asks else [])


def test_a_tenant_that_is_listed_three_times_shares_its_telephone_with_nobody(
    made: Any, desk: Any
) -> None:
    rows = tuple(made.row("tenants", name="甲公司", phone="13800000001") for _ in range(3))
    assert desk.asked(desk.fields(), {"tenants": rows}) == []


def test_a_credit_code_under_two_names_is_asked_about(made: Any, desk: Any) -> None:
    rows = tuple(made.row("tenants", name=name, credit_code=CODE) for name in ("甲", "乙"))
    details = {"key": "tenants.credit_code", "value": CODE, "names": ["甲", "乙"]}
    assert desk.asked(desk.fields(), {"tenants": rows}) == [("value_implausible", details)]


@pytest.mark.parametrize(
    ("code", "score", "asks"),
    [
        (CODE, None, False),
        (CODE[:-1] + "A", None, True),
        (CODE[:-1] + "A", 0.99, False),  # recognised, perhaps with a wrong sign
        ("未办理", None, False),
    ],
)
def test_a_tenant_s_credit_code_must_hold_its_check_character(
    made: Any, desk: Any, code: str, score: float | None, asks: bool
) -> None:
    row = made.row("tenants", name="甲公司", credit_code=code)
    held = row.cells["credit_code"]
    seen = replace(held.evidence, score=score)
    row = RosterRow("tenants", {**row.cells, "credit_code": RosterCell(code, seen)})
    found = desk.asked(desk.fields(), {"tenants": (row,)})
    details = {"value": code, "name": "甲公司"}
    assert found == ([("credit_code_invalid", details)] if asks else [])


def test_the_applicant_among_its_own_tenants_is_asked_about(made: Any, desk: Any) -> None:
    rows = (made.row("tenants", name="松果坡（云南）公司"), made.row("tenants", name="甲公司"))
    known = desk.fields(operator_name="松果坡(云南)公司")
    details = {"key": "tenants.name", "value": "松果坡（云南）公司", "beside": "operator_name"}
    assert desk.asked(known, {"tenants": rows}) == [("value_implausible", details)]
    assert desk.asked(desk.fields(), {"tenants": rows}) == []


def test_many_wrong_codes_are_one_question(made: Any, desk: Any) -> None:
    rows = tuple(
        made.row("tenants", name=f"{name}公司", credit_code=f"91530100MA6K5NTE{n}I")
        for n, name in enumerate("甲乙丙丁", 4)
    )
    [finding] = desk.findings(desk.fields(), {"tenants": rows})
    assert finding.details["name"] == "甲公司、乙公司、丙公司等4项"
    assert len(finding.evidence) == 4


def test_of_a_list_that_shares_throughout_the_first_are_told(made: Any, desk: Any) -> None:
    rows = tuple(
        made.row("tenants", name=f"{n}公司", phone=f"1380000{n // 3:04d}") for n in range(90)
    )
    assert len(desk.asked(desk.fields(), {"tenants": rows})) == MOST_GROUPS
