"""Boxes and ticks that symbol fonts draw at the places of other characters.

Enter: a font's name and a character. Leave: the sign that a reader of the page sees.
"""

from __future__ import annotations

TICKED = "☑"
UNTICKED = "□"

# Office programs write the symbol as F0xx or as plain xx in that font.
SYMBOLS: dict[str, dict[int, str]] = {
    "wingdings": {
        0xFE: TICKED,
        0xFD: "☒",
        0xA8: UNTICKED,
        0x6F: UNTICKED,
        0x70: UNTICKED,
        0x71: UNTICKED,
        0x72: UNTICKED,
        0x78: "☒",
        0xFC: "√",
        0xFB: "×",
        0x6E: "■",
        0x6C: "●",
        0xA1: "○",
    },
    "wingdings 2": {
        0x52: TICKED,
        0x53: "☒",
        0x54: "☒",
        0xA3: UNTICKED,
        0x2A: UNTICKED,
        0x50: "√",
        0x4F: "×",
        0xA2: "■",
        0x51: "☒",
    },
    "webdings": {0x61: "√", 0x63: UNTICKED, 0x67: "■", 0x72: "×", 0x6E: "●"},
}
# What lists put before their entries. Not the signs of SYMBOLS: a square or disc before a
# list's entry is no box that an applicant ticked. Hollow squares are: forms make them so.
BULLETS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6C: "•",
        0x6E: "▪",
        0x6F: UNTICKED,
        0x71: "❑",
        0x72: "❒",
        0x75: "◆",
        0x76: "❖",
        0x77: "◆",
        0x9F: "•",
        0xA1: "◦",
        0xA7: "▪",
        0xA8: UNTICKED,
        0xB2: "✧",
        0xD8: "➢",
        0xDC: "➲",
        0xE0: "→",
        0xE8: "➔",
        0xF0: "⇨",
        0xFC: "✓",
        0xFE: TICKED,
    },
    "wingdings 2": {0x50: "✓", 0x97: "•", 0x98: "•", 0xA3: UNTICKED},
    "webdings": {0x61: "✓", 0x63: UNTICKED, 0x67: "▪", 0x6E: "•"},
    "symbol": {0xB7: "•", 0x2D: "-", 0xA8: "♦", 0xDE: "⇒"},
    "courier new": {0x6F: "◦"},
}
BULLET = "•"  # a sign of a font that nothing here knows
# Some programs write the symbol without its font.
ANY_SYMBOL = {0xFE: TICKED, 0x52: TICKED, 0xA8: UNTICKED, 0xA3: UNTICKED, 0x6F: UNTICKED}


def table_for(font: str) -> dict[int, str] | None:
    """The signs of a symbol font; None for a font of text.

    Args:
        font: As Word (Wingdings 2) or a PDF (ABCDEF+Wingdings2) names it.
    """
    name = font.lower().rpartition("+")[2].replace(" ", "").replace("-", "")
    if name.startswith("wingdings2"):
        return SYMBOLS["wingdings 2"]
    if name.startswith("wingdings") and not name.startswith("wingdings3"):
        return SYMBOLS["wingdings"]
    if name.startswith("webdings"):
        return SYMBOLS["webdings"]
    return None


def shown(text: str, font: str) -> str:
    """The text with the symbol font's characters replaced by what they look like.

    Example:
        >>> shown("R", "Wingdings 2"), shown("R", "SimSun")
        ('☑', 'R')
    """
    table = table_for(font)
    if table is None:
        return text
    return "".join(table.get(low_byte(ord(sign)), sign) for sign in text)


def bullet(text: str, font: str) -> str:
    """What a list prints before an entry, given its text and font.

    Example:
        >>> bullet("\uf06c", "Wingdings"), bullet("—", "宋体")
        ('•', '—')
    """
    table = BULLETS.get(font.lower(), {})
    return "".join(
        table.get(low_byte(ord(sign)), BULLET if "\ue000" <= sign <= "\uf8ff" else sign)
        for sign in text
    )


def low_byte(code: int) -> int:
    """The place in the font of a character that was moved to the private use area."""
    return code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
