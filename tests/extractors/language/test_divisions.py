"""Addresses and codes to divisions, old names and codes included."""

from __future__ import annotations

import pytest

from extractors.language import divisions
from extractors.language.divisions import by_code, division_of_address, within
from extractors.language.fold import fold


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("玉溪市红塔区", "530402"),
        ("玉溪红塔", "530402"),  # both short
        ("云南省玉溪市红塔区", "530402"),
        ("云南省大理市下关街道", "532901"),  # the city, not the prefecture
        ("大理州大理市", "532901"),
        ("大理经济开发区", "532900"),  # 大理 may be both: the one that holds the other
        ("五华区", "530102"),  # only one of that name
        ("云南省昆明市五华区北京路12号", "530102"),  # a street named after a city
        ("昌吉市", "652301"),
        ("新疆昌吉州昌吉市延安北路", "652301"),
        ("新疆维吾尔自治区昌吉州", "652300"),
        ("库尔勒市", "652801"),
        ("巴州库尔勒市", "652801"),
        ("瑞安市", "330381"),
        ("温州瑞安市", "330381"),
        ("龙港市", "330383"),  # since 2019
        ("云南红河弥勒市", "532504"),  # 红河 is the prefecture here, not the county
        ("峨山县", "530426"),  # 自治 left out
        ("文山州文山市", "532601"),
        ("昆明高新区", "530100"),  # a zone is no division
        ("温州市经济技术开发区", "330300"),
        ("库尔勒经济技术开发区", "652801"),
        ("新疆", "650000"),
        ("北京市朝阳区", "110105"),
        ("吉林省长春市朝阳区", "220104"),
        ("重庆市渝中区", "500103"),
        ("东莞市", "441900"),  # has no counties
        ("石河子市", "659001"),
        ("地址：云南省玉溪市红塔区创新路", "530402"),
        ("中国（云南）自由贸易试验区昆明片区官渡区", "530111"),
        ("玉溪某某创业服务有限公司", "530400"),
    ],
)
def test_an_address_lies_in_the_smallest_division_it_names(address: str, code: str) -> None:
    division = division_of_address(fold(address).text)

    assert division is not None
    assert division.code == code


@pytest.mark.parametrize(
    ("address", "now"),
    [
        ("弥勒县", "532504 弥勒市"),
        ("呈贡县", "530114 呈贡区"),
        ("普洱市翠云区", "530802 思茅区"),
        ("米泉市", "650109 米东区"),
        ("洞头县", "330305 洞头区"),
    ],
)
def test_a_former_name_is_the_division_of_today(address: str, now: str) -> None:
    assert str(division_of_address(address)) == now


@pytest.mark.parametrize(
    "address",
    ["", "朝阳区", "市中区", "北京路12号", "大理石加工", "科技园东区", "创新大厦3层"],
)
def test_what_several_places_or_none_are_called_is_none(address: str) -> None:
    assert division_of_address(address) is None


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("532504", "532504 弥勒市"),
        ("532526", "532504 弥勒市"),  # 弥勒县 until 2013
        ("532522", "532503 蒙自市"),
        ("530122", "530115 晋宁区"),
        ("532401", "530402 红塔区"),
        ("652303", "650109 米东区"),
        ("330322", "330305 洞头区"),
        ("654223", "654203 沙湾市"),
        ("330103", "330105 拱墅区"),  # merged in 2021
        ("530000", "530000 云南省"),
    ],
)
def test_a_code_names_the_division_of_today(code: str, now: str) -> None:
    assert str(by_code(code)) == now


def test_an_unknown_code_is_none() -> None:
    assert by_code("999999") is None
    assert by_code("") is None


@pytest.mark.parametrize(
    ("code", "prefix", "inside"),
    [
        ("530402", "530402", True),
        ("530402", "530400", True),
        ("530402", "53", True),
        ("530400", "530402", False),  # the city is not in its district
        ("532526", "532504", True),  # a former code
        ("532504", "532526", True),
        ("530402", "", False),
        ("110105", "110000", True),
    ],
)
def test_a_division_lies_within_what_holds_it(code: str, prefix: str, inside: bool) -> None:
    assert within(code, prefix) is inside


def test_the_table_is_read_at_its_first_use_and_once() -> None:
    divisions._table.cache_clear()
    by_code("530402")
    by_code("110105")

    assert divisions._table.cache_info().misses == 1


def test_every_entry_of_the_table_finds_itself() -> None:
    """Whole chain to division: what the table writes, the table reads."""
    table = divisions._table()
    for code, name in table.names.items():
        province = table.names[code[:2] + "0000"]
        city = table.names.get(code[:4] + "00", province)
        chain = province + (city if city != province else "") + (name if name != city else "")
        found = division_of_address(chain)
        assert found is not None and found.code == code, (chain, found)
