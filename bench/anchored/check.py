"""What a route says of one block, and how texts are compared: without white space."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from extractors.model import Block

# Adobe-GB1 has one glyph for the dot within names; libraries differ on which sign it stands for.
DOTS = str.maketrans("・•‧", "···")


class Outcome(StrEnum):
    FOUND = "found"
    MISSING = "missing"
    UNCHECKED = "unchecked"  # this route knows nothing of such a place


@dataclass(frozen=True, slots=True)
class Check:
    """One block, what became of it, and what stands at its anchor instead."""

    block: Block
    outcome: Outcome
    instead: str = ""

    def __str__(self) -> str:
        text = bare(self.block.text)
        return (
            f"{self.block.anchor} [{self.block.layer}] {shortened(text)!r}; "
            f"there: {shortened(self.instead)!r}"
        )


def check(block: Block, found: bool, instead: str = "") -> Check:
    return Check(block, Outcome.FOUND if found else Outcome.MISSING, "" if found else instead)


def shortened(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def bare(text: str) -> str:
    """No white space, no invisible signs, one form for what looks alike."""
    folded = unicodedata.normalize("NFKC", text).translate(DOTS)
    return "".join(
        sign for sign in folded if not sign.isspace() and unicodedata.category(sign) not in "CcCf"
    )


def holds(wanted: str, there: str) -> bool:
    """Whether the text stands there: as such, or (turned, spread text) in another order."""
    want, have = bare(wanted), bare(there)
    return want in have or not Counter(want) - Counter(have)


def likeness(one: str, other: str) -> float:
    """From 0 to 1, for texts of which one was recognised."""
    return SequenceMatcher(None, bare(one), bare(other), autojunk=False).ratio()
