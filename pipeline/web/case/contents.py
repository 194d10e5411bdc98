"""A record in, the lists beside the questions out: every value, rosters, files with problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from extractors.catalogue import MATERIALS, PLAN_SECTIONS, load_catalogue
from extractors.problems import PARTLY_READ, UNREAD
from pipeline.desk.rosters import about_roster
from pipeline.model import (
    Assessment,
    Decision,
    DecisionKind,
    FieldValue,
    Record,
    Status,
    Submission,
    in_force,
    latest_about_rosters,
)
from pipeline.signal_words import METHODS
from pipeline.web.case.choices import observed
from pipeline.web.case.places import Files, PlaceLink
from pipeline.wording import label, value_words

STATUSES: Mapping[Status, tuple[str, str]] = {  # words, class of the mark
    Status.ACCEPTED: ("采用", "good"),
    Status.REVIEW: ("待核", "wait"),
    Status.MISSING: ("未找到", ""),
}


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One field of the catalogue. `says` is how it was found, or who decided it."""

    key: str
    label: str
    words: str
    status: str
    mark: str
    says: str
    rivals: int
    places: tuple[PlaceLink, ...]


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One roster. `decided` says who gave its rows, "" where they are as read."""

    name: str
    label: str
    rows: int
    handed_in: bool
    findings: tuple[str, ...] = ()
    decided: str = ""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file handed in. `problems` in words; `bad` where nothing of it could be read."""

    position: int
    path: str
    size: int
    materials: str
    pages: int
    problems: tuple[str, ...]
    bad: bool


def value_rows(record: Record, files: Files, by: Callable[[str], str]) -> tuple[ValueRow, ...]:
    """Every field of the catalogue in its order.

    Args:
        by: Field → who decided it, "" where nobody did.
    """
    return tuple(
        _value_row(record.fields.get(key, FieldValue(key)), files, by(key))
        for key in load_catalogue().fields
    )


def _value_row(field: FieldValue, files: Files, by: str) -> ValueRow:
    status, mark = STATUSES[field.status]
    found = field.value is not None
    method = METHODS[field.method] if field.method is not None and found else ""
    reliable = observed(field.measured) if field.signals is not None and found else ""
    if by:
        status, mark = ("已定", "good") if found else ("未提供", "")
        method, reliable = by, ""
    return ValueRow(
        field.key,
        label(field.key),
        value_words(field.key, field.value, field.approximate) if found else "",
        status,
        mark,
        " · ".join(part for part in (method, reliable) if part),
        len(field.rivals),
        files.links(field.evidence),
    )


def deciders(decisions: Sequence[Decision], person: Callable[[str], str]) -> Callable[[str], str]:
    """Field → who decided its value, "" where nobody did."""
    about = (DecisionKind.VALUE, DecisionKind.NOT_PROVIDED)
    last = {d.subject: d.by for d in in_force(decisions) if d.kind in about}
    return lambda key: person(last[key]) if key in last else ""


def rosters(
    record: Record,
    assessment: Assessment | None,
    decisions: Sequence[Decision],
    person: Callable[[str], str],
) -> tuple[RosterLine, ...]:
    """Every roster that the catalogue knows, handed in or not."""
    decided = latest_about_rosters(decisions)
    return tuple(
        RosterLine(
            name=name,
            label=spec.label,
            rows=len(record.rosters.get(name, ())),
            handed_in=name in record.rosters,
            findings=about_roster(name, record, assessment),
            decided=person(decided[name].by) if name in decided else "",
        )
        for name, spec in load_catalogue().rosters.items()
    )


def file_rows(submission: Submission, record: Record) -> tuple[FileRow, ...]:
    """The files in their order, with what they serve as and what went wrong."""
    known = {(d.sha256, d.name): d for d in record.documents}
    by_content = {d.sha256: d for d in record.documents}
    rows = []
    for position, file in enumerate(submission.files):
        name = file.path.rpartition("/")[2]
        summary = known.get((file.sha256, name), by_content.get(file.sha256))
        problems = summary.problems if summary is not None else ()
        rows.append(
            FileRow(
                position,
                file.path,
                file.size,
                "、".join(MATERIALS.get(m, m) for m in summary.materials) if summary else "",
                summary.pages if summary is not None else 0,
                tuple(
                    dict.fromkeys(
                        f"{p.message_zh}（{p.place}）" if p.place else p.message_zh
                        for p in problems
                        if p.code in UNREAD or p.code in PARTLY_READ
                    )
                ),
                any(p.code in UNREAD for p in problems),
            )
        )
    return tuple(rows)


def plan_sections(record: Record) -> str:
    """The sections that the operating plan holds: 建设的必要性、具备的基础条件."""
    return "、".join(PLAN_SECTIONS.get(section, section) for section in record.plan_sections)
