"""Invented names, sentences and roster rows from a seed; no real company, no real person."""

from __future__ import annotations

import random

HEAD = ["序号", "企业（团队）名称", "性质", "主营产品或服务", "入驻时间", "带动就业（人）"]
_FIRST = "星远青云禾山溪松澜朗诺启拓明川石林河岭"
_SECOND = "河山苗帆木海泉舟谷风田火源汇创科智合"
_TRADE = ["智能科技", "农业科技发展", "文化创意", "网络技术", "生物工程", "新材料", "机电设备"]
_PRODUCT = ["无人机测绘与三维建模", "数据标注", "短视频制作", "冷链物流", "果酒酿造", "陶艺设计"]
_SENTENCES = [
    "本空间位于科技园区核心地段，交通便利，周边高校林立，创业氛围浓厚。",
    "全年共举办活动{}场，入驻企业{}家，带动就业{}人，累计获得知识产权{}项。",
    "空间配备专职服务人员{}名，创业导师{}名，可自主支配场地面积{}平方米，工位{}个。",
    "设立种子基金{}万元，当年新注册企业{}家，获得融资的团队{}个，服务收入{}万元。",
    "形成了较为完善的服务体系，得到了入驻团队的广泛好评，社会各界也给予了充分肯定。",
]


def roster(count: int, seed: int = 7) -> list[list[str]]:
    """`count` rows under HEAD."""
    chance = random.Random(seed)
    rows = []
    for number in range(1, count + 1):
        name = chance.choice(_FIRST) + chance.choice(_SECOND) + chance.choice(_TRADE)
        team = chance.random() < 0.3
        rows.append(
            [
                str(number),
                f"“{name[:2]}”团队" if team else f"{name}有限责任公司",
                "团队" if team else "企业",
                chance.choice(_PRODUCT),
                f"20{chance.randint(17, 23)}年{chance.randint(1, 12)}月",
                str(chance.randint(2, 60)),
            ]
        )
    return rows


def prose(sentences: int, seed: int = 7) -> str:
    """A paragraph of so many sentences."""
    chance = random.Random(seed)
    return "".join(
        chance.choice(_SENTENCES).format(*(chance.randint(2, 900) for _ in range(4)))
        for _ in range(sentences)
    )


FORM = [
    ["空间名称", "拾光众创空间", "运营主体", "玉林河创业服务有限公司"],
    ["统一社会信用代码", "91530400MA6XXXXX0A", "注册时间", "2018年5月17日"],
    ["场地面积（㎡）", "1268.5", "其中：公共服务面积（㎡）", "402"],
    ["单位性质", "■企业 □事业单位 □其他", "独立法人", "☑是 □否"],
    ["工位数（个）", "96", "专职服务人员（人）", "7"],
    ["种子基金（万元）", "", "年服务收入（元）", "1,286,000.00"],
]
"""Label and value side by side, two pairs a row; one value is blank."""
