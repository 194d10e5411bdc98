"""One application in, what is read before it is signed out: outcome, conditions, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import Outcome
from pipeline.review.listing import DECISIVE_FROM
from pipeline.web.case.checklist import Line
from pipeline.web.case.overview import CaseView, Given, overview
from pipeline.web.case.questions import Question

# What an official looks at first.
ORDER = (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.JUDGEMENT, Outcome.MET)


@dataclass(frozen=True, slots=True)
class Closing:
    """`pressing` are open questions that stand against signing; `rest` those that do not."""

    case: CaseView
    lines: Mapping[Outcome, tuple[Line, ...]]
    pressing: tuple[Question, ...]
    rest: tuple[Question, ...]


def closing(given: Given) -> Closing:
    """What the page before the signature tells."""
    case = overview(given)
    lines = [line for group in case.groups for line in group.lines]
    pressing = {item.id for item in given.items if item.open and item.priority >= DECISIVE_FROM}
    return Closing(
        case,
        {outcome: tuple(line for line in lines if line.outcome is outcome) for outcome in ORDER},
        tuple(question for question in case.open if question.id in pressing),
        tuple(question for question in case.open if question.id not in pressing),
    )
