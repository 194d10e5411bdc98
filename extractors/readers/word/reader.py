"""Word packages (.docx). Bytes in; paragraphs, cells and marginal text as blocks out.

The package is checked against the limits first, and its XML is read by an own walk, because
content controls, text boxes, nested tables and tracked changes are no part of python-docx's
paragraphs. Automatic numbers, which the file
does not hold as text, stand before the text as Word prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.errors import FileError, Unreadable, Unsupported
from extractors.model import Block, Layer, Page, Problem
from extractors.problems import problem
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.legacy.libreoffice import converted
from extractors.readers.packages.office import OfficePackage, holds_macros, open_office
from extractors.readers.packages.xml import Element
from extractors.readers.reading import Reading, within_text_limit
from extractors.readers.word.drawings import Kind, behind_text
from extractors.readers.word.looks import is_pale
from extractors.readers.word.names import W
from extractors.readers.word.objects import insert_file, show_object, source_of
from extractors.readers.word.parts import Parts, parts_of
from extractors.readers.word.pictures import Pictures
from extractors.readers.word.placing import placed
from extractors.readers.word.rendered import rendered
from extractors.readers.word.sections import margins_of, page_area
from extractors.readers.word.walk import Found, Walk

SIDE_PARTS = (
    ("header", Layer.HEADER_FOOTER),
    ("footer", Layer.HEADER_FOOTER),
    ("footnotes", Layer.NOTE),
    ("endnotes", Layer.NOTE),
    ("comments", Layer.NOTE),
)
# A picture behind the text that covers this share of the page may be what pale text is read on.
BACKDROP = 1 / 4
# Characters up to which places are looked for; a plan of 80 pages has 60,000.
PLACED = 500_000


def read_docx(data: bytes, name: str, equipment: Equipment = DEFAULT) -> Reading:
    """Read a Word package.

    Raises:
        Unreadable: damaged, encrypted, or a part carries a document type.
        LimitReached: it unpacks to more, nests deeper or says more than allowed.
    """
    package = open_office(data, name)
    parts = parts_of(package)
    root = parts.root(parts.main)
    body = root.find(W + "body")
    if body is None:
        raise Unreadable(name, "damaged", "no body")
    area = page_area(body)
    pictures = Pictures(equipment, area)
    walk = Walk(name, _shown_by(pictures), lambda w, f: insert_file(w, package.budget, f))
    source = source_of(parts, _backdrop(root, area))
    walk.story(source, parts.main, body, Layer.BODY)
    for kind, layer in SIDE_PARTS:
        for part in parts.of_kind(parts.main, kind):
            walk.story(source, part, parts.root(part), layer)
    problems = (*walk.problems(), *pictures.problems(), *_package_problems(package, parts))
    blocks = within_text_limit(name, walk.blocks)
    pages: tuple[Page, ...] = ()
    if equipment.place and 0 < sum(len(block.text) for block in blocks) <= PLACED:
        blocks, pages, told = _placed(data, name, blocks, margins_of(body))
        problems = (*problems, *told)
    if not any(block.text.strip() for block in blocks) and _has_pictures(parts):
        problems = (*problems, problem("no_text"))
    return Reading(blocks, pages, problems)


def _placed(
    data: bytes, name: str, blocks: tuple[Block, ...], margins: tuple[float, float]
) -> tuple[tuple[Block, ...], tuple[Page, ...], tuple[Problem, ...]]:
    """The blocks with their places on the rendered pages; as they are where nothing renders."""
    try:
        page = rendered(converted(data, "docx", "pdf", name), name)
    except Unsupported:  # nothing is installed that renders
        return blocks, (), ()
    except FileError:
        return blocks, (), (problem("not_placed"),)
    return placed(blocks, page, margins), page.pages, ()


def _shown_by(pictures: Pictures) -> Callable[[Walk, Found], None]:
    def show(walk: Walk, found: Found) -> None:
        (pictures.show if found.what.kind is Kind.PICTURE else show_object)(walk, found)

    return show


def _backdrop(root: Element, area: float) -> bool:
    """Whether something other than white paper may lie behind the text."""
    background = root.find(W + "background")
    if background is not None and not is_pale(background.get(W + "color", "FFFFFF")):
        return True
    return any(width * height >= area * BACKDROP for width, height in behind_text(root))


def _package_problems(package: OfficePackage, parts: Parts) -> Iterator[Problem]:
    if parts.mended:
        yield problem("repaired")
    if holds_macros(package):
        yield problem("contains_macros")
    relations = (r for part in parts.by_name.values() for r in part.relations.values())
    if any(r.outside and r.kind != "hyperlink" for r in relations):
        yield problem("external_content")


def _has_pictures(parts: Parts) -> bool:
    return any(part.content_type.startswith("image/") for part in parts.by_name.values())
