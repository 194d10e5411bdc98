"""Everything that happened to one application, with what was seen at the time; also for print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from pipeline.accounts import Right
from pipeline.desk.history import Event, EventKind, timeline
from pipeline.web.case_of import people, shown_case
from pipeline.web.context import DeskHere, Visitor
from pipeline.web.guard import may
from pipeline.web.rendering import page

router = APIRouter(prefix="/applications/{submission_id}/history")
Viewer = Annotated[Visitor, Depends(may(Right.VIEW))]
# Changes of one reading that are shown at once; the first reading finds some sixty things.
SHOWN = 6


@router.get("")
def history(
    request: Request,
    desk: DeskHere,
    visitor: Viewer,
    submission_id: str,
    subject: str = "",
    person: str = "",
    kind: str = "",
) -> Response:
    """One timeline, oldest first, narrowed to a subject, a person or a kind of event."""
    case = shown_case(desk, visitor, submission_id)
    events = timeline(desk.store, submission_id, visitor.user)
    name = case.record.fields.get("space_name")
    return page(
        request,
        "history.html",
        visitor,
        id=case.id,
        application=str(name.value) if name and name.value else case.submission.name,
        events=[event for event in events if _fits(event, subject, person, kind)],
        total=len(events),
        subjects=sorted(_subjects(events)),
        people=sorted({event.by for event in events if event.by}),
        person_words=people(desk),
        wanted={"subject": subject, "person": person, "kind": kind},
        kinds=EventKind,
        shown=SHOWN,
    )


def _subjects(events: Sequence[Event]) -> set[str]:
    told = {event.subject for event in events if event.subject}
    return told | {change.what for event in events for change in event.changes}


def _fits(event: Event, subject: str, person: str, kind: str) -> bool:
    about = {event.subject, *(change.what for change in event.changes)}
    return (
        (not subject or subject in about)
        and (not person or person == event.by)
        and (not kind or kind == event.kind.value)
    )
