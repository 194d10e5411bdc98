"""Which policy does an application fall under? A record and the rulesets in, an id or None out.

By where it is, how its form names itself and which category it ticks. Where two policies are
left, nobody chooses: the review asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from extractors.values import Division, PartialDate
from pipeline.model import Outcome, Record
from pipeline.rules.model import Ruleset
from pipeline.rules.place import address_inside, division_of


def choose_ruleset(record: Record, rulesets: Mapping[str, Ruleset]) -> str | None:
    """The one ruleset that fits; None where none does, or more than one."""
    inside = [r for r in rulesets.values() if _reaches(r, record)]
    named = [r for r in inside or rulesets.values() if _names_itself(r, record)]
    fitting = named or [r for r in inside if _has_category(r, record)] or inside
    if len(fitting) > 1:
        # A city's space may apply to city or province; a ticked category tells them apart.
        fitting = [r for r in fitting if _has_category(r, record)] or fitting
    if len(fitting) > 1:
        fitting = _in_force(fitting, record)
    return fitting[0].id if len(fitting) == 1 else None


def _divisions(record: Record) -> set[str]:
    """Codes of GB/T 2260 that say where the space or its operator is."""
    found: set[str] = set()
    division = record.fields.get("division")
    if division is not None and isinstance(division.value, Division) and division.value.code:
        found.add(division.value.code)
    code = record.fields.get("credit_code")
    if not found and code is not None and isinstance(code.value, str):
        named = division_of(code.value)
        found |= {named} if named else set()
    return found


def _reaches(ruleset: Ruleset, record: Record) -> bool:
    divisions = _divisions(record)
    if divisions:
        return any(code.startswith(ruleset.region.codes) for code in divisions)
    addresses = (record.fields.get(key) for key in ("space_address", "registered_address"))
    return any(
        address_inside(held.value, ruleset.region) is Outcome.MET
        for held in addresses
        if held is not None and isinstance(held.value, str)
    )


def _names_itself(ruleset: Ruleset, record: Record) -> bool:
    """Whether a document handed in bears a title of this policy's form."""
    names = [document.name for document in record.documents]
    return any(title in name for title in ruleset.form.titles for name in names)


def _has_category(ruleset: Ruleset, record: Record) -> bool:
    held = record.fields.get("category")
    written = held.value if held is not None else None
    # A form without a category tells nothing: every policy stays possible.
    return not isinstance(written, str) or ruleset.category(written) is not None


def _in_force(rulesets: Iterable[Ruleset], record: Record) -> list[Ruleset]:
    """Of several editions those in force on the application date; all where that is unknown."""
    held = record.fields.get("applied_on")
    date = held.value if held is not None else None
    if not isinstance(date, PartialDate):
        return list(rulesets)
    day: dt.date = date.last_day
    return [ruleset for ruleset in rulesets if ruleset.in_force(day)]
