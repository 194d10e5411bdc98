"""Decisions, values and what was typed wrongly in, the sentences that the desk says of them out."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.catalogue import FieldSpec
from extractors.values import ValueKind
from pipeline.desk.case import Case
from pipeline.model import Decision, DecisionKind, Eligibility, Outcome, ReviewReason
from pipeline.review.answers import AnswerError, Fault
from pipeline.store.asking import State
from pipeline.wording import plain_words, value_words

STATES: Mapping[State, str] = {
    State.WAITING: "待复核",
    State.TAKEN: "复核中",
    State.ASKED: "待补正",
    State.SECOND: "待第二人",
    State.READY: "可签署",
    State.SIGNED: "已签署",
}
KINDS: Mapping[DecisionKind, str] = {
    DecisionKind.VALUE: "核定数值",
    DecisionKind.NOT_PROVIDED: "材料未提供",
    DecisionKind.JUDGEMENT: "判断",
    DecisionKind.ACKNOWLEDGE: "已核对",
    DecisionKind.RULESET: "选定政策",
    DecisionKind.ROSTER: "更正名单",
    DecisionKind.MORE_MATERIAL: "需要补正",
    DecisionKind.SECOND: "第二人复核",
    DecisionKind.WITHDRAW: "撤销",
    DecisionKind.SIGN_OFF: "签署",
    DecisionKind.REOPEN: "重新开启",
}
# As a mark says it; explanations end in the longer words of `pipeline.wording`.
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MET: "符合",
    Outcome.NOT_MET: "不符合",
    Outcome.UNKNOWN: "待查明",
    Outcome.JUDGEMENT: "待评判",
}
ELIGIBILITIES: Mapping[Eligibility, str] = {
    Eligibility.ELIGIBLE: "符合条件",
    Eligibility.NOT_ELIGIBLE: "不符合条件",
    Eligibility.NEEDS_REVIEW: "待定",
}
REASONS: Mapping[ReviewReason, str] = {
    ReviewReason.RULESET: "适用政策",
    ReviewReason.CONFLICT: "说法不一",
    ReviewReason.MISSING: "未找到",
    ReviewReason.DOUBT: "存疑",
    ReviewReason.JUDGEMENT: "评判",
    ReviewReason.FINDING: "核对提示",
    ReviewReason.PROBLEM: "文件问题",
}
# unit → how a value may be typed
EXAMPLES: Mapping[str, str] = {
    "㎡": "820、1.2万平",
    "元": "500000、50万元",
    "1": "70%",
    "年": "3、18个月",
}
NOT_PROVIDED = "材料未提供"


def decision_words(decision: Decision) -> str:
    """What was decided, as a list or a conflict shows it: 820 ㎡, 符合, 12 行."""
    match decision.kind:
        case DecisionKind.VALUE:
            return value_words(decision.subject, decision.value)
        case DecisionKind.SECOND if not isinstance(decision.value, bool):
            if decision.value is None:
                return NOT_PROVIDED
            return value_words(decision.subject, decision.value)
        case DecisionKind.JUDGEMENT | DecisionKind.SECOND:
            return "符合" if decision.value else "不符合"
        case DecisionKind.ROSTER:
            return f"{len(decision.rows)} 行"
        case DecisionKind.RULESET:
            return plain_words(decision.value)
        case _:
            return KINDS[decision.kind]


def machine_words(case: Case, subject: str) -> str:
    """What stands about a subject where nobody decided: the value, how many rows, the question."""
    field = case.record.fields.get(subject)
    if field is not None:
        if field.value is None:
            return "未找到"
        return value_words(subject, field.value, field.approximate)
    rows = case.record.rosters.get(subject.partition(".")[0])
    if rows is not None:
        return f"{len(rows)} 行"
    asked = [item.question for item in case.items if item.subject == subject]
    return asked[0] if asked else "不再询问"


def refusal_words(spec: FieldSpec, text: str, error: AnswerError) -> str:
    """Why what was typed is no value of the field, and what would be one."""
    shown = f"「{text.strip()[:40]}」"
    match error.fault:
        case Fault.EMPTY:
            return f"没有填写。若材料中没有「{spec.label}」，请选“{NOT_PROVIDED}”。"
        case Fault.APPROXIMATE:
            return f"{shown}是约数；这里要填确切的数，如 {example(spec)}。"
        case Fault.BEYOND:
            low, high = spec.between or (0, 0)
            span = f"{value_words(spec.key, low)} 至 {value_words(spec.key, high)}"
            return f"{shown}不在合理范围（{span}）内，请核对。"
        case Fault.SHARE:
            return f"{shown}超过了全部；若是百分之几，请写作 {text.strip()}%。"
        case Fault.NEGATIVE:
            return f"{shown}小于零，请填零以上的数。"
        case Fault.UNIT:
            unit = spec.unit or "个数"
            return f"{shown}的单位不符，「{spec.label}」以{unit}计，如 {example(spec)}。"
    match spec.kind:
        case ValueKind.DATE:
            return f"{shown}不是一个日期，请写如 {example(spec)}。"
        case ValueKind.YES_NO:
            return f"{shown}请填“是”或“否”。"
        case ValueKind.CHOICE:
            return f"{shown}不在可选项中，请从 {example(spec)} 中选一项。"
        case ValueKind.DIVISION:
            return f"{shown}请写六位区划代码和名称，如 {example(spec)}。"
        case ValueKind.NUMBER:
            return f"{shown}不是一个数，请写如 {example(spec)}。"
        case _:
            return f"{shown}不能作为「{spec.label}」的内容。"


def example(spec: FieldSpec) -> str:
    """How a value of the field may be typed; "" where any text is one."""
    match spec.kind:
        case ValueKind.NUMBER:
            return EXAMPLES.get(spec.unit or "", f"12（{spec.unit}）" if spec.unit else "12")
        case ValueKind.DATE:
            return "2022-05-01、2022年5月"
        case ValueKind.YES_NO:
            return "是、否"
        case ValueKind.CHOICE:
            return "、".join(spec.choices)
        case ValueKind.DIVISION:
            return "530402 红塔区"
        case _:
            return ""
