"""What stands in a drawing: text boxes, pictures, charts, diagrams, embedded files.

Enter: a w:drawing, w:pict or w:object. Leave: its contents in the file's order, each once:
copies for old programs, text boxes within text boxes and previews of objects are left to
those who read what holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from extractors.readers.packages.xml import Element
from extractors.readers.word.names import (
    ALTERNATIVES,
    CHART,
    DIAGRAM,
    WP,
    A,
    O,
    R,
    V,
    W,
    chosen,
    number,
)

EMU = 12_700  # English Metric Units in a point
WIDEST = 100 * 72 * EMU  # a hundred inches; what claims more claims nothing
# Points in one unit of a length in an old shape's style: width:11.5cm
UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75}
LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]{1,10})\s*([a-z]{0,2})")


class Kind(Enum):
    """What a drawing may hold."""

    BOX = "text box"
    WORDS = "words drawn as a shape"
    PICTURE = "picture"
    CHART = "chart"
    DIAGRAM = "diagram"
    OBJECT = "embedded file"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing in a drawing. `relation` leads to its part; sizes are points, 0 where unsaid."""

    kind: Kind
    relation: str = ""
    text: str = ""  # words, or the program of an embedded file
    box: Element | None = None
    width: float = 0.0
    height: float = 0.0


def drawn(drawing: Element) -> Iterator[Drawn]:
    """The contents of a drawing."""
    if drawing.tag == W + "object":
        yield from _object(drawing)
        return
    extent = drawing.find(f"*/{WP}extent")
    size = (0.0, 0.0) if extent is None else (_emu(extent, "cx"), _emu(extent, "cy"))
    yield from _inside(drawing, size)


def behind_text(root: Element) -> Iterator[tuple[float, float]]:
    """Width and height of what lies behind the text, where pale text may well be read."""
    for anchor in root.iter(WP + "anchor"):
        extent = anchor.find(WP + "extent")
        if anchor.get("behindDoc") in {"1", "true"} and extent is not None:
            yield _emu(extent, "cx"), _emu(extent, "cy")


def _inside(parent: Element, size: tuple[float, float]) -> Iterator[Drawn]:
    for child in parent:
        tag = child.tag
        if tag == W + "txbxContent":
            yield Drawn(Kind.BOX, box=child)
        elif tag == ALTERNATIVES:
            yield from _inside(chosen(child), size)
        elif tag == A + "blip":
            relation = child.get(R + "embed") or child.get(R + "link") or ""
            yield Drawn(Kind.PICTURE, relation, width=size[0], height=size[1])
        elif tag == V + "imagedata":
            relation = child.get(R + "id") or child.get(R + "pict") or ""
            yield Drawn(Kind.PICTURE, relation, width=size[0], height=size[1])
        elif tag == V + "textpath":
            yield Drawn(Kind.WORDS, text=child.get("string", ""))
        elif tag == A + "p":
            yield Drawn(Kind.WORDS, text="".join(t.text or "" for t in child.iter(A + "t")))
        elif tag == DIAGRAM + "relIds":
            yield Drawn(Kind.DIAGRAM, child.get(R + "dm", ""))
        elif tag == CHART + "chart" or (tag.endswith("}chart") and child.get(R + "id")):
            yield Drawn(Kind.CHART, child.get(R + "id", ""))
        elif tag == O + "OLEObject" or tag == W + "control":
            yield from _object(parent)
        else:
            yield from _inside(child, _style_size(child) or size)


def _object(parent: Element) -> Iterator[Drawn]:
    """An embedded file or control; the picture beside it is only its preview."""
    for child in parent.iter(O + "OLEObject"):
        yield Drawn(Kind.OBJECT, child.get(R + "id", ""), child.get("ProgID", ""))
    for child in parent.iter(W + "control"):
        yield Drawn(Kind.CONTROL, child.get(R + "id", ""), child.get(W + "name", ""))
    for child in parent.iter(W + "txbxContent"):
        yield Drawn(Kind.BOX, box=child)


def _style_size(shape: Element) -> tuple[float, float] | None:
    style = shape.get("style")
    if style is None or not shape.tag.startswith(V):
        return None
    lengths = {m[1]: _points(m[2], m[3]) for m in LENGTH.finditer(style.lower())}
    if len(lengths) < 2:
        return None
    return lengths["width"], lengths["height"]


def _points(length: str, unit: str) -> float:
    try:
        return float(length) * UNITS.get(unit, 0.0)
    except ValueError:
        return 0.0


def _emu(extent: Element, name: str) -> float:
    return (number(extent.get(name), WIDEST) or 0) / EMU
