"""One submission with its results in, what the queue shows, filters and searches by out. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.language.divisions import by_code
from extractors.language.fold import fold
from extractors.values import Division, PartialDate
from pipeline.model import (
    Assessment,
    Decision,
    Eligibility,
    Record,
    ReviewItem,
    Submission,
    material_asked,
    signed_off,
)
from pipeline.review.agreement import Agreement, compared, overall
from pipeline.review.stakes import SHAKY
from pipeline.wording import plain_words

__all__ = ["DECISIVE_FROM", "Listing", "listing", "pressing", "search_text", "spelled"]

DECISIVE_FROM = SHAKY
"""The least priority of an item whose answer can turn the application's outcome."""
# More than any honest submission names; beyond it a search would be slow for everybody.
MOST_SEARCHED = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of the queue.

    `region` is where the applicant is registered, "" where unknown. `decisive` counts the open
    items that can turn the outcome, `priority` is that of the most pressing one, 0 without.
    `asked` counts for how many things the applicant has to add material. `reasons` are those of
    the open items.
    """

    submission: str
    name: str
    applicant: str
    ruleset: str | None
    region: str
    outcome: Eligibility | None
    year: int | None
    received_at: dt.datetime
    applied_on: dt.date | None
    open_items: int
    decisive: int
    priority: int
    reasons: tuple[str, ...]
    asked: int
    second: Agreement
    signed_at: dt.datetime | None


def listing(
    submission: Submission,
    record: Record,
    assessment: Assessment | None,
    items: Iterable[ReviewItem],
    decisions: Sequence[Decision],
    zone: dt.tzinfo,
) -> Listing:
    """The row of one submission.

    Args:
        items: Its review items, open and closed.
        decisions: Everything decided about it, oldest first.
        zone: The office's: where nobody wrote a day of application, its day of receipt counts.
    """
    still = [item for item in items if item.open]
    applied = record.fields.get("applied_on")
    on = applied.value.last_day if applied and isinstance(applied.value, PartialDate) else None
    signed = signed_off(decisions)
    return Listing(
        submission=submission.id,
        name=submission.name,
        applicant=_words(record, "operator_name") or _words(record, "space_name"),
        ruleset=assessment.ruleset if assessment is not None else None,
        region=_region(record),
        outcome=assessment.outcome if assessment is not None else None,
        year=(on or submission.received_at.astimezone(zone)).year,
        received_at=submission.received_at,
        applied_on=on,
        open_items=len(still),
        decisive=len(pressing(still)),
        priority=max((item.priority for item in still), default=0),
        reasons=tuple(sorted({item.reason.value for item in still})),
        asked=len(material_asked(decisions)),
        second=overall(compared(assessment, decisions)),
        signed_at=signed.at if signed is not None else None,
    )


def pressing(items: Iterable[ReviewItem]) -> tuple[ReviewItem, ...]:
    """The open items whose answer can turn the application's outcome: they stop a signature."""
    return tuple(item for item in items if item.open and item.priority >= DECISIVE_FROM)


def search_text(submission: Submission, record: Record) -> str:
    """All words by which the submission may be looked for, as `fold` spells them, lower case."""
    words = dict.fromkeys(spelled(word) for word in _searched(submission, record))
    return "\n".join(words)[:MOST_SEARCHED]


def spelled(text: str) -> str:
    """What is stored and what is looked for are spelled alike."""
    # Databases take neither a NUL nor half of a surrogate pair.
    plain = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return fold(plain).text.casefold()


def _searched(submission: Submission, record: Record) -> Iterator[str]:
    yield submission.name
    for file in submission.files:
        yield file.path
    for key, field in record.fields.items():
        if field.value is not None and not isinstance(field.value, bool):
            yield _words(record, key)
    for rows in record.rosters.values():
        for row in rows:
            yield from (c.value for c in row.cells.values() if isinstance(c.value, str))


def _words(record: Record, key: str) -> str:
    field = record.fields.get(key)
    return plain_words(field.value) if field is not None and field.value is not None else ""


def _region(record: Record) -> str:
    """The division named in the form, else the one in the credit code."""
    named = record.fields.get("division")
    if named is not None and isinstance(named.value, Division) and named.value.name:
        return named.value.name
    known = by_code(_words(record, "credit_code")[2:8])
    return known.name if known is not None else ""
