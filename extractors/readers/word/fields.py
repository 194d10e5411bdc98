"""Fields of a Word file: codes that are not text, results that are, forms kept outside text.

Enter: the marks that begin, part and end a field, in reading order; a field may span
paragraphs and hold others in its code. Leave: whether text stands inside a code, and the
fields that print something but have no stored result.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.readers.packages.xml import Element
from extractors.readers.symbols import TICKED, UNTICKED
from extractors.readers.word.names import W, on

# Fields that print nothing of their own: marks for an index, a table of contents, a variable,
# links, which stand around their text, and a form's field that was left blank.
SILENT = frozenset(
    "XE TC TA RD SET ASK NEXT NEXTIF SKIPIF PRIVATE ADVANCE HYPERLINK FORMTEXT".split()  # noqa: SIM905
)
# Fields of figures that Word works out whenever it shows the page.
PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"})
OUTSIDE_TEXT = frozenset({W + "checkBox", W + "ddList"})


@dataclass(slots=True)
class _Field:
    code: str = ""
    parted: bool = False
    drawn: bool = False  # its value came from the form's data, so its result would repeat it


@dataclass(slots=True)
class Fields:
    """The fields open at a place, the innermost last, and those found without a result."""

    open: list[_Field] = field(default_factory=list)
    without_result: list[str] = field(default_factory=list)
    in_code: bool = False

    def mark(self, element: Element) -> None:
        """A w:fldChar was met."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            data = element.find(W + "ffData")
            kept = data is not None and {child.tag for child in data} & OUTSIDE_TEXT
            self.open.append(_Field(drawn=bool(kept)))
        elif kind == "separate" and self.open:
            self.open[-1].parted = True
        elif kind == "end" and self.open:
            closed = self.open.pop()
            if not closed.parted and not closed.drawn:
                self._without(closed.code)
        # Codes are no w:t: text in a code is the result of a field within it. Where a file
        # forgets to end a field, what follows is text all the same.
        self.in_code = bool(self.open) and self.open[-1].parted
        self.in_code = self.in_code and any(one.drawn or not one.parted for one in self.open)

    def code(self, text: str) -> None:
        """A piece of a field's code was met."""
        if self.open:
            self.open[-1].code += text

    def simple(self, element: Element) -> None:
        """A w:fldSimple was met, which holds its result."""
        if not len(element):
            self._without(element.get(W + "instr", ""))

    def _without(self, code: str) -> None:
        words = code.split()
        name = words[0].upper() if words else ""
        if name and name not in SILENT and name not in PAGES:
            self.without_result.append(" ".join(words)[:40])


def form_field(mark: Element) -> str:
    """A tick or a choice of an old form field, which Word keeps outside the text."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(W + "checked")
        return TICKED if on(state if state is not None else box.find(W + "default")) else UNTICKED
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in choices.iterfind(W + "listEntry")]
    result = choices.find(W + "result")
    if result is None:
        result = choices.find(W + "default")
    index = "0" if result is None else result.get(W + "val", "0")
    return entries[int(index)] if index.isdigit() and int(index) < len(entries) else ""
