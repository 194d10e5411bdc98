"""The candidates for one field in, the chosen value with its rivals and refused ones out.

Witnesses that agree are one voice. Between voices the document that the catalogue trusts most
for the field speaks first; the others stay beside it as rivals. Never merges values, never
drops a candidate: what is refused keeps its reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.language.fold import fold
from extractors.model import (
    Approximate,
    Candidate,
    DocumentFindings,
    Evidence,
    Method,
    Window,
)
from extractors.values import Division, PartialDate, Value, ValueKind
from pipeline.confidence.signals import signals_of
from pipeline.model import Alternative, Decision, DecisionKind, FieldValue, Status, Witness

# Most trusted first, within documents of the same standing.
TRUST = (
    Method.DECISION,
    Method.CHECKBOX,
    Method.CELL,
    Method.LABELLED,
    Method.STATISTIC,
    Method.PROSE,
    Method.EXTERNAL,
    Method.COUNTED,
    Method.DERIVED,
    Method.FACT,
)
# Rounding in official prose: 76.3% for 0.7629…, 128.5万 for 1 285 000.
TOLERANCE = Decimal("0.005")
# Documents that state a figure in more ways than a person can weigh are lists, or bait.
MOST_VOICES = 32


def witnesses_of(findings: Sequence[DocumentFindings]) -> list[Witness]:
    """Every candidate of a submission, in the order in which its documents lie."""
    return [
        Witness(candidate, found.materials, order)
        for order, found in enumerate(findings)
        for candidate in found.candidates
    ]


def reference_year(
    witnesses: Sequence[Witness], decisions: Sequence[Decision], on: dt.date | None
) -> int | None:
    """The last complete calendar year before the application, None where nothing tells it.

    Without a date of application it is the year that most figures of the documents are of.
    """
    witnesses = ours(witnesses)
    for decision in reversed(decisions):
        if decision.kind is DecisionKind.VALUE and decision.subject == "applied_on":
            return decision.value.year - 1 if isinstance(decision.value, PartialDate) else None
    dated = [
        w.candidate.value
        for w in witnesses
        if w.candidate.field == "applied_on" and w.candidate.rejected is None
    ]
    years = [value.year for value in dated if isinstance(value, PartialDate)]
    if years:
        return years[0] - 1
    if on is not None:
        return on.year - 1
    reported = [
        w.candidate.year
        for w in witnesses
        if w.candidate.year
        and w.candidate.rejected is None
        and not load_catalogue().fields[w.candidate.field].planned  # a budget is for a year to come
    ]
    counts = Counter(reported)
    return max(counts, key=lambda year: (counts[year], year), default=None)


class Precedence(NamedTuple):
    """What decides between voices, the weightiest first; lower goes first."""

    place: int  # of the document's kind among those that the catalogue trusts for the field
    undated: int  # 1 where a year is asked for and none is stated
    method: int  # place in TRUST
    documents: int  # less than 0: how many say it
    approximate: int
    order: int  # of the document in the submission


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that is said of one field.

    `voices` are the witnesses that count, those that agree together, the most trusted voice
    first and in it the most trusted witness; `refused` are the others, each with its reason.
    """

    voices: tuple[tuple[Witness, ...], ...]
    refused: tuple[tuple[Witness, str], ...]


def hear(spec: FieldSpec, witnesses: Sequence[Witness], year: int | None) -> Hearing:
    """The witnesses sorted into voices and refused."""
    others = _Others.of(ours(witnesses))
    judged = [(w, w.candidate.rejected or _out_of_window(spec, w, others, year)) for w in witnesses]
    voices, unheard = _voices(spec, [w for w, reason in judged if reason is None])
    voices.sort(key=lambda voice: precedence(spec, voice))
    refused = [(w, reason) for w, reason in judged if reason is not None]
    refused += [(w, f"说法太多（超过{MOST_VOICES}种），未逐一比较") for w in unheard]
    return Hearing(tuple(map(tuple, voices)), tuple(refused))


def choose(spec: FieldSpec, witnesses: Sequence[Witness], year: int | None) -> FieldValue:
    """The field's value by its most trusted voice; missing where all candidates are refused.

    It is accepted where no witness that counts disagrees; whether what was observed of values
    like it carries it is `weighed`'s to say.
    """
    heard = hear(spec, witnesses, year)
    refused = tuple(_refused(w, reason) for w, reason in heard.refused)
    if not heard.voices:
        return FieldValue(spec.key, alternatives=refused)
    first, *others = heard.voices
    best = first[0]
    refused_by_us = [_refused(w, why) for w, why in heard.refused if ours([w])]
    rivals = tuple(_rival(voice) for voice in others)
    return FieldValue(
        key=spec.key,
        value=best.candidate.value,
        approximate=best.candidate.approximate,
        status=Status.REVIEW if rivals else Status.ACCEPTED,
        method=best.candidate.method,
        evidence=_evidence(best, first),
        alternatives=rivals + refused,
        signals=signals_of(spec, ours(first) or first, rivals, refused_by_us),
    )


def ours(witnesses: Sequence[Witness]) -> list[Witness]:
    """Without what a finder said that the office added.

    Such a witness may speak, and disagree; it never tells which year is meant, never refuses
    what we found, and never makes a value of ours more trusted by agreeing.
    """
    return [w for w in witnesses if w.candidate.method is not Method.EXTERNAL]


def _evidence(best: Witness, voice: Sequence[Witness]) -> tuple[Evidence, ...]:
    rest = [w for w in voice if w is not best]
    return tuple(e for w in (best, *rest) for e in w.candidate.evidence)


def _refused(witness: Witness, reason: str) -> Alternative:
    candidate = witness.candidate
    return Alternative(candidate.value, reason, candidate.evidence, candidate.approximate)


def _rival(voice: Sequence[Witness]) -> Alternative:
    first = voice[0].candidate
    names = "、".join(dict.fromkeys(e.document for w in voice for e in w.candidate.evidence))
    if first.method is Method.EXTERNAL:
        names = f"外接识别组件“{first.label}”在{names}"
    return Alternative(
        value=first.value,
        reason=f"{names}另有说法",
        evidence=tuple(e for w in voice for e in w.candidate.evidence),
        approximate=first.approximate,
        rival=True,
    )


@dataclass(frozen=True, slots=True)
class _Others:
    """What the witnesses of a field say together, so that none asks all others."""

    declared: bool  # some document calls a period its year
    whole: bool  # some number counts over no single year
    greatest: Decimal | None  # stated outside summaries of a year

    @classmethod
    def of(cls, witnesses: Sequence[Witness]) -> _Others:
        counting = [w for w in witnesses if w.candidate.rejected is None]
        numbers = [
            w.candidate.value
            for w in counting
            if w.materials != ("annual_summary",) and isinstance(w.candidate.value, Decimal)
        ]
        return cls(
            declared=any(w.candidate.declared for w in counting),
            whole=any(w.candidate.year is None for w in counting),
            greatest=max(numbers, default=None),
        )


def _out_of_window(
    spec: FieldSpec, witness: Witness, others: _Others, year: int | None
) -> str | None:
    """Why a number that counts over a period is not the one asked for."""
    candidate = witness.candidate
    stated = candidate.year
    if spec.window is Window.YEAR and not spec.planned:
        if candidate.declared:
            return None
        if others.declared:
            return f"{stated}年的数，文件另有约定的年度" if stated else None
        if stated is not None and year is not None and stated != year:
            return f"{stated}年的数，不是申报上一年度（{year}年）的"
    ahead = stated is not None and year is not None and stated > year + 1
    if ahead and not spec.planned:
        return f"{stated}年的数，晚于申报年度"
    if spec.window is Window.EVER and stated is not None and others.whole:
        return f"仅{stated}年的数，不是累计"
    if spec.key == "registered_on" and witness.materials == ("premises_proof",):
        return "场地证明上的日期，不是运营主体的成立时间"
    value, most = candidate.value, others.greatest
    more = most is not None and isinstance(value, Decimal) and most > value
    if spec.window is Window.EVER and more and _of_its_year(witness):
        return "年度总结所写，是当年的数，不是累计"
    if spec.window is not Window.YEAR and candidate.method is Method.STATISTIC:
        return f"{stated}年统计数，不是申报时的" if stated else None
    return None


def _of_its_year(witness: Witness) -> bool:
    """Whether a number stands in a summary of one year that does not call it cumulative."""
    said = witness.candidate.label + "".join(e.text for e in witness.candidate.evidence)
    return witness.materials == ("annual_summary",) and "累计" not in said


def _voices(
    spec: FieldSpec, witnesses: Sequence[Witness]
) -> tuple[list[list[Witness]], list[Witness]]:
    """Witnesses grouped by what they say, and those that say yet another thing after too many."""
    voices: list[list[Witness]] = []
    unheard: list[Witness] = []
    heard: dict[tuple[Value, Approximate | None], list[Witness]] = {}
    for witness in sorted(witnesses, key=lambda w: _rank(spec, w)):
        said = (witness.candidate.value, witness.candidate.approximate)
        voice = heard.get(said) or next(
            (v for v in voices if agree(spec, v[0].candidate, witness.candidate)), None
        )
        if voice is not None:
            voice.append(witness)
        elif len(voices) < MOST_VOICES:
            voice = [witness]
            voices.append(voice)
        else:
            unheard.append(witness)
            continue
        heard[said] = voice
    return voices, unheard


def _rank(spec: FieldSpec, witness: Witness) -> tuple[int, int, int, int, int]:
    """Lower is more trusted: standing of the document, dated as asked, exactness, method, order."""
    places = [spec.trusted.index(m) for m in witness.materials if m in spec.trusted]
    candidate = witness.candidate
    undated = int(spec.window is Window.YEAR and candidate.year is None and not candidate.declared)
    # What we found ourselves, in whatever document, goes before what another finder says.
    external = candidate.method is Method.EXTERNAL
    return (
        min(places, default=len(spec.trusted)) + external * (len(spec.trusted) + 1),
        TRUST.index(candidate.method),
        undated,
        int(candidate.approximate is not None),
        witness.order,
    )


def precedence(spec: FieldSpec, voice: Sequence[Witness]) -> Precedence:
    """Where a voice stands among others."""
    place, method, undated, approximate, order = _rank(spec, voice[0])
    # Two documents that say the same outweigh one of a higher standing only within prose.
    documents = len({w.order for w in ours(voice)})
    return Precedence(place, undated, method, -documents, approximate, order)


def agree(spec: FieldSpec, one: Candidate, other: Candidate) -> bool:
    """Whether two candidates say the same, as exactly as the less exact of them does."""
    a, b = one.value, other.value
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return _numbers_agree(a, one.approximate, b, other.approximate)
    if isinstance(a, PartialDate) and isinstance(b, PartialDate):
        return a.first_day <= b.last_day and b.first_day <= a.last_day
    if isinstance(a, tuple) and isinstance(b, tuple):
        return True  # lists of names: one list may be the longer
    if isinstance(a, Division) and isinstance(b, Division):
        return a.code.startswith(b.code.rstrip("0")) or b.code.startswith(a.code.rstrip("0"))
    if spec.kind is ValueKind.TEXT:
        return _texts_agree(spec, str(a), str(b))
    return a == b


def _numbers_agree(
    a: Decimal, how_a: Approximate | None, b: Decimal, how_b: Approximate | None
) -> bool:
    low_a, high_a = interval(a, how_a)
    low_b, high_b = interval(b, how_b)
    exact = all(n == n.to_integral_value() and abs(n) <= 1000 for n in (a, b))
    slack = 0 if exact else TOLERANCE * max(abs(a), abs(b))
    return low_a <= high_b + slack and low_b <= high_a + slack


def interval(value: Decimal, how: Approximate | None) -> tuple[Decimal, Decimal]:
    """What an approximate statement leaves open: near 20 is 16 to 20, over 20 is 20 to 30.

    Only for comparing statements; thresholds are judged with the open intervals of the rules.
    """
    match how:
        case Approximate.AT_LEAST:
            return value, value * Decimal("1.5")
        case Approximate.AT_MOST:
            return value * Decimal("0.8"), value
        case Approximate.ABOUT:
            return value * Decimal("0.9"), value * Decimal("1.1")
    return value, value


_BLANKS = re.compile(r"[\s，。、,.()·“”\"'《》-]")


def _texts_agree(spec: FieldSpec, a: str, b: str) -> bool:
    one, two = (_BLANKS.sub("", fold(text).text).casefold() for text in (a, b))
    if not spec.loosely:
        return one == two
    if spec.key.endswith("_address"):
        return _addresses_agree(one, two)
    return bool(one and two) and (one in two or two in one)


# 云南省昆明市安宁市 before the street; 社区, 园区 and the like are no divisions.
_DIVISIONS = re.compile(
    r"(?:[^街路镇乡村道巷弄号0-9]{1,9}?(?:自治区|自治州|地区|省|州|市|县|(?<![社园小街校厂景发新])区))+"
)
_DIVISION = re.compile(r".{1,9}?(?:自治区|自治州|地区|省|州|市|县|区)")


def _addresses_agree(one: str, two: str) -> bool:
    """Whether two addresses are one place, told more or less fully at either end.

    A licence begins with the province, a form with the town; a form ends with the room.
    """
    if not one or not two:
        return False
    if one in two or two in one:
        return True
    heads = [match.group() if (match := _DIVISIONS.match(a)) else "" for a in (one, two)]
    streets = [a.removeprefix(head) for a, head in zip((one, two), heads, strict=True)]
    lowest = [(_DIVISION.findall(head) or [""])[-1] for head in heads]
    same_town = lowest[0] in heads[1] or lowest[1] in heads[0]
    first, second = streets
    nested = first.startswith(second) or second.startswith(first)
    return bool(first and second) and same_town and nested
