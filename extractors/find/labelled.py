"""A document's label–value pairs in, candidates out, each value read as its field asks.

A value cell may say more than its label asks (6人，专职4人; ☑有（80万元）): what is left over is
read as a sentence about the same thing. Never chooses between candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find import phrases
from extractors.find.outline import Section
from extractors.find.pairing import Statement, approximate_of, statements
from extractors.find.pairs import Pair, pairs
from extractors.find.ticks import Option, options
from extractors.language.dates import date_ranges, dates, year_in
from extractors.language.divisions import division_of_address
from extractors.language.fold import Folded, fold
from extractors.language.identifiers import credit_codes, emails, mobiles, phones
from extractors.language.scales import money_scale, scale
from extractors.model import Candidate, Document, Evidence, Method, Window
from extractors.values import Value, ValueKind

_NOTHING = re.compile(r"^(?:无|/|\\|-+|暂无|没有|不适用|N/?A|\(?空\)?|同上)?$", re.IGNORECASE)
_YES = re.compile(r"^(?:是|有|具有|具备|已|设有|建有|√|单独核算|独立核算|独立法人|Y)")
_NO = re.compile(r"^(?:否|无|没有|未|非|不|暂无|尚无|尚未|×|N)")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value as it stands in its block: folded, with the way back to the block's offsets."""

    document: Document
    pair: Pair
    folded: Folded
    offset: int

    def quote(self, start: int = 0, end: int | None = None) -> Evidence:
        end = len(self.folded.text) if end is None else end
        first, last = self.folded.span(start, end)
        return self.document.quote(
            self.pair.block, first + self.offset, max(last, first + 1) + self.offset
        )


def find_labelled(
    document: Document,
    sections: tuple[Section, ...],
    taken: frozenset[int],
    is_proof: bool,
) -> tuple[Candidate, ...]:
    """Candidates from every label with a value beside it.

    Args:
        sections: The section of each block, from `outline.sections_of`.
        taken: Blocks read by other finders.
        is_proof: Whether the document is a licence or certificate.
    """
    found: list[Candidate] = []
    for pair in pairs(document, sections, taken, is_proof):
        found += candidates_of(document, pair)
    return tuple(found)


def candidates_of(document: Document, pair: Pair) -> Iterator[Candidate]:
    """What one value says of the fields of its label, each read as the field asks."""
    cell = _cell(document, pair)
    if cell is None:
        return
    parts = _slashed(cell) if len(pair.fields) > 1 else None
    for index, key in enumerate(pair.fields):
        yield from _read(load_catalogue().fields[key], parts[index] if parts else cell)


def _cell(document: Document, pair: Pair) -> _Cell | None:
    text = document.blocks[pair.block].text
    end = len(text) if pair.end < 0 else pair.end
    part = text[pair.start : end]
    stripped = part.strip()
    if not stripped:
        return None
    offset = pair.start + part.index(stripped)
    # A narrow cell breaks a telephone number or an address of mail over two lines; the break
    # is no gap between words.
    broken = r"(?<=[0-9])\n(?=[0-9])" if "@" not in stripped else r"(?<=[!-~])\n(?=[!-~])"
    folded = fold(re.sub(broken, "\u200b", stripped))
    return _Cell(document, pair, folded, offset) if folded.text else None


def _slashed(cell: _Cell) -> list[_Cell] | None:
    """`5人/7人` under 专职人员/全部人员: one part a field, in their order."""
    text = cell.folded.text
    _, end = cell.folded.span(0, len(text))
    block = cell.document.blocks[cell.pair.block].text
    original = block[cell.offset : cell.offset + end]
    if text.count("/") != len(cell.pair.fields) - 1 or "/" not in original.replace("／", "/"):
        return None
    parts, at = [], 0
    for piece in re.split(r"[/／]", original):
        parts.append(_part(cell, at, at + len(piece)))
        at += len(piece) + 1
    whole = len(parts) == len(cell.pair.fields) and all(part.folded.text for part in parts)
    return parts if whole else None


def _read(spec: FieldSpec, cell: _Cell) -> Iterator[Candidate]:
    """The candidates of one value for one field, by the field's kind."""
    match spec.kind:
        case ValueKind.NUMBER:
            yield from _numbers(spec, cell)
        case ValueKind.DATE:
            yield from _date(spec, cell)
        case ValueKind.YES_NO:
            yield from _yes_no(spec, cell)
            yield from _leftover(spec, cell)
        case ValueKind.CHOICE:
            yield from _choice(spec, cell)
            if spec.key == "premises_tenure":
                yield from _lease(cell)
                yield from _leftover(load_catalogue().fields["lease_years"], cell)
        case ValueKind.DIVISION:
            division = division_of_address(cell.folded.text)
            if division is not None:
                yield _candidate(spec, cell, division, cell.quote())
        case ValueKind.NAMES:
            yield from phrases.names_in(spec, cell.document, cell.pair.block)
        case ValueKind.TEXT:
            yield from _text(spec, cell)


def _candidate(
    spec: FieldSpec,
    cell: _Cell,
    value: Value,
    evidence: Evidence,
    method: Method | None = None,
    rejected: str | None = None,
) -> Candidate:
    return Candidate(
        field=spec.key,
        value=value,
        method=method or cell.pair.method,
        evidence=(evidence,),
        window=spec.window,
        rejected=rejected or _elsewhere(spec, cell.pair),
        label=cell.pair.label,
    )


def _elsewhere(spec: FieldSpec, pair: Pair) -> str | None:
    """Why the row of this label is another's: the telephone beside the legal representative."""
    if spec.key not in {"contact_name", "contact_phone", "contact_mobile", "contact_email"}:
        return None
    if pair.label.startswith(("单位", "办公")):  # of the office, wherever it stands
        return None
    for label in reversed(pair.before):
        if "联系人" in label or "经办人" in label:
            return None
        if word := next((word for word in spec.not_near if word in label), None):
            return f"“{word}”一栏的内容，不是申报联系人的"
    return None


def _numbers(spec: FieldSpec, cell: _Cell) -> Iterator[Candidate]:
    text = cell.folded.text
    if len(cell.pair.fields) > 1 and (area := _JOINED_AREA.search(text)) and spec.unit == "㎡":
        # 湖泉路31号2楼，260㎡ under 地址及面积
        cell = _part(cell, *cell.folded.span(area.start("number"), len(text)))
        text = cell.folded.text
    if spec.unit == "㎡":
        text = _LOST_SQUARE.sub("平", text)
    if spec.key == "lease_years":
        yield from _lease(cell)
    if _NOTHING.match(text):
        zero = spec.counters and text in {"无", "没有", "暂无"}
        if zero:
            yield _candidate(spec, cell, Decimal(0), cell.quote())
        return
    factor = scale(spec.unit, cell.pair.label)
    if factor is None and spec.unit == "元":
        factor = money_scale(cell.pair.caption)
    year = year_in(cell.pair.label)
    if spec.window is Window.YEAR:
        year = year or cell.pair.section.scope.year
    scope = replace(cell.pair.section.scope, year=year)
    for statement in statements(text, topic=spec.key, scope=scope, bare=factor or Decimal(1)):
        if spec.key == "total_area_m2" and statement.key == spec.key and len(text) > 40:
            continue  # a paragraph beside 场地 is read as prose
        yield _stated(statement, cell)


def _part(cell: _Cell, start: int, end: int) -> _Cell:
    """The part of a value between two offsets of its own text, without blanks around it."""
    text = cell.document.blocks[cell.pair.block].text[cell.offset + start : cell.offset + end]
    blank = len(text) - len(text.lstrip())
    return replace(cell, folded=fold(text.strip()), offset=cell.offset + start + blank)


def _leftover(spec: FieldSpec, cell: _Cell) -> Iterator[Candidate]:
    """What a yes or a choice says in numbers besides: ☑有（80万元）."""
    scope = cell.pair.section.scope
    for statement in statements(cell.folded.text, topic=spec.key, scope=scope):
        yield _stated(statement, cell)


def _stated(statement: Statement, cell: _Cell) -> Candidate:
    spec = load_catalogue().fields[statement.key]
    return Candidate(
        field=statement.key,
        value=statement.value,
        approximate=approximate_of(statement.quantity),
        method=cell.pair.method,
        evidence=(cell.quote(statement.quantity.start, statement.quantity.end),),
        window=spec.window,
        year=statement.scope.year,
        declared=statement.scope.declared,
        rejected=statement.rejected,
        label=cell.pair.label,
    )


def _date(spec: FieldSpec, cell: _Cell) -> Iterator[Candidate]:
    for date in dates(cell.folded.text)[:1]:
        yield _candidate(spec, cell, date.value, cell.quote(date.start, date.end))


def _lease(cell: _Cell) -> Iterator[Candidate]:
    fields = load_catalogue().fields
    for span in date_ranges(cell.folded.text)[:1]:
        first = cell.quote(span.first.start, span.first.end)
        yield _candidate(fields["lease_starts_on"], cell, span.first.value, first)
        if span.last is not None:
            last = cell.quote(span.last.start, span.last.end)
            yield _candidate(fields["lease_ends_on"], cell, span.last.value, last)


def _yes_no(spec: FieldSpec, cell: _Cell) -> Iterator[Candidate]:
    text = cell.folded.text
    ticks = options(text)
    if ticks:
        ticked = [option for option in ticks if option.ticked]
        if len(ticked) == 1:
            quote = cell.quote(ticked[0].box_start, ticked[0].box_end)
            yes = not _NO.match(ticked[0].text)
            yield _candidate(spec, cell, yes, quote, Method.CHECKBOX)
        return
    if spec.key == "independent_legal_person" and cell.pair.label.endswith("类型"):
        value = phrases.legal_person(text)
        if value is not None:
            yield _candidate(spec, cell, value, cell.quote())
        return
    if spec.key == "has_seed_fund" and money_scale(cell.pair.label):
        yield from _fund(cell)
    elif spec.key == "has_investor_partnership" and phrases.FINANCE.search(text):
        yield _candidate(spec, cell, True, _first_line(cell))
    elif _NO.match(text):
        yield _candidate(spec, cell, False, cell.quote(0, min(len(text), 12)))
    elif _YES.match(text) or (spec.key == "has_online_platform" and re.search("平台|小程序", text)):
        end = re.split(r"[，。；(,]", text)[0]
        yield _candidate(spec, cell, True, cell.quote(0, max(len(end), 1)))


def _fund(cell: _Cell) -> Iterator[Candidate]:
    """种子基金（万元） | 200: a sum says that there is one."""
    fields = load_catalogue().fields
    sums = [c for c in _numbers(fields["seed_fund_yuan"], cell) if isinstance(c.value, Decimal)]
    yield from (candidate for candidate in sums if candidate.value)
    if sums or _NOTHING.match(cell.folded.text):
        yes = any(candidate.value for candidate in sums)
        yield _candidate(fields["has_seed_fund"], cell, yes, cell.quote())


def _first_line(cell: _Cell) -> Evidence:
    original = cell.document.blocks[cell.pair.block].text
    end = original.find("\n", cell.offset)
    return cell.document.quote(cell.pair.block, cell.offset, end if end > cell.offset else None)


def _choice(spec: FieldSpec, cell: _Cell) -> Iterator[Candidate]:
    text = cell.folded.text
    ticks = options(text)
    ticked = [option for option in ticks if option.ticked]
    if ticks:
        if len(ticked) == 1 and (value := _chosen(spec, ticked[0].text)):
            quote = cell.quote(*_tick_quote(ticked[0]))
            yield _candidate(spec, cell, value, quote, Method.CHECKBOX)
        elif len(ticked) == 2 and spec.key == "premises_tenure":
            quote = cell.quote(ticked[0].box_start, ticked[1].box_end)
            yield _candidate(spec, cell, "混合", quote, Method.CHECKBOX)
        return
    value = _chosen(spec, text)
    if value is not None:
        words = [fold(w).text for w in spec.choices[value]]
        word = next(w for w in words if w in text)
        start = text.index(word)
        yield _candidate(spec, cell, value, cell.quote(start, start + len(word)))


def _tick_quote(option: Option) -> tuple[int, int]:
    """Box and option without what stands in brackets behind it."""
    bracket = option.text.find("(")
    if bracket > 0 and option.box_end == option.end:
        return option.box_start, option.start + bracket
    return option.box_start, option.box_end


def _chosen(spec: FieldSpec, text: str) -> str | None:
    """The choice whose word stands first; of words that begin together the longest."""
    hits = [
        (text.index(folded), -len(folded), value)
        for value, words in spec.choices.items()
        for word in words
        if (folded := fold(word).text) in text
    ]
    return min(hits)[2] if hits else None


def _text(spec: FieldSpec, cell: _Cell) -> Iterator[Candidate]:
    text = cell.folded.text
    if _NOTHING.match(text):
        return
    fields = load_catalogue().fields
    match spec.key:
        case "credit_code":
            for code in credit_codes(text)[:1]:
                yield _candidate(spec, cell, code.value, cell.quote(code.start, code.end))
        case "contact_email":
            for email in emails(text)[:1]:
                yield _candidate(spec, cell, email.value, cell.quote(email.start, email.end))
        case "contact_phone" | "contact_mobile":
            cells = mobiles(text)
            for phone in [p for p in phones(text) if p.value not in {m.value for m in cells}][:1]:
                yield _candidate(
                    fields["contact_phone"], cell, phone.value, cell.quote(phone.start, phone.end)
                )
            for mobile in cells[:1]:
                yield _candidate(
                    fields["contact_mobile"],
                    cell,
                    mobile.value,
                    cell.quote(mobile.start, mobile.end),
                )
        case _:
            if cell.pair.label == "名称" and not _SPACE.search(text):
                spec = fields["operator_name"]
            start, end = _extent(spec, cell)
            if end > start and _is_name(text[start:end]):
                evidence = cell.quote(start, end)
                yield _candidate(spec, cell, re.sub(r"\s*\n\s*", "", evidence.text), evidence)


def _is_name(text: str) -> bool:
    """Whether the text can be a name or an address: words, not a date or a place to seal."""
    without = text
    for date in reversed(dates(text)):
        without = without[: date.start] + without[date.end :]
    return bool(re.search(r"[A-Za-z\u4e00-\u9fff]{2}", without)) and without not in _NO_NAMES


# The raised 2 of ㎡ gets lost in scans and in plain text: 210m beside an area's label.
_LOST_SQUARE = re.compile(r"(?<=[0-9])[mM](?![A-Za-z0-9])")
_SPACE = re.compile(r"(?:空间|工场|工坊|创客|咖啡|青创|梦工厂|创业社区|创业营)[^，。]{0,6}$")
_NO_NAMES = {"单位", "盖章", "公章", "签字", "年月日", "单位(盖章)", "(盖章)", "(公章)", "盖章:"}
_PERSON = {"contact_name", "legal_representative"}
_NAME = re.compile(
    r"(?:姓名:)?(?P<name>[^0-9(，,;；/、:]+?)[-:· ]*"
    r"(?=手机|电话|座机|邮箱|固话|职务|联系|先生|女士|[0-9(，,;；/、:]|$)"
)
_JOINED_AREA = re.compile(
    r"[，,、;；]?\s*(?:面积|共|合计)*(?P<number>约?[0-9.,]+万?(?:平方米|平米|m2|平))$"
)


def _extent(spec: FieldSpec, cell: _Cell) -> tuple[int, int]:
    """Where a text value lies: a person without telephone, an address without its area."""
    text = cell.folded.text
    if spec.key in _PERSON:
        match = _NAME.match(text)
        return match.span("name") if match and len(match["name"]) <= 30 else (0, 0)
    if spec.key.endswith("_address") and (area := _JOINED_AREA.search(text)):
        return 0, area.start()
    return 0, len(text) if len(text) <= 120 else 0
