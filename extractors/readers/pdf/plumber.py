"""One page of a PDF by pdfplumber, the slow reference. The library's page in; a PageContent out.

It reads what pdfium cannot: pages displayed turned, signs pdfium loses, files it cannot open.
Everything that knows pdfplumber's shapes stands here and in `forms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extractors.errors import LimitReached, Unreadable
from extractors.limits import LIMITS
from extractors.model import Box
from extractors.readers.layout.glyphs import Glyph, PageContent, moved
from extractors.readers.pdf.characters import once
from extractors.readers.pdf.forms import field_glyphs
from extractors.readers.pdf.route import BROKEN, FEW_GLYPHS, MOST_OF_PAGE
from extractors.readers.symbols import shown

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage

# Type at least this light (0 black, 1 white) is not seen on white paper.
WHITE = 0.97
# A horizontal rule at least this long (points) may belong to a table.
LONG_RULE = 40.0
Chars = Sequence[Mapping[str, Any]]


def library_errors() -> tuple[type[Exception], ...]:
    """What pdfplumber and pdfminer raise for malformed files.

    Beside their own errors these are the built-in ones of an object that is not of the kind
    the format asks for; pdfminer checks few of them.
    """
    import struct
    import zlib

    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    own = (PDFException, PSException, PdfminerException, MalformedPDFException)
    built_in = (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        TypeError,
        ValueError,
        struct.error,
        zlib.error,
    )
    return own + built_in


def page_content(page: PlumberPage, number: int, name: str) -> tuple[PageContent, tuple[str, ...]]:
    """The glyphs, cells and rules of a page, and the codes of its problems.

    Raises:
        LimitReached: more glyphs than a page may have.
        Unreadable: the page's content is malformed.
    """
    try:
        return _content(page, number, name)
    except library_errors() as error:
        raise Unreadable(name, "unread_part", f"{type(error).__name__}: {error}"[:200]) from error
    finally:
        page.close()


def _content(page: PlumberPage, number: int, name: str) -> tuple[PageContent, tuple[str, ...]]:
    chars: Chars = page.chars
    if sum(len(char["text"]) for char in chars) > LIMITS.page_characters:
        raise LimitReached(name, "limit_size", f"characters on page {number}")
    if len(chars) > LIMITS.page_glyphs:
        raise LimitReached(name, "limit_size", f"{len(chars)} glyphs on page {number}")
    level = [char for char in chars if _is_level(char)]
    unseen = {id(char) for char in level if _is_white(char)}
    if unseen:
        unseen -= {id(char) for char in level if id(char) in unseen and _is_backed(char, page)}
    seen = [char for char in level if id(char) not in unseen]
    glyphs = [*once(list(_glyphs(seen))), *field_glyphs(page)]
    window = _window(page)
    visible = [glyph for glyph in glyphs if _is_within(glyph, window)]
    hidden = [glyph for glyph in glyphs if not _is_within(glyph, window)]
    hidden += _glyphs(char for char in level if id(char) in unseen)
    content = PageContent(
        number=number,
        width=window[2] - window[0],
        height=window[3] - window[1],
        rotation=int(page.rotation or 0) % 360,
        glyphs=tuple(visible),
        tables=_tables(page),
        rules=_rules(page),
        aside=_aside([char for char in chars if not _is_level(char)]),
        hidden=tuple(hidden),
    )
    return moved(content, -window[0], -window[1]), _codes(page, visible, hidden)


def _window(page: PlumberPage) -> Box:
    """The part of the page that a viewer shows, in the library's coordinates."""
    x0, top, x1, bottom = (float(edge) for edge in page.mediabox)
    left, upper, right, lower = (float(edge) for edge in page.cropbox)
    shown = (max(x0, left), max(top, upper), min(x1, right), min(bottom, lower))
    return shown if shown[0] < shown[2] and shown[1] < shown[3] else (x0, top, x1, bottom)


def _is_within(glyph: Glyph, window: Box) -> bool:
    return window[0] < glyph.x1 and glyph.x0 < window[2] and window[1] <= glyph.middle <= window[3]


def _glyphs(chars: Iterable[Mapping[str, Any]]) -> Iterable[Glyph]:
    for char in chars:
        if char["text"]:
            yield Glyph(
                shown(char["text"], str(char.get("fontname") or "")),
                float(char["x0"]),
                float(char["top"]),
                float(char["x1"]),
                float(char["bottom"]),
                float(char["size"]),
            )


def _is_level(char: Mapping[str, Any]) -> bool:
    """Whether the baseline runs from left to right; watermarks and turned notes do not."""
    a, b, *_ = char.get("matrix") or (1, 0)
    return bool(a > 0 and abs(b) < 0.1 * a)


def _is_white(char: Mapping[str, Any]) -> bool:
    return _whiteness(char.get("non_stroking_color")) >= WHITE


def _whiteness(color: object) -> float:
    """From 0 (black) to 1 (white); 0 for patterns and unknown colours."""
    parts = color if isinstance(color, tuple | list) else (color,)
    if not parts or not all(isinstance(part, int | float) for part in parts):
        return 0.0
    if len(parts) == 4:  # cyan, magenta, yellow, black: ink taken away from white
        return 1.0 - float(max(parts))
    return float(min(parts))


def _is_backed(char: Mapping[str, Any], page: PlumberPage) -> bool:
    """Whether white type stands on a coloured field or a picture, where it is seen."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    fields = (
        rect
        for rect in (*page.rects, *page.curves)
        if rect.get("fill") and _whiteness(rect.get("non_stroking_color")) < WHITE
    )
    return any(
        area["x0"] <= x <= area["x1"] and area["top"] <= y <= area["bottom"]
        for area in (*fields, *page.images)
    )


def _aside(chars: Chars) -> tuple[tuple[Glyph, ...], ...]:
    """Turned text as runs in drawing order, one a change of direction or font size."""
    runs: list[list[Glyph]] = []
    last: tuple[float, ...] | None = None
    for char, glyph in zip(chars, _glyphs(chars), strict=False):
        direction = tuple(round(float(value), 2) for value in char["matrix"][:4])
        if direction != last:
            runs.append([])
            last = direction
        runs[-1].append(glyph)
    return tuple(tuple(run) for run in runs)


def _tables(page: PlumberPage) -> tuple[tuple[Box, ...], ...]:
    if _drawn(page) < 3 or _drawn(page) > LIMITS.page_rules:
        return ()
    return tuple(
        tuple((float(x0), float(top), float(x1), float(bottom)) for x0, top, x1, bottom in t.cells)
        for t in page.find_tables()
    )


def _drawn(page: PlumberPage) -> int:
    return len(page.lines) + len(page.rects) + len(page.curves)


def _rules(page: PlumberPage) -> tuple[tuple[float, float, float], ...]:
    if _drawn(page) > LIMITS.page_rules:
        return ()
    return tuple(
        sorted(
            {
                (round(edge["x0"], 1), round(edge["top"], 1), round(edge["x1"], 1))
                for edge in page.horizontal_edges
                if edge["x1"] - edge["x0"] >= LONG_RULE
            },
            key=lambda rule: rule[1],
        )
    )


def _codes(page: PlumberPage, glyphs: Sequence[Glyph], hidden: Sequence[Glyph]) -> tuple[str, ...]:
    found = ["hidden_content"] if any(not glyph.blank for glyph in hidden) else []
    if _drawn(page) > LIMITS.page_rules:  # the text is read, its tables are not
        found.append("unread_part")
    return (*found, *_text_codes(page, glyphs))


def _text_codes(page: PlumberPage, glyphs: Sequence[Glyph]) -> tuple[str, ...]:
    inked = [glyph for glyph in glyphs if not glyph.blank]
    if len(inked) < FEW_GLYPHS and _picture_share(page) >= MOST_OF_PAGE:
        return ("no_text",)
    broken = sum(1 for glyph in inked if _is_broken(glyph.text))
    if inked and broken >= BROKEN * len(inked):
        return ("no_text",)
    return ()


def _picture_share(page: PlumberPage) -> float:
    areas = [
        max(0.0, min(image["x1"], page.width) - max(image["x0"], 0))
        * max(0.0, min(image["bottom"], page.height) - max(image["top"], 0))
        for image in page.images
    ]
    return float(sum(areas) / (page.width * page.height)) if areas else 0.0


def _is_broken(text: str) -> bool:
    """A glyph the file gives no character for: (cid:12), private use, replacement mark."""
    return text.startswith("(cid:") or text == "\ufffd" or "\ue000" <= text[0] <= "\uefff"
