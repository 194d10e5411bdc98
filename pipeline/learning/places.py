"""A person's value and a document in, the places where the document states it out.

The value is looked for in every spelling that the project reads: each block is read as a finder
reads it, and what it states is compared. Beside each place stands what names the value there,
which is what a label nobody listed looks like. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from extractors.catalogue import FieldSpec, load_catalogue, words_in_use
from extractors.find.forms.labels import bare_label, fields_of_label
from extractors.find.sentences.naming import fits, in_unit
from extractors.language.dates import DateSpan, dates
from extractors.language.fold import Folded, fold
from extractors.language.marks import marks, spans, vocabulary
from extractors.language.marks.words import segmenter
from extractors.language.quantity import Quantity, Unit, quantities
from extractors.language.scales import scale
from extractors.model import Document, Evidence
from extractors.tables import READ_LAYERS, Cell, Table, tables_of
from extractors.values import Value, ValueKind

# A longer text beside a value is no label; the longest of the catalogue has 21 characters.
LONGEST_LABEL = 26
# A number stands in many places of a plan; more of them in one document tell nothing more.
MOST_PLACES = 40
# What is shown of a paragraph around the value.
SHOWN = 30  # characters on either side
# jieba is asked for this much on either side of a value: no label is longer.
REACH = 24  # characters
# A choice in a longer cell is one word among many.
LONGEST_CHOICE = 40
MOST_WORDS_OF_A_NAME = 3
_CLAUSE_END = re.compile(r"[，。；：:！？、!?;()\n]")
_COLON = re.compile(r"(?:^|[，,；;。、\s])(?P<label>[^：:，。；,;、\s]{2,30})[：:]\s*$")
_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
# Words around a number that name nothing: 共有36个, 数量为36.
_EMPTY_WORD = re.compile(
    r"共|有|为|约|达|共有|共计|合计|总计|总数|总量|数量|人数|个数|规模|面积|金额|设|设有|共设|建有|拥有|配备|提供"
    r"|的|了|和|与|及|在|已|等|近|超过|是|其|其中|目前|现|现有|已有|达到|分别|个|名|家|场|人|项|余|多|左右|以上"
    r"|本|我|该|各|各类|并|且|还|也|从|由|将|被|把|对|向|于|至|到|可|能|用|供"
)


# Marks that set no scope; what stands before any other belongs to no name.
_NO_SCOPE = (*spans.GROUPS["names"], *spans.GROUPS["approximations"])


@dataclass(frozen=True, slots=True)
class Name:
    """What names a value at one place: the key of the catalogue it would stand under, folded."""

    key: str  # form_labels, prose_labels or follows
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place that states a value: the value's own words, what stands around, what names it."""

    evidence: Evidence
    around: str
    names: tuple[Name, ...] = ()


Beside = Mapping[int, tuple[str, ...]]
"""Block of a cell → the folded texts to its left and above it, which may be its label."""


def places(spec: FieldSpec, value: Value, document: Document, beside: Beside) -> tuple[Place, ...]:
    """The places of a document that state the value, with unlisted names of it; the first 40.

    Args:
        beside: From `labels_beside`, which is the same for all values.
    """
    return tuple(islice(_places(spec, value, document, beside), MOST_PLACES))


def _places(spec: FieldSpec, value: Value, document: Document, beside: Beside) -> Iterator[Place]:
    for index, block in enumerate(document.blocks):
        if block.layer not in READ_LAYERS or not block.text.strip():
            continue
        folded = fold(block.text)
        labels = beside.get(index, ())
        for start, end in _stated(spec, value, folded.text, labels, block.in_table):
            first, last = folded.span(start, end)
            if last <= first:
                continue
            yield Place(
                document.quote(index, first, last),
                around(block.text, first, last, labels),
                tuple(_names(spec, folded, start, end, block.text, first, labels)),
            )


def around(text: str, start: int, end: int, labels: Sequence[str] = ()) -> str:
    """A value with what a reader needs to judge it: its label, or its sentence."""
    begin = max(0, start - SHOWN, *(text.rfind(mark, 0, start) + 1 for mark in "。；\n"))
    stop = min([len(text), end + SHOWN, *(i for m in "。；\n" if (i := text.find(m, end)) >= 0)])
    shown = text[begin:stop].strip()
    return f"{labels[0]} | {shown}" if labels else shown


# Where a value stands


@lru_cache(maxsize=1 << 14)
def _quantities(text: str) -> tuple[Quantity, ...]:
    return quantities(text)


@lru_cache(maxsize=1 << 14)
def _dates(text: str) -> tuple[DateSpan, ...]:
    return dates(text)


def _stated(
    spec: FieldSpec, value: Value, text: str, labels: Sequence[str], in_table: bool
) -> Iterator[tuple[int, int]]:
    """Half-open places in folded text that state the value."""
    match spec.kind:
        case ValueKind.NUMBER:
            for one in _quantities(text):
                alone = (one.start, one.end) == (0, len(text)) or text[one.start - 1] in ":："
                if fits(spec, one, bare=alone) and value in _readings(spec, one, labels):
                    yield one.start, one.end
        case ValueKind.DATE:
            yield from ((date.start, date.end) for date in _dates(text) if date.value == value)
        case ValueKind.TEXT:
            wanted = fold(str(value)).text
            at = text.find(wanted) if len(wanted) > 1 else -1
            while at >= 0:
                yield at, at + len(wanted)
                at = text.find(wanted, at + len(wanted))
        case ValueKind.CHOICE:
            if in_table and len(text) <= LONGEST_CHOICE:
                words = [fold(word).text for word in spec.choices.get(str(value), ())]
                hit = next((word for word in words if word in text), None)
                if hit is not None:
                    yield text.index(hit), text.index(hit) + len(hit)


def _readings(spec: FieldSpec, quantity: Quantity, labels: Sequence[str]) -> list[Value]:
    """What a quantity may mean: a bare one also in the unit that a label beside it names."""
    own = in_unit(spec, quantity)
    if quantity.unit is not Unit.BARE:
        return [own]
    factors = [factor for label in labels if (factor := scale(spec.unit, label)) is not None]
    return [own, *(own * factor for factor in factors)]


# What names it


def labels_beside(document: Document) -> Beside:
    """What may be the label of each cell; what answers a label of ours is none."""
    found: dict[int, tuple[str, ...]] = {}
    for table in tables_of(document):
        for cell in table.cells:
            labels = tuple(
                fold(other.text).text
                for other in _neighbours(table, cell)
                if not _answers_a_label(table, other)
            )
            found.update(dict.fromkeys(cell.blocks, labels))
    return found


def _neighbours(table: Table, cell: Cell) -> Iterator[Cell]:
    """The cells to the left and above that hold something."""
    for place in ((cell.row, cell.column - 1), (cell.row - 1, cell.column)):
        other = table.cell(*place)
        if other is not None and other is not cell and not other.empty:
            yield other


def _answers_a_label(table: Table, cell: Cell) -> bool:
    """Whether a cell is the value of a label of ours, and so no label itself."""
    left = table.cell(cell.row, cell.column - 1)
    text = "" if left is None or left is cell else fold(left.text).text
    return len(text) <= LONGEST_LABEL and bool(fields_of_label(text))


def _names(
    spec: FieldSpec,
    folded: Folded,
    start: int,
    end: int,
    text: str,
    first: int,
    labels: Sequence[str],
) -> Iterator[Name]:
    """The names that the catalogue does not have of a value at `start` to `end`."""
    in_line = _COLON.search(text[max(0, first - 2 * REACH) : first].rpartition("\n")[2])
    written = (fold(in_line["label"]).text,) if in_line else tuple(labels)
    if written:
        yield from (Name("form_labels", one) for one in map(bare_label, written) if _is_label(one))
        if any(map(fields_of_label, written)):
            return
    if spec.kind is ValueKind.NUMBER and not in_line:
        yield from (Name("prose_labels", one) for one in _before(folded.text, start))
    if spec.kind in (ValueKind.NUMBER, ValueKind.DATE) and not in_line:
        yield from (Name("follows", one) for one in _after(folded.text, end))


def _is_label(text: str) -> bool:
    """Whether a text beside a value can be a label, and is none that names a field already."""
    short = 2 <= len(text) <= LONGEST_LABEL and _LETTERS.search(text) is not None
    return short and not fields_of_label(text) and not _quantities(text)


def _before(text: str, start: int) -> Iterator[str]:
    """The last words before a number, in its clause and behind what sets its scope."""
    clause = _CLAUSE_END.split(text[max(0, start - REACH) : start])[-1]
    cut = max((mark.end for mark in marks(clause) if mark.kind not in _NO_SCOPE), default=0)
    words = words_of(clause[cut:])
    while words and _EMPTY_WORD.fullmatch(words[-1]):
        words.pop()
    for count in range(1, min(len(words), MOST_WORDS_OF_A_NAME) + 1):
        if not _EMPTY_WORD.fullmatch(words[-count]) and _is_new("".join(words[-count:])):
            yield "".join(words[-count:])


def _after(text: str, end: int) -> Iterator[str]:
    """The first words behind a number, in its clause."""
    words = words_of(_CLAUSE_END.split(text[end : end + REACH])[0])
    if words and not _EMPTY_WORD.fullmatch(words[0]):
        for count in range(1, min(len(words), MOST_WORDS_OF_A_NAME) + 1):
            phrase = "".join(words[:count])
            if not _EMPTY_WORD.fullmatch(words[count - 1]) and _is_new(phrase):
                yield phrase


def words_of(text: str) -> list[str]:
    """The words of folded text, as jieba cuts it with the catalogue's words."""
    return [word for word in segmenter(_dictionary(words_in_use().revision)).lcut(text) if word]


def is_listed(word: str) -> bool:
    """Whether a word is one of the catalogue in force."""
    return word in _listed(words_in_use().revision)


def is_known(phrase: str) -> bool:
    """Whether a phrase is a word of the catalogue in force, or a part of one."""
    return phrase in _known(words_in_use().revision)


def _is_new(phrase: str) -> bool:
    whole = 2 <= len(phrase) <= LONGEST_LABEL and re.fullmatch(r"[A-Za-z\u4e00-\u9fff]+", phrase)
    return whole is not None and not is_known(phrase)


@lru_cache(maxsize=1)
def _dictionary(revision: str) -> tuple[str, ...]:
    """The words of the catalogue in force; the office's are named by their revision."""
    return tuple(sorted({word for kind in vocabulary(load_catalogue()).values() for word in kind}))


@lru_cache(maxsize=1)
def _listed(revision: str) -> frozenset[str]:
    return frozenset(_dictionary(revision))


@lru_cache(maxsize=1)
def _known(revision: str) -> str:
    """The same with the labels of forms in one text, each between line ends."""
    fields = load_catalogue().fields.values()
    forms = (fold(word).text for spec in fields for word in spec.form_labels)
    return "\n".join(sorted({*_dictionary(revision), *forms}))
