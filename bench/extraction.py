"""Submissions' folders, archives or files in, extracted, judged, compared results as JSON out.

The same functions that the program runs, without a database. Never scores anything.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.model import Document, DocumentFindings

if TYPE_CHECKING:
    from pipeline.compare import Traces
    from pipeline.confidence.trust import Trust
    from pipeline.model import Assessment, Record

Job = tuple[str, str, str | None]
"""Path of the submission, ruleset id, reference date."""


class Extracted(NamedTuple):
    """What one submission says by itself, and how it stands under its ruleset."""

    record: Record
    traces: Traces
    assessment: Assessment | None


def extract_all(
    jobs: Sequence[Job],
    trust: Trust,
    workers: int = 2,
    pages: Path | None = None,
    ids: Sequence[str] | None = None,
) -> list[dict[str, Any]]:
    """One result a job, in the jobs' order, computed in `workers` fresh processes.

    Args:
        jobs: What to extract; each is compared with all the others.
        trust: What was observed, and above what a value is taken.
        workers: Processes.
        pages: Where recognised pages are kept from one measurement to the next, if anywhere.
        ids: By what results name each other; by default the names of the files or folders.
    """
    # Forked processes would find this one's caches warm, and measure them.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        extracted = list(pool.map(partial(extract, trust=trust, pages=pages), jobs))
    names = [Path(path).stem for path, _, _ in jobs]
    return compared(dict(zip(ids or names, extracted, strict=True)), names, trust)


def shipped_trust() -> tuple[Trust, str]:
    """By what the program takes a value of itself, and a warning where that is nothing.

    Observations of another revision are taken for a look: the program itself would leave them
    out, and accept nothing.
    """
    from extractors import REVISION
    from pipeline.confidence import observed
    from pipeline.confidence.trust import trusted

    counted = observed.shipped().revision
    if counted == REVISION:
        return trusted(REVISION), ""
    warning = (
        f"NOT AS DELIVERED: observations are of revision {counted}, the extractors are "
        f"{REVISION}, which accepts nothing until `make calibrate` has counted anew"
    )
    return trusted(counted), warning


def extract(job: Job, trust: Trust, pages: Path | None = None) -> Extracted:
    """Read, find, gather and judge one submission."""
    from pipeline.compare import traces_of
    from pipeline.record import assemble
    from pipeline.rules import judge, load_rulesets

    path, ruleset, on = job
    day = dt.date.fromisoformat(on) if on else None
    findings = findings_of(Path(path), pages)
    record = assemble(findings, trust=trust)
    held = load_rulesets().get(ruleset)
    judged = judge(record, held, day) if day is not None and held is not None else None
    return Extracted(record, traces_of(findings, record), judged)


def compared(
    extracted: Mapping[str, Extracted], names: Sequence[str], trust: Trust
) -> list[dict[str, Any]]:
    """The results as plain JSON, with what submissions share."""
    from pipeline.compare import among, shared
    from pipeline.record.doubt import with_findings

    named = dict(zip(extracted, names, strict=True))
    met = among({key: (named[key], one.traces) for key, one in extracted.items()})
    return [
        _result(
            with_findings(one.record, shared(named[key], one.traces, met[key], one.record), trust),
            one.assessment,
        )
        for key, one in extracted.items()
    ]


def _result(record: Record, assessment: Assessment | None) -> dict[str, Any]:
    from pipeline.export.views import extract_view, finding_view, to_json

    result: dict[str, Any] = json.loads(to_json(extract_view(record)))
    if assessment is not None:
        result["conditions"] = {v.id: str(v.outcome) for v in assessment.verdicts}
        result["outcome"] = str(assessment.outcome)
        known = {finding["code"] for finding in result["findings"]}
        result["findings"] += [
            finding_view(finding) for finding in assessment.findings if finding.code not in known
        ]
    return result


def findings_of(path: Path, pages: Path | None = None) -> list[DocumentFindings]:
    """What each document of a submission says."""
    from extractors.find import find_in

    return [find_in(document) for document in documents_of(path, pages)]


def documents_of(path: Path, pages: Path | None = None) -> Iterator[Document]:
    """Every document of a folder, archive or single file."""
    from extractors.readers import Equipment, read_bytes
    from pipeline.reading.pages import KeptPages

    equipment = Equipment(pages=KeptPages(pages) if pages is not None else None)
    for data, name in files_of(path):
        yield read_bytes(data, name, equipment)


def files_of(path: Path) -> Iterator[tuple[bytes, str]]:
    """Bytes and name of every file of a folder, archive or single file, in a fixed order."""
    from extractors.readers.kinds import ARCHIVES, kind_of
    from extractors.readers.packages.archive import unpack

    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        data = file.read_bytes()
        if kind_of(data, file.name) not in ARCHIVES:
            yield data, file.name
            continue
        for member in unpack(file):
            if member.data is not None:
                yield member.data, member.name
