"""A record and a ruleset in, the ruleset's own questions out: findings, never verdicts.

Which required material or section is missing, which cell is blank where the form allows none,
where the applicant is registered. What the form's cover and long texts break is found where
the text is read; the limits stand in `Form`.
"""

from __future__ import annotations

from extractors.language.divisions import division_of_address
from extractors.language.fold import fold
from extractors.model import Evidence, Finding
from extractors.values import PartialDate, ValueKind
from pipeline.model import Outcome, Record
from pipeline.rules.model import Ruleset
from pipeline.rules.place import address_inside, code_inside, division_of
from pipeline.rules.syntax import FieldRef
from pipeline.rules.witness import field_operand


def ruleset_findings(record: Record, ruleset: Ruleset) -> tuple[Finding, ...]:
    """The findings that only the policy makes into questions."""
    return (
        *_materials(record, ruleset),
        *_blanks(record, ruleset),
        *_registration(record, ruleset),
        *_application_date(record),
    )


def _materials(record: Record, ruleset: Ruleset) -> tuple[Finding, ...]:
    """Required kinds of material that no document serves as."""
    if not record.documents and not record.materials:
        return ()  # facts alone: nobody said what was handed in
    return tuple(
        Finding("material_missing", {"material": material.key, "article": material.article})
        for material in ruleset.materials
        if material.required and material.key not in record.materials
    )


def _blanks(record: Record, ruleset: Ruleset) -> tuple[Finding, ...]:
    if ruleset.form.blanks_forbidden is None:
        return ()
    return tuple(Finding("form_cell_blank", {"label": label}) for label in record.form_blanks)


def _registration(record: Record, ruleset: Ruleset) -> tuple[Finding, ...]:
    """A code or an address outside the policy's `region`; `division` is the applicant's."""
    region = ruleset.region
    code, address = _text(record, "credit_code"), _text(record, "registered_address")
    found: list[Finding] = []
    if code is not None and code_inside(code, region.codes) is Outcome.NOT_MET:
        details = {"code": code, "division": division_of(code), "region": region.name}
        found.append(
            Finding("registered_outside_division", details, _evidence(record, "credit_code"))
        )
    if address is not None and address_inside(address, region) is Outcome.NOT_MET:
        named = division_of_address(fold(address).text)
        own = {"division": named.code} if named is not None else {}
        details = {"address": address, **own, "region": region.name}
        found.append(
            Finding("registered_outside_division", details, _evidence(record, "registered_address"))
        )
    return tuple(found)


def _text(record: Record, key: str) -> str | None:
    held = record.fields.get(key)
    value = held.value if held is not None else None
    return value if isinstance(value, str) else None


def _evidence(record: Record, key: str) -> tuple[Evidence, ...]:
    return field_operand(FieldRef(key, key, ValueKind.TEXT), record).evidence


def _application_date(record: Record) -> tuple[Finding, ...]:
    held = record.fields.get("applied_on")
    if held is not None and isinstance(held.value, PartialDate):
        return ()
    return (Finding("application_date_missing"),)
