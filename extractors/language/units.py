"""The words written around numbers: units, counters, approximations, and look-alikes of them.

Tables only; `quantity` reads them. Nothing here depends on a field of the catalogue.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

__all__ = [
    "AFTER",
    "BEFORE",
    "COUNTED",
    "COUNTERS",
    "NOT_BEFORE",
    "NOT_BEFORE_NUMBER",
    "ORDINALS",
    "UNITS",
    "Approximate",
    "Unit",
]


class Unit(StrEnum):
    """What a quantity counts, and the base unit its value is in."""

    AREA = "area"  # ㎡ of floor
    LAND = "land"  # ㎡ of ground: 亩, 公顷, 平方公里; never a floor area
    MONEY = "money"  # 元
    PRICE = "price"  # 元 for something: 元/㎡/月; the counter holds the whole unit
    COUNT = "count"  # the counter says of what
    SHARE = "share"  # fraction of 1
    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    ORDINAL = "ordinal"  # a place in an order: 第3层, 3号楼, 第二年; no figure
    BARE = "bare"  # no unit written


class Approximate(StrEnum):
    """In which direction a written number is inexact."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_ONE = Decimal(1)

# unit word -> kind, and factor to its base unit; the longest word wins
UNITS: dict[str, tuple[Unit, Decimal]] = {
    **dict.fromkeys(("平方米", "平米", "m2", "M2", "平方", "平", "方"), (Unit.AREA, _ONE)),
    "亩": (Unit.LAND, Decimal(2000) / 3),
    "公顷": (Unit.LAND, Decimal(10_000)),
    **dict.fromkeys(("平方公里", "平方千米"), (Unit.LAND, Decimal(1_000_000))),
    "平方分米": (Unit.LAND, Decimal("0.01")),  # 12000平方分米 are 120 ㎡; nobody lets rooms so
    "平方厘米": (Unit.LAND, Decimal("0.0001")),
    **dict.fromkeys(("元", "元人民币", "人民币", "圆", "RMB"), (Unit.MONEY, _ONE)),
    "%": (Unit.SHARE, Decimal("0.01")),
    "‰": (Unit.SHARE, Decimal("0.001")),
    **dict.fromkeys(("年", "周年"), (Unit.YEARS, _ONE)),
    **dict.fromkeys(("个月", "个自然月", "个多月", "个余月"), (Unit.MONTHS, _ONE)),
    **dict.fromkeys(("天", "个工作日", "工作日", "日"), (Unit.DAYS, _ONE)),
    **dict.fromkeys(("周", "个星期"), (Unit.DAYS, Decimal(7))),
}

# Other money is counted, never taken for 元. 栋, 层, 期 and 届 number as well as count: a finder
# takes the counters it asks for.
COUNTERS = frozenset(
    _words(
        "回 个人 "
        "家次 人次 场次 项次 件次 户次 班次 台套 个百分点 百分点 个小时 小时 课时 学时 个课时 "
        "个学时 分钟 美元 欧元 港元 日元 英镑 公里 千米 家 个 名 人 位 席 场 次 期 项 件 例 则 笔 "
        "户 台 栋 幢 座 层 届 批 类 种 支 只 间 套 条 本 份 篇 组 对 款 门 堂 节 辆 处 所 张 片 块 "
        "段 轮 周岁 岁 立方米 立方 平方英尺 平方尺 米 吨 部 封 股 倍 字 页"
    )
)
# Things counted without a counter: 120工位 is 120个 of what the word behind names.
COUNTED = _words("工位 卡座 席位 卡位 座位")
ORDINALS = frozenset(_words("号楼 号 # 楼 室 单元 弄 巷 路 街 标段 级 月 点"))

# Followed by one of these, the unit's character begins another word: 3年级, 三方面, 12平台.
NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "方": tuple("面案式法位向便程圆针略"),
    "平": tuple("台均时衡等行稳"),
    "年": tuple("级轻龄货检审报会利薪鉴"),
    "天": tuple("使然津下府猫"),
    "周": tuple("边期围密岁"),
    "日": tuple("常报益志语本均"),
    "元": tuple("素旦宇老件"),
    "家": tuple("庭居具乡"),
    "人": tuple("民工员大"),
    "名": tuple("称单牌义字优"),
    "位": tuple("于置"),
    "席": tuple("位"),
    "例": tuple("如"),
    "场": tuple("地所景馆"),
    "次": tuple("数"),
    "期": tuple("间限望"),
    "个": tuple("性体"),
    "台": tuple("湾账风"),
    "层": tuple("次面级"),
    "种": tuple("子植养"),
    "支": tuple("持撑付出行"),
    "间": tuple("接隔"),
    "条": tuple("件例款"),
    "本": tuple("科公地市省校院质身着空办单"),
    "组": tuple("织建成团"),
    "对": tuple("接于外应象口标比照"),
    "款": tuple("项"),
    "门": tuple("槛户"),
    "节": tuple("约能点省"),
    "处": tuple("理于"),
    "所": tuple("有示以"),
    "部": tuple("门分委署长"),
    "股": tuple("东权份"),
    "户": tuple("外"),
    "批": tuple("准复"),
    "号": tuple("召称"),
    "级": tuple("别"),
    "路": tuple("演径由线"),
    "点": tuple("击"),
    "楼": tuple("宇盘"),
    "室": tuple("内外"),
    "街": tuple("道区"),
    "月": tuple("均度"),
    "字": tuple("号"),
    "件": tuple("数"),
    "只": tuple("要有需能"),
    "片": tuple("区面"),
    "段": tuple("落"),
    "轮": tuple("车胎廓"),
}

BEFORE: dict[str, Approximate] = {
    **dict.fromkeys(
        _words(
            "不超过 不高于 不多于 不大于 不足 不到 不满 少于 低于 小于 接近 将近 近 至多 最多 最高 "
            "< ≤ ⩽ ≦"
        ),
        Approximate.AT_MOST,
    ),
    **dict.fromkeys(
        _words(
            "不少于 不低于 不小于 不止 不下 不下于 超过 超过了 超出 超 逾 突破 突破了 多于 高于 "
            "大于 至少 至少有 最少 最低 上 > ≥ ⩾ ≧"
        ),
        Approximate.AT_LEAST,
    ),
    **dict.fromkeys(_words("大约 大概 约 约为 约有 约占 约达 近似"), Approximate.ABOUT),
}
# Words that end like an approximation and are none: 节约100万元, 附近3家, 不少于 holds 少于.
NOT_BEFORE_NUMBER = (
    *(f"{c}约" for c in "节签预合契公租履违相条制集特续邀"),
    *("附近", "邻近", "靠近", "最近", "临近", "周近", "高超", "反超", "赶超"),
)

AFTER: dict[str, Approximate] = {
    **dict.fromkeys(("余", "多", "+", "以上"), Approximate.AT_LEAST),
    **dict.fromkeys(("以内", "以下"), Approximate.AT_MOST),
    **dict.fromkeys(("来", "左右", "上下"), Approximate.ABOUT),
}
