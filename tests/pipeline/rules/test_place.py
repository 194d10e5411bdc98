"""Where something is registered, by credit code and by address."""

from __future__ import annotations

from typing import Any

import pytest
from policies import outcome

from pipeline.model import Outcome
from pipeline.rules.load import load_rulesets
from pipeline.rules.place import address_inside, code_inside, division_of

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("code", "division"),
    [
        ("91530402MAJU6XYH7W", "530402"),
        ("９１５３０４０２MAJU6XYH7W", "530402"),  # full width
        (" 91530402MAJU6XYH7W ", "530402"),
        ("91530402MAJU6XYH7", None),  # a character short
        ("91五三0402MAJU6XYH7W", None),
        ("", None),
    ],
)
def test_the_third_to_eighth_characters_name_the_division(code: str, division: str | None) -> None:
    assert division == division_of(code)


def test_a_former_division_code_counts_where_the_ruleset_lists_it() -> None:
    codes = load_rulesets()["mile-2017"].region.codes

    assert MET is code_inside("91532526MAPW1BMD3W", codes)
    assert MET is code_inside("91532504MAPW1BMD3W", codes)
    assert NOT_MET is code_inside("91532503MAPW1BMD3W", codes)
    assert UNKNOWN is code_inside("not a code", codes)


@pytest.mark.parametrize(
    ("ruleset", "address", "outcome"),
    [
        ("yunnan-2021", "云南省玉溪市红塔区聂耳路218号", MET),
        ("yunnan-2021", "云南玉溪红塔区", MET),
        ("yunnan-2021", "昆明市五华区学府路290号", MET),
        ("yunnan-2021", "中国云南省昆明市", MET),
        ("yunnan-2021", "浙江省温州市瑞安市塘下镇", NOT_MET),
        ("yunnan-2021", "上海浦东新区云南路1号", NOT_MET),
        ("yunnan-2021", "上海市黄浦区昆明市场", NOT_MET),
        ("yunnan-2021", "高新区科高路1号", UNKNOWN),
        ("yunnan-2021", "学府路290号创业社区", UNKNOWN),
        ("yunnan-2021", "五华区学府路290号", UNKNOWN),  # counties are not listed for a province
        ("yunnan-2021", "广州市天河区", NOT_MET),
        ("yunnan-2021", "广州路88号", UNKNOWN),  # a street, not the city
        ("yunnan-2021", "苏州东路5号", UNKNOWN),
        ("yunnan-2021", "学府路市场12号", UNKNOWN),
        ("yunnan-2021", "", UNKNOWN),
        ("kunming-2017", "云南省昆明市官渡区", MET),
        ("kunming-2017", "云南省 昆明市 官渡区", MET),
        ("kunming-2017", "官渡区矣六街道", MET),
        ("kunming-2017", "昆明高新区科高路", MET),
        ("kunming-2017", "云南省曲靖市麒麟区", NOT_MET),
        ("kunming-2017", "云南省", UNKNOWN),
        ("mile-2017", "云南省红河哈尼族彝族自治州弥勒市弥阳街道", MET),
        ("mile-2017", "云南省红河州弥勒县", MET),
        ("mile-2017", "弥勒市东风农场", MET),
        ("mile-2017", "云南省红河州蒙自市", NOT_MET),
        ("mile-2017", "红河州", UNKNOWN),
        ("mile-2017", "泸西县中枢镇", NOT_MET),
        ("xinjiang-2019", "新疆昌吉州昌吉市延安北路", MET),
        ("wenzhou-2021", "乐清市柳市镇柳青北路", MET),
        ("wenzhou-2021", "浙江省杭州市西湖区", NOT_MET),
    ],
)
def test_an_address_says_where_it_is_by_the_names_it_holds(
    ruleset: str, address: str, outcome: Outcome
) -> None:
    assert outcome is address_inside(address, load_rulesets()[ruleset].region)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"credit_code": "91530102MA2XCW0G42"}, MET),
        ({"credit_code": "91310102MA2XCW0G42"}, NOT_MET),  # the code alone says elsewhere
        ({"registered_address": "昆明市五华区"}, MET),
        ({"registered_address": "上海市黄浦区"}, NOT_MET),
        ({"credit_code": "91310102MA2XCW0G42", "registered_address": "昆明市五华区"}, MET),
        ({"credit_code": "91530102MA2XCW0G42", "registered_address": "上海市黄浦区"}, MET),
        ({"credit_code": "91310102MA2XCW0G42", "registered_address": "学府路290号"}, NOT_MET),
        ({"credit_code": "不清楚", "registered_address": "昆明市五华区"}, MET),
        ({"credit_code": "不清楚"}, UNKNOWN),
        ({"registered_address": "学府路290号"}, UNKNOWN),
        (
            {"credit_code": {"value": "91310102MA2XCW0G42", "rivals": ["91530102MA2XCW0G42"]}},
            UNKNOWN,
        ),
        ({"division": {"code": "530102", "name": "五华区"}}, UNKNOWN),  # of the space, not of it
        ({}, UNKNOWN),
    ],
)
def test_code_and_address_are_sources_of_one_fact(facts: dict[str, Any], expected: Outcome) -> None:
    assert expected is outcome("registered_in(region)", **facts)
