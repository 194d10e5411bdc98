"""PDF pages that are turned, moved, scaled, cut or assembled from forms; borders of any make."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from extractors.model import Layer
from tests.extractors.readers.difficult.case import Case, document_of, lost
from tests.extractors.readers.difficult.pdf_objects import (
    HEIGHT,
    one_page,
    shown,
    stream,
)

MARK, OTHER = "标记甲一号", "标记乙二号"
XS, TOPS = (80, 200, 400), (100, 130, 160)
TEXTS = (("标记甲一号", "标记乙二号"), ("标记丙三号", "标记丁四号"))
ROWS = {text: (r, c) for r, row in enumerate(TEXTS, 1) for c, text in enumerate(row, 1)}


def turned(degrees: int) -> bytes:
    """A page whose text was written for the turned paper: upright as displayed."""
    matrix = {
        90: f"0 1 -1 0 {100} 80",
        180: f"-1 0 0 -1 {595 - 80} {100}",
        270: f"0 -1 1 0 {595 - 100} {HEIGHT - 80}",
    }[degrees]
    return one_page(shown(MARK, matrix=matrix), page=b"/Rotate %d" % degrees)


def grid(edge: Callable[[float, float, float, float], str], before: str = "") -> bytes:
    """Two by two cells; `edge` draws a rule from x0, y0 to x1, y1 (y from below)."""
    ys = [HEIGHT - top for top in TOPS]
    rules = [edge(XS[0], y, XS[-1], y) for y in ys] + [edge(x, ys[-1], x, ys[0]) for x in XS]
    texts = [
        shown(text, x + 4, top + 18)
        for row, top in zip(TEXTS, TOPS, strict=False)
        for text, x in zip(row, XS, strict=False)
    ]
    return (before + "\n".join(rules) + "\n").encode() + b"".join(texts)


def ruled(edge: Callable[[float, float, float, float], str], before: str = "") -> bytes:
    return one_page(grid(edge, before))


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} m {x1} {y1} l S"


def thin(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {y0} {max(x1 - x0, 0.48)} {max(y1 - y0, 0.48)} re f"


def closed(x0: float, y0: float, x1: float, y1: float) -> str:
    """A filled path of four corners, not an `re`."""
    return f"{x0} {y0} m {x1 + 0.5} {y0} l {x1 + 0.5} {y1 + 0.5} l {x0} {y1 + 0.5} l h f"


def double(x0: float, y0: float, x1: float, y1: float) -> str:
    d = 1.5
    return (
        line(x0, y0, x1, y1)
        + " "
        + (line(x0, y0 + d, x1, y1 + d) if y0 == y1 else line(x0 + d, y0, x1 + d, y1))
    )


def dotted(x0: float, y0: float, x1: float, y1: float) -> str:
    """Drawn dot by dot, as some printers' drivers write dashes."""
    length = max(x1 - x0, y1 - y0)
    along = (1, 0) if y0 == y1 else (0, 1)
    return " ".join(
        line(
            x0 + along[0] * at,
            y0 + along[1] * at,
            x0 + along[0] * (at + 2),
            y0 + along[1] * (at + 2),
        )
        for at in range(0, int(length), 4)
    )


def picture(x0: float, y0: float, x1: float, y1: float) -> str:
    """A black picture of one pixel, stretched."""
    width, height = max(x1 - x0, 0.5), max(y1 - y0, 0.5)
    return f"q {width} 0 0 {height} {x0} {y0} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def clipped(x0: float, y0: float, x1: float, y1: float) -> str:
    """A large filled box, of which a clipping path leaves the rule."""
    return f"q {x0} {y0} {max(x1 - x0, 0.5)} {max(y1 - y0, 0.5)} re W n 0 0 595 842 re f Q"


def in_form(content: bytes, matrix: bytes = b"1 0 0 1 0 0", depth: int = 1) -> bytes:
    """The content inside form XObjects within each other."""
    own = b"/Resources << /Font << /F 5 0 R >> /XObject << /X %d 0 R >> >>"
    entries = b"/Type /XObject /Subtype /Form /BBox [-900 -900 1200 1200] /Matrix [%s] " % matrix
    more = {6 + n: stream(b"/X Do", entries + own % (7 + n)) for n in range(1, depth)}
    more[6 + depth] = stream(content, entries + b"/Resources << /Font << /F 5 0 R >> >>")
    return one_page(b"/X Do", more, resources=b"/XObject << /X 7 0 R >>")


def spread(text: str) -> bytes:
    """Each character set alone, with half an em between them, last one first."""
    return b"".join(shown(sign, 80 + 18 * n) for n, sign in reversed(list(enumerate(text))))


PAGES = [
    Case("page turned by 90", lambda: turned(90), read=(MARK,)),
    Case("page turned by 180", lambda: turned(180), read=(MARK,)),
    Case("page turned by 270", lambda: turned(270), read=(MARK,)),
    Case(
        "text that climbs",
        lambda: one_page(shown(OTHER) + shown(MARK, matrix="0 1 -1 0 300 300")),
        read=(OTHER,),
        listed={MARK: "第1页"},
    ),
    Case(
        "text upside down",
        lambda: one_page(shown(OTHER) + shown(MARK, matrix="-1 0 0 -1 400 300")),
        read=(OTHER,),
        listed={MARK: "第1页"},
    ),
    Case(
        "mirrored text",
        lambda: one_page(shown(OTHER) + shown(MARK, matrix="-1 0 0 1 400 300")),
        read=(OTHER,),
        listed={MARK: "第1页"},
    ),
    Case("stretched text", lambda: one_page(shown(MARK, matrix="2 0 0 1 80 700")), read=(MARK,)),
    Case("slanted italics", lambda: one_page(shown(MARK, matrix="1 0 .3 1 80 700")), read=(MARK,)),
    Case(
        "size in the matrix",
        lambda: one_page(shown(MARK, size=1, matrix="12 0 0 12 80 700")),
        read=(MARK,),
    ),
    Case(
        "text of one point",
        lambda: one_page(shown(OTHER) + shown(MARK, top=200, size=1)),
        read=(OTHER,),
        listed={MARK: "第1页"},
    ),
    Case("text of ninety points", lambda: one_page(shown(MARK, top=200, size=90)), read=(MARK,)),
    Case("spread characters out of order", lambda: one_page(spread(MARK)), read=(MARK,)),
    Case(
        "origin elsewhere",
        lambda: one_page(shown(MARK, -400, 500), box=b"-500 100 95 942"),
        read=(MARK,),
    ),
    Case("user unit", lambda: one_page(shown(MARK), page=b"/UserUnit 2"), read=(MARK,)),
    Case("landscape", lambda: one_page(shown(MARK, 700, 300), box=b"0 0 842 595"), read=(MARK,)),
    Case("corners swapped", lambda: one_page(shown(MARK), box=b"595 842 0 0"), read=(MARK,)),
    Case(
        "off the page",
        lambda: one_page(shown(OTHER) + shown(MARK, 80, -60)),
        read=(OTHER,),
        layers={MARK: Layer.HIDDEN},
    ),
    Case(
        "cut away by a clip",
        lambda: one_page(shown(OTHER) + b"q 0 0 10 10 re W n " + shown(MARK, top=300) + b" Q"),
        read=(OTHER,),
        listed={MARK: "第1页"},
    ),
    Case("form xobject", lambda: in_form(shown(MARK)), read=(MARK,)),
    Case("form xobjects in each other", lambda: in_form(shown(MARK), depth=4), read=(MARK,)),
    Case("moved form xobject", lambda: in_form(shown(MARK, -600), b"1 0 0 1 700 0"), read=(MARK,)),
    Case(
        "white",
        lambda: one_page(shown(OTHER) + b"1 g " + shown(MARK, top=200)),
        read=(OTHER,),
        layers={MARK: Layer.HIDDEN},
        codes=frozenset({"hidden_content"}),
    ),
    Case(
        "white in cmyk",
        lambda: one_page(shown(OTHER) + b"0 0 0 0 k " + shown(MARK, top=200)),
        read=(OTHER,),
        layers={MARK: Layer.HIDDEN},
    ),
    Case(
        "invisible",
        lambda: one_page(shown(OTHER) + b"3 Tr " + shown(MARK, top=200)),
        read=(OTHER,),
        layers={MARK: Layer.HIDDEN},
    ),
    Case("fake bold", lambda: one_page(shown(MARK) + shown(MARK, 80.3)), read=(MARK,)),
    Case("outlined", lambda: one_page(b"2 Tr " + shown(MARK)), read=(MARK,)),
    Case(
        "content in pieces",
        lambda: one_page(
            b"",
            {4: stream(shown(MARK)[:40]), 9: stream(shown(MARK)[40:])},
            page=b"/Contents [4 0 R 9 0 R]",
        ),
        read=(MARK,),
    ),
]

BORDERS = [
    Case("lines", lambda: ruled(line), cells=ROWS),
    Case("thin filled rectangles", lambda: ruled(thin), cells=ROWS),
    Case("thin filled paths", lambda: ruled(closed), cells=ROWS),
    Case("double lines", lambda: ruled(double), cells=ROWS),
    Case("dashed lines", lambda: ruled(line, "[3 2] 0 d\n"), cells=ROWS),
    Case("dot by dot", lambda: ruled(dotted), cells=ROWS),
    Case("lines of no width", lambda: ruled(line, "0 w\n"), cells=ROWS),
    Case("pictures as lines", lambda: ruled(picture), cells=ROWS),
    Case("clipped boxes", lambda: ruled(clipped), read=tuple(ROWS)),
    Case("lines in a form xobject", lambda: in_form(grid(thin), b"1 0 0 1 30 -20", 3), cells=ROWS),
    Case(
        "boxes of cells",
        lambda: one_page(
            b"".join(
                b"%d %d %d 30 re S\n" % (x0, HEIGHT - top - 30, x1 - x0)
                for x0, x1 in pairwise(XS)
                for top in TOPS[:2]
            )
            + grid(lambda *_: "")
        ),
        cells=ROWS,
    ),
    Case(
        "coloured boxes",
        lambda: one_page(
            b"".join(
                b"%f g %d %d %d 30 re f\n"
                % (0.7 + 0.1 * ((n + m) % 2), x0, HEIGHT - top - 30, x1 - x0)
                for n, (x0, x1) in enumerate(pairwise(XS))
                for m, top in enumerate(TOPS[:2])
            )
            + b"0 g "
            + grid(lambda *_: "")
        ),
        read=tuple(ROWS),
    ),
    Case(
        "one line around all",
        lambda: one_page(b"60 600 400 200 re S " + grid(line)),
        read=tuple(ROWS),
    ),
]


@pytest.mark.parametrize("case", PAGES, ids=str)
def test_text_anywhere_on_the_page_is_read_or_marked(case: Case) -> None:
    assert lost(case, document_of(case)) == []


@pytest.mark.parametrize("case", BORDERS, ids=str)
def test_borders_of_any_make_part_cells(case: Case) -> None:
    assert lost(case, document_of(case)) == []
