"""The XML names that a Word package uses, and what its on-off elements say."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.readers.packages.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix of the standard

ALTERNATIVES = MC + "AlternateContent"
QUOTED = 30  # characters of a text that a problem shows
OFF = frozenset({"0", "false", "off", "none"})


def on(element: Element | None) -> bool:
    """Whether a switch such as w:vanish is present and not turned off."""
    return element is not None and element.get(W + "val", "1").lower() not in OFF


def value(parent: Element | None, path: str) -> str | None:
    """The w:val of a child; None where there is no such child."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get(W + "val")


def number(text: str | None, highest: int) -> int | None:
    """A whole number that a file claims, cut to the highest that means something."""
    if text is None or not text.isascii() or not text.isdigit():
        return None
    return min(int(text[:9]), highest)


def other_words(story: Element) -> Iterator[str]:
    """What programs that do not know the first of several renderings show in its place.

    The renderings say the same in what office programs write; what says more is given, in
    brief.
    """
    for fallback in story.iter(MC + "Fallback"):
        alternatives = fallback.getparent()
        choice = None if alternatives is None else alternatives.find(MC + "Choice")
        inner = next(fallback.iterancestors(MC + "Fallback"), None)
        words = _words(fallback)
        if choice is not None and inner is None and words not in _words(choice):
            yield words[:QUOTED]


def _words(element: Element) -> str:
    """All text below an element, without spaces."""
    said = (
        one.get("string", "") if one.tag == V + "textpath" else one.text or ""
        for one in element.iter(W + "t", A + "t", M + "t", V + "textpath")
    )
    return "".join("".join(said).split())


def chosen(alternatives: Element) -> Element:
    """The one of several renderings that a reader shows: the first choice, else the fallback."""
    choice = alternatives.find(MC + "Choice")
    if choice is None:
        choice = alternatives.find(MC + "Fallback")
    return alternatives if choice is None else choice
