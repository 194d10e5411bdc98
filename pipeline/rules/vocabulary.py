"""The names a rule may use: the catalogue's fields and rosters, resolved to references.

Enter: a catalogue, a name. Leave: a `FieldRef` or `ColumnRef`, or an error that says what the
nearest right name is. Never reads a value.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from extractors.values import ValueKind
from pipeline.rules.syntax import ColumnRef, FieldRef
from pipeline.rules.tokens import LanguageError


class Entry(Protocol):
    """What the language needs of a field or column of the catalogue."""

    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> ValueKind: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def choices(self) -> Iterable[str]: ...


class Roster(Protocol):
    """What the language needs of a roster of the catalogue."""

    @property
    def label(self) -> str: ...
    @property
    def columns(self) -> Mapping[str, Entry]: ...


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Fields and rosters by key."""

    fields: Mapping[str, Entry]
    rosters: Mapping[str, Roster]

    def field(self, key: str, start: int, also: Iterable[str] = ()) -> FieldRef:
        """The field of that key; `also` are other names allowed at this place.

        Raises:
            LanguageError: no such field; the message names the nearest ones.
        """
        entry = self.fields.get(key)
        if entry is None:
            raise unknown_name(key, [*self.fields, *also], start)
        return FieldRef(key, entry.label, entry.kind, entry.unit, tuple(entry.choices))

    def column(self, roster: str, key: str) -> ColumnRef | None:
        """The column of that key in the roster; None where there is none."""
        if roster == "yearly_statistics" and key in self.fields:
            # A statistics row may hold any figure of the catalogue.
            entry: Entry | None = self.fields[key]
        else:
            entry = self.rosters[roster].columns.get(key)
        if entry is None:
            return None
        return ColumnRef(roster, key, entry.label, entry.kind, entry.unit, tuple(entry.choices))


def unknown_name(name: str, known: Iterable[str], start: int) -> LanguageError:
    """The error for a name that nobody defined, with the nearest names that exist."""
    near = difflib.get_close_matches(name, list(known), n=2, cutoff=0.6)
    hint = f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
    return LanguageError(
        f"{name!r} is neither a field nor a column nor a word of the rule language.{hint}"
        " Fields are defined in extractors/fields/, `zhongchuang fields list` shows them",
        start,
    )
