"""A table read as a form, its label–value pairs out.

A label's value stands beside it, or below it where a row is all labels. A cell may hold label
and value both (手机 138…), go on with what the row speaks of (企业 | 13家 after 入驻主体), or
be a yes and its no that ask by themselves. Tables of rosters are not this reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.catalogue import load_catalogue
from extractors.find.documents.outline import Section
from extractors.find.forms.groups import continued, grouped
from extractors.find.forms.header_rows import Names, heads_group, is_header
from extractors.find.forms.label_lines import Pair, in_lines, spaced_pair
from extractors.find.forms.labels import fields_of_label
from extractors.find.forms.likeness import fits, likened
from extractors.find.forms.matrices import Total, totals
from extractors.find.forms.ticks import asked_by, options
from extractors.find.sentences import phrases
from extractors.language.fold import fold
from extractors.model import Document, Method
from extractors.tables import Cell, Table
from extractors.values import ValueKind

# A cell that holds a label and its value (联系人：张三) is short.
LONGEST_CELL_PAIR = 60
# Words of three signs and less are found in values as well: 导师 张三.
LEAST_INNER_LABEL = 4
# 融资总额 | 120 | 万元, and 融资总额 | 万元 | 120.
_UNIT = re.compile(
    r"\(?(?:个|家|人|名|位|场|次|项|件|支|户|期|平方米|m2|平米|万元|千元|亿元|元|%|年|个月|月)\)?"
)
_PART = re.compile(
    r"(?P<word>[^\d\s，,、；;：:（）()+＋]{2,8})[：:\s]?(?P<count>\d[^，,、；;：:（）()+＋]{0,12})"
)
_PARTS_FOLLOW = frozenset(("其中", "其中:", "含", "内含", "其中包括", "包括", "构成", "组成"))
_PARTS = re.compile(r"^(?:其中|内含|含|内)[:：]?(?=.*[0-9])")

# 成立时间 alone is of whoever the form has last spoken of: the operator, or the space.
_BEGINNING = frozenset({"成立时间", "成立日期", "成立年月", "设立时间", "设立日期"})
_WHO = {
    **dict.fromkeys(("operator_name", "credit_code", "legal_representative"), False),
    **dict.fromkeys(("registered_address", "operator_kind"), False),
    **dict.fromkeys(("space_name", "space_address", "category"), True),
}


def in_table(
    table: Table,
    document: Document,
    sections: tuple[Section, ...],
    is_proof: bool,
    taken: frozenset[int],
) -> Iterator[Pair]:
    """The pairs of one table, row by row."""
    form = _Form(table, document, sections, is_proof)
    for row in range(1, table.rows + 1):
        cells = [cell for cell in table.row(row) if not cell.empty]
        current = _Row(is_header(table, cells, form.names))
        for cell in cells:
            if (cell.row == row or cell.column == 1) and not taken.issuperset(cell.blocks):
                yield from form.read(cell, current)


@dataclass(slots=True)
class _Row:
    """Where the reading of one row stands."""

    header: bool
    seen: list[str] = field(default_factory=list)  # every text to the left, the nearest last
    topic: str | None = None  # the field last named in the row
    label: str = ""  # and the label that named it


class _Form:
    """A table's cells folded, with the fields that their labels name."""

    def __init__(
        self, table: Table, document: Document, sections: tuple[Section, ...], is_proof: bool
    ) -> None:
        self.table, self.document, self.sections = table, document, sections
        self.is_proof = is_proof
        self.folded = {cell.blocks: fold(cell.text).text for cell in table.cells}
        self.caption = "".join(fold(above.text).text for above in table.captions[:1])
        self.answers: set[tuple[int, ...]] = set()
        self.of_space = False  # whether the space was spoken of last, and not its operator
        self.names: Names = {}
        for cell in table.cells:
            text = self.folded[cell.blocks]
            named = grouped(table, cell, text, self.folded, fields_of_label)
            self.names[cell.blocks] = named or fields_of_label(text, is_proof)
        self.totals = totals(table, self.folded, self.names)

    def read(self, cell: Cell, row: _Row) -> Iterator[Pair]:
        """What a cell says, as a label or by itself."""
        text = self.folded[cell.blocks]
        fields = self.names[cell.blocks]
        if text == "姓名" and any("联系" in label for label in row.seen[-2:]):
            fields = ("contact_name",)
        is_answer = cell.blocks in self.answers
        if is_answer:
            fields = ()  # 企业 beside 单位性质 is no label
        elif fields == ("registered_on",) and text in _BEGINNING and self.of_space:
            fields = ("operating_since",)
        elif not fields and row.topic is not None:
            fields = continued(row.topic, text)
        if fields:
            row.topic, row.label = fields[0], text
            if fields[0] in _WHO:
                self.of_space = _WHO[fields[0]]
            if total := self.totals.get(cell.blocks):
                yield from self._summed(total, fields, text, row)
            else:
                yield from self._beside(cell, fields, row)
        elif asked := _asked(text):
            yield from self._itself(cell, asked, text, row)
        elif not is_answer and (stacked := self._stacked(cell)):
            row.topic, row.label = stacked[0][0], stacked[1]
            yield self._pair(*stacked, row)
            yield from self._bare_parts(cell.blocks, stacked[0], row, stacked[3])
        elif len(text) <= LONGEST_CELL_PAIR:
            inner = list(self._within(cell, row, is_answer))
            yield from inner
            if not inner and not is_answer:
                yield from self._alike(cell, row)
        else:
            yield from self._ticked_lines(cell)
        row.seen.append(text)

    def _beside(self, cell: Cell, fields: tuple[str, ...], row: _Row) -> Iterator[Pair]:
        value = _value_of(self.table, cell, self.names, row.header)
        if value is None:
            return
        value, unit = (value, "") if row.header else self._measured(value)
        self.answers.add(value.blocks)
        label = self.folded[cell.blocks] + unit
        for block in value.blocks:
            text = self.document.blocks[block].text
            for inner, name, start, end in _spread(fields, label, text, self.is_proof):
                yield self._pair(inner, name, block, start, end, row)
        yield from self._bare_parts(value.blocks, fields, row)

    def _summed(
        self, total: Total, fields: tuple[str, ...], label: str, row: _Row
    ) -> Iterator[Pair]:
        """The total answers the label; its parts are kept, each with the reason against it."""
        for head, cell in (("", total.value), *total.parts):
            self.answers.add(cell.blocks)
            own = continued(fields[0], head) if head else ()  # 企业 and 团队 of 入驻
            for block in cell.blocks:
                text = self.document.blocks[block].text
                if own:
                    yield self._pair(own, head, block, 0, len(text), row)
                    continue
                pair = self._pair(fields, label, block, 0, len(text), row)
                reason = f"“{head}”的分项，合计另有一格" if head else None
                yield replace(pair, rejected=reason)

    def _measured(self, value: Cell) -> tuple[Cell, str]:
        """A value and the unit that has a cell of its own, behind it or before it."""
        right = self.table.cell(value.row, value.last_column + 1)
        if right is None or right.empty or self.names[right.blocks]:
            return value, ""
        here, there = self.folded[value.blocks], self.folded[right.blocks]
        if _UNIT.fullmatch(here) and there[:1].isdigit():
            return right, f"({here.strip('()')})"
        if _UNIT.fullmatch(there) and here[-1:].isdigit():
            return value, f"({there.strip('()')})"
        return value, ""

    def _alike(self, cell: Cell, row: _Row) -> Iterator[Pair]:
        """A label that nobody listed beside a value of some field's kind."""
        value = _value_of(self.table, cell, self.names, row.header)
        if value is None or len(value.blocks) != 1:
            return
        block = self.document.blocks[value.blocks[0]]
        label = self.folded[cell.blocks]
        recognised = any(line.score is not None for line in block.lines)
        if fields := likened(label, block.text, recognised):
            self.answers.add(value.blocks)
            pair = self._pair(fields, label, value.blocks[0], 0, len(block.text), row)
            yield replace(pair, likened=True)

    def _stacked(self, cell: Cell) -> tuple[tuple[str, ...], str, int, int, int] | None:
        """A label on its own line with its value below it in the same cell: 手机 Mobile⏎138…."""
        if len(cell.blocks) != 1:
            return None
        block = cell.blocks[0]
        text = self.document.blocks[block].text
        head, broken, rest = text.partition("\n")
        label = fold(head).text
        if not broken or not rest.strip() or not head.strip() or "：" in head or ":" in head:
            return None
        fields = fields_of_label(label, self.is_proof)
        if not fields or fields_of_label(fold(rest).text, self.is_proof):
            return None
        return fields, label, block, len(head) + 1, len(text)

    def _itself(self, cell: Cell, fields: tuple[str, ...], label: str, row: _Row) -> Iterator[Pair]:
        """A cell that is its own label."""
        if len(cell.blocks) == 1:
            block = cell.blocks[0]
            yield self._pair(fields, label, block, 0, len(self.document.blocks[block].text), row)

    def _ticked_lines(self, cell: Cell) -> Iterator[Pair]:
        """房屋产权：☑自有 □租用 on a line of its own in a cell that is else a paragraph."""
        for block in cell.blocks:
            text = self.document.blocks[block].text
            for pair in in_lines(block, text, self.sections[block], self.is_proof, True):
                if options(fold(text[pair.start : pair.end]).text):
                    yield pair

    def _within(self, cell: Cell, row: _Row, is_answer: bool) -> Iterator[Pair]:
        """Label and value in one cell, or the parts of what the row speaks of."""
        found = False
        for block in cell.blocks:
            text = self.document.blocks[block].text
            for pair in in_lines(block, text, self.sections[block], self.is_proof, True):
                found = True
                row.topic, row.label = pair.fields[0], pair.label
                yield replace(pair, before=tuple(row.seen)) if not pair.before else pair
        if found or is_answer:
            return
        text = self.folded[cell.blocks]
        if row.topic is not None and row.seen[-1] in _PARTS_FOLLOW:
            yield from self._parts(cell, row.topic, row)
            return
        if row.topic is not None and _PARTS.match(text):
            yield from self._itself(cell, (row.topic,), row.label, row)
            return
        yield from self._spaced(cell, row)

    def _parts(self, cell: Cell, topic: str, row: _Row) -> Iterator[Pair]:
        """企业8家，团队10家 beside 其中: each part by its own word."""
        for block in cell.blocks:
            for part in _PART.finditer(self.document.blocks[block].text):
                word = fold(part["word"]).text
                if fields := continued(topic, word):
                    yield self._pair(fields, word, block, *part.span("count"), row)

    def _bare_parts(
        self, blocks: tuple[int, ...], fields: tuple[str, ...], row: _Row, start: int = 0
    ) -> Iterator[Pair]:
        """合计23个：企业12，团队11: parts without a unit of their own, named by their word."""
        if len(fields) != 1:
            return
        for block in blocks:
            text = self.document.blocks[block].text
            for part in _PART.finditer(text, start):
                word = fold(part["word"]).text
                named = continued(fields[0], word)
                if named and named != fields and part["count"].strip().isdigit():
                    yield self._pair(named, word, block, *part.span(), row)

    def _spaced(self, cell: Cell, row: _Row) -> Iterator[Pair]:
        """手机 138…: in a row of labels a cell may be label, gap and value."""
        if len(cell.blocks) != 1:
            return
        block, topic = cell.blocks[0], row.topic
        text = self.document.blocks[block].text

        def named(label: str) -> tuple[str, ...]:
            goes_on = continued(topic, label) if topic is not None else ()
            return fields_of_label(label, self.is_proof) or goes_on

        for fields, label, start, end in spaced_pair(text, 0, len(text), named):
            # Alone in its row it may be a sentence or a name: its value has to be of the kind.
            if topic is None and not fits(fields[0], label, text[start:end]):
                continue
            yield self._pair(fields, label, block, start, end, row)
            row.topic, row.label = fields[0], label

    def _pair(
        self, fields: tuple[str, ...], label: str, block: int, start: int, end: int, row: _Row
    ) -> Pair:
        where, before = self.sections[block], tuple(row.seen)
        return Pair(fields, label, block, start, end, Method.CELL, where, before, self.caption)


def _asked(text: str) -> tuple[str, ...]:
    """The field that two options ask by themselves: ☑单独核算 □与母公司合并核算."""
    given = options(text)
    if fields := fields_of_label(asked_by(given)):
        return fields
    if len(given) != 2:
        return ()
    yes, no = (option.text for option in given)
    for spec in load_catalogue().fields.values():
        asks = spec.kind is ValueKind.YES_NO and any(fold(word).text == yes for word in spec.yes)
        if asks and phrases.yes_or_no(spec, no)[1] is False:
            return (spec.key,)
    return ()


def _value_of(table: Table, cell: Cell, names: Names, header: bool) -> Cell | None:
    if header:
        below = table.cell(cell.last_row + 1, cell.column)
        if below is None or below.empty or names[below.blocks]:
            return None
        # One row of values; a second one makes it a list of things, not a form.
        further = [c for c in table.row(below.last_row + 1) if not c.empty]
        repeated = len(further) >= 2 and not any(names[c.blocks] for c in further)
        return None if repeated else below
    right = table.cell(cell.row, cell.last_column + 1)
    if right is None or right.empty or heads_group(table, cell, right, names):
        return None
    own, other = names[cell.blocks], names[right.blocks]
    if other and not _says_yes(own, other) and not _is_choice(own, right.text):
        return None
    return right


def _says_yes(fields: tuple[str, ...], answer: tuple[str, ...]) -> bool:
    """Whether an answer in full names its own label's field: 法人资格 | 具有独立法人资格."""
    specs = load_catalogue().fields
    return fields == answer and all(specs[key].kind is ValueKind.YES_NO for key in fields)


def _is_choice(fields: tuple[str, ...], text: str) -> bool:
    """Whether a cell says one of a field's choices in so many words: 企业（民营）."""
    plain = re.sub(r"\([^()]*\)", "", fold(text).text)
    choices = load_catalogue().fields[fields[0]].choices.values() if fields else ()
    return any(plain == fold(word).text for words in choices for word in words)


def _spread(
    fields: tuple[str, ...], label: str, text: str, is_proof: bool
) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    """A cell's value, parted where further labels stand in it: 张三 移动电话 13987860415."""
    words = list(re.finditer(r"\S+", text))
    start = 0
    for word in words[1:-1]:
        name = fold(word[0]).text.strip(":")
        found = fields_of_label(name, is_proof) if len(name) >= LEAST_INNER_LABEL else ()
        if found:
            yield fields, label, start, word.start()
            fields, label, start = found, name, word.end()
    yield fields, label, start, len(text)
