"""Labelled submissions and reviewers' decisions in, a file of observations and a report out.

Files are read as a run reads them, every one in the sandbox. Never changes the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors import REVISION
from extractors.errors import DataFileError
from pipeline.computation import Computation
from pipeline.confidence.decisions import decided_submission
from pipeline.confidence.gold import Labelled, labelled
from pipeline.confidence.labels import faults
from pipeline.confidence.observed import Observed, office_observed, written
from pipeline.confidence.reliability import counts_of
from pipeline.confidence.trust import Trust
from pipeline.reading.sandbox import unread
from pipeline.reading.submission import Told, findings_of
from pipeline.record import assemble
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.store import Store

GOLD = ("gold", "expected")
BACKUP = ".before"


class GoldError(DataFileError):
    """A folder of labelled submissions is not as it should be; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where observations come from, as the file of observations names it.

    `unread` are files that could not be read, and whose values are missing here.
    """

    name: str
    known: tuple[Labelled, ...]
    unread: tuple[str, ...] = ()

    def __str__(self) -> str:
        values = sum(len(one.observations) for one in self.known)
        return f"{self.name} ({len(self.known)} submissions, {values} values)"


def expectations(folder: Path, ids: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The expected results of a folder of labelled submissions, by id; empty where it has none.

    Raises:
        GoldError: one of them is not the JSON of an expected result, or its path leads out.
    """
    place = next((folder / name for name in GOLD if (folder / name).is_dir()), None)
    held = [_expected(file) for file in (sorted(place.glob("*.json")) if place else [])]
    return [one for one in held if ids is None or one["id"] in ids]


def _expected(file: Path) -> dict[str, Any]:
    try:
        expected = json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise GoldError(file, "", f"is not JSON in UTF-8: {error}") from error
    for place, fault in faults(expected):
        raise GoldError(file, place, fault)
    return dict(expected)


def _labelled_files(folder: Path, expected: dict[str, Any]) -> Path:
    """Where a labelled submission lies; a link does not lead out of the folder either.

    Raises:
        GoldError: it lies elsewhere, or nothing says what is in it.
    """
    place = folder / "submissions"
    path = place / str(expected["path"])
    if not path.resolve().is_relative_to(place.resolve()):
        raise GoldError(folder, expected["id"], f"path {expected['path']!r} leads out of {place}")
    if not expected["fields"] and not expected["conflicts"]:
        # Whatever is found in it would count as wrong.
        message = "has no fields and no conflicts; label what its files state, or take it away"
        raise GoldError(folder, expected["id"], message)
    return path


def from_gold(
    folder: Path, settings: Settings, told: Callable[[str, int, int, str], None]
) -> Source:
    """What a folder of labelled submissions says: `submissions/` beside `gold/` or `expected/`.

    Args:
        folder: The folder.
        settings: How files are read; nothing is kept but recognised pages.
        told: Called as (stage, done, of how many, what is done now).

    Raises:
        GoldError: there is nothing labelled in it, or a label is wrong.
        NothingThere: a submission that is labelled is not there.
    """
    expected = expectations(folder)
    if not expected:
        raise GoldError(folder, "", f"has no {' or '.join(f'{name}/*.json' for name in GOLD)}")
    # On which page a Word file's value stands says nothing of whether it is right.
    quick = replace(settings, tools=replace(settings.tools, place=False))
    pages: Told = lambda stage, done, total, now: (  # noqa: E731
        told(stage, done, total, now) if stage == "page" else None
    )
    known, failed = [], []
    # All of them, before minutes go into reading the first.
    places = [_labelled_files(folder, one) for one in expected]
    for done, (one, place) in enumerate(zip(expected, places, strict=True)):
        told("read", done, len(expected), one["path"])
        findings = findings_of(place, quick, pages)
        failed += [f"{one['id']}: {f.document.name}" for f in findings if unread(f.document)]
        known.append(labelled(one, assemble(findings, trust=Trust())))
    told("read", len(expected), len(expected), "")
    return Source(folder.resolve().name, tuple(known), tuple(failed))


def from_decisions(store: Store, computation: Computation) -> Source:
    """What reviewers' decisions say of the values that this revision finds."""
    known = []
    for submission in store.submissions():
        decisions = store.decisions(submission.id)
        findings = store.findings(submission.id, computation.revision)
        if not decisions or len(findings) < len(submission.files):
            continue
        machine = computation.assemble(findings, ())
        one = decided_submission(submission.id, machine, decisions)
        known += [one] if one is not None else []
    return Source("decisions", tuple(known))


def observed(sources: Sequence[Source]) -> Observed:
    """The counts of all sources, as of the present revision of the extractors."""
    known = [one for source in sources for one in source.known]
    return Observed(REVISION, tuple(map(str, sources)), counts_of(known))


def write_observed(path: Path, content: Observed) -> Path | None:
    """Write a file of observations as a whole or not at all.

    Returns:
        Where what stood there before is kept, None where nothing other did.

    Raises:
        GoldError: there is nothing to write; what is there stays.
    """
    if not content.counts:
        raise GoldError(path, "", "nothing was counted, so that it stays as it is")
    path.parent.mkdir(parents=True, exist_ok=True)
    text, kept = written(content), None
    if path.exists() and (before := path.read_bytes()) != text.encode():
        kept = path.with_name(path.name + BACKUP)
        kept.write_bytes(before)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)
    return kept


def values_in(path: Path) -> int | None:
    """How many values a file of observations counts; None where there is none that can be read."""
    try:
        held = office_observed(path)
    except DataFileError:
        return None
    return None if held is None else _values(held)


def _values(held: Observed) -> int:
    return sum(count.n for count in held.counts.values())
