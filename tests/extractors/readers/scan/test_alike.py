"""Sizes measured off by some per cent become one; a heading keeps its own."""

from extractors.readers.layout.glyphs import Glyph
from extractors.readers.scan.alike import alike


def line(size, count=20):
    return [Glyph("字", 10.0 * i, 0, 10.0 * i + 9, 12, size) for i in range(count)]


def sizes(*lines):
    return [one[0].size for one in alike(lines)]


def test_lines_of_nearly_one_size_have_one():
    assert len(set(sizes(line(11.8), line(12.1), line(12.3)))) == 1


def test_long_lines_decide_the_size():
    common = sizes(line(12.0, 40), line(12.0, 40), line(12.5, 2))

    assert all(abs(size - 12.0) < 0.05 for size in common)


def test_neighbouring_sizes_of_office_type_stay_apart():
    small, body, heading = sizes(line(10.5, 30), line(12.0, 100), line(14.0, 6))

    assert small < body < heading


def test_line_between_two_sizes_does_not_join_them():
    one, _, other = sizes(line(10.5, 50), line(11.2, 5), line(12.0, 50))

    assert other - one > 1


def test_no_lines():
    assert alike([]) == []
