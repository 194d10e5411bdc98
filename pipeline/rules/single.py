"""Tests of one fact: yes or no, one of, holds, registered in, reported. Operand in, ruling out."""

from __future__ import annotations

from extractors.values import ValueKind
from pipeline.model import Outcome, Record
from pipeline.rules import syntax as s
from pipeline.rules.model import Region
from pipeline.rules.place import address_inside, code_inside, division_of
from pipeline.rules.ruling import Ruling, leaf
from pipeline.rules.uncertain import agreed
from pipeline.rules.values import reported_row
from pipeline.rules.witness import Operand, field_operand, merged
from pipeline.wording import OUTCOMES


def yes_or_no(operand: Operand) -> Ruling:
    """A field of yes or no, standing as a test."""
    outcomes = [Outcome.MET if option is True else Outcome.NOT_MET for option in operand.options]
    outcome = agreed(outcomes)
    says = f"{operand.label}：{operand.shown}"
    if operand.missing:
        says = f"{operand.label}没有查到，无法断定"
    elif outcome is Outcome.UNKNOWN:
        says += "，说法不一，无法断定"
    return leaf(outcome, says, _needs(operand, outcome), evidence=operand.evidence)


def _needs(operand: Operand, outcome: Outcome) -> tuple[str, ...]:
    """The doubts where they leave it open, else what would have to change."""
    return (operand.doubts if outcome is Outcome.UNKNOWN else ()) or operand.keys


def known(operand: Operand) -> Ruling:
    """Whether anything is stated at all; never unknown itself."""
    outcome = Outcome.NOT_MET if operand.missing else Outcome.MET
    return leaf(outcome, f"{operand.label}：{operand.shown}", operand.keys)


def among(item: Operand, options: tuple[str, ...]) -> Ruling:
    """A choice that must be one of several."""
    outcomes = [Outcome.MET if option in options else Outcome.NOT_MET for option in item.options]
    outcome = agreed(outcomes)
    ending = "没有查到，无法断定" if item.missing else OUTCOMES[outcome]
    says = f"{item.label}：{item.shown}，要求为{'或'.join(options)}，{ending}"
    return leaf(outcome, says, _needs(item, outcome), evidence=item.evidence)


def holds(names: Operand, wanted: tuple[str, ...], any_one: bool) -> Ruling:
    """A set that must hold all of the names wanted, or any one of them."""
    if names.missing:
        all_wanted = ("或" if any_one else "、").join(wanted)
        says = f"{names.label}没有查到，要求有{all_wanted}，无法断定"
        return leaf(Outcome.UNKNOWN, says, names.keys)
    held = [option if isinstance(option, tuple) else () for option in names.options]
    enough = any if any_one else all
    outcome = agreed(
        Outcome.MET if enough(item in option for item in wanted) else Outcome.NOT_MET
        for option in held
    )
    found = [item for item in wanted if any(item in option for option in held)]
    lacking = [item for item in wanted if item not in found]
    parts = [f"已有{'、'.join(found)}"] if found else []
    if lacking and not (any_one and found):
        parts.append(f"未见{'、'.join(lacking)}")
    if outcome is Outcome.UNKNOWN:
        parts.append("各材料说法不一，无法断定")
    says = names.label + "，".join(parts)
    return leaf(outcome, says, names.keys, evidence=names.evidence)


def registered(node: s.RegisteredIn, record: Record, region: Region) -> Ruling:
    """By the credit code or the registered address: whichever lies inside is enough.

    Both are sources of one fact, so where one says elsewhere and the other says nothing, it is
    elsewhere. A company that moved keeps its code: an address inside outweighs a code outside.
    """
    codes = region.codes if node.region else node.codes
    own = set(codes) == set(region.codes)
    code = field_operand(_text("credit_code", "统一社会信用代码"), record)
    address = field_operand(_text("registered_address", "注册地址"), record)
    by_code = [code_inside(o, codes) for o in code.options if isinstance(o, str)]
    by_address = [address_inside(o, region) for o in address.options if isinstance(o, str) and own]
    outcome = _either_source(by_code, by_address)
    place = region.name if own else f"区划{'、'.join(codes)}"
    says = f"{_code_says(code)}；注册地址：{address.shown}；要求在{place}注册，{OUTCOMES[outcome]}"
    keys = ("credit_code", "registered_address")
    return leaf(outcome, says, keys, evidence=(*code.evidence, *address.evidence))


def _either_source(by_code: list[Outcome], by_address: list[Outcome]) -> Outcome:
    """One source inside is enough; witnesses of one source that disagree settle nothing."""
    if Outcome.MET in (agreed(by_code), agreed(by_address)):
        return Outcome.MET
    said = {*by_code, *by_address}
    if Outcome.NOT_MET in said and Outcome.MET not in said:
        return Outcome.NOT_MET
    return Outcome.UNKNOWN


def _text(key: str, label: str) -> s.FieldRef:
    return s.FieldRef(key, label, ValueKind.TEXT)


def _code_says(code: Operand) -> str:
    divisions = [division_of(o) for o in code.options if isinstance(o, str)]
    named = [division for division in divisions if division]
    if not named:
        return f"统一社会信用代码：{code.shown}"
    return f"统一社会信用代码登记地区划{'、'.join(named)}"


def reported(year: Operand, record: Record) -> Ruling:
    """Whether the statistics hold that year; a year they lack may still have been reported."""
    if reported_row(year, record) is not None:
        return leaf(Outcome.MET, f"统计年报有{year.shown}年数据")
    says = f"提交的统计年报中没有{year.shown}年数据，是否已报送须以主管部门系统为准"
    return leaf(Outcome.UNKNOWN, says, merged(("yearly_statistics",), year.doubts))
