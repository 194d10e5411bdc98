"""A question's form becomes a draft, or is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.desk.errors import WrongInput
from pipeline.model import DecisionKind
from pipeline.web.case.answering import Sent, draft_of
from tests.pipeline.web.case.given import given


def sent(**changes: str) -> Sent:
    form = {
        "subject": "total_area_m2",
        "form": "value",
        "choice": "shown",
        "version": "v",
        "request": "r-12345678",
    }
    return Sent(**{**form, **changes})


@pytest.mark.parametrize(
    ("changes", "kind", "value"),
    [
        ({"choice": "shown"}, DecisionKind.VALUE, Decimal(820)),
        ({"choice": "alternative-1"}, DecisionKind.VALUE, Decimal(480)),
        ({"choice": "typed", "text": "900"}, DecisionKind.VALUE, None),
        ({"choice": "not_provided"}, DecisionKind.NOT_PROVIDED, None),
        ({"form": "notice", "choice": "seen"}, DecisionKind.ACKNOWLEDGE, None),
        ({"form": "judgement", "choice": "more"}, DecisionKind.MORE_MATERIAL, None),
    ],
)
def test_a_button_becomes_a_draft(
    changes: dict[str, str], kind: DecisionKind, value: object
) -> None:
    draft = draft_of(sent(**changes), given())

    assert (draft.kind, draft.value) == (kind, value)


@pytest.mark.parametrize(
    "changes",
    [
        {"form": "judgement", "choice": "maybe"},
        {"form": "notice", "choice": "sign_off"},
        {"form": "sign_off", "choice": "yes"},
        {"place": '{"document": 7, "page": 1, "box": [0, 0, 1, 1], "text": ""}'},
        {"place": '{"document": true, "page": 1, "box": [0, 0, 1], "text": ""}'},
    ],
)
def test_a_form_that_we_never_made_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(WrongInput):
        draft_of(sent(**changes), given())
