"""A page's picture is recognised once, with its seals, and within its limits."""

import pytest

from extractors.limits import LIMITS
from extractors.readers.equipment import DEFAULT, Equipment
from extractors.readers.layout.assemble import blocks_of
from extractors.readers.scan import engine
from extractors.readers.scan.page import scanned_page

WIDTH, HEIGHT = 595.0, 842.0


class Kept:
    """A store of pages in memory."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.held.get(key)

    def put(self, key: str, text: str) -> None:
        self.held[key] = text


def scan(page, equipment=DEFAULT, **more):
    return scanned_page(lambda dpi: page, 1, WIDTH, HEIGHT, equipment, **more)


def text(scanned):
    return "".join(glyph.text for glyph in scanned.content.glyphs if not glyph.blank)


def test_unwanted_recognition_is_said(sheet):
    assert scan(sheet(), Equipment(recognise=False)).codes == ("no_recogniser",)


def test_missing_recogniser_is_said(sheet, monkeypatch):
    monkeypatch.setattr(engine, "NEEDED", ("no_such_package",))

    assert scan(sheet()).codes == ("no_recogniser",)


@pytest.mark.parametrize("width", [float("nan"), float("inf"), 0.0, -5.0])
def test_page_without_size_is_refused(width, sheet, recogniser):
    scanned = scanned_page(lambda dpi: sheet(), 1, width, HEIGHT, DEFAULT)

    assert scanned.codes == ("limit_size",)


def test_huge_page_is_drawn_coarser(sheet, recogniser):
    asked: list[int] = []

    def draw(dpi):
        asked.append(dpi)
        return sheet(size=(200, 200))

    scanned_page(draw, 1, 14_400, 14_400, DEFAULT)

    assert asked[0] ** 2 * 200 * 200 <= LIMITS.recognition_pixels


def test_blank_page_has_no_text(sheet, recogniser):
    assert scan(sheet()).codes == ("no_text",)


def test_cells_hold_their_own_text(sheet, recogniser):
    page = sheet(
        *(
            (220, 310, "场地面积"),
            (520, 310, "1,250平方米"),
            (220, 370, "工位数"),
            (520, 370, "86"),
        ),
        rows=(300, 360, 420),
        columns=(200, 500, 900),
    )

    scanned = scan(page)

    assert [len(cells) for cells in scanned.content.tables] == [4]
    assert text(scanned) == "场地面积1,250平方米工位数86"
    assert all(glyph.score > 0.8 for glyph in scanned.content.glyphs)


def test_text_under_a_seal_is_read_and_marked(sheet, stamped, recogniser):
    page = sheet((300, 500, "成立时间2019年3月18日"), (300, 1500, "使用面积820平方米"))
    page = stamped(page, "星火创业孵化器有限公司", 380, 380)

    scanned = scan(page)

    assert text(scanned) == "成立时间2019年3月18日使用面积820平方米"
    assert "under_seal" in scanned.codes
    assert {True, False} == {glyph.sealed for glyph in scanned.content.glyphs}
    (seal,) = scanned.seals
    assert seal.text == "星火创业孵化器有限公司"
    assert all(
        abs(a - b) < 6
        for a, b in zip(seal.bbox, (380 * 0.36, 380 * 0.36, 710 * 0.36, 710 * 0.36), strict=True)
    )


def test_page_is_recognised_once(sheet, recogniser, monkeypatch):
    kept, page = Kept(), sheet((300, 500, "孵化器"))
    first = scan(page, Equipment(pages=kept))
    monkeypatch.setattr(engine, "engine", lambda: pytest.fail("recognised again"))

    assert scan(page, Equipment(pages=kept)) == first


def test_broken_kept_page_is_recognised_anew(sheet, recogniser):
    kept, page = Kept(), sheet((300, 500, "孵化器"))
    scan(page, Equipment(pages=kept))
    kept.held = dict.fromkeys(kept.held, "{broken")

    assert text(scan(page, Equipment(pages=kept))) == "孵化器"


def test_page_out_of_time_is_said_and_not_kept(sheet, recogniser):
    kept = Kept()

    scanned = scan(sheet((300, 500, "孵化器")), Equipment(pages=kept), seconds=0)

    assert "limit_time" in scanned.codes and not kept.held


def test_wrapped_lines_become_one_paragraph_and_a_heading_stays_apart(sheet, recogniser):
    page = sheet(
        (300, 400, "　　空间提供工商注册、法律法务、融资对接、技术研发、政策咨询六项服"),
        (300, 460, "务。现有入驻企业15家，2023年带动就业逾220人，面积约800平方米，工"),
        (300, 520, "位64个。"),
    )
    from PIL import ImageDraw

    from tests.extractors.readers.scan.conftest import font

    ImageDraw.Draw(page).text((300, 320), "第五章　服务内容", font=font(44), fill=(20, 20, 20))

    heading, paragraph = blocks_of([scan(page).content])

    assert "".join(heading.text.split()) == "第五章服务内容"
    assert len(paragraph.lines) == 3
    words = "".join(paragraph.text.split())
    assert "六项服务。现有" in words and words.endswith("工位64个。")


def test_seal_on_white_paper_makes_no_text_and_no_doubt(sheet, stamped, recogniser):
    page = stamped(sheet((300, 500, "使用面积820平方米")), "星火创业孵化器有限公司", 900, 1500)

    scanned = scan(page)

    assert text(scanned) == "使用面积820平方米" and scanned.codes == ()
    assert len(scanned.seals) == 1
    assert not any(glyph.sealed for glyph in scanned.content.glyphs)


def test_same_picture_gives_the_same_content(sheet, stamped, recogniser):
    page = sheet((220, 310, "场地面积"), rows=(300, 360, 420), columns=(200, 500, 900))
    page = stamped(page, "星火创业孵化器有限公司", 380, 250)

    assert scan(page) == scan(page)
