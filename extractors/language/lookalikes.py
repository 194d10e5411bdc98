"""A numeral and what stands around it in, whether it is only a part of a word out.

Chinese writes numerals into words, slogans and names: 一流, 统一, 千人计划, 三方. Each rule says
why. Arabic digits are left alone, but for the handful of fixed expressions below.
"""

from __future__ import annotations

from extractors.language.numerals import SCALES

__all__ = ["is_word"]

# Words that begin with a numeral and a character that elsewhere counts.
_WORDS = (
    "一人一",  # 一人一策: a slogan
    "一年一",  # 一年一签: how often
    "一次性",  # at one go
    *("一批", "一种", "一类", "一些", "一套"),  # an article as well: some, a sort of
    *("一块", "一片", "一段", "一部", "一层", "一级", "一方", "两方"),  # together, partly, a side
    *("一本", "一对", "一条", "一门"),  # 一本通, 一对一, 一条龙, 一门式: names of services
    "一期",  # the first phase
    "三人行",  # a saying, and a name
    *("十字", "三门", "四处"),  # a crossing, a town, everywhere
    *("三位一", "四位一", "五位一"),  # 三位一体: several in one
    *("二次", "二级"),  # 二次创业, 二级市场: the second kind
    *("三级", "三条"),  # 三级联动, 三条红线: slogans
)
# A numeral after one of these belongs to the word before: 第 is an order and stays.
_BEFORE: dict[str, tuple[str, ...]] = {
    "一": (
        *"统唯单之同另某任每这那上下前头进逐万专归合划惟不其如周",
        *("星期", "礼拜", "十四五"),
    ),
    "二": ("周", "星期", "不"),
    "三": ("再", "周", "星期"),
    "五": ("周", "星期", "十四", "十三", "十二"),
    "两": ("这", "那"),
}
# 百家云, 千人计划, 万家灯火: without an approximation the bare scale is a name or a slogan.
_ROUGH_BEFORE = tuple("近上超逾约过达破足到")
_NO_ROUGH_BEFORE = ("几", "数", "成百上", "线上", "以上", "之上")
_COUNT_ONE_AFTER = frozenset("了有共计办得请聘进利款权")


def is_word(before: str, written: str, unit: str, more: str, after: str) -> bool:
    """Whether a Chinese numeral is no number here.

    Args:
        before: Up to 12 characters before the numeral.
        written: The numeral itself.
        unit: The unit word behind it, or "".
        more: What makes it rough: 余 of 百余, or "".
        after: The two characters behind the unit.

    Example:
        >>> is_word("", "一", "次", "", "性"), is_word("举办", "三", "场", "", "路演")
        (True, False)
    """
    if written[0].isascii():
        return False
    if before.endswith("第"):
        return False
    if after.startswith("几") and not unit:  # 十几家
        return True
    if all(character in SCALES for character in written) and written != "十":
        rough = bool(more) or before.endswith(_ROUGH_BEFORE)
        return before.endswith(_NO_ROUGH_BEFORE) or not rough
    if written == "十" and before.endswith(("几", "数")):
        return True
    if written + unit == "一个" or (written + unit + after).startswith(_WORDS):
        return True  # 一个 is an article, a count is written 1个; 一个月 is a time
    if written in "零〇" and unit not in ("家", "个", "项", "人"):
        return True  # 零部件, 零距离
    if before.endswith(_BEFORE.get(written[0], ())):
        return True
    if written == "一" and unit in (
        "家",
        "名",
        "位",
        "人",
        "场",
        "次",
        "项",
        "件",
        "户",
        "间",
        "所",
    ):
        # 一家集…于一体的企业 is an article; 专利一项。 and 聘请一名 count.
        return (
            bool(after) and after[0] not in "，。；、,;)以" and before[-1:] not in _COUNT_ONE_AFTER
        )
    return unit == "个" and after.startswith("一")
