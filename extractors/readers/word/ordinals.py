"""A count and Word's name of a number format in, the number as Word prints it out.

Formats of languages that no applicant writes in fall back to plain digits, as Word does for
a count that the format cannot show.
"""

from __future__ import annotations

from collections.abc import Callable

Format = Callable[[int], str]

DIGITS = "〇一二三四五六七八九"
SIMPLIFIED_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万")
TRADITIONAL_LEGAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬")
JAPANESE_LEGAL = ("〇壱弐参四伍六七八九", "拾百阡", "萬")
COUNTING = (DIGITS, "十百千", "万")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
ROMAN_TO = 3999


def ordinal(count: int, kind: str) -> str:
    """The number as printed.

    Args:
        count: From 0.
        kind: A value of ST_NumberFormat, such as chineseCounting.

    Example:
        >>> ordinal(12, "chineseCountingThousand"), ordinal(3, "decimalEnclosedCircle")
        ('十二', '③')
    """
    return FORMATS.get(kind, str)(count)


def _grouped(count: int, signs: tuple[str, str, str], leading_one: bool, zero: str) -> str:
    """By places of ten: 一百零五; below ten thousand times ten thousand."""
    digits, places, myriad = signs
    if count == 0:
        return digits[0]
    if count >= 10_000:
        if count >= 100_000_000:
            return str(count)
        high = _grouped(count // 10_000, signs, leading_one, zero) + myriad
        low = count % 10_000
        if not low:
            return high
        return high + (zero if low < 1000 else "") + _grouped(low, signs, True, zero)
    text, waiting = "", False
    for place, digit in enumerate(f"{count:04d}"):
        if digit == "0":
            waiting = bool(text)
            continue
        text += (zero if waiting else "") + digits[int(digit)] + ["", *places][3 - place]
        waiting = False
    if not leading_one and text.startswith(digits[1] + places[0]):
        text = text[1:]  # 十二, not 一十二
    return text


def _by_place(signs: tuple[str, str, str], leading_one: bool, zero: str) -> Format:
    return lambda count: _grouped(count, signs, leading_one, zero)


def _digits(count: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(count))


def _chinese_counting(count: int) -> str:
    """By tens below a hundred, digit by digit from there on: 一〇五."""
    return _grouped(count, COUNTING, False, "零") if count < 100 else _digits(count)


def _series(signs: str) -> Format:
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else str(count)


def _run(first: str, how_many: int) -> Format:
    """Signs that follow each other in Unicode."""
    return lambda count: chr(ord(first) + count - 1) if 0 < count <= how_many else str(count)


def _circled(count: int) -> str:
    for first, start, end in (("⓪", 0, 0), ("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= count <= end:
            return chr(ord(first) + count - start)
    return str(count)


def _letters(count: int) -> str:
    """a … z, then aa, bb, as Word counts."""
    if count < 1:
        return str(count)
    times, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 10)


def _roman(count: int) -> str:
    if not 0 < count <= ROMAN_TO:
        return str(count)
    text = ""
    for worth, sign in ROMAN:
        times, count = divmod(count, worth)
        text += sign * times
    return text


def _sixty(count: int) -> str:
    return STEMS[(count - 1) % 10] + BRANCHES[(count - 1) % 12] if count > 0 else str(count)


def _wide(count: int) -> str:
    return str(count).translate({ord("0") + n: "０１２３４５６７８９"[n] for n in range(10)})


def _english(count: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{'th' if count % 100 in (11, 12, 13) else ending}"


FORMATS: dict[str, Format] = {
    "none": lambda count: "",
    "bullet": lambda count: "",
    "decimalZero": lambda count: f"{count:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerLetter": _letters,
    "ordinal": _english,
    "hex": lambda count: f"{count:X}",
    "numberInDash": lambda count: f"- {count} -",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": _by_place(COUNTING, False, "零"),
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": _by_place(COUNTING, False, "零"),
    "japaneseCounting": _by_place(COUNTING, False, ""),
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": _by_place(SIMPLIFIED_LEGAL, True, "零"),
    "ideographLegalTraditional": _by_place(TRADITIONAL_LEGAL, True, "零"),
    "japaneseLegal": _by_place(JAPANESE_LEGAL, True, ""),
    "ideographTraditional": _series(STEMS),
    "ideographZodiac": _series(BRANCHES),
    "ideographZodiacTraditional": _sixty,
}
