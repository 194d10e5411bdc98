"""Expected results and extracted ones in, counts and their misses out.

A value found for a key that the files do not hold is spurious; a key on which documents
disagree is right when it is handed to a reviewer or holds the value a careful official would
take; keys named ambiguous are left out on both sides. Never reads a file.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.confidence.gold import WHOLE, compare, known_keys
from pipeline.confidence.matching import bare, kind_of, quoted, rightness

LISTS = ("materials", "plan_sections", "form_blanks", "findings")
IDENTITY = {"yearly_statistics": "year", "investments": "tenant"}
Json = Mapping[str, Any]


@dataclass
class Count:
    """What was wanted, what was given, how much of it was right."""

    wanted: float = 0
    given: float = 0
    right: float = 0

    def add(self, wanted: float, given: float, right: float) -> None:
        self.wanted, self.given, self.right = (
            self.wanted + wanted,
            self.given + given,
            self.right + right,
        )

    @property
    def precision(self) -> float | None:
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        both = self.wanted + self.given
        return 2 * self.right / both if both else None


class Miss(NamedTuple):
    """One thing that is not as expected."""

    submission: str
    what: str
    expected: object
    found: object


def _counts() -> defaultdict[str, Count]:
    return defaultdict(Count)


@dataclass
class Tally:
    """Everything counted over the submissions scored so far."""

    fields: defaultdict[str, Count] = field(default_factory=_counts)
    spurious: Counter[str] = field(default_factory=Counter)
    evidence: defaultdict[str, Count] = field(default_factory=_counts)
    rows: defaultdict[str, Count] = field(default_factory=_counts)
    cells: defaultdict[str, Count] = field(default_factory=_counts)
    lists: defaultdict[str, Count] = field(default_factory=_counts)
    accepted: Count = field(default_factory=Count)
    approximate: Count = field(default_factory=Count)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    conditions: Count = field(default_factory=Count)
    outcomes: Count = field(default_factory=Count)
    misses: list[Miss] = field(default_factory=list)


def score(tally: Tally, expected: Json, result: Json) -> None:
    """Add one submission to the tally; an empty result misses everything."""
    fields = result.get("fields", {})
    unsure = set(expected.get("ambiguous", ()))
    for key in sorted(known_keys(expected) | set(fields)):
        _field(tally, expected, key, fields.get(key) or {})
    for roster in sorted(set(expected["rosters"]) | set(result.get("rosters", {}))):
        listed = result.get("rosters", {}).get(roster, [])
        _roster(tally, expected["id"], roster, expected["rosters"].get(roster, []), listed)
    for name in LISTS:
        skip = {bare(word.partition(".")[2]) for word in unsure if word.startswith(name + ".")}
        _list(tally, expected["id"], name, expected[name], result.get(name, []), skip)
    judge_against(tally, expected, result)


def _field(tally: Tally, expected: Json, key: str, found: Json) -> None:
    said = compare(expected, key, found)
    if said is None:
        return
    want = expected["fields"].get(key)
    tally.fields[key].add(said.known, said.given, said.right)
    tally.spurious[key] += said.given and not said.known
    if said.right < 1:
        shown = want["value"] if want else "a conflict" if said.known else "absent"
        tally.misses.append(Miss(expected["id"], key, shown, found.get("value")))
    if not said.given:
        return
    if want is not None and "document" in want and not said.handed_over:
        _evidence(tally, expected["id"], key, want, found, said.right)
    if said.same_inexactness is not None:
        tally.approximate.add(1, 1, said.same_inexactness)
        if not said.same_inexactness:
            what = f"{key} approximate"
            ours, theirs = want.get("approximate"), found.get("approximate")
            tally.misses.append(Miss(expected["id"], what, ours, theirs))
    if found.get("status") == "accepted":
        tally.accepted.add(0, 1, said.right > WHOLE)
    if found.get("confidence") is not None:
        # What is handed over is right to be handed over; whether its value is, is another thing.
        tally.sure.append((float(found["confidence"]), said.value_right))


def _evidence(
    tally: Tally, submission: str, key: str, want: Json, found: Json, right: float
) -> None:
    places = [want, *want.get("also", ())]
    shown = found.get("evidence") or []
    held = any(quoted(place, evidence) for place in places for evidence in shown)
    tally.evidence[key].add(1, 1, held)
    if right and not held:
        seen = [(e.get("document"), e.get("page"), e.get("text")) for e in shown]
        place = (want["document"], want.get("page"), want["text"])
        tally.misses.append(Miss(submission, f"{key} evidence", place, seen))


def _roster(
    tally: Tally, submission: str, roster: str, expected: Sequence[Json], listed: Sequence[Json]
) -> None:
    """Rows are matched by name; of several with one name the one that fits best."""
    name = IDENTITY.get(roster, "name")
    columns = {column for row in expected for column in row} - {name}
    left = list(listed)
    for row in expected:
        same = [other for other in left if bare(other.get(name, "")) == bare(row[name])]
        best = max(same, key=lambda other: _cells(roster, row, other, columns)[2], default=None)
        wanted, given, right = _cells(roster, row, best or {}, columns)
        tally.cells[roster].add(wanted, given, right)
        tally.rows[roster].add(1, best is not None, best is not None)
        if best is None:
            tally.misses.append(Miss(submission, roster, row[name], "no such row"))
            continue
        left.remove(best)
        tally.misses += list(_wrong(submission, roster, row, best, columns, name))
    for row in left:
        held = [column for column in row if column != name and row[column] is not None]
        if not held:
            continue
        surplus = len(columns & set(held)) if expected else 0
        tally.rows[roster].add(0, 1, 0)
        tally.cells[roster].add(0, surplus, 0)
        tally.misses.append(Miss(submission, roster, "no such row", row.get(name)))


def _cells(roster: str, row: Json, other: Json, columns: set[str]) -> tuple[int, int, float]:
    wanted = [column for column in columns if row.get(column) is not None]
    given = [column for column in columns if other.get(column) is not None]
    both = [column for column in wanted if other.get(column) is not None]
    right = sum(rightness(kind_of(c, roster), row[c], other[c]) for c in both)
    return len(wanted), len(given), right


def _wrong(
    submission: str, roster: str, row: Json, other: Json, columns: set[str], name: str
) -> Iterator[Miss]:
    for column in sorted(columns):
        want, have = row.get(column), other.get(column)
        if want is None and have is None:
            continue
        if want is None or have is None or not rightness(kind_of(column, roster), want, have):
            yield Miss(submission, f"{roster}/{row[name]}/{column}", want, have)


def _list(
    tally: Tally,
    submission: str,
    name: str,
    expected: Sequence[Any],
    found: Sequence[Any],
    skip: set[str],
) -> None:
    want = [_word(item) for item in expected if _word(item)[0] not in skip]
    have = [_word(item) for item in found if _word(item)[0] not in skip]
    right = 0
    left = list(have)
    for word in want:
        match = next((other for other in left if _agree(word, other)), None)
        if match is None:
            tally.misses.append(Miss(submission, name, word, "not given"))
            continue
        left.remove(match)
        right += 1
    tally.misses += [Miss(submission, name, "not wanted", word) for word in left]
    tally.lists[name].add(len(want), len(have), right)


def _word(item: Any) -> tuple[str, str]:
    """A list's item as its word; a finding as its code and what it is about."""
    if isinstance(item, Mapping):
        return str(item.get("code")), str(item.get("key") or item.get("name") or "")
    return bare(item), ""


def _agree(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] and ("" in (one[1], other[1]) or bare(one[1]) == bare(other[1]))


def judge_against(tally: Tally, expected: Json, result: Json) -> None:
    """Conditions and outcome as judged from the extracted record."""
    if "conditions" not in expected or "conditions" not in result:
        return
    verdicts = result["conditions"]
    for condition, want in expected["conditions"].items():
        have = verdicts.get(condition)
        tally.conditions.add(1, have is not None, have == want)
        if have != want:
            tally.misses.append(Miss(expected["id"], f"condition {condition}", want, have))
    same = result.get("outcome") == expected["outcome"]
    tally.outcomes.add(1, 1, same)
    if not same:
        ours, theirs = expected["outcome"], result.get("outcome")
        tally.misses.append(Miss(expected["id"], "outcome", ours, theirs))
