"""Invented tables of applicants from a seed: rosters, statistics, forms. No real name in them.

Texts are as long as in real submissions: names that wrap, numbers with commas, dates in many
spellings, telephone numbers, blanks and the words that stand for "none".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from bench.known.table import LEFT, UP, Table, table_of

_FIRST = "星远青云禾山溪松澜朗诺启拓明川石林河岭"
_SECOND = "河山苗帆木海泉舟谷风田火源汇创科智合"
_TRADE = ("智能科技", "农业科技发展", "文化创意", "网络技术服务", "生物工程", "新材料", "机电设备")
_SURNAME = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = [
    "文",
    "思远",
    "晓明",
    "建国",
    "雨桐",
    "子涵",
    "海燕",
    "志强",
    "丽",
    "云峰",
    "佳怡",
    "国栋",
]
_BUSINESS = (
    "无人机测绘",
    "数据标注与清洗",
    "高原特色农产品的种植、加工与线上销售",
    "面向中小企业的财税、法务、知识产权一站式服务平台开发与运营",
    "短视频制作",
    "基于物联网的冷链物流温湿度监测系统研发、生产及技术服务，承接系统集成",
    "陶艺设计",
    "工业机器人末端执行器",
)
_EVENT = (
    "创业大讲堂第{}期：从零到一的商业模式设计",
    "知识产权保护专题培训",
    "第{}届大学生创新创业大赛路演及投融资对接会",
    "税收优惠政策宣讲",
    "走进企业{}",
    "“导师面对面”创业项目诊断与辅导活动（第{}场）",
)
_PLACE = ("路演大厅", "二楼会议室", "线上", "众创空间A座3楼培训教室", "科技园报告厅")
_POST = ("总经理", "教授", "高级工程师", "合伙人", "副研究员、硕士生导师", "注册会计师", "主任")
_SKILL = ("创业辅导", "投融资", "财务与税务筹划", "市场营销、品牌策划", "技术研发", "法律")
_NONE = ("无", "/", "", "—", "")
_DATE: tuple[Callable[[int, int, int], str], ...] = (
    lambda y, m, d: f"{y}年{m}月",
    lambda y, m, d: f"{y}.{m:02}.{d:02}",
    lambda y, m, d: f"{y}-{m:02}-{d:02}",
    lambda y, m, d: f"{y}年{m}月{d}日",
    lambda y, m, d: f"{y}/{m}/{d}",
)


def company(chance: Random) -> str:
    name = chance.choice(_FIRST) + chance.choice(_SECOND) + chance.choice(_TRADE)
    return chance.choice(("玉溪{}有限公司", "{}有限责任公司", "云岭{}（集团）股份有限公司")).format(
        name
    )


def person(chance: Random) -> str:
    return chance.choice(_SURNAME) + chance.choice(_GIVEN)


def day(chance: Random, style: int) -> str:
    return _DATE[style % len(_DATE)](
        chance.randint(2016, 2023), chance.randint(1, 12), chance.randint(1, 28)
    )


def amount(chance: Random) -> str:
    return f"{chance.randint(1, 9_999_999) / chance.choice((1, 100)):,.2f}".removesuffix(".00")


def phone(chance: Random) -> str:
    return f"1{chance.choice('3578')}{chance.randint(0, 999_999_999):09}"


def tenants(count: int, seed: int) -> Table:
    """A roster of eight columns; two of them wrap."""
    chance = Random(seed)
    head = ["序号", "企业（团队）名称", "法定代表人", "入驻时间", "主营业务", "注册资本（万元）"]
    rows = [[*head, "从业人数", "备注"]]
    for number in range(1, count + 1):
        rows.append(
            [
                str(number),
                company(chance),
                person(chance),
                day(chance, seed),
                chance.choice(_BUSINESS),
                amount(chance),
                str(chance.randint(2, 80)),
                chance.choice(_NONE),
            ]
        )
    return table_of(rows)


def mentors(count: int, seed: int) -> Table:
    """A roster of seven columns with a number that may be blank."""
    chance = Random(seed)
    rows = [["序号", "姓名", "工作单位", "职务/职称", "擅长领域", "联系电话", "聘任时间"]]
    for number in range(1, count + 1):
        rows.append(
            [
                str(number),
                person(chance),
                company(chance),
                chance.choice(_POST),
                chance.choice(_SKILL),
                phone(chance) if chance.random() < 0.8 else "",
                day(chance, seed + 1),
            ]
        )
    return table_of(rows)


def events(count: int, seed: int, total: str = "") -> Table:
    """A roster of six columns, long names.

    Args:
        total: A last row adds the visitors up under this word; with "merged" its cells are.
    """
    chance = Random(seed)
    rows = [["序号", "活动名称", "举办时间", "地点", "参加人数（人）", "备注"]]
    visitors = 0
    for number in range(1, count + 1):
        came = chance.randint(8, 260)
        visitors += came
        rows.append(
            [
                str(number),
                chance.choice(_EVENT).format(chance.randint(2, 19)),
                day(chance, seed + 2),
                chance.choice(_PLACE),
                str(came),
                chance.choice(_NONE),
            ]
        )
    if total:
        rows.append(["合计", LEFT if total == "merged" else "", "", "", f"{visitors:,}", ""])
    return table_of(rows)


_ITEMS = (
    ("场地情况", ("众创空间使用总面积（㎡）", "其中：公共服务面积（㎡）", "提供工位数（个）")),
    ("孵化成效", ("当年新增入驻企业和团队（家）", "累计毕业企业（家）", "带动就业人数（人）")),
    (
        "财务状况",
        ("总收入（千元）", "其中：服务收入（千元）", "运营成本（千元）", "净利润（千元）"),
    ),
    ("知识产权", ("当年知识产权申请数（项）", "拥有有效知识产权数（项）")),
)


def statistics(seed: int) -> Table:
    """Groups merged downwards, years under a merged heading: a head of two rows."""
    chance = Random(seed)
    rows = [
        ["类别", "指标名称", "近三年数据", LEFT, LEFT, "备注"],
        [UP, UP, "2021年", "2022年", "2023年", UP],
    ]
    for group, items in _ITEMS:
        for number, item in enumerate(items):
            values = [amount(chance) if chance.random() < 0.9 else "/" for _ in range(3)]
            rows.append([group if number == 0 else UP, item, *values, chance.choice(_NONE)])
    return table_of(rows, head=2)


def yearly(seed: int) -> Table:
    """One row of figures an item, years in columns: nothing is merged."""
    chance = Random(seed)
    rows = [["指标名称", "单位", "2021年", "2022年", "2023年", "备注"]]
    for item in (item for _, items in _ITEMS for item in items):
        name, unit = item.removesuffix("）").rsplit("（", 1)
        values = [amount(chance) if chance.random() < 0.9 else "/" for _ in range(3)]
        rows.append([name, unit, *values, chance.choice(_NONE)])
    return table_of(rows)


def form(seed: int) -> Table:
    """Labels beside values, a label that stands upright over several rows, a long answer."""
    chance = Random(seed)
    seats, staff = str(chance.randint(20, 300)), str(chance.randint(3, 30))
    people = [[person(chance), chance.choice(_POST), phone(chance)] for _ in range(4)]
    rows = [
        ["众创空间名称", f"{chance.choice(_FIRST)}{chance.choice(_SECOND)}众创空间"] + [LEFT] * 4,
        ["运营机构名称", company(chance), LEFT, LEFT, "成立时间", day(chance, seed)],
        ["单位性质", "■企业 □事业单位 □社会组织 □其他", LEFT, LEFT, "联系电话", phone(chance)],
        ["场地面积（㎡）", amount(chance), "工位数（个）", seats, "服务人员（人）", staff],
        ["团\n队\n成\n员", "姓名", "职务/职称", LEFT, "联系电话", LEFT],
        *([UP, name, post, LEFT, call, LEFT] for name, post, call in people),
        ["运营情况简介", _story(chance)] + [LEFT] * 4,
        ["其他需要说明的情况", chance.choice(_NONE)] + [LEFT] * 4,
    ]
    return table_of(rows, head=0)


def _story(chance: Random) -> str:
    parts = [
        f"自{chance.randint(2015, 2020)}年成立以来，累计孵化企业{chance.randint(20, 90)}家，"
        f"带动就业{chance.randint(100, 900)}人。",
        f"现有专职服务人员{chance.randint(3, 20)}名，创业导师{chance.randint(8, 40)}名。",
        f"当年举办各类活动{chance.randint(10, 60)}场次，服务收入{amount(chance)}元。",
        "空间配备路演大厅、会议室、培训教室等公共设施，交通便利，配套齐全。",
    ]
    chance.shuffle(parts)
    return "".join(parts)


SHORT: Sequence[Callable[[int], Table]] = (
    lambda seed: tenants(6, seed),
    lambda seed: mentors(8, seed),
    lambda seed: events(8, seed, total="merged"),
    statistics,
    form,
)
"""Tables that fit on a page, one of each shape."""
