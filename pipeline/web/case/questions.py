"""Review items in, the cards that ask a person out: one a question, with all that answers it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from extractors.catalogue import load_catalogue
from pipeline.desk.words import NOT_PROVIDED, REASONS
from pipeline.model import (
    Assessment,
    Decision,
    DecisionKind,
    FieldValue,
    Outcome,
    Record,
    ReviewItem,
    ReviewReason,
    Verdict,
    in_force,
)
from pipeline.review.findings import all_findings, told_along
from pipeline.review.listing import DECISIVE_FROM
from pipeline.review.settled import ANSWERED_BY
from pipeline.review.stakes import DECISIVE, DISCRETION, RELEVANT, SHAKY
from pipeline.web.case.choices import Choices
from pipeline.web.case.places import Files, PlaceLink
from pipeline.wording import OUTCOMES, finding_words, label, value_words


class Form(StrEnum):
    """Which form answers a question."""

    VALUE = "value"
    ROSTER = "roster"
    JUDGEMENT = "judgement"
    NOTICE = "notice"  # seen: nothing more is asked
    RULESET = "ruleset"


FORMS: Mapping[ReviewReason, Form] = {
    ReviewReason.RULESET: Form.RULESET,
    ReviewReason.CONFLICT: Form.VALUE,
    ReviewReason.MISSING: Form.VALUE,
    ReviewReason.DOUBT: Form.VALUE,
    ReviewReason.JUDGEMENT: Form.JUDGEMENT,
    ReviewReason.FINDING: Form.NOTICE,
    ReviewReason.PROBLEM: Form.NOTICE,
}
# What an answer can change, in words, most first.
WEIGHTS: Sequence[tuple[int, str]] = (
    (DECISIVE, "决定结论"),
    (SHAKY, "可能改变结论"),
    (DISCRETION, "原则性条件"),
    (RELEVANT, "涉及条件"),
    (0, "一般"),
)


@dataclass(frozen=True, slots=True)
class Concerned:
    """A condition that an answer touches."""

    id: str
    article: str
    requirement: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Question:
    """One card. `id` is the item's, or `field/KEY` for a field that a person took up.

    `dom` is a short name for the page. `version` is what every save about it must name.
    `answered` says in words what a person decided; "" where nobody did.
    """

    id: str
    dom: str
    subject: str
    form: Form
    reason: str
    weight: str
    title: str
    says: str
    version: str
    open: bool = True
    decisive: bool = False  # its answer can turn the application's outcome
    conditions: tuple[Concerned, ...] = ()
    choices: Choices | None = None
    places: tuple[PlaceLink, ...] = ()
    roster: str = ""
    file: tuple[int, str] | None = None  # position and name of the file a notice is about
    answered: str = ""
    by: str = ""
    note: str = ""
    meaning: str = ""
    waivable: bool = False

    @property
    def all_places(self) -> tuple[PlaceLink, ...]:
        """Where to look, the shown value first, each place once."""
        places = list(self.choices.shown.places) if self.choices and self.choices.shown else []
        if self.choices:
            places += [place for rival in self.choices.rivals for place in rival.places]
        return tuple(dict.fromkeys((*places, *self.places)))


@dataclass(frozen=True, slots=True)
class Asking:
    """What the questions of one submission are told from.

    `version` gives what a save about a subject must name, `person` how a user's name is shown.
    """

    record: Record
    assessment: Assessment | None
    decisions: Sequence[Decision]
    files: Files
    version: Callable[[str], str]
    person: Callable[[str], str]
    rulesets: Mapping[str, str]  # id → title
    asks: Mapping[str, str] = field(default_factory=dict)  # condition → the policy's question


def questions(items: Iterable[ReviewItem], asking: Asking) -> tuple[Question, ...]:
    """A card for each item, in their order: what can change the outcome first."""
    return tuple(_question(item, asking) for item in items)


def about_field(key: str, asking: Asking) -> Question:
    """A card for a field that nobody asks about, so that any value can be looked at and mended."""
    value = asking.record.fields.get(key, FieldValue(key))
    spec = load_catalogue().fields.get(key)
    touching = _touching(key, asking.assessment)
    settled = _last(asking.decisions, key, (DecisionKind.VALUE, DecisionKind.NOT_PROVIDED))
    question = Question(
        id=f"field/{key}",
        dom=_dom(f"field/{key}"),
        subject=key,
        form=Form.VALUE,
        reason="查看",
        weight="涉及条件" if touching else "一般",
        title=label(key),
        says="",
        version=asking.version(key),
        open=False,
        conditions=touching,
        choices=Choices.of(value, asking.files),
        places=asking.files.links(value.evidence),
        meaning=spec.meaning if spec is not None else "",
    )
    return _answered(question, settled, asking)


def _question(item: ReviewItem, asking: Asking) -> Question:
    form = FORMS[item.reason]
    question = Question(
        id=item.id,
        dom=_dom(item.id),
        subject=item.subject,
        form=form,
        reason=REASONS[item.reason],
        weight=next(words for level, words in WEIGHTS if item.priority >= level),
        title=REASONS[item.reason],
        says=item.question,
        version=asking.version(item.subject),
        open=item.open,
        decisive=item.priority >= DECISIVE_FROM,
        places=asking.files.links(item.evidence),
    )
    match form:
        case Form.VALUE:
            question = _of_value(question, item, asking)
        case Form.JUDGEMENT:
            question = _of_judgement(question, asking)
        case Form.RULESET:
            question = replace(question, title="适用哪一项政策")
        case _:
            question = _of_notice(question, item, asking.files)
    kinds = ANSWERED_BY[item.reason] | {DecisionKind.MORE_MATERIAL, DecisionKind.ROSTER}
    return _answered(question, _last(asking.decisions, item.subject, kinds), asking)


def _of_value(question: Question, item: ReviewItem, asking: Asking) -> Question:
    key = item.subject
    catalogue = load_catalogue()
    roster = key.partition(".")[0]
    touching = _touching(key, asking.assessment)
    if roster in catalogue.rosters:
        title = label(roster) if roster == key else f"{label(roster)} · {label(key)}"
        return replace(question, form=Form.ROSTER, title=title, roster=roster, conditions=touching)
    value = asking.record.fields.get(key, FieldValue(key))
    spec = catalogue.fields.get(key)
    return replace(
        question,
        title=label(key),
        says=_brief(item, value, asking),
        conditions=touching,
        choices=Choices.of(value, asking.files),
        meaning=spec.meaning if spec is not None else "",
    )


def _brief(item: ReviewItem, value: FieldValue, asking: Asking) -> str:
    """What is in doubt, without the values and places that the card shows below it."""
    findings = all_findings(asking.record, asking.assessment)
    told = [f"{finding_words(f)}。" for f in findings if told_along(f, value.key)]
    match item.reason:
        case ReviewReason.CONFLICT:
            told.append("材料说法不一，以哪一个为准？")
        case ReviewReason.MISSING:
            told.append("材料中未找到，请查明后填写，或注明材料未提供。")
        case _ if value.approximate is not None:
            told.append("只写了约数，不足以判断，请核实确切数值。")
        case _:
            told.append("读数把握不足，请对照原文核实。")
    return "".join(told)


def _of_judgement(question: Question, asking: Asking) -> Question:
    verdict = next((v for v in _verdicts(asking.assessment) if v.id == question.subject), None)
    if verdict is None:
        return question
    return replace(
        question,
        title=verdict.requirement,
        says=_asked(verdict, asking.asks.get(verdict.id, "")),
        conditions=(_concerned(verdict),),
        waivable=verdict.waivable,
    )


def _asked(verdict: Verdict, asks: str) -> str:
    """The policy's question, then what may help to answer it."""
    hint = verdict.why  # begins with what the card's mark says already
    if asks:
        hint = (
            hint.removesuffix(f"（{asks}）")
            .removeprefix(OUTCOMES[Outcome.JUDGEMENT])
            .lstrip("；。")
        )
    return f"{asks}{hint}"


def _of_notice(question: Question, item: ReviewItem, files: Files) -> Question:
    """The first sentence is what a list of questions shows."""
    first, _, rest = item.question.partition("。")
    file = files.named_in(item.question) if not question.places else None
    return replace(question, title=first, says=rest, file=file)


def _verdicts(assessment: Assessment | None) -> tuple[Verdict, ...]:
    return assessment.verdicts if assessment is not None else ()


def _touching(key: str, assessment: Assessment | None) -> tuple[Concerned, ...]:
    """Conditions that use the key or need it, open ones first."""
    using = [v for v in _verdicts(assessment) if key in v.needs or key in v.values]
    openness = (Outcome.UNKNOWN, Outcome.NOT_MET, Outcome.JUDGEMENT, Outcome.MET)
    return tuple(
        _concerned(verdict) for verdict in sorted(using, key=lambda v: openness.index(v.outcome))
    )


def _concerned(verdict: Verdict) -> Concerned:
    return Concerned(verdict.id, verdict.article, verdict.requirement, verdict.outcome)


def _last(
    decisions: Sequence[Decision], subject: str, kinds: Iterable[DecisionKind]
) -> Decision | None:
    about = [d for d in in_force(decisions) if d.subject == subject and d.kind in set(kinds)]
    return about[-1] if about else None


def _answered(question: Question, decision: Decision | None, asking: Asking) -> Question:
    if decision is None:
        return question
    return replace(
        question,
        answered=answer_words(decision, asking.rulesets),
        by=asking.person(decision.by),
        note=decision.note,
    )


def answer_words(decision: Decision, rulesets: Mapping[str, str]) -> str:
    """What a person answered, as the card says it: 定为 980 ㎡, 材料未提供, 评判为符合, 已阅."""
    match decision.kind:
        case DecisionKind.VALUE:
            return f"定为 {value_words(decision.subject, decision.value)}"
        case DecisionKind.NOT_PROVIDED:
            return NOT_PROVIDED
        case DecisionKind.JUDGEMENT:
            return "评判为符合" if decision.value else "评判为不符合"
        case DecisionKind.MORE_MATERIAL:
            return "需补充材料"
        case DecisionKind.ACKNOWLEDGE:
            return "已阅"
        case DecisionKind.ROSTER:
            return f"名单改为 {len(decision.rows)} 行"
        case DecisionKind.RULESET:
            return f"适用 {rulesets.get(str(decision.value), str(decision.value))}"
        case _:
            return decision.kind.value


def _dom(item: str) -> str:
    """A name that an attribute of the page can hold: ids hold file names."""
    return "q-" + hashlib.sha256(item.encode("utf-8", "surrogatepass")).hexdigest()[:12]
