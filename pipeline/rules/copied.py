"""Verdicts in, the fields out for which an application says what the policy says.

入驻企业不少于20家，导师不少于5人 beside a policy that asks for 20 and for 5 tells nothing of the
space. One such figure may be chance; several are the policy's sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.model import Approximate, Finding
from pipeline.model import FieldValue, Record, Verdict

# Two figures that are both the threshold and both "no fewer than" are seldom chance.
SEVERAL = 2


def copied_thresholds(record: Record, verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    """A question a field whose only statement is "at least" the very number asked for.

    Args:
        verdicts: Of one ruleset; those that compare one field with a number are looked at.

    Returns:
        Nothing where fewer than two fields are stated so.
    """
    found: dict[str, FieldValue] = {}
    for verdict in verdicts:
        if verdict.margin == 0 and len(verdict.values) == 1:
            key = next(iter(verdict.values))
            value = record.fields.get(key)
            if value is not None and _is_vague(verdict.values[key], value):
                found[key] = value
    if len(found) < SEVERAL:
        return ()
    return tuple(
        Finding(
            "threshold_copied",
            {"key": key, "places": list(dict.fromkeys(e.document for e in value.evidence))},
            value.evidence[:1],
        )
        for key, value in found.items()
    )


def _is_vague(shown: object, value: FieldValue) -> bool:
    """Whether the value is a bare "no fewer than" without a witness that says more."""
    exact = isinstance(shown, Mapping) and "rivals" in shown
    return value.approximate is Approximate.AT_LEAST and not exact and not value.rivals
