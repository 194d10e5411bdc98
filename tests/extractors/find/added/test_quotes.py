"""A quote is found where its words stand, however they are laid out, or not at all."""

from __future__ import annotations

import pytest

from extractors.find.added.quotes import MOST_PLACES, Place, Quotable
from extractors.model import Anchor, AnchorKind, Block, Document, Layer, Line
from tests.pace import LENGTHS, grows_with_its_length


def paragraphs(*texts: str) -> Document:
    anchors = [Anchor(AnchorKind.PARAGRAPH, paragraph=n) for n, _ in enumerate(texts, start=1)]
    return Document("方案.docx", "0" * 64, "docx", tuple(map(Block, texts, anchors)))


def pages(*texts: str) -> Document:
    """One block a page, as a PDF gives them."""
    box = (0.0, 0.0, 100.0, 12.0)
    blocks = [
        Block(
            text,
            Anchor(AnchorKind.PAGE, page=page, bbox=box),
            lines=(Line(0, len(text), page, box),),
        )
        for page, text in enumerate(texts, start=1)
    ]
    return Document("方案.pdf", "0" * 64, "pdf", tuple(blocks))


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("使用总面积820平方米", "总面积820平方米", "总面积820平方米"),
        ("使用总面积 ８２０ ㎡。", "总面积820m2", "总面积 ８２０ ㎡"),  # width and blanks
        ("使用总面\n积820平方米", "总面积820平方米", "总面\n积820平方米"),  # a wrapped line
        ("自2020 年起运营", "2020年 起", "2020 年起"),  # a blank too many in the quote
    ],
)
def test_layout_makes_no_difference(text, quote, found):
    document = paragraphs("前言", text)
    text_of = Quotable(document)
    place = text_of.place(quote, None, None)

    start, end = text_of.folded(1).span(place.start, place.end)
    assert document.quote(1, start, end).text == found


@pytest.mark.parametrize(
    "quote",
    [
        "总面积821平方米",  # not what is written
        "面积820平方米。公共",  # runs over two paragraphs
        "",
        " \u200b\n",  # nothing is left of it
        "\x00",
    ],
)
def test_words_that_do_not_stand_in_one_block_have_no_place(quote):
    assert (
        Quotable(paragraphs("总面积820平方米", "公共面积300平方米")).place(quote, None, 1) is None
    )


def test_words_in_several_places_need_a_word_on_which_is_meant():
    text = Quotable(pages("企业30家", "我们", "我们", "企业30家"))

    assert text.place("企业30家", None, None) is None
    assert text.place("企业30家", 3, None) == Place(3, 0, 5)
    assert text.place("企业30家", None, 3) == Place(3, 0, 5)  # page 4 is nearer than page 1
    assert text.place("我们", None, 1) == Place(1, 0, 2)


def test_as_near_on_both_sides_is_no_place():
    assert Quotable(pages("企业30家", "", "企业30家")).place("企业30家", None, 2) is None


def test_the_same_words_twice_in_the_block_said_are_no_place():
    assert Quotable(paragraphs("全市30家，本空间30家")).place("30家", 0, None) is None


def test_a_wrong_block_does_no_harm_where_the_words_stand_once():
    assert Quotable(paragraphs("前言", "企业30家")).place("企业30家", 7, None) == Place(1, 0, 5)


def test_what_nobody_sees_is_not_searched():
    seen, *_ = paragraphs("企业30家").blocks
    hidden = Document("a", "0", "xlsx", (seen._replace(layer=Layer.HIDDEN),))

    assert Quotable(hidden).places("企业30家") == ()


def test_a_quote_that_stands_everywhere_is_looked_up_only_so_often():
    assert len(Quotable(paragraphs("的" * 5_000)).places("的")) == MOST_PLACES


def test_looking_up_grows_with_the_text():
    def look_up(text: str) -> None:
        quotable = Quotable(paragraphs(*[text] * 4))
        for _ in range(20):
            quotable.place("一" * 400 + "二", None, None)

    assert grows_with_its_length(look_up, "一" * 4_000, "一" * 4_000 * LENGTHS)
