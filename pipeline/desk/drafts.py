"""A draft as a page sent it in, the decision that it asks for out, or what is wrong with it. Pure.

Only what a draft of its kind may say is taken from it; a page cannot sign, withdraw or speak for
another person by naming another kind.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.values import Value
from pipeline.desk.case import Case
from pipeline.desk.errors import WrongInput
from pipeline.desk.rosters import as_field, parsed_rows
from pipeline.desk.versions import verdict_of
from pipeline.desk.words import refusal_words
from pipeline.model import Decision, DecisionKind, Place
from pipeline.review.answers import AnswerError, parsed
from pipeline.wording import value_words

__all__ = ["Draft", "Preview", "begun", "check_sent", "decision_of", "preview", "spec_of", "typed"]

# A reason is a paragraph, a value what a form's cell holds: more is a mistake in pasting.
LONGEST_NOTE = 4_000
LONGEST_TEXT = 10_000  # characters
REQUEST = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wants to save.

    `version` is that of the subject as it was seen. `request` is made by the page, 8 to 64
    letters and digits, and stays the same when the same draft is sent again.

    VALUE takes `value`, or `text` as typed; and `place`, a box drawn on a page. JUDGEMENT takes
    `answer`. RULESET takes `text`, a ruleset's id. ROSTER takes `rows` as typed, column → text.
    NOT_PROVIDED, ACKNOWLEDGE and MORE_MATERIAL take nothing but the note.
    """

    submission: str
    kind: DecisionKind
    subject: str
    version: str
    request: str
    text: str | None = None
    value: Value | None = None
    answer: bool | None = None
    rows: tuple[Mapping[str, str], ...] = ()
    note: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """How a typed value reads: `words` in the field's unit, or `error`; one of them is ""."""

    words: str = ""
    error: str = ""


def preview(key: str, text: str) -> Preview:
    """What a typed text would be saved as: 1.2万平 → 12,000 ㎡.

    Args:
        key: A field's key, or roster.column.

    Raises:
        WrongInput: there is no such field or column.
    """
    spec = spec_of(key)
    if spec is None:
        raise WrongInput("没有这一项。")
    try:
        return Preview(words=value_words(key, _typed(spec, text)))
    except WrongInput as error:
        return Preview(error=str(error))


def decision_of(draft: Draft, case: Case, by: str, now: dt.datetime) -> Decision:
    """The decision that a draft asks for, with nothing in it that its kind does not have.

    Raises:
        WrongInput: it asks for nothing that can be decided here.
    """
    check_sent(draft.request, draft.note)
    plain = begun(case, draft.kind, draft.subject, draft.request, by, now, draft.note)
    match draft.kind:
        case DecisionKind.VALUE:
            return replace(plain, value=_value(draft), place=_place(draft, case))
        case DecisionKind.NOT_PROVIDED:
            _known(spec_of(draft.subject) is not None or _roster(draft.subject))
            return plain
        case DecisionKind.JUDGEMENT:
            return _judged(draft, case, plain)
        case DecisionKind.ACKNOWLEDGE:
            _known(any(item.subject == draft.subject for item in case.items))
            return plain
        case DecisionKind.RULESET:
            _known(draft.subject == "ruleset")
            return replace(plain, value=(draft.text or "").strip())
        case DecisionKind.ROSTER:
            _known(_roster(draft.subject))
            return replace(plain, rows=parsed_rows(draft.subject, draft.rows))
        case DecisionKind.MORE_MATERIAL:
            return _more(draft, case, plain)
    raise WrongInput("这项操作不能这样保存。")


def begun(
    case: Case,
    kind: DecisionKind,
    subject: str,
    request: str,
    by: str,
    now: dt.datetime,
    note: str = "",
) -> Decision:
    """A decision of that kind that says nothing yet but what every one does."""
    return Decision(
        submission=case.id,
        kind=kind,
        subject=subject,
        value=None,
        note=note.strip(),
        by=by,
        at=now.replace(microsecond=0),
        request=request,
    )


def check_sent(request: str, note: str = "") -> None:
    """Check what every save brings with it.

    Raises:
        WrongInput: the request's number is none, or the note too long.
    """
    if not REQUEST.fullmatch(request):
        raise WrongInput("请求编号不合规，请刷新页面后再保存。")
    if len(note) > LONGEST_NOTE:
        raise WrongInput(f"备注或意见最多 {LONGEST_NOTE} 字，现有 {len(note)} 字。")


def spec_of(key: str) -> FieldSpec | None:
    """How a field, or a roster's column, is written; None where there is neither."""
    catalogue = load_catalogue()
    if key in catalogue.fields:
        return catalogue.fields[key]
    roster, _, name = key.partition(".")
    column = catalogue.rosters[roster].columns.get(name) if roster in catalogue.rosters else None
    return as_field(column, key) if column is not None else None


def _known(there: bool) -> None:
    if not there:
        raise WrongInput("没有这一项，请刷新页面。")


def _roster(subject: str) -> bool:
    return subject in load_catalogue().rosters


def _value(draft: Draft) -> Value:
    _known(draft.subject in load_catalogue().fields)
    return draft.value if draft.value is not None else typed(draft.subject, draft.text or "")


def typed(field: str, text: str) -> Value:
    """The value that a typed text states for a field.

    Raises:
        WrongInput: it states none, or there is no such field.
    """
    spec = load_catalogue().fields.get(field)
    if spec is None:
        raise WrongInput("没有这一项，请刷新页面。")
    return _typed(spec, text)


def _typed(spec: FieldSpec, text: str) -> Value:
    if len(text) > LONGEST_TEXT:
        raise WrongInput(f"内容最多 {LONGEST_TEXT} 字，现有 {len(text)} 字。")
    try:
        return parsed(spec, text)
    except AnswerError as error:
        raise WrongInput(refusal_words(spec, text, error)) from error


def _place(draft: Draft, case: Case) -> Place | None:
    """The box, if it lies on a page of a file of this submission."""
    place = draft.place
    if place is None:
        return None
    files = {file.path: file.sha256 for file in case.submission.files}
    left, top, right, bottom = place.box
    drawn = all(map(math.isfinite, place.box)) and 0 <= left < right and 0 <= top < bottom
    pages = {d.sha256: d.pages for d in case.record.documents}
    if files.get(place.document) != place.sha256 or not drawn:
        raise WrongInput("画出的位置不在这份申报的文件上，请重新画。")
    if not 1 <= place.page <= max(pages.get(place.sha256, 0), 1):
        raise WrongInput("画出的位置不在文件的页面上，请重新画。")
    return replace(place, text=place.text[:LONGEST_TEXT])


def _judged(draft: Draft, case: Case, plain: Decision) -> Decision:
    _known(verdict_of(case, draft.subject) is not None)
    if draft.answer is None:
        raise WrongInput("请选择“符合”或“不符合”。")
    if not draft.answer and not plain.note:
        raise WrongInput("判断为不符合时，请写明理由。")
    return replace(plain, value=draft.answer)


def _more(draft: Draft, case: Case, plain: Decision) -> Decision:
    asked = any(item.subject == draft.subject for item in case.items)
    _known(asked or verdict_of(case, draft.subject) is not None)
    if not plain.note:
        raise WrongInput("请写明需要申报单位补充什么。")
    return plain
