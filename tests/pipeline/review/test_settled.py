"""Answered questions stay, closed, whatever is computed again."""

from __future__ import annotations

import datetime as dt

from pipeline.model import Decision, DecisionKind, ReviewItem, ReviewReason
from pipeline.review.settled import settle

ITEM = ReviewItem("s-1/3/judgement", "s-1", "3", ReviewReason.JUDGEMENT, "是否符合？")
AT = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
YES = Decision("s-1", DecisionKind.JUDGEMENT, "3", True, "方向明确", "li", AT, id=7)


def test_a_question_that_is_asked_is_open():
    assert settle([ITEM], []) == ((ITEM, None),)


def test_an_answered_question_that_is_no_longer_asked_is_kept_with_its_decision():
    ((kept, decision),) = settle([], [YES], before=[ITEM])

    assert not kept.open
    assert decision == 7


def test_a_question_that_vanished_without_an_answer_is_gone():
    assert settle([], [], before=[ITEM]) == ()
