"""What a file says: the types that readers make and finders fill. Read this first.

A reader turns bytes into a `Document` of `Block`s; a finder turns a Document into
`Candidate`s and `RosterRow`s, each with `Evidence` that only `Document.quote` makes.
Everything is frozen; what a file has thousands of is a named tuple, which costs a sixth of
a frozen dataclass to make. Nothing here opens a file, a clock or a database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from extractors.values import Value

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, origin at the top left of the page as displayed."""


class AnchorKind(StrEnum):
    """Which of the anchor's coordinates are set."""

    PAGE = "page"  # page, bbox; with table, row, column inside a table
    PARAGRAPH = "paragraph"  # paragraph number in a Word document
    TABLE_CELL = "table_cell"  # table, row, column in a Word document
    SHEET_CELL = "sheet_cell"  # sheet and cell; row and column as well


class Anchor(NamedTuple):
    """Where something stands. All numbers count from 1.

    `table` is unique in its document; cells that share it form one table. `row` and `column`
    are grid positions of the cell's top left corner, spans count grid rows and columns.
    """

    kind: AnchorKind
    page: int | None = None
    bbox: Box | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    row_span: int = 1
    column_span: int = 1
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """What an official reads: 第3页, 表2第3行第2列, 工作表「统计表」B7."""
        if self.kind is AnchorKind.SHEET_CELL:
            return f"工作表「{self.sheet}」{self.cell}"
        parts = [f"第{self.page}页"] if self.page is not None else []
        if self.table is not None:
            parts.append(f"表{self.table}第{self.row}行第{self.column}列")
        elif self.paragraph is not None:
            parts.append(f"第{self.paragraph}段")
        return "".join(parts)


class Layer(StrEnum):
    """Which layer of the file a block belongs to. Finders read BODY and INSERTED only."""

    BODY = "body"
    HEADER_FOOTER = "header_footer"
    HIDDEN = "hidden"  # hidden sheet, row, column, text
    INSERTED = "inserted"  # tracked insertion not accepted: counts as text
    DELETED = "deleted"  # tracked deletion: a reader does not see it
    NOTE = "note"  # comment, footnote, endnote


class Line(NamedTuple):
    """One printed line inside a block: half-open offsets into the block's text, page, box.

    `score` is how sure the recognition of a scanned line is, from 0 to 1; None where the file
    itself holds the text. `sealed` says that a seal's ink lies over the line. `page` is 0 for a
    recognised line that has no page: a picture in a Word file.
    """

    start: int
    end: int
    page: int
    bbox: Box
    score: float | None = None
    sealed: bool = False


class Block(NamedTuple):
    """One paragraph or cell; its text is exactly the file's, wrapped lines joined by "\\n".

    `lines` leads from an offset back to the page: set by readers that know pages.
    `heading` is the outline level (1 is the highest) where the file says so.
    """

    text: str
    anchor: Anchor
    layer: Layer = Layer.BODY
    heading: int | None = None
    lines: tuple[Line, ...] = ()

    @property
    def in_table(self) -> bool:
        return self.anchor.table is not None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points as displayed, and the rotation (0, 90, 180, 270) applied.

    `recognised` says that its text was read from a picture.
    """

    number: int
    width: float
    height: float
    rotation: int = 0
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Seal:
    """A stamp's impression on a scanned page; `text` is whose it is, "" where not legible."""

    page: int
    bbox: Box
    text: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader could not do, said so that the run can go on.

    `code` is one of `extractors.problems.MESSAGES`; `place` is where, when known.
    """

    code: str
    message_zh: str
    message_en: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote from a file with its place. Made by `Document.quote` only, so it cannot lie."""

    document: str  # the file's name
    sha256: str
    block: int  # index into Document.blocks
    start: int  # half-open offsets into that block's text
    end: int
    text: str
    anchor: Anchor
    score: float | None = None  # the least of the recognised lines it covers
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read: blocks in reading order, page sizes, problems.

    `kind` is the reader's word for the format: pdf, docx, xlsx, xls, csv, txt, image, doc,
    et, rtf, zip, 7z, rar, unknown. `name` is the submitter's own file name without folders;
    `folder` is where it lay in the submission, "" at its top.
    """

    name: str
    sha256: str
    kind: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    folder: str = ""
    seals: tuple[Seal, ...] = ()

    def quote(self, block: int, start: int = 0, end: int | None = None) -> Evidence:
        """The evidence for `blocks[block].text[start:end]`, its box narrowed to its lines.

        Raises:
            IndexError: the offsets lie outside the block or the quote is empty.
        """
        source = self.blocks[block]
        end = len(source.text) if end is None else end
        if not 0 <= start < end <= len(source.text):
            raise IndexError(f"{self.name}: no quote at block {block}, {start}:{end}")
        lines = [line for line in source.lines if line.start < end and start < line.end]
        return Evidence(
            document=self.name,
            sha256=self.sha256,
            block=block,
            start=start,
            end=end,
            text=source.text[start:end],
            anchor=_narrowed(source.anchor, lines),
            score=min((line.score for line in lines if line.score is not None), default=None),
            sealed=any(line.sealed for line in lines),
        )


def _narrowed(anchor: Anchor, lines: Sequence[Line]) -> Anchor:
    """The anchor on the page where the quote begins, around the lines it covers."""
    if not lines or not lines[0].page:
        return anchor
    page = lines[0].page
    boxes = [line.bbox for line in lines if line.page == page]
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    return anchor._replace(page=page, bbox=box)


class Approximate(StrEnum):
    """How a stated number stands to the true one."""

    AT_LEAST = "at_least"  # 余 多 超 以上 不少于
    AT_MOST = "at_most"  # 近 不到 以内
    ABOUT = "about"  # 约 左右


class Window(StrEnum):
    """Over which time a number counts (FIELDS: now, year, ever), or that it is a plan."""

    NOW = "now"
    YEAR = "year"
    EVER = "ever"
    PLAN = "plan"


class Method(StrEnum):
    """How a value was found, most trusted first within one document."""

    DECISION = "decision"  # a person said so
    CELL = "cell"  # value cell beside or below its label cell
    CHECKBOX = "checkbox"  # a ticked box
    LABELLED = "labelled"  # 标签：值 on one line
    STATISTIC = "statistic"  # row label by year column
    PROSE = "prose"  # in a sentence
    COUNTED = "counted"  # rows of a roster
    DERIVED = "derived"  # computed from other fields
    EXTERNAL = "external"  # by a finder that the office added
    FACT = "fact"  # given in a facts file


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value of one field, with everything needed to choose or refuse it.

    `year` is the calendar year the number counts over where the document says so.
    `rejected` is the reason (Chinese, for the reviewer) why this is not the field's value;
    None while it still may be. `confidence` is an observed share, None where not observed.
    `declared` says that the number counts over a period the document itself calls its year
    (近一年), whatever the calendar says. `label` is the catalogue's label that was matched.
    `clouded` is a word around it that speaks of something else (a plan, another body, a
    policy's bound, an item outside the list), "" where there is none.
    """

    field: str
    value: Value
    method: Method
    evidence: tuple[Evidence, ...]
    approximate: Approximate | None = None
    window: Window | None = None
    year: int | None = None
    declared: bool = False
    clouded: str = ""
    confidence: float | None = None
    rejected: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class RosterCell:
    """One cell of a roster row; value None is a written "none" (无, /, —)."""

    value: Value | None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row of one roster (tenants, mentors, …), columns as FIELDS names them."""

    roster: str
    cells: Mapping[str, RosterCell]


@dataclass(frozen=True, slots=True)
class Finding:
    """A question for the reviewer with its places; `code` and `details` as FIELDS lists them."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFindings:
    """All that was found in one document: a pure function of its bytes and our revision.

    `material` is the kind of document (application_form, operating_plan, …); one file may
    serve as several (a summary and plan of work in one). `blanks` are labels of empty cells
    of the application form.
    """

    document: Document
    candidates: tuple[Candidate, ...] = ()
    rosters: tuple[RosterRow, ...] = ()
    materials: tuple[str, ...] = ()
    plan_sections: tuple[str, ...] = ()
    blanks: tuple[tuple[str, Evidence | None], ...] = ()
    findings: tuple[Finding, ...] = ()
