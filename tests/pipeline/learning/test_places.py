"""A person's value is found in every spelling, and what names it is told by its words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.catalogue import load_catalogue
from extractors.values import PartialDate
from pipeline.learning.places import MOST_PLACES, labels_beside, places
from tests.pace import LENGTHS, grows_with_its_length
from tests.pipeline.learning.conftest import document_of


def found(field, value, text):
    document = document_of(text)
    return places(load_catalogue().fields[field], value, document, labels_beside(document))


@pytest.mark.parametrize(
    ("field", "value", "text", "quote"),
    [
        ("total_area_m2", Decimal(12000), "阁楼合计1.2万余平米", "1.2万余平米"),  # scaled
        (
            "total_area_m2",
            Decimal(12000),
            "甲项(万平方米)|1.2",
            "1.2",
        ),  # the unit stands in the label
        ("total_area_m2", Decimal(820), "甲项|820", "820"),  # a bare number fills a cell
        ("workstation_count", Decimal(36), "设卡坐三十六个", "三十六个"),  # in words
        ("lease_years", Decimal(3), "约期36个月", "36个月"),  # in another unit
        ("registered_on", PartialDate(2021, 3), "落成于二〇二一年三月", "二〇二一年三月"),
        ("space_name", "云谷空间", "名头：云 谷 空间", "云 谷 空间"),  # set apart by blanks
        ("premises_tenure", "租赁", "来路|☑租赁 □自有", "租赁"),
    ],
)
def test_a_value_is_found_as_the_project_reads_it(field, value, text, quote):
    assert [place.evidence.text for place in found(field, value, text)] == [quote]


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("total_area_m2", Decimal(820), "编号820，共820人"),  # another unit, or none
        ("workstation_count", Decimal(36), "设卡坐136个"),
        ("total_area_m2", Decimal(2021), "2021年"),  # a year is no area
        ("space_name", "谷", "云谷空间"),  # one sign stands everywhere
    ],
)
def test_what_only_looks_like_the_value_is_not_it(field, value, text):
    assert found(field, value, text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("（三）其中：地盘大小（㎡）|820", ["地盘大小"]),  # without numbering and brackets
        ("别名：甲\n地盘大小：820平方米", ["地盘大小"]),  # the line's own label
        ("使用总面积|820", []),  # listed
        ("12家|820", []),  # a figure is no label
        ("众创空间名称|甲方\n地盘大小|820", ["地盘大小"]),  # what answers a label is none
    ],
)
def test_a_label_beside_the_value_is_named_as_the_catalogue_would_list_it(text, names):
    got = {n.text for p in found("total_area_m2", Decimal(820), text) for n in p.names}
    assert {name for name in got if name != "使用总面积"} == set(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("截至目前，本空间共有约36个青年卡坐，供使用", {("follows", "青年卡坐")}),
        ("现有卡坐共计36个", {("prose_labels", "卡坐")}),
        ("目前累计36个", set()),  # words that only set the scope
        ("工位36个", set()),  # listed
    ],
)
def test_words_around_a_number_are_cut_as_words(text, names):
    (place,) = found("workstation_count", Decimal(36), text)
    assert names <= {(name.key, name.text) for name in place.names}
    assert names or place.names == ()


@pytest.mark.parametrize(
    "part", ["卡坐36个、", "卡坐36个，供使用", "： 36个", "地盘：", "卡坐|36\n"]
)
def test_a_long_line_of_what_nearly_fits_takes_time_in_proportion(part):
    def work(count):
        assert len(found("workstation_count", Decimal(36), part * count)) <= MOST_PLACES

    assert grows_with_its_length(work, 300, 300 * LENGTHS)
