"""Judged submissions in, the tables of the dataset out: plain cells, every column explained.

Numbers become int or float here and nowhere earlier; dates are ISO 8601 text, as exact as
the document; yes or no is "yes" or "no"; text is the file's own. Pure: no file, no database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.catalogue import load_catalogue
from extractors.model import Evidence, Method, RosterRow
from extractors.values import Value, to_plain
from pipeline.export.columns import (
    DECISION_COLUMNS,
    DICTIONARY_COLUMNS,
    ROSTER_COLUMNS,
    ROSTER_SOURCE,
    VALUE_COLUMNS,
    VERDICT_COLUMNS,
    Column,
    column_of,
    loose_column,
    submission_columns,
)
from pipeline.export.views import plain
from pipeline.model import (
    Assessment,
    Decision,
    DecisionKind,
    FieldValue,
    Record,
    Status,
    Submission,
    Verdict,
    latest_about_fields,
)
from pipeline.review.findings import all_findings
from pipeline.store import SubmissionRow
from pipeline.wording import quoted

Cell = str | int | float | None
Row = dict[str, Cell]

# More places than this make a cell nobody reads; the table field_values lists them all.
SOURCES = 3


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the dataset; a row need not hold every column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One submission with all that is known of it at one moment."""

    row: SubmissionRow
    submission: Submission
    record: Record | None
    assessment: Assessment | None
    decisions: tuple[Decision, ...]


def tables(cases: Sequence[Case]) -> tuple[Table, ...]:
    """The dataset, always the same tables in the same order, the data dictionary last."""
    described = (
        Table("submissions", submission_columns(), _rows(cases, _submission_rows)),
        Table("field_values", VALUE_COLUMNS, _rows(cases, _value_rows)),
        *_roster_tables(cases),
        Table("verdicts", VERDICT_COLUMNS, _rows(cases, _verdict_rows)),
        Table("decisions", DECISION_COLUMNS, _rows(cases, _decision_rows)),
    )
    dictionary = tuple(
        _dictionary_row(table.name, column)
        for table in (*described, Table("dictionary", DICTIONARY_COLUMNS, ()))
        for column in table.columns
    )
    return (*described, Table("dictionary", DICTIONARY_COLUMNS, dictionary))


def _rows(cases: Iterable[Case], make: Any) -> tuple[Row, ...]:
    return tuple(row for case in cases for row in make(case))


# One row a submission


def _submission_rows(case: Case) -> Iterator[Row]:
    row, record = case.row, case.record
    cells: Row = {
        "submission": row.id,
        "name": row.name,
        "revision": row.revision,
        "latest": _yes_no(row.latest),
        "received_at": row.received_at.isoformat(),
        "ruleset": row.ruleset,
        "on": row.on.isoformat() if row.on else None,
        "in_force": _yes_no(case.assessment.in_force) if case.assessment else None,
        "outcome": row.outcome.value if row.outcome else None,
        "met": row.met,
        "not_met": row.not_met,
        "unknown": row.unknown,
        "judgement": row.judgement,
        "open_items": row.open_items,
        "files": len(case.submission.files),
        "failed_files": _joined(row.failed_files),
    }
    if record is not None:
        cells |= {
            "materials": _joined(record.materials),
            "plan_sections": _joined(record.plan_sections),
            "form_blanks": _joined(record.form_blanks),
            "findings": _joined(
                dict.fromkeys(finding.code for finding in all_findings(record, case.assessment))
            ),
        }
        for key, field in record.fields.items():
            cells[key] = cell(field.value)
            cells[f"{key}_source"] = _source(field, case.decisions)
    yield cells


def cell(value: Value | None) -> Cell:
    """One value in one cell: names joined by 、, a division as its code and name."""
    plainly = to_plain(value)
    if isinstance(plainly, list):
        return _joined(plainly)
    if isinstance(plainly, dict):
        return " ".join(str(part) for part in plainly.values() if part)
    return plainly  # type: ignore[no-any-return]


def _joined(names: Iterable[str]) -> str | None:
    return "、".join(names) or None


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _source(field: FieldValue, decisions: Sequence[Decision]) -> str | None:
    """Where the value comes from, for the person who looks at the cell."""
    if field.value is None and field.method is not Method.DECISION:
        return None
    parts = [quoted(evidence) for evidence in field.evidence[:SOURCES]]
    if len(field.evidence) > SOURCES:
        parts.append(f"共 {len(field.evidence)} 处")
    match field.method:
        case Method.DECISION:
            parts.insert(0, _decided(field.key, decisions))
        case Method.DERIVED:
            parts.insert(0, "由其他项计算")
        case Method.COUNTED:
            parts.insert(0, "按名单计数")
    doubt = "待核实：" if field.status is Status.REVIEW else ""
    return doubt + "；".join(parts)


def _decided(key: str, decisions: Sequence[Decision]) -> str:
    last = latest_about_fields(decisions).get(key)
    if last is None:
        return "人工核定"
    said = "材料未提供" if last.kind is DecisionKind.NOT_PROVIDED else "人工核定"
    note = f"：{last.note}" if last.note else ""
    return f"{said}（{last.by} {last.at.date().isoformat()}{note}）"


# One row a place of a value


def _value_rows(case: Case) -> Iterator[Row]:
    fields = case.record.fields if case.record is not None else {}
    for key, field in fields.items():
        if field.value is not None or field.method is Method.DECISION:
            head: Row = {
                "role": "chosen",
                "status": field.status.value,
                "method": plain(field.method),
                "confidence": field.confidence,
                "confidence_low": field.measured.low if field.measured else None,
                "observed": field.measured.n if field.measured else None,
            }
            head |= _value_cells(case, key, field.value) | {"approximate": plain(field.approximate)}
            yield from _with_places(head, field.evidence)
        for other in field.alternatives:
            head = {"role": "rival" if other.rival else "rejected", "reason": other.reason}
            head |= _value_cells(case, key, other.value) | {"approximate": plain(other.approximate)}
            yield from _with_places(head, other.evidence)


def _value_cells(case: Case, key: str, value: Value | None) -> Row:
    spec = load_catalogue().fields.get(key)
    content = cell(value)
    is_number = isinstance(content, int | float)
    return {
        "submission": case.row.id,
        "key": key,
        "label": spec.label if spec else key,
        "value": None if content is None else str(content),
        "number": content if is_number else None,
        "unit": spec.unit if spec and is_number else None,
    }


def _with_places(head: Row, evidence: Sequence[Evidence]) -> Iterator[Row]:
    """One row a place; a derived value has none and still gets its row."""
    if not evidence:
        yield head
    for one in evidence:
        box = one.anchor.bbox
        yield head | {
            "document": one.document,
            "page": one.anchor.page,
            "place": str(one.anchor) or None,
            "bbox": " ".join(f"{edge:.2f}" for edge in box) if box else None,
            "quote": one.text,
        }


# One table a roster


def _roster_tables(cases: Sequence[Case]) -> Iterator[Table]:
    catalogue = load_catalogue()
    held = {name: None for case in cases if case.record is not None for name in case.record.rosters}
    for name in dict.fromkeys([*catalogue.rosters, *held]):
        spec = catalogue.rosters.get(name)
        known = {key: column_of(column) for key, column in spec.columns.items()} if spec else {}
        rows = tuple(row for case in cases for row in _roster_rows(case, name))
        for row in rows:
            for key in row:
                if key not in known and key not in {"submission", "row", "source"}:
                    known[key] = loose_column(key)
        yield Table(name, (*ROSTER_COLUMNS, *known.values(), ROSTER_SOURCE), rows)


def _roster_rows(case: Case, name: str) -> Iterator[Row]:
    rows: Sequence[RosterRow] = case.record.rosters.get(name, ()) if case.record else ()
    for number, row in enumerate(rows, start=1):
        cells: Row = {"submission": case.row.id, "row": number}
        cells |= {key: cell(content.value) for key, content in row.cells.items()}
        found = next((c.evidence for c in row.cells.values() if c.evidence is not None), None)
        yield cells | {"source": f"{found.document} {found.anchor}" if found else None}


# One row a condition, one row a decision


def _verdict_rows(case: Case) -> Iterator[Row]:
    if case.assessment is None:
        return
    head: Row = {
        "submission": case.row.id,
        "ruleset": case.assessment.ruleset,
        "on": case.assessment.on.isoformat(),
    }
    for verdict in case.assessment.verdicts:
        yield head | _verdict_cells(verdict)


def _verdict_cells(verdict: Verdict) -> Row:
    threshold = plain(verdict.threshold)
    return {
        "condition": verdict.id,
        "article": verdict.article,
        "requirement": verdict.requirement,
        "outcome": verdict.outcome.value,
        "binding": _yes_no(verdict.binding),
        "why": verdict.why,
        "needs": _joined(verdict.needs),
        "threshold": None if threshold is None else str(threshold),
        "margin": plain(verdict.margin),
        "values": _json(verdict.values),
    }


def _json(values: Mapping[str, object]) -> str | None:
    return json.dumps(plain(values), ensure_ascii=False) if values else None


def _decision_rows(case: Case) -> Iterator[Row]:
    for decision in case.decisions:
        content = cell(decision.value)
        yield {
            "submission": case.row.id,
            "at": decision.at.isoformat(),
            "by": decision.by,
            "kind": decision.kind.value,
            "subject": decision.subject,
            "value": None if content is None else str(content),
            "note": decision.note or None,
            "seen": _json(decision.seen),
        }


# What every column means


def _dictionary_row(table: str, column: Column) -> Row:
    return {
        "table": table,
        "key": column.key,
        "label": column.label,
        "type": column.type,
        "unit": column.unit or None,
        "window": column.window or None,
        "meaning": column.meaning or None,
    }
