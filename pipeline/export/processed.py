"""Judged submissions in, one JSON file each in the home's `processed/` out, for people and scripts.

A file holds what `extract` and `evaluate` print, the policy's own findings among the others,
and names the submission. It appears whole or not at all, is written anew whenever the
submission is computed, and may be deleted: the next run writes it again. Nothing is ever read
back from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.export.views import evaluation, extract_view, finding_view, to_json
from pipeline.review.findings import all_findings

if TYPE_CHECKING:
    from pipeline.store import Store


def write_processed(store: Store, folder: Path, touched: Iterable[str]) -> tuple[Path, ...]:
    """Write the touched submissions, and those whose file is not there or older than its results.

    Args:
        folder: The home's `processed/`; made where it is not there.
        touched: Ids of submissions that were computed again.

    Returns:
        The files written. A submission's id is its file's name: it is made by us and safe.
    """
    folder.mkdir(parents=True, exist_ok=True)
    again = set(touched)
    written = []
    changed = {key: at.timestamp() for key, at in store.changed_at().items()}
    for row in store.overview():
        path = folder / f"{row.id}.json"
        # What people decide at the desk between two runs is computed there and then.
        whole = path.exists() and path.stat().st_mtime >= changed.get(row.id, 0)
        if row.id not in again and whole:
            continue
        record = store.record(row.id)
        if record is None:
            continue
        assessment = store.assessment(row.id)
        view = {
            "submission": row.id,
            "name": row.name,
            **extract_view(record),
            "findings": [finding_view(one) for one in all_findings(record, assessment)],
            "assessment": None if assessment is None else evaluation(assessment),
        }
        half = path.with_suffix(".json.part")
        half.write_text(to_json(view) + "\n", "utf-8")
        half.replace(path)
        written.append(path)
    return tuple(written)
