"""Two operands and a sign in, a `Ruling` out: outcome, threshold, margin and the sentence.

Every witness of one side is held against every witness of the other: only where all agree is
anything met or not met.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from pipeline.model import Outcome
from pipeline.rules.ruling import Comparison, Ruling, leaf
from pipeline.rules.uncertain import Days, Interval, agreed, compared, negated
from pipeline.rules.witness import Operand, Option, merged
from pipeline.rules.words import LONGEST_FIGURE, figure, plain

WANTED = {">=": "不低于", "<=": "不高于", ">": "高于", "<": "低于", "==": "为", "!=": "不为"}
WANTED_DATE = {">=": "不早于", "<=": "不晚于", ">": "晚于", "<": "早于", "==": "为", "!=": "不为"}
FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "==", "!=": "!="}
MARGIN_PLACES = Decimal("0.000001")


def comparison(operator: str, left: Operand, right: Operand) -> Ruling:
    """The ruling of `left operator right`; a threshold that stands first is turned round."""
    if left.fixed and not right.fixed:
        left, right, operator = right, left, FLIPPED[operator]
    outcomes = [_pair(operator, a, b) for a, b in product(left.options, right.options)]
    outcome = agreed(outcomes)
    held = _held(outcome, operator, left, right)
    needs = merged(left.doubts, right.doubts) if outcome is Outcome.UNKNOWN else ()
    return leaf(
        outcome,
        _says(outcomes, operator, left, right, held),
        needs or merged(left.keys, right.keys),
        (held,),
        (*left.evidence, *right.evidence),
    )


def _pair(operator: str, a: Option, b: Option) -> Outcome:
    if isinstance(a, Interval) and isinstance(b, Interval):
        return compared(operator, a, b)
    if isinstance(a, Days) and isinstance(b, Days):
        return compared(operator, a, b)
    same = Outcome.MET if a == b else Outcome.NOT_MET
    return negated(same) if operator == "!=" else same


def _held(outcome: Outcome, operator: str, left: Operand, right: Operand) -> Comparison:
    """Threshold and margin; no margin where witnesses disagree about the outcome."""
    if not right.options:
        return Comparison(None, None)
    threshold = right.options[0]
    disputed = outcome is Outcome.UNKNOWN and len(left.options) > 1
    value = left.options[0] if left.options and not disputed else None
    if isinstance(threshold, Interval):
        return _held_number(outcome, operator, value, threshold)
    if isinstance(threshold, Days):
        return _held_day(outcome, value, threshold)
    return Comparison(right.shown, None)


def _held_number(
    outcome: Outcome, operator: str, value: Option | None, threshold: Interval
) -> Comparison:
    limit = threshold.nominal
    if limit is None:
        return Comparison(None, None)
    number = _stated(outcome, operator, value if isinstance(value, Interval) else None)
    margin = None if number is None else rounded_margin(number - limit)
    return Comparison(rounded_margin(limit), margin)


def _held_day(outcome: Outcome, value: Option | None, threshold: Days) -> Comparison:
    """Days from the threshold to the nearest day that the date can mean."""
    if threshold.low != threshold.high:
        return Comparison(None, None)
    if not isinstance(value, Days) or outcome is Outcome.UNKNOWN:
        return Comparison(str(threshold.low), None)
    nearest = min((value.low, value.high), key=lambda day: abs((day - threshold.low).days))
    return Comparison(str(threshold.low), Decimal((nearest - threshold.low).days))


def _stated(outcome: Outcome, operator: str, number: Interval | None) -> Decimal | None:
    """The number as stated; of a span between vague dates the end nearest the threshold."""
    if number is None:
        return None
    if number.nominal is not None:
        return number.nominal
    if outcome is Outcome.UNKNOWN or operator in ("==", "!="):
        return None
    lowest = (operator in (">=", ">")) == (outcome is Outcome.MET)
    end = number.low if lowest else number.high
    return end if end.is_finite() else None


def rounded_margin(number: Decimal) -> Decimal:
    """Six decimals at most, without trailing zeros and without exponent."""
    if not number.is_finite() or abs(number.adjusted()) > LONGEST_FIGURE:
        return number
    if number != number.to_integral_value():
        number = number.quantize(MARGIN_PLACES)
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return Decimal(format(number, "f").rstrip("0"))


# The sentence


def _says(
    outcomes: list[Outcome], operator: str, left: Operand, right: Operand, held: Comparison
) -> str:
    unit = left.unit if right.unit is None else right.unit
    limit = right.shown
    if isinstance(held.threshold, Decimal) and (right.fixed or right.unit is None):
        limit = figure(held.threshold, unit)
    words = WANTED_DATE if right.options and isinstance(right.options[0], Days) else WANTED
    wanted = f"要求{words[operator]}{limit}"
    if not right.fixed and right.label:
        wanted += f"（{right.label}）"
    glue = "" if left.label and left.shown[:1].isdigit() else "："
    subject = f"{left.label}{glue}{left.shown}"
    match agreed(outcomes):
        case Outcome.MET:
            return f"{subject}，{wanted}，符合{_difference(held, unit)}"
        case Outcome.NOT_MET:
            return f"{subject}，{wanted}，不符合{_difference(held, unit)}"
        case _:
            return f"{subject}，{wanted}，{_why_open(outcomes, left, right)}"


def _why_open(outcomes: list[Outcome], left: Operand, right: Operand) -> str:
    if left.missing:
        return "没有查到，无法断定"
    if right.missing:
        return f"{right.label or right.shown}没有查到，无法断定"
    if {Outcome.MET, Outcome.NOT_MET} <= set(outcomes):
        return "说法不一，落在门槛两侧，无法断定"
    return "不够精确，无法断定在门槛哪一侧"


def _difference(held: Comparison, unit: str | None) -> str:
    """（多320㎡）,（少1家）,（正好）,（早184天）."""
    if held.margin is None:
        return ""
    if held.margin == 0:
        return "（正好）"
    amount = abs(held.margin)
    if not isinstance(held.threshold, Decimal):
        return f"（{'晚' if held.margin > 0 else '早'}{plain(amount)}天）"
    if unit == "1":
        text = f"{plain(amount * 100)}个百分点"
    elif unit in ("个月", "年") and amount != amount.to_integral_value():
        text = f"约{plain(amount, Decimal('0.1'))}{unit}"
    else:
        text = figure(amount, unit)
    return f"（{'多' if held.margin > 0 else '少'}{text}）"
