"""What was seen on a page survives being kept; what was kept wrongly is not believed."""

import json

import pytest

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.scan.impression import Impression, Stamp, from_text, to_text

SEEN = Impression(
    width=595.0,
    height=842.0,
    glyphs=(
        Glyph("面", 10.0, 20.0, 20.0, 31.0, 10.5, 0.99),
        Glyph("积", 20.0, 20.0, 30.0, 31.0, 10.5, 0.5, True),
    ),
    vertical=((50.0, 10.0, 90.0),),
    horizontal=((10.0, 50.0, 90.0),),
    rules=((10.0, 50.0, 90.0),),
    stamps=(Stamp((1.0, 2.0, 3.0, 4.0), "某某公司", 0.97),),
    codes=("under_seal",),
    projection=(1.0, 0.01, 0.0, -0.01, 1.0, 0.0, 0.0, 0.0, 1.0),
)


def test_kept_impression_comes_back_equal():
    assert from_text(to_text(SEEN)) == SEEN


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "null",
        "[]",
        "{}",
        to_text(SEEN)[:-9],  # cut
        to_text(SEEN).replace("under_seal", "no such code"),
        to_text(SEEN).replace("0.97", "97"),  # a score is a share
        to_text(SEEN).replace("595.0", "NaN"),
        to_text(SEEN).replace("595.0", '"595"'),
        to_text(SEEN).replace('"面"', '""'),
        json.dumps({**json.loads(to_text(SEEN)), "glyphs": [["面", 1]]}),
        json.dumps({**json.loads(to_text(SEEN)), "projection": [1, 2]}),
        "[" * 100_000,
    ],
)
def test_broken_text_is_no_impression(broken: str):
    assert from_text(broken) is None
