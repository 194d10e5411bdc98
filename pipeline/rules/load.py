"""Ruleset files in, checked `Ruleset`s out; a wrong file is named with its entry and mend.

The shipped ones lie in the package `rulesets`, an office's own in its home's folder
`rulesets/`. Never judges a record; running the cases of a ruleset is `cases`.
"""

from __future__ import annotations

import difflib
import hashlib
import logging
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from extractors.catalogue import MATERIALS, PLAN_SECTIONS, load_catalogue
from extractors.errors import RulesetError
from pipeline.rules import syntax
from pipeline.rules.language import LanguageError, Vocabulary, read_rule
from pipeline.rules.model import Binding, Bypass, Condition, Ruleset

SHIPPED = "shipped"
# In a file a list is written one [[table]] at a time, so its name is singular there.
LISTS = {
    "category": "categories",
    "condition": "conditions",
    "bypass": "bypasses",
    "material": "materials",
    "plan_section": "plan_sections",
    "step": "steps",
    "loss_ground": "loss_grounds",
    "yearly_duty": "yearly_duties",
    "case": "cases",
}
# The largest ruleset file that is read: a policy with all its cases has some 30 KB.
LARGEST_FILE = 2_000_000

log = logging.getLogger(__name__)


def load_rulesets(home: Path | None = None) -> Mapping[str, Ruleset]:
    """All rulesets by id: the shipped ones, and the home's, which win over the same id.

    Args:
        home: The office's folder; its own rulesets lie in `rulesets/*.toml`.

    Raises:
        RulesetError: a file is wrong; the message names file, entry, fault and mend.
    """
    rulesets = dict(_shipped())
    for path in office_files(home):
        ruleset = read_ruleset(path.name, file_text(path))
        problems = list(ruleset_problems(path.name, ruleset))
        if problems:
            raise problems[0]
        if ruleset.id in rulesets:
            log.warning(
                "%s replaces the %s ruleset %s",
                path.name,
                "shipped" if rulesets[ruleset.id].source == SHIPPED else "earlier",
                ruleset.id,
            )
        overrides = ruleset.id in _shipped()
        rulesets[ruleset.id] = ruleset.model_copy(
            update={"source": path.name, "overrides_shipped": overrides}
        )
    return rulesets


def office_files(home: Path | None) -> tuple[Path, ...]:
    """The ruleset files of an office, by name."""
    folder = home / "rulesets" if home is not None else None
    return tuple(sorted(folder.glob("*.toml"))) if folder is not None and folder.is_dir() else ()


def shipped_files() -> tuple[tuple[str, str], ...]:
    """Name and text of every shipped ruleset file."""
    found = [entry for entry in files("rulesets").iterdir() if entry.name.endswith(".toml")]
    return tuple(
        (entry.name, entry.read_text("utf-8")) for entry in sorted(found, key=lambda e: e.name)
    )


@cache
def _shipped() -> Mapping[str, Ruleset]:
    found = {}
    for name, text in shipped_files():
        ruleset = read_ruleset(name, text)
        for problem in ruleset_problems(name, ruleset):
            raise problem
        found[ruleset.id] = ruleset
    return found


def file_text(path: Path) -> str:
    """The text of a ruleset file.

    Raises:
        RulesetError: it cannot be read, is not UTF-8, or is absurdly large.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RulesetError(path.name, "", f"is larger than {LARGEST_FILE} bytes; split it")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesetError(
            path.name, "", f"cannot be read ({type(error).__name__}); give a UTF-8 text file"
        ) from error


def read_ruleset(name: str, text: str) -> Ruleset:
    """One ruleset from the text of its file, every rule parsed and checked.

    Args:
        name: The file's name, for messages.
        text: Its TOML text.

    Raises:
        RulesetError: the first fault found.
    """
    ruleset, faults = ruleset_and_faults(name, text)
    if ruleset is None or faults:
        raise faults[0]
    return ruleset


def ruleset_and_faults(name: str, text: str) -> tuple[Ruleset | None, list[RulesetError]]:
    """The ruleset of a file, None where it is not whole, and every fault of its entries."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return None, [RulesetError(name, "", f"is not valid TOML: {error}; mend it there")]
    prepared = {LISTS.get(key, key): value for key, value in data.items()}
    faults: list[RulesetError] = []
    for single in WITH_RULES:
        entries = data.get(single, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            return None, [RulesetError(name, single, f"is no list; write it as [[{single}]]")]
        prepared[LISTS[single]] = [_with_rules(name, single, e, faults) for e in entries]
    prepared["digest"] = hashlib.sha256(text.encode()).hexdigest()
    prepared["source"] = SHIPPED
    try:
        return Ruleset.model_validate(prepared), faults
    except ValidationError as error:
        return None, [*_validation_faults(name, data, error), *faults]


WITH_RULES = ("condition", "bypass")
RULES = {"test": "rule", "when": "guard", "shows": "exhibit"}
# Stands for a rule that could not be read, so that the other faults are found as well.
UNREADABLE = syntax.YesNo(True)


def _with_rules(
    name: str, single: str, entry: dict[str, Any], faults: list[RulesetError]
) -> dict[str, Any]:
    """The entry with its rules parsed; what cannot be read goes to the faults."""
    made = dict(entry)
    where = f"{single} {entry.get('id', '(without id)')}"
    for given, tree in RULES.items():
        if made.pop(tree, None) is not None:
            faults.append(RulesetError(name, where, f"{tree!r} is not for files; write {given}"))
        line = entry.get(given)
        if not isinstance(line, str):
            continue
        try:
            made[tree] = read_rule(line, vocabulary())
        except LanguageError as error:
            made[tree] = UNREADABLE
            marked = f"{line[: error.start]}⟨here⟩{line[error.start :]}" if error.start else line
            message = f"{error.message}\n    {marked}"
            faults.append(RulesetError(name, f"{where}, {given}", message))
    return made


def vocabulary() -> Vocabulary:
    """The names that rules may use: the shipped catalogue."""
    catalogue = load_catalogue()
    return Vocabulary(catalogue.fields, catalogue.rosters)


def _validation_faults(
    name: str, data: Mapping[str, Any], error: ValidationError
) -> list[RulesetError]:
    """What pydantic found, in the words of the file."""
    # A misspelt entry is also a missing one: the misspelling is what helps, so it comes first.
    faults = sorted(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    return [
        _validation_fault(name, _place(data, list(fault["loc"])), fault)
        for fault in faults
        if not (fault["type"] == "missing" and fault["loc"][-1] in RULES.values())
    ]


def _validation_fault(name: str, where: str, fault: ErrorDetails) -> RulesetError:
    last = str(fault["loc"][-1])
    match fault["type"]:
        case "missing":
            return RulesetError(name, where, f"{last!r} is missing; add it")
        case "extra_forbidden":
            known = [*Ruleset.model_fields, *LISTS, *Condition.model_fields, *Bypass.model_fields]
            near = difflib.get_close_matches(last, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else " Leave it out."
            return RulesetError(name, where, f"{last!r} is no entry of a ruleset.{hint}")
        case _:
            given = repr(fault["input"])[:80]
            return RulesetError(name, where, f"{last}: {fault['msg']}, not {given}")


def _place(data: Mapping[str, Any], path: list[int | str]) -> str:
    """conditions.3.binding → condition 8.2a."""
    singular = {plural: single for single, plural in LISTS.items()}
    head = str(path[0])
    if len(path) > 1 and isinstance(path[1], int):
        entry = data[singular.get(head, head)][path[1]]
        names = entry if isinstance(entry, dict) else {}
        known = names.get("id") or names.get("name") or names.get("key") or path[1] + 1
        return f"{singular.get(head, head)} {known}"
    return ".".join(str(part) for part in path[:-1])


def ruleset_problems(name: str, ruleset: Ruleset) -> Iterator[RulesetError]:
    """What is wrong between the entries of a ruleset that is right entry by entry."""
    if ruleset.in_force_until is not None and ruleset.in_force_until < ruleset.in_force_from:
        yield RulesetError(name, "in_force_until", "is before in_force_from; mend one of them")
    if not ruleset.conditions:
        yield RulesetError(name, "condition", "there is none; write [[condition]] tables")
    yield from _identity_problems(name, ruleset)
    yield from _category_problems(name, ruleset)
    yield from _material_problems(name, ruleset)


def _identity_problems(name: str, ruleset: Ruleset) -> Iterator[RulesetError]:
    ids = [c.id for c in ruleset.conditions] + [b.id for b in ruleset.bypasses]
    for double in sorted({i for i in ids if ids.count(i) > 1}):
        yield RulesetError(name, f"condition {double}", "stands twice; give each its own id")
    for bypass in ruleset.bypasses:
        for waived in bypass.waives:
            if waived != "all" and waived not in ids:
                yield RulesetError(name, f"bypass {bypass.id}", f"waives {waived!r}: no condition")


def _category_problems(name: str, ruleset: Ruleset) -> Iterator[RulesetError]:
    known = [category.name for category in ruleset.categories]
    for condition in ruleset.conditions:
        if condition.category is not None and condition.category not in known:
            near = difflib.get_close_matches(condition.category, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else "Add a [[category]] for it."
            yield RulesetError(
                name,
                f"condition {condition.id}",
                f"{condition.category!r} is no category of this ruleset. {hint}",
            )
        asks_person = any(isinstance(n, syntax.Judgement) for n in syntax.walk(condition.rule))
        if condition.binding is Binding.VETO and asks_person and not condition.asks:
            yield RulesetError(
                name, f"condition {condition.id}", "a judged veto needs `asks`: what yes would mean"
            )


def _material_problems(name: str, ruleset: Ruleset) -> Iterator[RulesetError]:
    for kind, entries, known in (
        ("material", [m.key for m in ruleset.materials], MATERIALS),
        ("plan_section", [p.key for p in ruleset.plan_sections], PLAN_SECTIONS),
    ):
        for key in entries:
            if key not in known:
                near = difflib.get_close_matches(key, list(known), n=1)
                hint = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(known)}."
                yield RulesetError(name, f"{kind} {key}", f"is not in the catalogue. {hint}")
