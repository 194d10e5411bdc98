"""What documents say in, the rows of their lists out, the list that is believed first in front."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import DocumentFindings, RosterRow

__all__ = ["rows_by_trust"]

# Which document's list goes first where several list the same rows.
_LISTS = ("application_form", "agreements", "tenant_proof", "operating_plan", "statistics")


def rows_by_trust(findings: Sequence[DocumentFindings]) -> list[RosterRow]:
    """The rows of all documents, not yet joined: where two differ the earlier one's cell stands."""
    return [row for found in sorted(findings, key=_place) for row in found.rosters]


def _place(found: DocumentFindings) -> int:
    places = [_LISTS.index(kind) for kind in found.materials if kind in _LISTS]
    return min(places, default=len(_LISTS))
