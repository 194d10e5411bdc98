"""A record and a ruleset in, an Assessment out: three-valued, explained, and total.

Pure: the same record, ruleset and day give the same assessment. Decides nothing that only a
person can say, and never fails: whatever a record holds, there is a verdict on every condition.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import localcontext

from extractors.model import Evidence
from extractors.values import PartialDate, ValueKind
from pipeline.model import (
    Answer,
    Assessment,
    Eligibility,
    Outcome,
    Record,
    Step,
    Verdict,
)
from pipeline.rules import syntax as s
from pipeline.rules.copied import copied_thresholds
from pipeline.rules.evaluate import ruling
from pipeline.rules.findings import ruleset_findings
from pipeline.rules.model import Binding, Bypass, Category, Condition, Ruleset
from pipeline.rules.ruling import Ruling, joined_any
from pipeline.rules.uncertain import EXACT, one_day
from pipeline.rules.uncertain import negated as opposite
from pipeline.rules.values import Scope
from pipeline.rules.witness import SHARES, Operand, field_operand
from pipeline.rules.words import plain_value

APPLIED_ON = s.FieldRef("applied_on", "申报日期", ValueKind.DATE)
CATEGORY = s.FieldRef("category", "申报认定类型", ValueKind.TEXT)


def judge(record: Record, ruleset: Ruleset, on: dt.date) -> Assessment:
    """Judge an application under one edition of one policy.

    Args:
        record: What is known of the application.
        ruleset: The edition, as loaded.
        on: The day of evaluation; the reference date where no application date is known.

    Returns:
        A verdict for every condition that is asked, the outcome, notes and findings.
    """
    with localcontext(EXACT):
        reference = _reference(record, on)
        day = _day(record, on)
        category, open_category = _category(record, ruleset)
        waived, open_bypasses = _waived(record, ruleset, reference)
        judged = [
            (condition, _verdict(condition, record, ruleset, reference, waived))
            for condition in ruleset.conditions
            if condition.category is None or category is None or condition.category == category.name
        ]
        verdicts = tuple(verdict for _, verdict in judged)
        return Assessment(
            ruleset=ruleset.id,
            on=day,
            in_force=ruleset.in_force(day),
            outcome=_outcome(judged, open_category),
            verdicts=verdicts,
            notes=(*_notes(ruleset, day, category, open_category, record), *open_bypasses),
            findings=(*ruleset_findings(record, ruleset), *copied_thresholds(record, verdicts)),
            open_category=open_category,
        )


# The reference date


def _reference(record: Record, on: dt.date) -> Operand:
    """The application date with its rivals and its vagueness; without one, the day given."""
    applied = field_operand(APPLIED_ON, record)
    if applied.missing:
        return Operand((one_day(on),), "评估日", on.isoformat(), fixed=True)
    return Operand(
        applied.options,
        "申报日",
        applied.shown,
        doubts=applied.doubts,
        fixed=True,
        evidence=applied.evidence,
    )


def _day(record: Record, on: dt.date) -> dt.date:
    """One day to name the assessment by: of a vague application date the last it can mean."""
    held = record.fields.get("applied_on")
    if held is None or not isinstance(held.value, PartialDate):
        return on
    first, last = held.value.first_day, held.value.last_day
    return on if first <= on <= last else last


# The category


def _category(record: Record, ruleset: Ruleset) -> tuple[Category | None, bool]:
    """The category applied for; and whether the policy has some and none is certain."""
    if not ruleset.categories:
        return None, False
    written = [o for o in field_operand(CATEGORY, record).options if isinstance(o, str)]
    found = {ruleset.category(word) for word in written}
    certain = found.pop() if len(found) == 1 else None
    return certain, certain is None


# One condition


def _scope(
    record: Record, ruleset: Ruleset, reference: Operand, answer: Answer | None = None
) -> Scope:
    return Scope(record, reference, ruleset.region, answer)


def _waived(
    record: Record, ruleset: Ruleset, reference: Operand
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Condition id → why it is not asked; and a note on each bypass that is still open."""
    waived: dict[str, str] = {}
    notes: list[str] = []
    for bypass in ruleset.bypasses:
        answer = record.judgements.get(bypass.id)
        found = ruling(bypass.rule, _scope(record, ruleset, reference, answer))
        if found.outcome is Outcome.MET:
            why = f"按{bypass.article}免予审查：{found.says}"
            waived |= dict.fromkeys(_waived_by(bypass, ruleset), why)
        elif found.outcome is not Outcome.NOT_MET:
            notes.append(f"是否适用“{bypass.says}”（{bypass.article}）尚未确定：{found.says}。")
    return waived, tuple(notes)


def _waived_by(bypass: Bypass, ruleset: Ruleset) -> list[str]:
    everything = "all" in bypass.waives
    return [
        condition.id
        for condition in ruleset.conditions
        if condition.binding is not Binding.VETO and (everything or condition.id in bypass.waives)
    ]


def _verdict(
    condition: Condition,
    record: Record,
    ruleset: Ruleset,
    reference: Operand,
    waived: Mapping[str, str],
) -> Verdict:
    answer = record.judgements.get(condition.id)
    scope = _scope(record, ruleset, reference, answer)
    if condition.id in waived:
        why = waived[condition.id]
        found = Ruling(Outcome.MET, Step(why, Outcome.MET))
    else:
        found = _asked(condition, scope)
    binding = condition.binding in (Binding.BINDING, Binding.VETO)
    if condition.binding is Binding.DISCRETIONARY and found.outcome is Outcome.NOT_MET:
        found, binding = _decided_by_person(found, answer)
    return _explained(condition, found, binding, record, scope)


def _asked(condition: Condition, scope: Scope) -> Ruling:
    """The test under its guard; a veto's test names the obstacle, so it is turned round."""
    found = ruling(condition.rule, scope)
    if condition.binding is Binding.VETO:
        outcome = opposite(found.outcome)
        needs = found.needs or tuple(_keys(condition.rule)) if outcome is not Outcome.MET else ()
        step = Step(f"排除情形：{found.says}", outcome, (found.step,))
        found = Ruling(outcome, step, needs, found.comparisons, found.evidence)
    if condition.guard is None:
        return found
    guard = ruling(condition.guard, scope)
    if guard.outcome is Outcome.MET:
        return found
    if guard.outcome is Outcome.NOT_MET:
        step = Step(f"不适用：{guard.says}", Outcome.MET, (guard.step,))
        return Ruling(Outcome.MET, step)
    open_guard = Ruling(guard.outcome, guard.step, guard.needs)
    joined = joined_any((open_guard, found))
    return Ruling(joined.outcome, joined.step, joined.needs, found.comparisons, found.evidence)


def _decided_by_person(found: Ruling, answer: Answer | None) -> tuple[Ruling, bool]:
    """A discretionary condition that fails asks a person: yes meets it, no makes it bind."""
    if answer is None:
        says = f"{found.says}；此项为“原则上”或“一般”要求，由人决定是否放宽"
        return _restated(found, found.outcome, says), False
    reason = f"：{answer.reason}" if answer.reason else ""
    if answer.answer:
        return _restated(found, Outcome.MET, f"{found.says}；人工决定予以放宽{reason}"), False
    return _restated(found, Outcome.NOT_MET, f"{found.says}；人工决定不予放宽{reason}"), True


def _restated(found: Ruling, outcome: Outcome, says: str) -> Ruling:
    step = Step(says, outcome, (found.step,))
    needs = () if outcome is Outcome.MET else found.needs
    return Ruling(outcome, step, needs, found.comparisons, found.evidence)


def _explained(
    condition: Condition, found: Ruling, binding: bool, record: Record, scope: Scope
) -> Verdict:
    tree, why = found.step, found.says
    if condition.exhibit is not None:
        shown = ruling(condition.exhibit, scope)
        why = f"{why}；供参考：{shown.says}"
        tree = Step(why, found.outcome, (found.step, shown.step))
    if found.outcome is Outcome.JUDGEMENT and condition.asks:
        why = f"{why}（{condition.asks}）"
    single = found.comparisons[0] if len(found.comparisons) == 1 else None
    values, evidence = _used(condition, record)
    return Verdict(
        id=condition.id,
        article=condition.article,
        requirement=condition.says,
        outcome=found.outcome,
        binding=binding,
        waivable=condition.binding is Binding.DISCRETIONARY
        and found.outcome is Outcome.NOT_MET
        and not binding,
        why=why,
        needs=found.needs,
        values=values,
        threshold=single.threshold if single is not None else None,
        margin=single.margin if single is not None else None,
        tree=tree,
        evidence=tuple(dict.fromkeys((*evidence, *found.evidence))),
    )


def _keys(*trees: s.Expression | None) -> dict[str, None]:
    """Every field and roster that a condition looks at, in the order of reading."""
    keys: dict[str, None] = {}
    for tree in trees:
        for node in s.walk(tree) if tree is not None else ():
            match node:
                case s.FieldRef(key):
                    keys[key] = None
                    if key in SHARES:
                        keys |= dict.fromkeys((*SHARES[key][0], SHARES[key][1]))
                    if key == "lease_years":
                        keys |= dict.fromkeys(("lease_starts_on", "lease_ends_on"))
                case s.Rows(roster):
                    keys[roster] = None
                case s.Reported() | s.Statistic():
                    keys["yearly_statistics"] = None
                case s.RegisteredIn():
                    keys |= dict.fromkeys(("credit_code", "registered_address"))
                case s.ReferenceDate():
                    keys["applied_on"] = None
                case _:
                    pass
    return keys


def _used(
    condition: Condition, record: Record
) -> tuple[Mapping[str, object], tuple[Evidence, ...]]:
    """The values the condition looked at, as plain JSON, with their evidence."""
    values: dict[str, object] = {}
    evidence: tuple[Evidence, ...] = ()
    for key in _keys(condition.rule, condition.guard, condition.exhibit):
        rows = record.rosters.get(key)
        held = record.fields.get(key)
        if rows is not None:
            values[key] = {"rows": len(rows)}
        elif held is not None and (held.value is not None or held.rivals):
            stated = plain_value(held.value, held.approximate)
            rivals = [plain_value(rival.value, rival.approximate) for rival in held.rivals]
            values[key] = {"value": stated, "rivals": rivals} if rivals else stated
            evidence += held.evidence + tuple(e for rival in held.rivals for e in rival.evidence)
    return values, evidence


# The whole application


def _outcome(judged: list[tuple[Condition, Verdict]], open_category: bool) -> Eligibility:
    """Not eligible if a binding condition is not met; in doubt a person; else eligible."""
    asked = [v for c, v in judged if c.binding is not Binding.PREFERENCE]
    if any(verdict.binding and verdict.outcome is Outcome.NOT_MET for verdict in asked):
        return Eligibility.NOT_ELIGIBLE
    if open_category or any(verdict.outcome is not Outcome.MET for verdict in asked):
        return Eligibility.NEEDS_REVIEW
    return Eligibility.ELIGIBLE


def _notes(
    ruleset: Ruleset,
    day: dt.date,
    category: Category | None,
    open_category: bool,
    record: Record,
) -> tuple[str, ...]:
    notes: list[str] = []
    if not ruleset.in_force(day):
        until = ruleset.in_force_until
        end = f"至{until.isoformat()}止" if until is not None else "未定终止日期"
        notes.append(
            f"本办法自{ruleset.in_force_from.isoformat()}起施行，{end}；基准日{day.isoformat()}"
            "不在施行期内，仍按其条件核对，结论仅供参考。"
        )
    held = record.fields.get("applied_on")
    if held is None or not isinstance(held.value, PartialDate):
        notes.append(f"没有查到申报日期，以评估日{day.isoformat()}为基准日。")
    if open_category:
        names = "、".join(c.name for c in ruleset.categories)
        notes.append(f"申报认定类型没有确定（{names}），各类条件一并核对；类型确定前须人工审核。")
    if category is not None and category.note:
        notes.append(category.note)
    return (*notes, *ruleset.notes)
