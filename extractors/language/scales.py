"""Units written beside numbers in, what a bare number is multiplied with out.

A form writes the unit once, in the label or over the table (金额单位：千元), and bare numbers
below.
"""

from __future__ import annotations

from decimal import Decimal

# Yuan for one of the unit. A longer unit comes before the one it ends in: 百万元 is not 万元.
MONEY_UNITS = {
    "千万元": Decimal(10_000_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
    "万元": Decimal(10_000),
    "千元": Decimal(1_000),
    "百元": Decimal(100),
    "元": Decimal(1),
}
_OTHER = {
    "㎡": (("万平", Decimal(10_000)), ("万m2", Decimal(10_000))),
    "1": (("%", Decimal("0.01")),),
    "年": (("(月)", Decimal(1) / 12), ("个月", Decimal(1) / 12), ("月数", Decimal(1) / 12)),
}


def money_scale(words: str) -> Decimal | None:
    """What a bare amount is multiplied with to be yuan; None where no unit is written.

    Example:
        >>> money_scale("融资额(百万元)"), money_scale("人数")
        (Decimal('1000000'), None)
    """
    return next((factor for word, factor in MONEY_UNITS.items() if word in words), None)


def scale(unit: str | None, words: str) -> Decimal | None:
    """The same for a field's own unit: ㎡, 元, 1 (a share), 年.

    Example:
        >>> scale("㎡", "总面积(万m2)"), scale("1", "占比(%)"), scale("家", "入驻(家)")
        (Decimal('10000'), Decimal('0.01'), None)
    """
    if unit == "元":
        return money_scale(words)
    return next((factor for word, factor in _OTHER.get(unit or "", ()) if word in words), None)
