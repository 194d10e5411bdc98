"""Rules are told from letters, gaps and seals on pictures of forms."""

import numpy as np
import pytest

from extractors.readers.scan.strokes import ink_of, long_ones, ruled, ruling, straight, without

pytest.importorskip("cv2", reason="recognition is not installed: pip install zhongchuang[ocr]")

DPI = 200
ROWS, COLUMNS = (300, 360, 420, 480), (200, 500, 900, 1300)


def rules_of(page):
    grey = np.asarray(page.convert("L"))
    ink = ink_of(grey)
    return ruling(*straight(ink, DPI), ink, DPI)


def near(strokes, places):
    return len(strokes) == len(places) and all(
        abs(stroke[0] - place) <= 3 for stroke, place in zip(sorted(strokes), places, strict=True)
    )


def test_all_rules_of_a_form_and_no_letters(sheet):
    page = sheet((220, 310, "申报单位"), (520, 370, "市中华王丰"), rows=ROWS, columns=COLUMNS)

    upright, level = rules_of(page)

    assert near(upright, COLUMNS) and near(level, ROWS)


def test_rule_with_gaps_stays_whole(sheet):
    page = sheet(rows=ROWS, columns=COLUMNS)
    for y in range(310, 470, 40):
        page.paste("white", (495, y, 506, y + 5))

    upright, _ = rules_of(page)

    assert near(upright, COLUMNS)


def test_large_letters_are_no_table(sheet):
    upright, level = rules_of(sheet((300, 300, "申田由国目"), type_size=70))

    assert not upright and not level


def test_underlines_are_no_table(sheet):
    page = sheet((300, 300, "名称"))
    for y in (350, 420, 490):
        page.paste("black", (300, y, 900, y + 3))

    assert rules_of(page) == ([], [])


def test_rules_painted_over_leave_the_print(sheet):
    page = sheet((220, 310, "甲"), rows=ROWS, columns=COLUMNS)
    grey = np.asarray(page.convert("L"))
    ink = ink_of(grey)

    plain = without(grey, ink, *ruling(*straight(ink, DPI), ink, DPI), DPI)

    assert plain[395, 500] > 200  # a rule was there
    assert (plain[305:355, 215:260] < 128).sum() == (grey[305:355, 215:260] < 128).sum()


def test_bars_of_letters_side_by_side_are_no_rule(sheet):
    upright, level = rules_of(sheet((300, 300, "第四章"), type_size=44))

    assert not upright and not level


@pytest.mark.parametrize("place", [(400, 250), (250, 330), (800, 330), (1150, 380), (60, 250)])
def test_rules_go_on_under_a_seal(place, sheet, stamped):
    """Its ring, its star and its letters add none."""
    plain = sheet(rows=ROWS, columns=COLUMNS)
    page = stamped(plain, "星火创业孵化器有限公司", *place)
    red = (np.asarray(page) != np.asarray(plain)).any(axis=2)
    grey = np.asarray(plain)[:, :, 0].copy()
    grey[red] = 255  # the worst case: where the seal's ink lies nothing is left
    ink = ink_of(grey)

    upright, level = ruled(straight(ink, DPI), ink, np.where(red, 255, 0).astype(np.uint8), DPI)

    assert near(upright, COLUMNS) and near(level, ROWS)


def test_rules_outside_tables_are_painted_over_too(sheet):
    page = sheet((300, 310, "序号"))
    page.paste("black", (200, 300, 1300, 303))
    grey = np.asarray(page.convert("L"))
    ink = ink_of(grey)

    plain = without(grey, ink, [], long_ones(straight(ink, DPI)[1], ink, DPI), DPI)

    assert plain[301, 250:1250].min() > 200
    assert (plain[310:360] < 128).sum() == (grey[310:360] < 128).sum()


def test_rule_that_bends_is_painted_over_whole(sheet):
    page = sheet(rows=ROWS, columns=COLUMNS)
    grey = np.asarray(page.convert("L")).copy()
    grey[360:367, 600:1298] = np.roll(grey[355:362, 600:1298], 0, axis=0)
    grey[355:360, 600:1298] = 255
    ink = ink_of(grey)

    plain = without(grey, ink, *ruling(*straight(ink, DPI), ink, DPI), DPI)

    assert plain[350:372, 210:1290].min() > 200
