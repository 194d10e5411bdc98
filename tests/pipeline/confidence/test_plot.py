"""The picture: well formed, with a dot a bin, whatever stands in its title."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from extractors.model import Method
from pipeline.confidence.gold import Labelled, Observation
from pipeline.confidence.plot import reliability_plot
from pipeline.confidence.reliability import Reliability, fitted_on_all, reliability
from pipeline.model import Agreement, Signals

SVG = "{http://www.w3.org/2000/svg}"


def measured(*counts: tuple[Signals, int, int]) -> Reliability:
    found = [
        Observation("total_area_m2", signals, number < right)
        for signals, right, n in counts
        for number in range(n)
    ]
    return reliability(fitted_on_all([Labelled("s", tuple(found), len(found))]), len(found), 0.97)


CELL, RIVAL = Signals(Method.CELL), Signals(Method.CELL, agreement=Agreement.RIVAL)


def test_a_dot_for_every_bin() -> None:
    held = measured((CELL, 900, 900), (RIVAL, 20, 40))
    root = ElementTree.fromstring(reliability_plot(held, ["samples"]))
    assert len(root.findall(f".//{SVG}circle")) == len(held.bins) == 2
    tips = [tip.text or "" for tip in root.iter(f"{SVG}title")]
    assert tips[1].endswith("900 of 900 right")


def test_nothing_is_drawn_outside_the_picture() -> None:
    root = ElementTree.fromstring(reliability_plot(measured((CELL, 1, 1), (RIVAL, 0, 9)), []))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for dot in root.iter(f"{SVG}circle"):
        assert 0 < float(dot.attrib["cx"]) < width
        assert 0 < float(dot.attrib["cy"]) < height


@pytest.mark.parametrize("name", ["<script>&", 'a"b', "样本"])
def test_names_of_folders_are_text(name: str) -> None:
    root = ElementTree.fromstring(reliability_plot(measured((CELL, 9, 9)), [name]))
    assert any(text.text == name for text in root.iter(f"{SVG}text"))


def test_nothing_measured_is_an_empty_frame() -> None:
    root = ElementTree.fromstring(reliability_plot(reliability([], 0, 0.97), []))
    assert root.findall(f".//{SVG}circle") == []
