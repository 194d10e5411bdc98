"""Other applications of the same applicant for the same year in, one finding out.

A folder handed in twice under two names, or a correction under a name of its own: a revision
replaces what has its name, and nobody looks at what has another one. Which of them counts is for
an official to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.model import Finding
from extractors.values import to_plain
from pipeline.compare.model import Applicant, Other
from pipeline.model import Record

# Of many other submissions so many are named beside the first.
NAMED = 4
# So many figures show how two applications differ.
MOST_FIGURES = 5
_WHO = ("space_name", "operator_name", "credit_code")


def naming(others: Sequence[Other]) -> dict[str, Any]:
    """What a finding's details say of other submissions, the nearest first.

    `other` and `other_name` are the first one; `others` and `other_names` some further ones, and
    `count` how many there are in all, where there are several.
    """
    first, further = others[0], others[1:]
    said: dict[str, Any] = {"other": first.submission, "other_name": first.name}
    if further:
        said["others"] = [other.submission for other in further[:NAMED]]
        said["other_names"] = [other.name for other in further[:NAMED]]
        said["count"] = len(others)
    return said


def applied_twice(record: Record, own: Applicant, again: Sequence[Other]) -> Iterator[Finding]:
    """That the applicant of a record applied again, and in which figures the first differs.

    Args:
        again: The other applications, none of them a revision of this one.
    """
    if not again:
        return
    # The one that says something else is the one to look at.
    differing = {other.submission: _differing(own, other.applicant) for other in again}
    nearest = sorted(again, key=lambda one: (-len(differing[one.submission]), one.submission))
    who = [record.fields[key] for key in _WHO if key in record.fields]
    named = [field for field in who if field.value is not None]
    details = {
        "name": str(named[0].value) if named else "",
        "applicant": True,
        **naming(nearest),
        "differing": differing[nearest[0].submission][:MOST_FIGURES],
    }
    evidence = tuple(place for field in named for place in field.evidence[:1])
    yield Finding("text_in_two_submissions", details, evidence)


def _differing(own: Applicant, other: Applicant) -> list[Mapping[str, Any]]:
    return [
        {"key": key, "value": to_plain(value), "there": to_plain(other.figures[key])}
        for key, value in own.figures.items()
        if key in other.figures and other.figures[key] != value
    ]
