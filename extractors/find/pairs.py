"""A document in, its label–value pairs out: the cell beside or below a label, label：value lines.

Only says what stands beside what; `values` reads the value and `labelled` joins the two. Tables
that are rosters or statistics are left to those finders.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.catalogue import load_catalogue
from extractors.find.groups import grouped
from extractors.find.outline import Section
from extractors.find.ticks import asked_by, options
from extractors.language.fold import fold
from extractors.model import Document, Method
from extractors.tables import READ_LAYERS, Cell, Table, tables_of

# The longest label met in the labelled samples, without its brackets, has 21 characters.
LONGEST_LABEL = 26
# A cell that holds a label and its value (联系人：张三) is short.
LONGEST_CELL_PAIR = 60
# Words of three signs and less are found in values as well: 导师 张三.
LEAST_INNER_LABEL = 4
_NUMBERING = re.compile(
    r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[.、]?|[0-9]{1,2}[.、．)]|\([一二三四五六七八九十0-9]{1,2}\)|[一二三四五六七八九十]{1,2}[、.])"
)
_BRACKET = re.compile(r"\([^()]*\)")
_AROUND = re.compile(
    r"^(?:其中|现有|目前|当前|截至目前|上年度?|上一年度?|当年|本年度?|申报时|基准日|年末|近一年"
    r"|(?:19|20)[0-9]{2}年度?(?:底|末)?)+(?:的|已|共)?|(?:情况|如下|为)$"
)
_JOINT = re.compile(r"及|和|与|/|、|或")


@dataclass(frozen=True, slots=True)
class Pair:
    """A value and the fields that its label names.

    `fields` has several for a joint label (联系人及电话). Offsets are of the block's own text;
    `before` are the labels to the left in the same row or line, the nearest last.
    """

    fields: tuple[str, ...]
    label: str  # folded, with its brackets
    block: int
    start: int
    end: int
    method: Method
    section: Section
    before: tuple[str, ...] = ()
    caption: str = ""


def pairs(
    document: Document,
    sections: tuple[Section, ...],
    taken: frozenset[int],
    is_proof: bool,
) -> Iterator[Pair]:
    """All pairs of a document.

    Args:
        taken: Blocks that other finders read.
        is_proof: The document is a licence or certificate, whose short labels (名称, 住所) count.
    """
    for table in tables_of(document):
        for pair in _in_table(table, document, sections, is_proof, taken):
            if pair.block not in taken:
                yield pair
    for index, block in enumerate(document.blocks):
        if not block.in_table and block.layer in READ_LAYERS:
            yield from _in_lines(index, block.text, sections[index], is_proof)


def fields_of_label(text: str, is_proof: bool = False) -> tuple[str, ...]:
    """The fields that a folded label names; empty where it is no label of ours.

    Example:
        >>> fields_of_label("其中:公共服务面积(m2)"), fields_of_label("联系人及电话")
        (('public_area_m2',), ('contact_name', 'contact_phone'))
    """
    text = _NUMBERING.sub("", text).strip(":：·")
    if not text or len(text) > LONGEST_LABEL + 12:
        return ()
    names = _names(is_proof)
    refused = {key for form in _forms(text) for key in _refused().get(form, ())}
    for form in _forms(text):
        if fields := tuple(key for key in names.get(form, ()) if key not in refused):
            return fields
    composed = _by_words(text)
    if composed is not None and composed not in refused:
        return (composed,)
    parts = [part for part in _JOINT.split(_BRACKET.sub("", text)) if part]
    if 2 <= len(parts) <= 3:
        known = [name for part in parts if (name := _part_name(part, names)) is not None]
        if len(known) == len(parts):
            # 法定代表人/联系电话: the telephone is that person's, not the contact's.
            of_head = "legal_representative" in known
            return tuple(k for k in known if not (of_head and k.startswith("contact_")))
    return ()


# What may stand in a label beside the words of its recipe and changes nothing.
_NEUTRAL = re.compile(
    r"其中|目前|现有|上年度?|上一年度?|当年|本年度?|年度|(?:19|20)[0-9]{2}年?度?|众创空间|空间|申报|填写"
    r"|是否|单位|情况|的|已|共|总|自|拟|年末|我|本|方式|所在|业务|机构|公司|主体|企业|与|和|及|以?[一-龥]{0,2}为准|详细|主要|项"
)


@lru_cache(maxsize=4096)
def _by_words(text: str) -> str | None:
    """The field whose recipe the label follows: its words and hardly anything beside them."""
    best: tuple[int, int, str] | None = None
    for form in dict.fromkeys((text, _BRACKET.sub("", text).strip(":："))):
        for key, recipe in _recipes():
            match = recipe.fullmatch(form)
            if match is None:
                continue
            covered = sum(len(part) for part in match.groups() if part)
            rest = len(form) - covered
            if best is None or (covered, -rest) > best[:2]:
                best = covered, -rest, key
    return best[2] if best else None


@cache
def _recipes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Field and pattern of each recipe: one alternative of each group, in order."""
    found = []
    for spec in load_catalogue().fields.values():
        for groups in spec.label_words:
            parts = [_alternatives(group) for group in groups]
            around = f"(?:{_NEUTRAL.pattern})*"
            found.append((spec.key, re.compile(around + around.join(parts) + around)))
    return tuple(found)


def _alternatives(group: str) -> str:
    words = sorted((fold(word).text for word in group.split("|")), key=len, reverse=True)
    # Two of a group may stand together: 登记成立日期, 开放运营时间.
    return "((?:" + "|".join(re.escape(word) for word in words) + "){1,2})"


def _part_name(part: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    listed = next((names[form][0] for form in _forms(part) if form in names), None)
    return listed or _by_words(part)


def _forms(text: str) -> Iterator[str]:
    """A label as written, without brackets, without what stands around it."""
    yield text
    plain = _BRACKET.sub("", text).strip(":：")
    yield plain
    bare = _AROUND.sub("", plain).strip(":：")
    if bare != plain:
        yield bare
        bare = _AROUND.sub("", bare)
        yield bare


@cache
def _names(is_proof: bool) -> Mapping[str, tuple[str, ...]]:
    """Folded label → the fields that share it: 场地 asks for an area here, for its tenure there."""
    names: dict[str, list[str]] = defaultdict(list)
    for spec in load_catalogue().fields.values():
        for label in dict.fromkeys(spec.labels + spec.form_labels):
            names[fold(label).text].append(spec.key)
    if is_proof:
        for spec in load_catalogue().fields.values():
            for label in spec.proof_labels:
                names[fold(label).text] = [spec.key]
    return {label: tuple(keys) for label, keys in names.items()}


@cache
def _refused() -> dict[str, tuple[str, ...]]:
    """Folded label → the fields that it does not name, though a list or recipe says so."""
    refused: dict[str, tuple[str, ...]] = {}
    for spec in load_catalogue().fields.values():
        for label in spec.not_labels:
            refused[fold(label).text] = (*refused.get(fold(label).text, ()), spec.key)
    return refused


def _in_table(
    table: Table,
    document: Document,
    sections: tuple[Section, ...],
    is_proof: bool,
    taken: frozenset[int],
) -> Iterator[Pair]:
    folded = {cell.blocks: fold(cell.text).text for cell in table.cells}
    names = {cell.blocks: fields_of_label(folded[cell.blocks], is_proof) for cell in table.cells}
    for cell in table.cells:
        named = grouped(table, cell, folded[cell.blocks], folded, fields_of_label)
        names[cell.blocks] = named or names[cell.blocks]
    caption = "".join(fold(above.text).text for above in table.captions[:1])
    for row in range(1, table.rows + 1):
        cells = [cell for cell in table.row(row) if not cell.empty]
        header = _is_header(table, cells, names)
        seen: list[str] = []
        for cell in cells:
            if (cell.row != row and cell.column > 1) or taken.issuperset(cell.blocks):
                continue
            fields = names[cell.blocks]
            if folded[cell.blocks] == "姓名" and any("联系" in label for label in seen[-2:]):
                fields = ("contact_name",)
            if fields:
                value = _value_of(table, cell, names, header)
                if value is not None:
                    for block in value.blocks:
                        text = document.blocks[block].text
                        for inner, label, start, end in _spread(
                            fields, folded[cell.blocks], text, is_proof
                        ):
                            yield Pair(
                                inner,
                                label,
                                block,
                                start,
                                end,
                                Method.CELL,
                                sections[block],
                                tuple(seen),
                                caption,
                            )
            elif asked := fields_of_label(asked_by(options(folded[cell.blocks]))):
                last, label = cell.blocks[-1], folded[cell.blocks]
                text = document.blocks[last].text
                if len(cell.blocks) == 1:
                    where = sections[last]
                    yield Pair(asked, label, last, 0, len(text), Method.CELL, where, tuple(seen))
            elif len(folded[cell.blocks]) <= LONGEST_CELL_PAIR:
                for block in cell.blocks:
                    text = document.blocks[block].text
                    yield from _in_lines(block, text, sections[block], is_proof, colon_only=True)
            seen.append(folded[cell.blocks])


def _is_header(
    table: Table, cells: list[Cell], names: dict[tuple[int, ...], tuple[str, ...]]
) -> bool:
    """Whether a row holds labels, hardly any unknown, and the one below it none: values."""
    known = sum(1 for cell in cells if names[cell.blocks])
    if known < 2 or known < len(cells) - 1:
        return False
    below = [cell for cell in table.row(cells[0].last_row + 1) if not cell.empty]
    return bool(below) and not any(names[cell.blocks] for cell in below)


def _value_of(
    table: Table, cell: Cell, names: dict[tuple[int, ...], tuple[str, ...]], header: bool
) -> Cell | None:
    if header:
        below = table.cell(cell.last_row + 1, cell.column)
        if below is None or below.empty or names[below.blocks]:
            return None
        # One row of values; a second one makes it a list of things, not a form.
        further = [c for c in table.row(below.last_row + 1) if not c.empty]
        repeated = len(further) >= 2 and not any(names[c.blocks] for c in further)
        return None if repeated else below
    right = table.cell(cell.row, cell.last_column + 1)
    if right is None or right.empty or names[right.blocks]:
        return None
    return right


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


def _in_lines(
    block: int, text: str, section: Section, is_proof: bool, colon_only: bool = False
) -> Iterator[Pair]:
    """Pairs of `label：value` in the lines of a block, several on a line included."""
    offset = 0
    for line in text.split("\n"):
        before: list[str] = []
        for fields, label, start, end in _line_pairs(line, is_proof, colon_only):
            yield Pair(
                fields=fields,
                label=label,
                block=block,
                start=offset + start,
                end=offset + end,
                method=Method.LABELLED,
                section=section,
                before=tuple(before),
            )
            before.append(label)
        offset += len(line) + 1


_COLON_LABEL = re.compile(
    r"(?:^|(?<=[\s　，,；;。)）、]))"
    r"(?P<label>(?:[^：:，。；,;☑☒■√✓□☐]|(?<=打)√){2,30}?)\s{0,8}[：:]"
)


def _line_pairs(
    line: str, is_proof: bool, colon_only: bool
) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    heads = []
    for match in _COLON_LABEL.finditer(line):
        label = fold(match["label"]).text
        if re.search(r"签字|签名|签章", label):
            continue  # what follows is a line to sign on
        heads.append((fields_of_label(label, is_proof), label, match.start(), match.end()))
    for index, (fields, label, _, value_start) in enumerate(heads):
        value_end = heads[index + 1][2] if index + 1 < len(heads) else len(line)
        if fields and line[value_start:value_end].strip():
            yield fields, label, value_start, value_end
    if not heads and not colon_only:
        yield from _spaced_pairs(line, is_proof)


_PIECE = re.compile(r"[^，,；;。]+")


def _spaced_pairs(line: str, is_proof: bool) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    """`法定代表人 张三 ，注册时间 2018年`: labels, gaps and values, between commas or alone."""
    whole = list(_spaced_pair(line, 0, len(line), is_proof))
    pieces = [
        pair
        for match in _PIECE.finditer(line)
        for pair in _spaced_pair(line, match.start(), match.end(), is_proof)
    ]
    gapped = re.search(r"\s[，,；;]", line) is not None
    yield from pieces if len(pieces) > 1 or gapped else whole


def _spaced_pair(
    line: str, start: int, end: int, is_proof: bool
) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    """A label, a gap, a value; the label itself may be spaced (住 所)."""
    words = list(re.compile(r"\S+").finditer(line, start, end))
    for count in range(1, min(len(words), 8)):
        label = fold(line[words[0].start() : words[count - 1].end()]).text
        if len(label) > LONGEST_LABEL:
            return
        fields = fields_of_label(label, is_proof)
        if fields and len(label) >= 2:
            yield fields, label, words[count].start(), end
            return
