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
        ruleset = read_ruleset(path.name, _text(path))
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


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RulesetError(path.name, "", f"is larger than {LARGEST_FILE} bytes; split it")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesetError(
            path.name, "", f"cannot be read as UTF-8 text ({error}); save it as UTF-8"
        ) from error


def read_ruleset(name: str, text: str) -> Ruleset:
    """One ruleset from the text of its file, every rule parsed and checked.

    Args:
        name: The file's name, for messages.
        text: Its TOML text.

    Raises:
        RulesetError: the first fault found.
    """
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RulesetError(name, "", f"is not valid TOML: {error}; mend it there") from error
    prepared = _prepared(name, data)
    prepared["digest"] = hashlib.sha256(text.encode()).hexdigest()
    prepared["source"] = SHIPPED
    try:
        return Ruleset.model_validate(prepared)
    except ValidationError as error:
        raise _validation_error(name, data, error) from error


def _prepared(name: str, data: dict[str, Any]) -> dict[str, Any]:
    """The file's tables under the model's names, with every rule parsed."""
    prepared = {LISTS.get(key, key): value for key, value in data.items()}
    for plural in ("conditions", "bypasses"):
        entries = prepared.get(plural, [])
        if not isinstance(entries, list):
            singular = plural.removesuffix("s").removesuffix("e")
            raise RulesetError(name, singular, f"is one table; write it as [[{singular}]]")
        prepared[plural] = [_with_rules(name, entry) for entry in entries]
    return prepared


RULES = {"test": "rule", "when": "guard", "shows": "exhibit"}


def _with_rules(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    made = dict(entry)
    for given, tree in RULES.items():
        if tree in entry:
            raise RulesetError(
                name, _entry_name(entry), f"{tree!r} is not for files; write {given}"
            )
        line = entry.get(given)
        if isinstance(line, str):
            made[tree] = _parsed(name, _entry_name(entry), given, line)
    return made


def _entry_name(entry: Mapping[str, Any]) -> str:
    return f"condition {entry.get('id', '(without id)')}"


def _parsed(name: str, entry: str, key: str, line: str) -> syntax.Expression:
    try:
        return read_rule(line, vocabulary())
    except LanguageError as error:
        marked = f"{line[: error.start]}⟨here⟩{line[error.start :]}" if error.start else line
        raise RulesetError(name, f"{entry}, {key}", f"{error.message}\n    {marked}") from error


def vocabulary() -> Vocabulary:
    """The names that rules may use: the shipped catalogue."""
    catalogue = load_catalogue()
    return Vocabulary(catalogue.fields, catalogue.rosters)


def _validation_error(name: str, data: Mapping[str, Any], error: ValidationError) -> RulesetError:
    """The first fault that pydantic found, in the words of the file."""
    # A misspelt entry is also a missing one: the misspelling is what helps.
    first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    path = list(first["loc"])
    where = _place(data, path)
    last = str(path[-1])
    match first["type"]:
        case "missing":
            wanted = {v: k for k, v in RULES.items()}.get(last, last)
            return RulesetError(name, where, f"{wanted!r} is missing; add it")
        case "extra_forbidden":
            known = [*Ruleset.model_fields, *LISTS, *Condition.model_fields, *Bypass.model_fields]
            near = difflib.get_close_matches(last, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else " Leave it out."
            return RulesetError(name, where, f"{last!r} is no entry of a ruleset.{hint}")
        case _:
            return RulesetError(name, where, f"{last}: {first['msg']}, not {first['input']!r}")


def _place(data: Mapping[str, Any], path: list[int | str]) -> str:
    """conditions.3.binding → condition 8.2a."""
    singular = {plural: single for single, plural in LISTS.items()}
    head = str(path[0])
    if len(path) > 1 and isinstance(path[1], int):
        entry = data.get(singular.get(head, head), [])[path[1]]
        known = entry.get("id") or entry.get("name") or entry.get("key") or path[1] + 1
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
    if name != f"{ruleset.id}.toml":
        yield RulesetError(name, "id", f"is {ruleset.id!r}; name the file {ruleset.id}.toml")
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
