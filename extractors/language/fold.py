"""Original text in, folded text out, with the place of every folded character in the original.

Folding takes away what carries no meaning here (width, layout blanks, kinds of dash) so that
patterns need not know it: ８２０ ㎡ becomes 820m2. It never loses the way back: `Folded.span`
turns offsets of the folded text into offsets of the original. Never raises, whatever the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["SEPARATOR", "Folded", "fold"]

# Stands for a list marker such as ① or ⑴, whose NFKC form (1, (1)) would run into the
# number after it: ①12家 must not become 112家.
SEPARATOR = "·"

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2e3a\u2e3b\ufe31\ufe32\ufe58\ufe63"
_TILDES = "\u301c\u223c\uff5e\u3030"
# The dot in names (热依汗·阿不都), as other fonts and programs write it.
_DOTS = "\u30fb\uff65\u2027\u22c5"
_AS_WRITTEN = "，。；、…"  # NFKC would turn ， into the comma that groups digits, and … into dots

# Radicals that PDF fonts give instead of the character and that NFKC leaves alone.
_RADICALS = dict(
    zip(
        "⺓⺟⺠⻁⻄⻅⻆⻉⻋⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "幺母民虎西见角贝车镸长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)

_FIXED = {
    **dict.fromkeys(_DASHES + "\uff0d", "-"),
    **dict.fromkeys(_TILDES, "~"),
    **dict.fromkeys(_DOTS, "·"),
    **{character: character for character in _AS_WRITTEN},
    **_RADICALS,
    "\ufe10": "，",
    "\ufe50": "，",
    "\ufe14": "；",
    "\ufe54": "；",
}

_MARKERS = frozenset({"<circle>", "<compat>"})

# One thousand written with the full-width comma: 1，200. A list of numbers such as 12，200
# reads the same; grouping is by far the more frequent in figures.
_GROUPED = re.compile(r"(?<![0-9.,，])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, the index of the original character.

    Args:
        text: The folded text.
        origin: `origin[i]` is the index in the original of what gave `text[i]`; one entry more
            than `text`, the last being the length of the original. Never decreases.
    """

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of `text[start:end]`, half-open as well.

        Args:
            start: First character of the folded text; taken into the text where it lies outside.
            end: One behind the last.

        Returns:
            Offsets into the original without the blanks around; empty where `end <= start`.
        """
        start = min(max(start, 0), len(self.text))
        end = min(end, len(self.text))
        first = self.origin[start]
        return (first, self.origin[end - 1] + 1) if end > start else (first, first)


def fold(original: str) -> Folded:
    """Fold width, blanks, dashes and look-alike characters away.

    Args:
        original: Any text, also one with lone surrogates or control characters.

    Returns:
        The folded text with the way back. A blank survives, as one space, only where dropping it
        would glue two words or numbers of ASCII together (2022 12), or a list number or comma to
        a digit (1. 2022年).

    Example:
        >>> folded = fold("面积 ８２０ ㎡")
        >>> folded.text
        '面积820m2'
        >>> folded.span(2, 7)
        (3, 8)
    """
    return _folded(original) if len(original) <= _KEPT else _fold(original)


# Finders fold the same cells and words again and again; a kept one costs 40 bytes a character.
_KEPT = 300


@lru_cache(maxsize=1 << 12)
def _folded(original: str) -> Folded:
    return _fold(original)


def _fold(original: str) -> Folded:
    if (plain := _one_by_one(original)) is not None:
        return Folded(_group(plain), tuple(range(len(original) + 1)))
    text: list[str] = []
    origin: list[int] = []
    blank_at = -1
    last = ""
    for index, character in enumerate(original):
        image = character if "\u4e00" <= character <= "\u9fff" else _image(character, last)
        if image is None:
            blank_at = index if blank_at < 0 else blank_at
            continue
        if not image:
            continue
        if blank_at >= 0:
            if _parts(last, image[0]) and unicodedata.category(character) != "So":
                text.append(" ")
                origin.append(blank_at)
            blank_at = -1  # 820 ㎡ loses its blank though m2 begins with a letter
        for piece in image:
            text.append(piece)
            origin.append(index)
        last = image[-1]
    origin.append(len(original))
    return Folded(_group("".join(text)), tuple(origin))


def _one_by_one(original: str) -> str | None:
    """The folded text where each character becomes just one; None where one does not."""
    images: dict[int, str] = {}
    for character in set(original):
        if "\u4e00" <= character <= "\u9fff":
            continue
        image = _own_image(character)
        if image is None or len(image) != 1 or character in "²³":
            return None
        if image != character:
            images[ord(character)] = image
    return original.translate(images) if images else original


def _image(character: str, before: str) -> str | None:
    image = _own_image(character)
    # m² is an area; 12家² has a footnote, which must not become a digit of any number.
    if image == SEPARATOR and character in "²³" and before in ("m", "M"):
        return "2" if character == "²" else "3"
    return image


@lru_cache(maxsize=1 << 16)
def _own_image(character: str) -> str | None:
    """What one character becomes: None for a blank, empty for what has no width."""
    if character in _FIXED:
        return _FIXED[character]
    category = unicodedata.category(character)
    if character.isspace() or category in ("Zs", "Zl", "Zp"):
        return None
    if category in ("Cf", "Cc") or _is_variation_selector(character):
        return ""
    if category in ("No", "So") and _is_marker(character):
        return SEPARATOR
    if "<fraction>" in unicodedata.decomposition(character):
        return character
    image = unicodedata.normalize("NFKC", character)
    if image == character:
        return image
    kept = "".join(_FIXED.get(piece, piece) for piece in image)
    return "".join(piece for piece in kept if not piece.isspace())


def _is_variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _is_marker(character: str) -> bool:
    """Whether the character numbers a list entry or a footnote: ① ⑴ ⒈ ㈠ ㊀ ➀ ² ₂."""
    kind, _, parts = unicodedata.decomposition(character).partition(" ")
    if not parts:
        return unicodedata.category(character) == "No" and unicodedata.digit(character, -1) >= 0
    if kind in ("<super>", "<sub>"):
        return True
    image = unicodedata.normalize("NFKC", character)
    return kind in _MARKERS and unicodedata.category(character) == "No" and image[-1:] not in "月日"


def _parts(before: str, after: str) -> bool:
    """Whether a blank between the two has to stay."""
    if not (after.isascii() and after.isalnum()):
        return False
    return (before.isascii() and before.isalnum()) or (before in (".", ",") and after.isdigit())


def _group(text: str) -> str:
    if "，" not in text:
        return text
    return _GROUPED.sub(lambda match: match[0].replace("，", ","), text)
