"""Our own values in, the shapes that the API answers with out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from extractors.catalogue import load_catalogue
from extractors.model import Document, Evidence
from extractors.values import to_plain
from pipeline.desk.case import Case
from pipeline.desk.history import Event
from pipeline.desk.queue import Entry
from pipeline.desk.rosters import RosterTable
from pipeline.desk.saving import Saved
from pipeline.desk.signing_off import obstacles
from pipeline.desk.versions import version
from pipeline.desk.words import decision_words
from pipeline.export.views import plain
from pipeline.model import (
    APPLICATION,
    Decision,
    FieldValue,
    ReviewItem,
    Submission,
    Verdict,
    in_force,
)
from pipeline.record.decide import DRAWN
from pipeline.review.listing import DECISIVE_FROM
from pipeline.store.rows import Claim, SignOff
from pipeline.web.api import shapes
from pipeline.web.case.places import Files
from pipeline.wording import label, place, value_words

__all__ = [
    "application",
    "blocks",
    "claim",
    "entry",
    "event",
    "files",
    "roster",
    "saved",
    "sign_off",
]


def entry(found: Entry) -> shapes.EntryShape:
    """One row of the queue."""
    one, row = found.row.listing, found.row
    held = None
    if row.holder is not None and row.until is not None:
        held = shapes.ClaimShape(holder=row.holder, until=row.until)
    return shapes.EntryShape(
        submission=one.submission,
        name=one.name,
        applicant=one.applicant,
        ruleset=one.ruleset,
        region=one.region,
        outcome=one.outcome,
        state=row.state,
        year=one.year,
        received_at=one.received_at,
        applied_on=one.applied_on,
        due=found.due,
        days_left=found.days_left,
        open_items=one.open_items,
        decisive=one.decisive,
        priority=one.priority,
        reasons=list(one.reasons),
        asked=one.asked,
        signed_at=one.signed_at,
        claim=held,
    )


def application(case: Case, found: Entry, second: Collection[str]) -> shapes.ApplicationShape:
    """All of one application.

    Args:
        second: `Settings.second_review`.
    """
    where = Files.of(case.submission)
    assessment = case.assessment
    verdicts = assessment.verdicts if assessment is not None else ()
    return shapes.ApplicationShape(
        entry=entry(found),
        on=assessment.on if assessment is not None else None,
        notes=list(assessment.notes) if assessment is not None else [],
        fields=[_field(case, one, where) for one in case.record.fields.values()],
        rosters=[
            shapes.RosterLine(
                name=name,
                label=spec.label,
                rows=len(case.record.rosters.get(name, ())),
                version=version(case, name),
            )
            for name, spec in load_catalogue().rosters.items()
        ],
        verdicts=[_verdict(case, one, where) for one in verdicts],
        items=[_item(case, one, where) for one in case.items],
        decisions=list(_decisions(case.decisions)),
        obstacles=list(obstacles(case, second)),
        version=version(case, APPLICATION),
    )


def _places(evidence: Iterable[Evidence], where: Files) -> list[shapes.PlaceShape]:
    return [_place(one, where) for one in evidence]


def _place(one: Evidence, where: Files) -> shapes.PlaceShape:
    return shapes.PlaceShape(
        document=where.position(one.sha256, one.document),
        name=one.document,
        where=place(one),
        quote=one.text,
        block=one.block,
        start=one.start,
        end=one.end,
        page=one.anchor.page or (1 if one.block == DRAWN else None),
        box=one.anchor.bbox,
        score=one.score,
    )


def _field(case: Case, one: FieldValue, where: Files) -> shapes.FieldShape:
    return shapes.FieldShape(
        key=one.key,
        label=label(one.key),
        status=one.status,
        value=to_plain(one.value),
        words="" if one.value is None else value_words(one.key, one.value, one.approximate),
        confidence=one.confidence,
        method=one.method,
        version=version(case, one.key),
        places=_places(one.evidence, where),
        alternatives=[
            shapes.AlternativeShape(
                value=to_plain(other.value),
                words=value_words(one.key, other.value, other.approximate),
                reason=other.reason,
                rival=other.rival,
                places=_places(other.evidence, where),
            )
            for other in one.alternatives
        ],
    )


def _verdict(case: Case, one: Verdict, where: Files) -> shapes.VerdictShape:
    return shapes.VerdictShape(
        id=one.id,
        article=one.article,
        requirement=one.requirement,
        outcome=one.outcome,
        binding=one.binding,
        waivable=one.waivable,
        why=one.why,
        needs=list(one.needs),
        threshold=plain(one.threshold),
        margin=plain(one.margin),
        version=version(case, one.id),
        places=_places(one.evidence, where),
    )


def _item(case: Case, one: ReviewItem, where: Files) -> shapes.ItemShape:
    return shapes.ItemShape(
        id=one.id,
        subject=one.subject,
        reason=one.reason,
        question=one.question,
        priority=one.priority,
        decisive=one.priority >= DECISIVE_FROM,
        open=one.open,
        version=version(case, one.subject),
        places=_places(one.evidence, where),
    )


def _decisions(decisions: Sequence[Decision]) -> Iterable[shapes.DecisionShape]:
    held = {d.id for d in in_force(decisions)}
    for d in decisions:
        yield shapes.DecisionShape(
            number=d.id or 0,
            kind=d.kind,
            subject=d.subject,
            words=decision_words(d),
            note=d.note,
            by=d.by,
            at=d.at,
            withdrawn=d.id not in held,
        )


def claim(found: Claim) -> shapes.ClaimShape:
    """Who works on an application."""
    return shapes.ClaimShape(holder=found.holder, until=found.until)


def files(case: Case) -> list[shapes.FileShape]:
    """The files of an application, with what became of reading them."""
    known = {one.sha256: one for one in case.record.documents}
    told = []
    for number, file in enumerate(case.submission.files):
        read = known.get(file.sha256)
        told.append(
            shapes.FileShape(
                number=number,
                path=file.path,
                size=file.size,
                sha256=file.sha256,
                kind=read.kind if read is not None else "",
                pages=read.pages if read is not None else 0,
                materials=list(read.materials) if read is not None else [],
                problems=[one.message_zh for one in read.problems] if read is not None else [],
            )
        )
    return told


def blocks(number: int, document: Document, start: int, most: int) -> shapes.BlocksShape:
    """A part of what was read of one file."""
    part = document.blocks[start : start + most]
    return shapes.BlocksShape(
        document=number,
        total=len(document.blocks),
        start=start,
        blocks=[
            shapes.BlockShape(
                block=start + at,
                text=one.text,
                layer=one.layer,
                where=str(one.anchor),
                page=one.anchor.page,
                box=one.anchor.bbox,
            )
            for at, one in enumerate(part)
        ],
    )


def roster(table: RosterTable, submission: Submission) -> shapes.RosterShape:
    """One list as it is edited."""
    where, keys = Files.of(submission), [key for key, _ in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    return shapes.RosterShape(
        name=table.name,
        label=label(table.name),
        columns=[shapes.ColumnShape(key=key, label=words) for key, words in table.columns],
        rows=[{key: cell.text for key, cell in row.items()} for row in rows],
        places=[
            {
                key: _place(cell.evidence, where)
                for key, cell in row.items()
                if cell.evidence is not None
            }
            for row in rows
        ],
        says=list(table.says),
        version=table.version,
    )


def saved(one: Saved) -> shapes.SavedShape:
    """What was stored."""
    return shapes.SavedShape(
        number=one.decision.id or 0,
        subject=one.decision.subject,
        words=decision_words(one.decision),
        version=one.version,
        again=one.again,
    )


def sign_off(one: SignOff) -> shapes.SignOffShape:
    """What stood when it was signed."""
    return shapes.SignOffShape(
        number=one.decision,
        at=one.at,
        by=one.by,
        outcome=one.outcome,
        ruleset=one.ruleset,
        ruleset_digest=one.ruleset_digest,
        revision=one.revision,
        judging=one.judging,
        decisions=list(one.decisions),
    )


def event(one: Event) -> shapes.EventShape:
    """One entry of the history."""
    return shapes.EventShape.model_validate(one)
