"""Verdicts in, the policy's conditions as a checklist out, grouped by article in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from pipeline.model import (
    Assessment,
    Decision,
    Outcome,
    Step,
    Verdict,
    latest_about_conditions,
)
from pipeline.rules.model import Binding, Condition, Ruleset
from pipeline.web.case.places import Files, PlaceLink
from pipeline.web.case.questions import Question, answer_words
from pipeline.wording import label, plain_words, value_words

BINDINGS: Mapping[Binding, str] = {
    Binding.BINDING: "",
    Binding.DISCRETIONARY: "原则性",
    Binding.VETO: "否决项",
    Binding.PREFERENCE: "优先项",
}


@dataclass(frozen=True, slots=True)
class Used:
    """A value that a condition used: the field's name, what was found, its key to look it up."""

    key: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One condition. `question` is the card that is open about it, "" where none is.

    `steps` are the parts of the explanation, none where it has none; `answered` is what a person
    said of it.
    """

    dom: str
    id: str
    article: str
    requirement: str
    outcome: Outcome
    binding: str
    why: str
    threshold: str = ""
    margin: str = ""
    used: tuple[Used, ...] = ()
    needs: tuple[Used, ...] = ()
    steps: tuple[Step, ...] = ()
    places: tuple[PlaceLink, ...] = ()
    question: str = ""
    answered: str = ""
    note: str = ""

    @property
    def told(self) -> bool:
        """Whether there is anything to open."""
        return bool(self.why or self.used or self.places or self.needs or self.note)


@dataclass(frozen=True, slots=True)
class Group:
    """The conditions of one article."""

    article: str
    lines: tuple[Line, ...]


def checklist(
    assessment: Assessment | None,
    ruleset: Ruleset | None,
    decisions: Sequence[Decision],
    files: Files,
    asked: Sequence[Question],
) -> tuple[Group, ...]:
    """The conditions as judged.

    Args:
        ruleset: The policy, None where it is no longer there: its notes are then not shown.
        asked: The open questions; a condition leads to the one that decides it or its values.
    """
    if assessment is None:
        return ()
    conditions = {c.id: c for c in ruleset.conditions} if ruleset is not None else {}
    answers = latest_about_conditions(decisions)
    lines = (
        _line(verdict, conditions.get(verdict.id), answers.get(verdict.id), files, asked)
        for verdict in assessment.verdicts
    )
    return tuple(
        Group(article, tuple(of_it)) for article, of_it in groupby(lines, key=lambda x: x.article)
    )


def counts(assessment: Assessment | None) -> Mapping[Outcome, int]:
    """How many conditions stand how, in the order in which pages tell it."""
    verdicts = assessment.verdicts if assessment is not None else ()
    order = (Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.JUDGEMENT)
    return {outcome: sum(1 for v in verdicts if v.outcome is outcome) for outcome in order}


def _line(
    verdict: Verdict,
    condition: Condition | None,
    answer: Decision | None,
    files: Files,
    asked: Sequence[Question],
) -> Line:
    single = next(iter(verdict.values), "") if len(verdict.values) == 1 else ""
    return Line(
        dom="c-" + hashlib.sha256(verdict.id.encode()).hexdigest()[:10],
        id=verdict.id,
        article=verdict.article,
        requirement=verdict.requirement,
        outcome=verdict.outcome,
        binding=_binding(verdict, condition),
        why=verdict.why,
        threshold=_figure(single, verdict.threshold),
        margin=_figure(single, verdict.margin, signed=True),
        used=tuple(_used(verdict)),
        needs=tuple(Used(key, label(key), "") for key in verdict.needs),
        steps=_steps(verdict.tree),
        places=files.links(verdict.evidence),
        question=_leads_to(verdict, asked),
        answered=_answered(answer),
        note=condition.note if condition is not None else "",
    )


def _steps(tree: Step | None) -> tuple[Step, ...]:
    """The parts, below their whole only where that says more than they do."""
    if tree is None or not tree.parts:
        return ()
    told = all(part.says in tree.says for part in tree.parts)
    return tree.parts if told and len(tree.parts) > 1 else (tree,)


def _binding(verdict: Verdict, condition: Condition | None) -> str:
    if condition is not None:
        return BINDINGS[condition.binding]
    return "" if verdict.binding else BINDINGS[Binding.DISCRETIONARY]


def _figure(key: str, figure: Decimal | str | None, *, signed: bool = False) -> str:
    """The figure in the unit of the one field that was compared; alone where there are more."""
    if figure is None or (signed and not isinstance(figure, Decimal)):
        return ""
    words = value_words(key, figure) if key else plain_words(figure)
    return f"+{words}" if signed and isinstance(figure, Decimal) and figure > 0 else words


def _used(verdict: Verdict) -> Iterator[Used]:
    for key, held in verdict.values.items():
        if isinstance(held, Mapping) and "rivals" in held:
            rivals = held["rivals"] if isinstance(held["rivals"], list | tuple) else ()
            told = [value_words(key, value) for value in (held.get("value"), *rivals)]
            yield Used(key, label(key), " 或 ".join(told))
        elif isinstance(held, Mapping) and "rows" in held:
            yield Used(key, label(key), f"{held['rows']} 行")
        else:
            yield Used(key, label(key), _words(key, held))


def _words(key: str, held: object) -> str:
    # Verdicts keep values as plain JSON: yes and no are words there.
    told = {"yes": "是", "no": "否"}.get(held) if isinstance(held, str) else None
    return told or value_words(key, held)


def _leads_to(verdict: Verdict, asked: Sequence[Question]) -> str:
    """The card of the judgement itself, else the first one whose answer touches the condition."""
    for question in asked:
        if question.subject == verdict.id:
            return question.dom
    if verdict.outcome is Outcome.MET:
        return ""
    for question in asked:
        if any(concerned.id == verdict.id for concerned in question.conditions):
            return question.dom
    return ""


def _answered(answer: Decision | None) -> str:
    if answer is None:
        return ""
    told = answer_words(answer, {})
    return f"{told}：{answer.note}" if answer.note else told
