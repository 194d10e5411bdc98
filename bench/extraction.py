"""A submission's folder, zip or file in, its extracted and judged result as plain JSON out.

The same functions that the program runs, without a database. Never scores anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from extractors.model import Document, DocumentFindings, Evidence, RosterRow
from extractors.values import to_plain
from pipeline.model import FieldValue, Record

Job = tuple[str, str, str | None]
"""Path of the submission, ruleset id, reference date."""


def extract_all(jobs: Sequence[Job], workers: int = 2) -> list[dict[str, Any]]:
    """One result a job, in the jobs' order, computed in `workers` processes."""
    if workers < 2:
        return [extract(job) for job in jobs]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(extract, jobs))


def extract(job: Job) -> dict[str, Any]:
    """Read, find, gather and judge one submission."""
    from pipeline.record import assemble
    from pipeline.rules import judge, load_rulesets

    path, ruleset, on = job
    day = dt.date.fromisoformat(on) if on else None
    record = assemble(findings_of(Path(path)), on=day)
    result = as_json(record)
    if day is not None:
        assessment = judge(record, load_rulesets()[ruleset], day)
        result["conditions"] = {v.id: str(v.outcome) for v in assessment.verdicts}
        result["outcome"] = str(assessment.outcome)
        result["findings"] += [{"code": f.code, **f.details} for f in assessment.findings]
    return result


def findings_of(path: Path) -> list[DocumentFindings]:
    """What each document of a submission says."""
    from extractors.find import find_in

    return [find_in(document) for document in documents_of(path)]


def documents_of(path: Path) -> Iterator[Document]:
    """Every document of a folder, zip or single file."""
    from extractors.readers import read, read_bytes
    from extractors.readers.archive import unpack

    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        if file.suffix.lower() != ".zip":
            yield read(file)
            continue
        for member in unpack(file):
            if member.data is not None:
                yield read_bytes(member.data, member.name)


def as_json(record: Record) -> dict[str, Any]:
    """The record in the shape that `zhongchuang extract --json` prints, shortened."""
    return {
        "fields": {key: _field(value) for key, value in record.fields.items()},
        "rosters": {name: [_row(row) for row in rows] for name, rows in record.rosters.items()},
        "materials": list(record.materials),
        "plan_sections": list(record.plan_sections),
        "form_blanks": list(record.form_blanks),
        "findings": [{"code": f.code, **_plain(f.details)} for f in record.findings],
    }


def _field(value: FieldValue) -> dict[str, Any]:
    return {
        "value": to_plain(value.value),
        "approximate": value.approximate and str(value.approximate),
        "confidence": value.confidence,
        "status": str(value.status),
        "method": value.method and str(value.method),
        "evidence": [_place(evidence) for evidence in value.evidence],
        "alternatives": [
            {"value": to_plain(a.value), "reason": a.reason, "rival": a.rival}
            for a in value.alternatives
        ],
    }


def _place(evidence: Evidence) -> dict[str, Any]:
    return {
        "document": evidence.document,
        "page": evidence.anchor.page,
        "anchor": str(evidence.anchor),
        "text": evidence.text,
    }


def _row(row: RosterRow) -> dict[str, Any]:
    return {
        column: cell.value if isinstance(cell.value, bool) else to_plain(cell.value)
        for column, cell in row.cells.items()
    }


def _plain(details: Mapping[str, object]) -> dict[str, Any]:
    return {key: value if _is_json(value) else str(value) for key, value in details.items()}


def _is_json(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | list | bool)
