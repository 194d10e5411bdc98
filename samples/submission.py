"""What the writers state comes in piece by piece, the expected result goes out.

A `Submission` holds the files as bytes and notes every marked statement with its document and
page. `expected()` has the shape that `bench/accuracy` scores against. Never opens a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from samples.keys import COUNTED_OVER_A_YEAR, DATES, FIELDS, JUDGEMENTS, NUMBERS, SETS, YES_NO
from samples.marks import Mark, parse

# Names stand in titles, headers and contracts as well, and every such place is right evidence.
NAMED_AGAIN = ("space_name", "operator_name", "legal_representative")
APPROXIMATE = {"+": "at_least", "-": "at_most", "~": "about"}


@dataclass
class Submission:
    """One applicant: what is asked for, the files, and everything they state.

    `on` is the reference date, `path` the folder or zip the files lie in. `outcomes` names
    the conditions that are neither judgements by nature nor met.
    """

    id: str
    ruleset: str
    on: str
    path: str
    category: str | None = None
    in_force: bool = True
    outcomes: Mapping[str, str] = field(default_factory=dict)
    leave_out: Sequence[str] = ()  # conflicting keys that have no right value
    why: Mapping[str, str] = field(default_factory=dict)  # key of a conflict: which value is taken
    computed: Mapping[str, float] = field(default_factory=dict)  # a rival that is nowhere stated
    derived: Mapping[str, tuple[object, Sequence[str]]] = field(default_factory=dict)
    ambiguous: Sequence[str] = ()
    findings: list[dict[str, object]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    drawn: dict[str, tuple[bytes, float]] = field(default_factory=dict)  # before they were scanned
    kinds: dict[str, str] = field(default_factory=dict)
    materials: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    blanks: list[str] = field(default_factory=list)
    values: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    places: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    rivals: dict[str, list[tuple[str, dict[str, object]]]] = field(default_factory=dict)
    rosters: dict[str, dict[str, dict[str, object]]] = field(default_factory=dict)
    seen: list[tuple[str, int | None, str]] = field(default_factory=list)  # document, page, text

    def enter(self, name: str, kind: str, materials: Sequence[str]) -> None:
        """A document is begun: its kind in the applicant's words, the materials it serves as."""
        self.kinds[name] = kind
        self.materials += [m for m in materials if m not in self.materials]

    def take(self, marked: str, document: str, page: int | None = None) -> str:
        """The plain text, its statements noted."""
        plain, marks = parse(marked)
        self.seen.append((document, page, plain))
        for mark in marks:
            self.note(mark, plain[mark.start : mark.end], document, page)
        return plain

    def note(self, mark: Mark, text: str, document: str, page: int | None) -> None:
        """One statement stands in `document` (on `page`, from 1)."""
        if mark.sign == "#":
            self.sections += [] if mark.key in self.sections else [mark.key]
            return
        if mark.sign == "?":
            self.blanks.append(mark.key)
            return
        if mark.key not in FIELDS:
            raise KeyError(f"{self.id}: {mark.key} is not a field")
        place: dict[str, object] = {"document": document, "text": text}
        if page is not None:
            place["page"] = page
        if mark.sign == "!":
            self.rivals.setdefault(mark.key, []).append((mark.value or text, place))
            return
        self._state(mark, text)
        if place not in self.places.setdefault(mark.key, []):
            self.places[mark.key].append(place)

    def _state(self, mark: Mark, text: str) -> None:
        """Hold the value; two places that give different values are a slip of ours."""
        if mark.value is None:
            self.values.setdefault(mark.key, (text, None))
            return
        known = self.values.get(mark.key)
        stated = (mark.value, "stated")
        if known is not None and known[1] is not None and known != stated:
            raise ValueError(f"{self.id}: {mark.key} is {known[0]} and {mark.value}")
        self.values[mark.key] = stated

    def list_row(self, roster: str, name: str, cells: Mapping[str, object]) -> None:
        """One row of a roster; rows of the same name from two documents become one."""
        self.rosters.setdefault(roster, {}).setdefault(name, {}).update(cells)

    def expected(self) -> dict[str, object]:
        """The expected result, in the order of the field list."""
        fields = {key: self._field(key) for key in FIELDS if self._known(key)}
        conflicts = [self._conflict(key) for key in self.rivals]
        named = {str(c["key"]) for c in conflicts}
        outcomes = self._conditions()
        return {
            "id": self.id,
            "ruleset": self.ruleset,
            "on": self.on,
            "path": self.path,
            "files": self.kinds,
            "fields": fields,
            "absent": [key for key in FIELDS if key not in fields and key not in named],
            "conflicts": conflicts,
            "rosters": {name: list(rows.values()) for name, rows in self.rosters.items()},
            "materials": self.materials,
            "plan_sections": self.sections,
            "form_blanks": self.blanks,
            "findings": self.findings,
            "ambiguous": list(self.ambiguous),
            "conditions": outcomes,
            "outcome": _outcome(outcomes, self.ruleset),
            "outcome_if_judged_yes": _outcome(
                {k: "met" if v == "judgement" else v for k, v in outcomes.items()}, self.ruleset
            ),
            "in_force": self.in_force,
        }

    def _known(self, key: str) -> bool:
        return key not in self.leave_out and (key in self.values or key in self.derived)

    def _field(self, key: str) -> dict[str, object]:
        if key in self.derived:
            value, sources = self.derived[key]
            return {**as_json(key, str(value)), "derived_from": list(sources)}
        first, *others = [*self.places[key], *self._again(key)]
        known = {**as_json(key, self.values[key][0]), **first}
        return {**known, "also": others} if others else known

    def _again(self, key: str) -> list[dict[str, object]]:
        """Places that name the space or its operator again without being marked."""
        if key not in NAMED_AGAIN:
            return []
        name = self.values[key][0]
        spots = [(document, page) for document, page, text in self.seen if name in text]
        places: list[dict[str, object]] = [
            {"document": document, "text": name} | ({"page": page} if page else {})
            for document, page in dict.fromkeys(spots)
        ]
        return [place for place in places if place not in self.places[key]]

    def _conflict(self, key: str) -> dict[str, object]:
        ours = self.places.get(key, [])
        values = [as_json(key, self.values[key][0])["value"]] if ours else []
        values += [as_json(key, value)["value"] for value, _ in self.rivals[key]]
        values += [self.computed[key]] if key in self.computed else []
        texts = [*ours, *(place for _, place in self.rivals[key])]
        documents = list(dict.fromkeys(str(place["document"]) for place in texts))
        why = self.why[key]
        return {"key": key, "values": values, "documents": documents, "why": why, "texts": texts}

    def _conditions(self) -> dict[str, str]:
        table = JUDGEMENTS[self.ruleset]
        parts = {"技术支撑类": ("5", "6"), "综合服务类": ("5", "7")}.get(self.category or "")
        found = {}
        for condition, judged in table.items():
            if self.ruleset == "kunming-2017" and parts and condition[0] not in parts:
                continue
            if condition == "5.8" and self.category != "专业":
                continue
            by_nature = "judgement" if judged else "met"
            found[condition] = self.outcomes.get(condition, by_nature)
        strange = set(self.outcomes) - set(found)
        if strange:
            raise KeyError(f"{self.id}: no such conditions: {sorted(strange)}")
        return found


# 原则上 and 一般: failing these does not fail the application.
DISCRETIONARY = {
    "mile-2017": {"5.2a"},
    "kunming-2017": {"7.1b"},
    "wenzhou-2021": {"8.1c", "9"},
    "xinjiang-2019": {"6.2b", "7"},
}


def _outcome(outcomes: Mapping[str, str], ruleset: str) -> str:
    soft = DISCRETIONARY.get(ruleset, set())
    if any(v == "not_met" for k, v in outcomes.items() if k not in soft):
        return "not_eligible"
    return "eligible" if set(outcomes.values()) == {"met"} else "needs_review"


def as_json(key: str, value: str) -> dict[str, object]:
    """A stated value as the expected result writes it, with its approximation."""
    if key == "division":
        code, name = value.split()
        return {"value": {"code": code, "name": name}}
    if key in SETS:
        return {"value": value.split("、")}
    if key in YES_NO:
        if value not in ("yes", "no"):
            raise ValueError(f"{key} is neither yes nor no: {value}")
        return {"value": value}
    if key in DATES and not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        raise ValueError(f"{key} is not a date: {value}")
    if key in NUMBERS:
        sign = value[-1] if value[-1] in APPROXIMATE else ""
        number = plain_number(Decimal(value.removesuffix(sign) if sign else value))
        return {"value": number, "approximate": APPROXIMATE[sign]} if sign else {"value": number}
    return {"value": value}


def plain_number(value: Decimal) -> int | float:
    """As JSON writes it: whole numbers without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def year_keys() -> frozenset[str]:
    """Keys whose number counts over the last complete year."""
    return COUNTED_OVER_A_YEAR


Cells = Sequence[Sequence[Any]]
