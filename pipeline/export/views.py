"""Documents, records, verdicts, questions in, plain JSON out: the shapes scripts rely on.

These shapes are an interface: keys are never renamed or dropped. Nothing is computed here;
numbers leave the exact world of `Decimal` only through `extractors.values.to_plain`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from extractors.model import (
    Anchor,
    Block,
    Box,
    Document,
    Evidence,
    Finding,
    Page,
    Problem,
    RosterRow,
    Seal,
)
from extractors.values import to_plain
from pipeline.model import (
    Alternative,
    Assessment,
    DocumentSummary,
    FieldValue,
    Record,
    ReviewItem,
    Verdict,
)
from pipeline.rules.words import plain_value

Json = dict[str, Any]


def to_json(view: Json) -> str:
    """One line of JSON in UTF-8, Chinese as it is; a lone surrogate becomes a question mark."""
    text = json.dumps(view, ensure_ascii=False, allow_nan=False)
    # Legal inside JSON, yet many programs end a line at them.
    for separator in ("\x85", "\u2028", "\u2029"):
        text = text.replace(separator, f"\\u{ord(separator):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def plain(value: Any) -> Any:
    """Any value of ours, however nested, as JSON holds it."""
    match value:
        case Enum():
            return value.value
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(part) for part in value]
        case dt.date() | dt.datetime():
            return value.isoformat()
        case Decimal():
            return plain_value(value)
        case Evidence():
            return evidence_view(value)
        case _:
            return to_plain(value)


# A document as read


def read_view(document: Document) -> Json:
    """What `read FILE --json` prints."""
    view: Json = {
        "name": document.name,
        "sha256": document.sha256,
        "kind": document.kind,
        "pages": [_page_view(page) for page in document.pages],
        "blocks": [_block_view(block) for block in document.blocks],
        "problems": [problem_view(problem) for problem in document.problems],
    }
    seals = [_seal_view(seal) for seal in document.seals]
    return view | {"seals": seals} if seals else view


def _page_view(page: Page) -> Json:
    view: Json = {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
    }
    return view | {"recognised": True} if page.recognised else view


def _block_view(block: Block) -> Json:
    view: Json = {
        "text": block.text,
        "anchor": anchor_view(block.anchor),
        "layer": block.layer.value,
    }
    scores = [line.score for line in block.lines if line.score is not None]
    return (
        view | _recognised(min(scores), any(line.sealed for line in block.lines))
        if scores
        else view
    )


def _recognised(score: float, sealed: bool) -> Json:
    """How sure the recognition of a scan is, and whether a seal lies over it."""
    return {"score": round(score, 3), "sealed": sealed}


def _seal_view(seal: Seal) -> Json:
    return {"page": seal.page, "bbox": _box(seal.bbox), "text": seal.text, "score": seal.score}


def anchor_view(anchor: Anchor) -> Json:
    """All coordinates; those that the kind does not set are null."""
    return {
        "kind": anchor.kind.value,
        "page": anchor.page,
        "bbox": _box(anchor.bbox),
        "paragraph": anchor.paragraph,
        "table": anchor.table,
        "row": anchor.row,
        "column": anchor.column,
        "row_span": anchor.row_span,
        "column_span": anchor.column_span,
        "sheet": anchor.sheet,
        "cell": anchor.cell,
    }


def _box(box: Box | None) -> list[float] | None:
    # A hundredth of a point is a three-thousandth of a millimetre.
    return None if box is None else [round(edge, 2) for edge in box]


def problem_view(problem: Problem) -> Json:
    view = {
        "code": problem.code,
        "message_zh": problem.message_zh,
        "message_en": problem.message_en,
    }
    return view | {"place": problem.place} if problem.place else view


# A record


def extract_view(record: Record) -> Json:
    """What `extract PATH --json` prints; every key of the catalogue is present."""
    from extractors.catalogue import load_catalogue

    keys = dict.fromkeys([*load_catalogue().fields, *record.fields])
    return {
        "fields": {key: field_view(record.fields.get(key, FieldValue(key))) for key in keys},
        "rosters": {name: [row_view(row) for row in rows] for name, rows in record.rosters.items()},
        "materials": list(record.materials),
        "plan_sections": list(record.plan_sections),
        "form_blanks": list(record.form_blanks),
        "findings": [finding_view(finding) for finding in record.findings],
        "documents": [_document_view(document) for document in record.documents],
    }


def field_view(field: FieldValue) -> Json:
    return {
        "value": to_plain(field.value),
        "approximate": plain(field.approximate),
        "confidence": None if field.confidence is None else round(field.confidence, 4),
        "observed": _observed_view(field),
        "status": field.status.value,
        "method": plain(field.method),
        "evidence": [evidence_view(one) for one in field.evidence],
        "alternatives": [_alternative_view(one) for one in field.alternatives],
    }


def _observed_view(field: FieldValue) -> Json | None:
    """What the confidence rests on; null where nothing like the value was observed."""
    if field.measured is None:
        return None
    return {
        "right": field.measured.right,
        "n": field.measured.n,
        "low": round(field.measured.low, 4),
        "high": round(field.measured.high, 4),
    }


def evidence_view(evidence: Evidence) -> Json:
    view: Json = {
        "document": evidence.document,
        "page": evidence.anchor.page,
        "bbox": _box(evidence.anchor.bbox),
        "anchor": anchor_view(evidence.anchor),
        "text": evidence.text,
    }
    score = evidence.score
    return view if score is None else view | _recognised(score, evidence.sealed)


def _alternative_view(alternative: Alternative) -> Json:
    return {
        "value": to_plain(alternative.value),
        "approximate": plain(alternative.approximate),
        "reason": alternative.reason,
        "evidence": [evidence_view(one) for one in alternative.evidence],
    }


def row_view(row: RosterRow) -> Json:
    return {column: to_plain(cell.value) for column, cell in row.cells.items()}


def finding_view(finding: Finding) -> Json:
    """The code, then what it carries, then its places where it has any."""
    details = plain(finding.details)
    if "code" in details:  # a credit code or a division's code is a value here
        details["value"] = details.pop("code")
    view: Json = {"code": finding.code, **details}
    if finding.evidence:
        view["evidence"] = [evidence_view(one) for one in finding.evidence]
    return view


def _document_view(document: DocumentSummary) -> Json:
    return {
        "name": document.name,
        "kind": document.kind,
        "pages": document.pages,
        "sha256": document.sha256,
        "problems": [problem_view(problem) for problem in document.problems],
    }


# An assessment


def evaluation(assessment: Assessment) -> Json:
    """The assessment as plain JSON, as `evaluate` prints it."""
    return {
        "ruleset": assessment.ruleset,
        "on": assessment.on.isoformat(),
        "in_force": assessment.in_force,
        "outcome": assessment.outcome.value,
        "conditions": [_condition_view(verdict) for verdict in assessment.verdicts],
    }


def _condition_view(verdict: Verdict) -> Json:
    return {
        "id": verdict.id,
        "article": verdict.article,
        "outcome": verdict.outcome.value,
        "binding": verdict.binding,
        "why": verdict.why,
        "needs": list(verdict.needs),
        "values": plain(verdict.values),
        "threshold": plain(verdict.threshold),
        "margin": plain(verdict.margin),
    }


# Review


def review_view(item: ReviewItem) -> Json:
    """One item as `review list --json` and `review show --json` print it."""
    return {
        "id": item.id,
        "submission": item.submission,
        "subject": item.subject,
        "reason": item.reason.value,
        "question": item.question,
        "priority": item.priority,
        "open": item.open,
        "evidence": [evidence_view(one) for one in item.evidence],
        "alternatives": [_alternative_view(one) for one in item.alternatives],
    }


def reviews_view(items: Iterable[ReviewItem]) -> Json:
    return {"items": [review_view(item) for item in items]}
