"""Boxes over pages: where the quote is, line by line, within the page, whatever a file says."""

from __future__ import annotations

import pytest

from extractors.model import Anchor, AnchorKind, Block, Document, Line, Page, Seal
from pipeline.showing.pages import MOST_PAGES, framed, pages_of, text_under
from pipeline.showing.spots import Spot

A4 = Page(1, 595, 842)


def printed(text: str, *lines: Line, page: int = 1) -> Block:
    return Block(text, Anchor(AnchorKind.PAGE, page=page, bbox=(0, 0, 9, 9)), lines=lines)


def doc(*blocks: Block, pages: tuple[Page, ...] = (A4,), seals: tuple[Seal, ...] = ()) -> Document:
    return Document("方案.pdf", "a" * 64, "pdf", blocks, pages, seals=seals)


TWO_LINES = printed(
    "使用总面积820平方米\n其中公共服务",
    Line(0, 11, 1, (100, 100, 200, 112)),
    Line(11, 18, 1, (80, 116, 150, 128)),
)


def test_a_quote_over_two_lines_has_two_boxes() -> None:
    (page,) = pages_of(doc(TWO_LINES), (A4,), Spot(0, 0, 5, 15)).pages

    assert page.target and len(page.lines) == 2
    assert page.lines[0][:4] == (98.0, 98.0, 104.0, 16.0)


def test_the_quoted_signs_are_placed_within_their_line() -> None:
    (page,) = pages_of(doc(TWO_LINES), (A4,), Spot(0, 0, 5, 8)).pages

    (line,), (quoted,) = page.lines, page.quoted
    # 使用总面积 are five of nine and a half signs, 820 one and a half.
    assert quoted.x == pytest.approx(100 + 100 * 5 / 9.5 - 2, abs=0.1)
    assert quoted.width == pytest.approx(100 * 1.5 / 9.5 + 4, abs=0.1)
    assert line.x < quoted.x and quoted.x + quoted.width < line.x + line.width


def test_a_quote_that_goes_on_overleaf_has_a_box_on_both_pages() -> None:
    block = printed("甲乙", Line(0, 1, 1, (10, 800, 20, 810)), Line(1, 2, 2, (10, 40, 20, 50)))
    shown = pages_of(doc(block), (A4, Page(2, 595, 842)), Spot(0, 0, 0, 2))

    assert [len(page.lines) for page in shown.pages] == [1, 1]
    assert shown.target == 1


def test_a_block_without_lines_has_its_own_box() -> None:
    (page,) = pages_of(doc(printed("表格")), (A4,), Spot(0, 0)).pages

    assert len(page.lines) == 1


@pytest.mark.parametrize(
    "box",
    [
        (float("nan"), 0, 10, 10),
        (-5e9, -5e9, 5e9, 5e9),
        (500, 800, 100, 700),
        (float("inf"), 0, float("-inf"), 0),
    ],
)
def test_no_box_leaves_its_page(box: tuple[float, float, float, float]) -> None:
    x, y, width, height, _ = framed(box, 595, 842)

    assert x >= 0 and y >= 0 and width >= 0 and height >= 0
    assert x + width <= 595 and y + height <= 842


def test_recognised_lines_show_what_was_recognised() -> None:
    block = printed("场地1200", Line(0, 6, 1, (100, 300, 160, 312), score=0.72, sealed=True))
    scan = doc(block, seals=(Seal(1, (90, 290, 200, 400), "某公司"), Seal(1, (1, 1, 9, 9))))
    (page,) = pages_of(scan, (Page(1, 595, 842, recognised=True),), Spot(0, 0)).pages

    (reading,) = page.readings
    assert (reading.text, reading.score, reading.sealed) == ("场地1200", 0.72, True)
    assert [frame.words for frame in page.seals] == ["印章：某公司", "印章：文字无法辨认"]
    assert [frame.words for frame in page.doubtful] == ["印章压住：场地1200"]


def test_long_documents_are_shown_around_the_place() -> None:
    sizes = tuple(Page(number, 595, 842) for number in range(1, 501))
    block = printed("末", Line(0, 1, 480, (1, 1, 2, 2)), page=480)
    shown = pages_of(doc(block, pages=sizes), sizes, Spot(0, 0))

    assert len(shown.pages) <= MOST_PAGES
    assert [page.number for page in shown.pages if page.target] == [480]
    assert pages_of(doc(pages=sizes), sizes, Spot(0), 60).pages[0].number == 61


def test_a_page_without_a_true_size_is_shown_as_a4() -> None:
    (page,) = pages_of(doc(), (Page(1, float("inf"), -4),), Spot(0)).pages

    assert (page.width, page.height) == (595.0, 842.0)


def test_the_text_of_a_page_is_bounded_but_holds_the_quote() -> None:
    blocks = [printed("字" * 30_000, Line(0, 30_000, 1, (1, 1, 9, 9))) for _ in range(20)]
    (page,) = pages_of(doc(*blocks), (A4,), Spot(0, 19)).pages

    assert [p.block for p in page.text] == [0, 19]
    assert page.left_out == 18


def test_a_drawn_box_gives_the_signs_under_it() -> None:
    text, spots = text_under(doc(TWO_LINES), 1, (156, 90, 205, 130))

    # Behind the 8 of the first line; the second line ends where the box begins.
    assert text == "20平方米"
    assert spots == (Spot(0, 0, 6, 11),)


def test_a_box_over_two_lines_gives_both() -> None:
    text, _ = text_under(doc(TWO_LINES), 1, (0, 90, 595, 130))

    assert text == "使用总面积820平方米\n其中公共服务"


def test_a_box_over_nothing_gives_nothing() -> None:
    assert text_under(doc(TWO_LINES), 1, (0, 500, 595, 600)) == ("", ())
    assert text_under(doc(TWO_LINES), 2, (0, 0, 595, 842)) == ("", ())
