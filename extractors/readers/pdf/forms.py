"""Values typed into a PDF's form fields, as glyphs where the fields stand.

The text layer does not hold them: the viewer draws them from each field's own data. Enter:
a pdfplumber page. Leave: glyphs spread over each field, so that they fall into the cell or
line in which a reader sees them. Nothing is calculated and no action runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.pdf.spread import spread
from extractors.readers.symbols import TICKED, UNTICKED

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

SIDES = ("x0", "top", "x1", "bottom")
PARENTS = 8  # fields inherit from their parents; forms nest two or three levels


def field_glyphs(page: PlumberPage) -> list[Glyph]:
    """Glyphs of all filled fields of the page."""
    glyphs: list[Glyph] = []
    for annotation in page.annots:
        data = annotation.get("data") or {}
        if _name(data.get("Subtype")) == "Widget":
            text = _value(data)
            x0, top, x1, bottom = (float(annotation[side]) for side in SIDES)
            glyphs.extend(spread(text, (x0, top, x1, bottom)))
    return glyphs


def _value(data: dict[str, Any]) -> str:
    kind = _name(_inherited(data, "FT"))
    if kind == "Btn":
        if int(_number(_inherited(data, "Ff"))) & 0x10000:  # a push button says nothing
            return ""
        state = _name(data.get("AS")) or _name(_inherited(data, "V"))
        return UNTICKED if state in {"", "Off"} else TICKED
    if kind in {"Tx", "Ch"}:
        return _string(_inherited(data, "V"))
    return ""


def _inherited(data: dict[str, Any], key: str) -> Any:
    from pdfminer.pdftypes import resolve1

    node: Any = data
    for _ in range(PARENTS):
        if not isinstance(node, dict):
            return None
        if node.get(key) is not None:
            return resolve1(node[key])
        node = resolve1(node.get("Parent"))
    return None


def _string(value: Any) -> str:
    from pdfminer.utils import decode_text

    if isinstance(value, list):
        return "、".join(_string(part) for part in value)
    if isinstance(value, bytes):
        return decode_text(value)
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """The text of a PDF name object."""
    inner = getattr(value, "name", value)
    if isinstance(inner, bytes):
        return inner.decode("utf-8", "replace")
    return inner if isinstance(inner, str) else ""


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) else 0
