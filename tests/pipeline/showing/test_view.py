"""How a file is shown: its pages drawn, its sheets, its text, or why there is nothing."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from extractors.model import Anchor, AnchorKind, Block, Document, Layer, Line, Page
from extractors.problems import problem
from pipeline.intake.raw_store import RawStore
from pipeline.showing.images import PageImages
from pipeline.showing.kept import KeptImages
from pipeline.showing.spots import Spot
from pipeline.showing.text import Paragraph
from pipeline.showing.view import Shown, Wanted, show


@pytest.fixture
def images(tmp_path: Path) -> Iterator[PageImages]:
    raw, kept = RawStore(tmp_path / "raw"), KeptImages(tmp_path / "images")
    with PageImages(raw, kept, workers=1) as made:
        yield made


def block(text: str, kind: AnchorKind = AnchorKind.PARAGRAPH, **given: object) -> Block:
    return Block(text, Anchor(kind), **given)  # type: ignore[arg-type]


def doc(*blocks: Block, **given: object) -> Document:
    return Document("某文件", "a" * 64, "docx", blocks, **given)  # type: ignore[arg-type]


WHOLE = Spot(0)


def shown(document: Document, images: PageImages, spot: Spot = WHOLE, ext: str = ".docx") -> Shown:
    return show(document, ext, images, Wanted(spot))


def test_every_kind_has_its_way(images: PageImages) -> None:
    cells = doc(block("820", AnchorKind.SHEET_CELL))
    pages = doc(block("820", AnchorKind.PAGE), pages=(Page(1, 595, 842),))

    assert shown(cells, images, ext=".xlsx").view == "grid"
    assert shown(doc(block("820")), images).view == "flow"
    assert shown(pages, images, ext=".pdf").view == "pages"
    assert shown(doc(), images).view == "nothing"


def test_a_scan_that_nobody_could_read_is_drawn_all_the_same(
    images: PageImages, tmp_path: Path
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(out, "PNG")
    sha256 = hashlib.sha256(out.getvalue()).hexdigest()
    path = RawStore(tmp_path / "raw").path(sha256, ".png")
    path.parent.mkdir(parents=True)
    path.write_bytes(out.getvalue())
    unread = Document("照片.png", sha256, "image", problems=(problem("limit_time"),))

    found = show(unread, ".png", images, Wanted(Spot(0)))

    assert found.view == "pages" and found.pages is not None
    assert found.pages.pages[0].width == pytest.approx(842)
    assert found.problems[0][1] == problem("limit_time").message_zh


def test_a_file_that_is_gone_says_so(images: PageImages) -> None:
    found = shown(doc(), images, ext=".pdf")

    assert found.view == "nothing"
    assert found.problems == (("", "留存的原件不在，无法绘出页面。"),)


def test_layers_are_explained_where_they_are_met(images: PageImages) -> None:
    found = shown(doc(block("在"), block("删", layer=Layer.DELETED)), images)

    assert [name for _, name, _ in found.layers] == ["修订删除"]


def test_a_place_that_is_gone_is_said(images: PageImages) -> None:
    assert shown(doc(block("在")), images, Spot(0, 7)).lost


def test_what_was_pointed_at_in_a_word_file_is_found_by_its_page_and_box(
    images: PageImages,
) -> None:
    line = Line(0, 6, 2, (90, 100, 150, 112))
    word = doc(block("别的"), block("面积820㎡", lines=(line,)), pages=(Page(1, 612, 792),))
    found = shown(word, images, Spot(0, page=2, box=(88, 98, 152, 114)))

    assert found.placed and found.flow is not None
    targets = [i for i in found.flow.items if isinstance(i, Paragraph) and i.target]
    assert [target.block for target in targets] == [1]


def test_a_box_that_a_person_drew_lies_on_its_page(images: PageImages) -> None:
    scan = doc(pages=(Page(1, 595, 842), Page(2, 595, 842)))
    found = shown(scan, images, Spot(0, page=2, box=(100, 100, 200, 120)), ".pdf")

    assert found.pages is not None
    assert [len(page.lines) for page in found.pages.pages] == [0, 1]
    assert found.pages.target == 2
