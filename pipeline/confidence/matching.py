"""An expected value and a found one in, the share that is right out.

Numbers may differ by half a percent, dates count to the precision of the expected one, text
without spaces and punctuation; a list of names earns its F1. Never reads a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extractors.catalogue import load_catalogue
from extractors.values import ValueKind

TOLERANCE = 0.005  # of the expected number
TRUE = {"yes", "true", "是", "有", "专职"}
FALSE = {"no", "false", "否", "无", "兼职"}


def kind_of(key: str, roster: str | None = None) -> ValueKind:
    """The kind of a field, or of a roster's column; text where the catalogue has none."""
    catalogue = load_catalogue()
    held = catalogue.rosters.get(roster or "")
    column = held.columns.get(key) if held else None
    field = catalogue.fields.get(key)
    if key == "year":
        return ValueKind.NUMBER
    if column is not None:
        return column.kind
    return field.kind if field is not None else ValueKind.TEXT


def rightness(kind: ValueKind, expected: Any, found: Any) -> float:
    """How far `found` is right: 0 or 1, for lists of names anything between."""
    match kind:
        case ValueKind.NUMBER:
            return float(_near(_number(expected), _number(found)))
        case ValueKind.DATE:
            want = re.findall(r"\d+", str(expected))
            have = re.findall(r"\d+", str(found))[: len(want)]
            return float([int(w) for w in want] == [int(h) for h in have])
        case ValueKind.YES_NO:
            return float(_truth(expected) is not None and _truth(expected) == _truth(found))
        case ValueKind.NAMES:
            return overlap(names(expected), names(found))
        case ValueKind.DIVISION:
            return float(_division(expected) == _division(found))
        case _:
            return float(bare(expected) == bare(found) != "")


def overlap(expected: Iterable[str], found: Iterable[str]) -> float:
    """F1 of two sets of names."""
    want, have = {bare(x) for x in expected}, {bare(x) for x in found}
    return 1.0 if not want | have else 2 * len(want & have) / (len(want) + len(have))


def folded(text: object) -> str:
    """One spelling, no white space: what quotes are compared by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)))


def bare(text: object) -> str:
    """Letters and digits only, lower case: what texts are compared by."""
    signs = folded(text).casefold()
    return "".join(sign for sign in signs if unicodedata.category(sign)[0] in "LNM")


def names(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return [part for part in re.split(r"[、,，;；]", value) if part]
    return [str(part) for part in value] if isinstance(value, list | tuple) else []


def quoted(place: Mapping[str, Any], evidence: Mapping[str, Any]) -> bool:
    """Whether a quote shows an expected place: same document and page, one inside the other."""
    if folded(place["document"]) != folded(evidence.get("document")):
        return False
    if "page" in place and place["page"] != evidence.get("page"):
        return False
    want, have = folded(place["text"]), folded(evidence.get("text") or "")
    return bool(have) and (want in have or have in want)


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def _near(want: float | None, have: float | None) -> bool:
    if want is None or have is None:
        return False
    return abs(want - have) <= TOLERANCE * abs(want) + 1e-12


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = folded(value).casefold()
    return True if word in TRUE else False if word in FALSE else None


def is_truth(value: Any) -> bool:
    """Whether a value says yes or no."""
    return _truth(value) is not None


def _division(value: Any) -> str:
    return str(value.get("code")) if isinstance(value, Mapping) else bare(value)
