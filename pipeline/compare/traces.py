"""What was found in a submission and its record in, what it can be compared by out.

The traces that leave are numbers for the store; the places they were seen at stay beside them
for as long as findings are made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.language.fold import fold
from extractors.model import DocumentFindings, Evidence, RosterRow
from extractors.values import PartialDate
from pipeline.compare.mentions import LONGEST, mentions
from pipeline.compare.model import Applicant, Trace, TraceKind
from pipeline.compare.prints import Print, Stream, prints, streams
from pipeline.compare.spelling import spelled, spelled_code, telling
from pipeline.compare.years import FIGURES
from pipeline.model import Record

# What the applicant itself wrote, and freely. Forms are worded by the office, contracts and
# licences by others, rules by everybody alike.
WRITTEN = frozenset({"operating_plan", "annual_plan", "annual_summary"})
# A team's name with fewer characters of its own (阳光团队) is borne by several.
OWN_WORDS = 3
# Digits of a telephone number; a shorter one is an extension.
PHONE = 7
# A roster of more rows is no roster of a makerspace.
MOST_ROWS = 2_000
# One person serves few bodies; a hundred of one name would meet a hundred elsewhere each.
MOST_BODIES = 3


@dataclass(frozen=True, slots=True)
class Sighting:
    """A trace, the name as the file writes it, and where."""

    trace: Trace
    name: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Traces:
    """All that one submission can be compared by."""

    applicant: Applicant
    sightings: tuple[Sighting, ...] = ()
    prints: tuple[Print, ...] = ()
    streams: tuple[Stream, ...] = ()
    partners: frozenset[str] = frozenset()  # bodies that its own lists name, spelled

    @property
    def kept(self) -> tuple[Trace, ...]:
        """What the store keeps: each once, in a fixed order."""
        texts = (Trace(TraceKind.TEXT, one.hash) for one in self.prints)
        return tuple(sorted({*(sighting.trace for sighting in self.sightings), *texts}))


def traces_of(findings: Sequence[DocumentFindings], record: Record) -> Traces:
    """What a submission leaves to be compared by.

    Args:
        findings: What was found in its documents; its plans' text is taken from them.
        record: What was made of them, decisions included.
    """
    applicant = _applicant(record)
    plans = [found.document for found in findings if WRITTEN & {*found.materials}]
    own = _own_names(record)
    texts = streams(plans, own)
    return Traces(
        applicant=applicant,
        sightings=(
            *_of_applicant(applicant),
            *_tenants(record.rosters.get("tenants", ())[:MOST_ROWS]),
            *_mentors(record.rosters.get("mentors", ())[:MOST_ROWS]),
            *(
                Sighting(Trace.of(TraceKind.MENTION, name), places[0].text, places)
                for name, places in mentions(plans, own).items()
            ),
        ),
        prints=prints(texts),
        streams=texts,
        partners=_partners(record),
    )


def _text(record: Record, key: str) -> str:
    held = record.fields.get(key)
    return held.value if held is not None and isinstance(held.value, str) else ""


def _applicant(record: Record) -> Applicant:
    applied = record.fields.get("applied_on")
    day = applied.value if applied is not None else None
    figures = {
        key: held.value
        for key in FIGURES
        if (held := record.fields.get(key)) is not None and isinstance(held.value, Decimal)
    }
    return Applicant(
        space=spelled(_text(record, "space_name")),
        operator=spelled(_text(record, "operator_name")),
        code=spelled_code(_text(record, "credit_code")),
        applied_on=day if isinstance(day, PartialDate) else None,
        figures=figures,
    )


def _own_names(record: Record) -> tuple[str, ...]:
    """What the applicant calls itself and its space, folded; the space also without its kind."""
    names = [fold(_text(record, key)).text for key in ("space_name", "operator_name")]
    short = [name.removesuffix("众创空间") for name in names]
    return tuple(dict.fromkeys(name for name in (*names, *short) if len(name) > 1))


def _of_applicant(applicant: Applicant) -> Iterator[Sighting]:
    for text in (applicant.code, applicant.operator):
        if text:
            yield Sighting(Trace.of(TraceKind.APPLICANT, text), text)
    for name in {applicant.space, applicant.operator}:
        if telling(name) > 1:
            yield Sighting(Trace.of(TraceKind.NAME, name), name)


def _cell(row: RosterRow, column: str) -> str:
    cell = row.cells.get(column)
    return str(cell.value) if cell is not None and cell.value is not None else ""


def _place(row: RosterRow) -> tuple[Evidence, ...]:
    cell = row.cells.get("name")
    return (cell.evidence,) if cell is not None and cell.evidence is not None else ()


def _tenants(rows: Iterable[RosterRow]) -> Iterator[Sighting]:
    """By name where it tells enough, with the telephone where it does not; by credit code."""
    for row in rows:
        name, code = _cell(row, "name"), spelled_code(_cell(row, "credit_code"))
        phone = "".join(sign for sign in fold(_cell(row, "phone")).text if sign.isdigit())
        known = spelled(name)
        company = known.endswith(("公司", "合作社")) and telling(known) > 1
        for text in (
            known if company or telling(known) >= OWN_WORDS else "",
            f"{known} {phone}" if known and len(phone) >= PHONE else "",
            code,
        ):
            if text:
                yield Sighting(Trace.of(TraceKind.TENANT, text), name, _place(row))


def _mentors(rows: Iterable[RosterRow]) -> Iterator[Sighting]:
    bodies: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        name, body = _cell(row, "name"), spelled(_cell(row, "organisation"))[:LONGEST]
        bodies[spelled(name)].add(body)
        if len(spelled(name)) > 1 and len(bodies[spelled(name)]) <= MOST_BODIES:
            yield Sighting(Trace.of(TraceKind.MENTOR, spelled(name), body), name, _place(row))


# Where a submission's own lists name other bodies.
_BODIES: Mapping[str, Sequence[str]] = {
    "tenants": ("name",),
    "graduates": ("name",),
    "mentors": ("organisation",),
    "investments": ("investor", "tenant"),
}


def _partners(record: Record) -> frozenset[str]:
    return frozenset(
        spelled(_cell(row, column))
        for roster, columns in _BODIES.items()
        for row in record.rosters.get(roster, ())[:MOST_ROWS]
        for column in columns
    )
