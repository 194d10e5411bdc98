"""A question's form as it was sent in, the draft that the desk saves out. Pure.

The form says which button was pressed; the value behind it is looked up in what stands, and the
version that the form names makes sure that this is what the person saw.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from pipeline.desk.drafts import Draft
from pipeline.desk.errors import WrongInput
from pipeline.model import DecisionKind, FieldValue, Place, Submission
from pipeline.web.case.choices import chosen
from pipeline.web.case.overview import Given
from pipeline.web.case.questions import Form

NOT_PROVIDED, TYPED, MORE = "not_provided", "typed", "more"
ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a question's form, as text."""

    subject: str
    form: str
    choice: str
    version: str
    request: str
    text: str = ""
    note: str = ""
    place: str = ""


def draft_of(sent: Sent, given: Given) -> Draft:
    """What the person wants to save.

    Raises:
        WrongInput: the form has no such button, or its box is no box.
    """
    plain = Draft(
        submission=given.submission.id,
        kind=DecisionKind.ACKNOWLEDGE,
        subject=sent.subject,
        version=sent.version,
        request=sent.request,
        note=sent.note,
    )
    if sent.choice == NOT_PROVIDED:
        return replace(plain, kind=DecisionKind.NOT_PROVIDED)
    if sent.choice == MORE:
        return replace(plain, kind=DecisionKind.MORE_MATERIAL)
    match sent.form:
        case Form.VALUE:
            return _value(sent, given, plain)
        case Form.JUDGEMENT if sent.choice in ANSWERS:
            return replace(plain, kind=DecisionKind.JUDGEMENT, answer=ANSWERS[sent.choice])
        case Form.RULESET:
            return replace(plain, kind=DecisionKind.RULESET, text=sent.choice)
        case Form.NOTICE if sent.choice == "seen":
            return plain
    raise WrongInput("没有这个选项，请刷新页面。")


def _value(sent: Sent, given: Given, plain: Draft) -> Draft:
    draft = replace(plain, kind=DecisionKind.VALUE, place=place_of(sent.place, given.submission))
    if sent.choice == TYPED:
        return replace(draft, text=sent.text)
    field = given.record.fields.get(sent.subject, FieldValue(sent.subject))
    value = chosen(field, sent.choice)
    if value is None:
        # Another reading has changed what there is to choose: the version tells it as a conflict.
        return replace(draft, text=sent.text)
    return replace(draft, value=value)


def place_of(text: str, submission: Submission) -> Place | None:
    """The box that was drawn, from the JSON of the form; None where none was.

    Raises:
        WrongInput: it is no box on a file of the submission.
    """
    if not text:
        return None
    try:
        drawn: Any = json.loads(text)
        file = submission.files[_position(drawn["document"])]
        x0, top, x1, bottom = (float(side) for side in drawn["box"])
        return Place(
            file.path, file.sha256, int(drawn["page"]), (x0, top, x1, bottom), str(drawn["text"])
        )
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise WrongInput("框出的位置有误，请重新框选。") from error


def _position(number: object) -> int:
    if not isinstance(number, int) or number < 0:
        raise IndexError
    return number
