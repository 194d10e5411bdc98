"""An account of one field in, what `extract --explain FIELD --json` prints out."""

from __future__ import annotations

from extractors.values import to_plain
from pipeline.export.views import Json, evidence_view, field_view, finding_view, plain
from pipeline.record.account import Account, Passage, Testimony

__all__ = ["account_view"]


def account_view(account: Account) -> Json:
    """The field as in a record, then every candidate with its part, signals and sentences."""
    return {
        "key": account.field.key,
        **field_view(account.field),
        "year": account.year,
        "findings": [finding_view(finding) for finding in account.findings],
        "candidates": [_testimony_view(one) for one in account.testimonies],
    }


def _testimony_view(said: Testimony) -> Json:
    candidate, signals = said.witness.candidate, said.signals
    return {
        "part": said.part.value,
        "value": to_plain(candidate.value),
        "approximate": plain(candidate.approximate),
        "reason": said.reason,
        "method": candidate.method.value,
        "label": candidate.label,
        "window": plain(candidate.window),
        "year": candidate.year,
        "declared": candidate.declared,
        "materials": list(said.witness.materials),
        "signals": {
            "naming": signals.naming.value,
            "dating": signals.dating.value,
            "standing": signals.standing.value,
            "legibility": signals.legibility.value,
        },
        "passages": [_passage_view(passage) for passage in said.passages],
    }


def _passage_view(passage: Passage) -> Json:
    return {
        **evidence_view(passage.evidence),
        "before": passage.before,
        "after": passage.after,
    }
