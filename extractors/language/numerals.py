"""A written number in, an exact `Decimal` out: 1,200.5 一点二万 3千 壹仟贰佰 二〇二二.

Reads the numeral alone, without unit or approximation (those are `quantity`'s). Never a float,
never raises: what is no numeral is None. 几十, 十几 and 数百 name no number and are None too.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

__all__ = ["DIGITS", "NUMERAL", "SCALES", "digit_run", "numeral"]

DIGITS = {
    **{digit: value for value, digit in enumerate("〇一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
    "貳": 2,
    "弎": 3,
    "陸": 6,
}
SCALES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}
_OTHER_FORMS = {
    "拾": "十",
    "佰": "百",
    "仟": "千",
    "萬": "万",
    "億": "亿",
    "廿": "二十",
    "卅": "三十",
}

_NEXT_SCALE = {"百": "十", "千": "百", "万": "千", "亿": "千万"}

NUMERAL = "".join(DIGITS) + "".join(SCALES) + "".join(_OTHER_FORMS)
"""Every character a Chinese numeral can hold, ready for a character class."""

# Longest sensible numeral: 九千九百九十九万九千九百九十九亿…; longer is no figure but bait.
_LONGEST = 32

_ARABIC = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)([十百千万亿]{0,2})", re.ASCII)
_CHINESE = re.compile(rf"([{NUMERAL}]+)(?:点([{''.join(DIGITS)}]+)([十百千万亿]{{0,2}}))?")


def numeral(text: str) -> Decimal | None:
    """The value of a written number.

    Args:
        text: Only the numeral, folded: 1,200 or 1.2万 or 三千五百万 or 一点二万.

    Returns:
        The exact value, or None where the text is no well-formed numeral.

    Example:
        >>> numeral("一点二万"), numeral("1,200"), numeral("十几")
        (Decimal('12000'), Decimal('1200'), None)
    """
    if not text or len(text) > _LONGEST:
        return None
    if arabic := _ARABIC.fullmatch(text):
        return _plain(_scaled(Decimal(arabic[1].replace(",", "")), arabic[2]))
    mixed = _mixed(text)
    if mixed is not None:
        return mixed
    chinese = _CHINESE.fullmatch(text)
    if chinese is None:
        return None
    whole = _whole(chinese[1])
    if whole is None or chinese[2] is None:
        return whole
    fraction = "".join(str(DIGITS[digit]) for digit in chinese[2])
    return _plain(_scaled(Decimal(f"{whole}.{fraction}"), chinese[3]))


def digit_run(text: str) -> int | None:
    """The number a run of digits spells, as years are read: 二〇二二 is 2022.

    Returns:
        None where a character is no digit, or the run is empty or too long.
    """
    if not 0 < len(text) <= _LONGEST or any(character not in DIGITS for character in text):
        return None
    return int("".join(str(DIGITS[character]) for character in text))


def _scaled(value: Decimal, scales: str) -> Decimal:
    for scale in scales:
        value *= SCALES[scale]
    return value


def _plain(value: Decimal) -> Decimal:
    """The value without an exponent: 1.2万 is 12000, not 1.20E+4."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def _mixed(text: str) -> Decimal | None:
    """Arabic digits between scales: 3千5百万, 1亿2千万."""
    parts = re.findall(r"(\d+)([十百千万亿]+)", text, re.ASCII)
    if len(parts) < 2 or "".join(number + scale for number, scale in parts) != text:
        return None
    values = [_scaled(Decimal(number), scale) for number, scale in parts]
    if parts[-1][1][-1] == "万" and all("万" not in scale for _, scale in parts[:-1]):
        # 3千5百万: the last 万 holds for what stands before it as well.
        values = [v * (1 if i == len(values) - 1 else 10_000) for i, v in enumerate(values)]
    return sum(values, Decimal(0)) if values == sorted(values, reverse=True) else None


@lru_cache(maxsize=4096)
def _whole(text: str) -> Decimal | None:
    for formal, plain in _OTHER_FORMS.items():
        text = text.replace(formal, plain)
    plain_text = "".join(
        "零" if DIGITS.get(character) == 0 else character for character in text
    ).replace("两", "二")
    if all(character in DIGITS for character in plain_text):
        run = digit_run(plain_text)
        return None if run is None else Decimal(run)
    if plain_text[0] in "百千万亿":  # 百 alone, of 百余: one hundred
        plain_text = "一" + plain_text
    if plain_text[-1] in DIGITS and plain_text[-2] in _NEXT_SCALE:  # 一万二: 12,000
        plain_text += _NEXT_SCALE[plain_text[-2]]
    # Imported here: cn2an sets up its logging at import, 70 ms the command line need not pay.
    from cn2an import cn2an

    try:
        return Decimal(cn2an(plain_text, "strict"))
    except ValueError:
        return None
