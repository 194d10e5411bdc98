"""A value beside a label in, the numbers it states out, of its own field and of further ones.

A answer may say more than its label asks (6人，专职4人): it is read as a sentence on that field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.forms.answers.answer import JOINED_AREA, NOTHING, Answer, candidate, part
from extractors.find.forms.answers.dates import lease
from extractors.find.forms.copied import is_requirement
from extractors.find.sentences.pairing import Statement, approximate_of, statements
from extractors.language.dates import year_in
from extractors.language.quantity import Quantity
from extractors.language.scales import money_scale, scale
from extractors.model import Candidate, Window

# 专职5，兼职2 beside 人员: neither is all of them.
_SOME_STAFF = re.compile(r"(?:专职|全职|兼职|学员|参训|参加|培训)[^0-9，,；;。、]*$")
# The raised 2 of ㎡ gets lost in scans and in plain text: 210m beside an area's label.
_LOST_SQUARE = re.compile(r"(?<=[0-9])[mM](?![A-Za-z0-9])")


def numbers(spec: FieldSpec, answer: Answer) -> Iterator[Candidate]:
    """All that the answer states in numbers; a written 无 is a count of none."""
    text = answer.folded.text
    if len(answer.pair.fields) > 1 and (area := JOINED_AREA.search(text)) and spec.unit == "㎡":
        # 湖泉路31号2楼，260㎡ under 地址及面积
        answer = part(answer, *answer.folded.span(area.start("number"), len(text)))
        text = answer.folded.text
    if spec.unit == "㎡":
        text = _LOST_SQUARE.sub("平", text)
    if spec.key == "lease_years":
        yield from lease(answer)
    if NOTHING.match(text):
        zero = spec.counters and text in {"无", "没有", "暂无"}
        if zero:
            yield candidate(spec, answer, Decimal(0), answer.quote())
        return
    factor = scale(spec.unit, answer.pair.label)
    if factor is None and spec.unit == "元":
        factor = money_scale(answer.pair.caption)
    year = year_in(answer.pair.label)
    if spec.window is Window.YEAR:
        year = year or answer.pair.section.scope.year
    scope = answer.pair.section.scope._replace(year=year)
    for statement in statements(text, topic=spec.key, scope=scope, bare=factor or Decimal(1)):
        if spec.key == "total_area_m2" and statement.key == spec.key and len(text) > 40:
            continue  # a paragraph beside 场地 is read as prose
        if spec.key == statement.key == "staff_count":
            before = text[: statement.quantity.start]
            if _SOME_STAFF.search(before) and statement.rejected is None:
                statement = replace(statement, rejected="只是其中一部分人员，不是总数")
        if statement.rejected is None and (reason := _not_the_fact(text, statement.quantity)):
            statement = replace(statement, rejected=reason)
        yield stated(statement, answer)


# 职工总数 | 1130人(全公司): the whole body's, of which the space is a part.
_WHOLE_BODY = re.compile(
    r"[人名家个项件]?\((?P<whose>(?:全|整个|母)(?:公司|集团|体|校|院|企业)[^()]{0,4}|集团[^()]{0,4})\)"
)


def _not_the_fact(text: str, quantity: Quantity) -> str | None:
    """Why an answer's figure is none of the space's: a policy's wording, a whole body's number."""
    if is_requirement(text):
        return "政策门槛原文，不是实际数"
    whole = _WHOLE_BODY.match(text, quantity.end)
    return f"“{whole['whose']}”的数，不是本空间的" if whole else None


def leftover(spec: FieldSpec, answer: Answer) -> Iterator[Candidate]:
    """What a yes or a choice says in numbers besides: ☑有（80万元）."""
    scope = answer.pair.section.scope
    for statement in statements(answer.folded.text, topic=spec.key, scope=scope):
        yield stated(statement, answer)


def stated(statement: Statement, answer: Answer) -> Candidate:
    """A statement of the answer as a candidate of the field it is about."""
    spec = load_catalogue().fields[statement.key]
    return Candidate(
        field=statement.key,
        value=statement.value,
        approximate=approximate_of(statement.quantity),
        method=answer.pair.method,
        evidence=(answer.quote(statement.quantity.start, statement.quantity.end),),
        window=spec.window,
        year=statement.scope.year,
        declared=statement.scope.declared,
        rejected=statement.rejected or answer.pair.rejected,
        clouded=statement.clouded,
        label=answer.pair.label,
    )
