"""Quantities: one table a kind, each row with its reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.language.fold import fold
from extractors.language.quantity import Approximate, Quantity, Unit, quantities

AT_LEAST, AT_MOST, ABOUT = Approximate.AT_LEAST, Approximate.AT_MOST, Approximate.ABOUT


def only(original: str) -> Quantity:
    found = quantities(fold(original).text)
    assert len(found) == 1, found
    return found[0]


def kinds(original: str) -> list[Unit]:
    return [quantity.unit for quantity in quantities(fold(original).text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("820平方米", "820"),  # plain
        ("1,200㎡", "1200"),  # thousands separator
        ("１，２００ 平米", "1200"),  # full width, blank
        ("820 m²", "820"),
        ("820m2", "820"),
        ("0.082万平方米", "820"),  # scaled
        ("1.2万余平米", "12000"),  # 余 between scale and unit
        ("一点二万平方米", "12000"),
        ("两千㎡", "2000"),
        ("500平", "500"),  # spoken
        ("500方", "500"),
        ("六千余平方米", "6000"),
        ("九十余万平方米", "900000"),  # 余 between number and scale
    ],
)
def test_an_area_is_in_square_metres(text: str, value: str) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.value) == (Unit.AREA, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15亩", "10000"),  # 2000/3 ㎡ each
        ("2公顷", "20000"),
        ("10平方公里", "10000000"),  # never 10 平方
    ],
)
def test_land_is_no_floor(text: str, value: str) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.value) == (Unit.LAND, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45648元", "45648"),
        ("50万元", "500000"),
        ("60 亿+ 元", "6000000000"),
        ("20余万元", "200000"),
        ("三百万元", "3000000"),
        ("一千四百亿元", "140000000000"),
        ("200万人民币", "2000000"),
        ("￥1,200", "1200"),  # the sign before
        ("近千万元", "10000000"),
        ("5,000.00元", "5000"),
    ],
)
def test_money_is_in_yuan(text: str, value: str) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.value) == (Unit.MONEY, Decimal(value))


@pytest.mark.parametrize(
    ("text", "counter"),
    [
        ("30元/㎡/月", "元/m2/月"),
        ("30元/平方米·月", "元/平方米·月"),
        ("每平方米每月30元", "元"),  # what it is for stands before
        ("按工位每月260元收取", "元"),
        ("每月每位一百元", "元"),
        ("100元/人", "元/人"),
        ("5万元/年", "元/年"),
    ],
)
def test_a_price_is_no_sum_of_money(text: str, counter: str) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.counter) == (Unit.PRICE, counter)


def test_money_of_a_year_is_a_sum() -> None:
    assert kinds("每年投入10万元") == [Unit.MONEY]


@pytest.mark.parametrize(
    ("text", "value", "counter"),
    [
        ("96个", "96", "个"),
        ("15家", "15", "家"),
        ("①12家", "12", "家"),  # the marker is not 112
        ("1. 20家", "20", "家"),  # nor the list number
        ("1460人次", "1460", "人次"),  # not 人
        ("36场次", "36", "场次"),
        ("3万余户", "30000", "户"),
        ("四间", "4", "间"),
        ("两名", "2", "名"),
        ("培训6期", "6", "期"),
        ("举办六期", "6", "期"),  # after a verb 期 counts
        ("120工位", "120", "个"),  # no counter written
        ("500万美元", "5000000", "美元"),  # never yuan
        ("专利一项。", "1", "项"),
        ("聘请一名导师", "1", "名"),
        ("5栋", "5", "栋"),  # the finder knows what it wants of 栋
        ("0家", "0", "家"),
    ],
)
def test_a_count_carries_its_counter(text: str, value: str, counter: str) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.value) == (Unit.COUNT, Decimal(value))
    assert quantity.counter == counter


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("72%", "0.72"),
        ("14.8%", "0.148"),
        ("百分之五十", "0.5"),
        ("百分之12.5", "0.125"),
        ("七成", "0.7"),
        ("一成半", "0.15"),
        ("四分之三", "0.75"),
        ("3折", "0.3"),
        ("7.5折", "0.75"),
        ("六成以上", "0.6"),
    ],
)
def test_a_share_is_a_fraction_of_one(text: str, value: str) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.value) == (Unit.SHARE, Decimal(value))


@pytest.mark.parametrize("text", ["三成为", "完成5项", "打折", "1/3", "建成12个"])
def test_a_character_of_share_inside_a_word_is_none(text: str) -> None:
    assert Unit.SHARE not in kinds(text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("3年", Unit.YEARS, "3"),
        ("租期六年", Unit.YEARS, "6"),
        ("成立10周年", Unit.YEARS, "10"),
        ("24个月", Unit.MONTHS, "24"),
        ("三个月", Unit.MONTHS, "3"),
        ("试驻一个月", Unit.MONTHS, "1"),  # no article here
        ("3个多月", Unit.MONTHS, "3"),
        ("10天", Unit.DAYS, "10"),
        ("30日内", Unit.DAYS, "30"),
        ("15个工作日", Unit.DAYS, "15"),
        ("2周", Unit.DAYS, "14"),
    ],
)
def test_a_time_is_in_its_own_unit(text: str, unit: Unit, value: str) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.value) == (unit, Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "第3层",
        "第二年",
        "第 3 届",
        "3号",
        "3号楼",
        "218号",
        "1058弄",
        "101室",
        "二期",  # a phase of building
        "一楼",
        "三方协议",
        "前三名",
        "云科发〔2021〕1号",
        "附件2",
        "18日",  # a day of a month named before
    ],
)
def test_a_place_in_an_order_is_no_figure(text: str) -> None:
    assert set(kinds(text)) == {Unit.ORDINAL}


def test_the_second_of_two_years_in_order_is_no_time() -> None:
    assert kinds("第一、二年") == [Unit.ORDINAL, Unit.ORDINAL]


@pytest.mark.parametrize(
    "text",
    [
        "2022年",
        "二〇二二年",
        "2022年3月18日",
        "2022-03-18",
        "2022年1-9月",
        "2022年2月30日",  # no day, and no 30 days either
        "3月9日",
        "2021、2022年度",
        "13800138000",
        "13800000 000",  # broken over two lines of a cell
        "6222 0000 0000 0000 000",  # an account
        "0871-63123456",
        "400-123-4567",
        "91530402MA6K000000",
        "office2022@example.com",
        "v2.0",
        "3D打印",
        "5G",
        "B座",
        "A302",
        "1+N",
        "2+1模式",
        "7×24",
        "9:30",
        "比例1:3",
        "1.2.3",
        "500强企业",
        "“188”产业",
        "一、建设",
        "（一）建设",
        "1.建设",
        "(1)建设",
        "3.2服务",
        "007",
        "12\n68",  # one number broken over two lines, or two
        "20××年",
    ],
)
def test_digits_that_are_no_figure_are_left_out(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "一流",  # first rate
        "一站式",
        "一体化",
        "统一",
        "唯一",
        "万众创新",
        "一是",  # firstly
        "三是",
        "一年一签",  # how often
        "一个平台",  # an article
        "零部件",
        "零件3D打印",
        "三轮车",
        "一次性奖励",
        "每一家",
        "进一步",
        "之一",
        "三位一体",
        "一二三产业",
        "三五家",  # a handful
        "几十家",
        "数十家",
        "十几家",
        "数百家",
        "百家云科技",  # a name: no approximation beside 百
        "千人计划",
        "线上百场",
        "三方面",
        "双创",
        "十四五",
    ],
)
def test_a_numeral_inside_a_word_is_no_figure(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("1268", "1268"), ("8,143.50", "8143.50"), ("38.0", "38"), ("0", "0"), ("十二", "12")],
)
def test_a_cell_may_hold_a_number_without_unit(text: str, value: str) -> None:
    quantity = only(text)

    assert (quantity.unit, quantity.counter) == (Unit.BARE, "")
    assert quantity.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "approximate"),
    [
        ("近百个", "100", AT_MOST),
        ("近20家", "20", AT_MOST),
        ("将近20家", "20", AT_MOST),
        ("不到1500个", "1500", AT_MOST),
        ("不足20家", "20", AT_MOST),
        ("不超过24个月", "24", AT_MOST),
        ("20家以内", "20", AT_MOST),
        ("十余场", "10", AT_LEAST),
        ("百余场", "100", AT_LEAST),
        ("三十多家", "30", AT_LEAST),
        ("20余家", "20", AT_LEAST),
        ("2100多个", "2100", AT_LEAST),
        ("逾6300家", "6300", AT_LEAST),
        ("超过2400家", "2400", AT_LEAST),
        ("突破300家", "300", AT_LEAST),
        ("上百场", "100", AT_LEAST),
        ("不少于20家", "20", AT_LEAST),
        ("至少3人", "3", AT_LEAST),
        ("20家(含)以上", "20", AT_LEAST),
        ("300+家", "300", AT_LEAST),
        ("300家+", "300", AT_LEAST),
        ("≥500平方米", "500", AT_LEAST),
        ("两年多来", "2", AT_LEAST),
        ("约118家", "118", ABOUT),
        ("大约20人", "20", ABOUT),
        ("20人左右", "20", ABOUT),
        ("十来家", "10", ABOUT),
        ("约300余家", "300", ABOUT),  # the word before weighs more
        ("规模突破千万，", "10000000", AT_LEAST),  # money without 元
        ("约15-20家", "15", ABOUT),
        ("20家", "20", None),
        ("节约20元", "20", None),  # 约 of another word
        ("签约20家", "20", None),
        ("附近3家", "3", None),
        ("近三年", "3", None),  # the time looked back on
        ("达20家", "20", None),  # reached is exact
    ],
)
def test_an_approximation_is_kept(text: str, value: str, approximate: Approximate | None) -> None:
    quantity = only(text)

    assert (quantity.value, quantity.approximate) == (Decimal(value), approximate)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("15-20家", "15", "20"),
        ("15—20家", "15", "20"),
        ("15～20家", "15", "20"),
        ("15至20家", "15", "20"),
        ("15家至20家", "15", "20"),
        ("三至五年", "3", "5"),
        ("2-3万元", "20000", "30000"),  # the scale holds for both
        ("2万-3万元", "20000", "30000"),
        ("5-10%", "0.05", "0.1"),
        ("100-200㎡", "100", "200"),
    ],
)
def test_a_range_has_both_ends(text: str, low: str, high: str) -> None:
    quantity = only(text)

    assert (quantity.value, quantity.high) == (Decimal(low), Decimal(high))
    assert quantity.start == 0


def test_a_falling_pair_is_no_range() -> None:
    assert [q.high for q in quantities("20-15家")] == [None, None]


@pytest.mark.parametrize(
    ("text", "whole", "number"),
    [
        ("面积约1.2万余平米。", "约1.2万余平米", "1.2万"),
        ("聚集20余家企业", "20余家", "20"),
        ("投入20余万元，", "20余万元", "20余万"),
        ("租金30元/平方米·月。", "30元/平方米·月", "30"),
        ("不少于15个(含)以上，", "不少于15个(含)以上", "15"),
        ("共有15-20家", "15-20家", "15-20"),
    ],
)
def test_a_quantity_knows_its_places(text: str, whole: str, number: str) -> None:
    quantity = only(text)

    assert text[quantity.start : quantity.end] == whole
    assert text[quantity.number_start : quantity.number_end] == number


def test_a_sentence_gives_its_quantities_in_order() -> None:
    """A made-up sentence with what usually stands together."""
    text = "2023年3栋1至3层共1268平方米，工位96个，入驻21家，占比72%，月租20元/㎡，融资460万元"

    found = quantities(fold(text).text)

    assert [quantity.unit for quantity in found] == [
        Unit.COUNT,
        Unit.COUNT,
        Unit.AREA,
        Unit.COUNT,
        Unit.COUNT,
        Unit.SHARE,
        Unit.PRICE,
        Unit.MONEY,
    ]


@given(
    st.text(
        alphabet="0123456789一二两十百千万亿余多近约至-~.,家个元%年月日平方米第每/+成分之",
        max_size=25,
    )
)
def test_any_mixture_gives_quantities_in_order_and_inside(text: str) -> None:
    found = quantities(text)

    for quantity in found:
        assert 0 <= quantity.start <= quantity.number_start < quantity.number_end
        assert quantity.number_end <= quantity.end <= len(text)
        assert quantity.value.is_finite()
    starts = [quantity.number_start for quantity in found]
    assert starts == sorted(set(starts))
