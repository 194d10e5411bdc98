"""The office's own words: a TOML file in, checked words out, which the catalogue takes in.

An office meets labels and turns of speech that the shipped catalogue does not list. They stand
in a file of their own, with the keys of fields/*.toml, and what `learn accept` adds stands below,
each word with who accepted it and when:

    [total_area_m2]
    form_labels = ["场地总规模"]

    [scopes.ever]
    words = ["开业至今"]

    [[accepted]]
    place = "workstation_count.prose_labels"
    word = "创客卡位"
    by = "李敏"
    on = 2026-03-02

Words are only ever added, never taken from the catalogue. A wrong entry stops the program at
start with its file, key and mend, like one of the catalogue.
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractors.catalogue import Catalogue, expanded, shipped, use_words
from extractors.errors import CatalogueError
from extractors.language.fold import fold

# The keys of a field to which words may be added.
KEYS = (
    "labels",
    "form_labels",
    "prose_labels",
    "proof_labels",
    "not_labels",
    "follows",
    "not_near",
    "single",
    "none",
    "yes",
    "no",
)
LABELS = ("labels", "form_labels", "prose_labels", "proof_labels")
SCOPES, DISTRACTORS, ACCEPTED = "scopes", "distractors", "accepted"
# A single character is part of too many words to name anything.
SHORTEST, LONGEST = 2, 40  # characters
# Years of learning give some hundred words; each costs a little in every sentence.
MOST_WORDS = 5_000
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """One word and where it was added: `total_area_m2.form_labels`, `scopes.ever`, `distractors`.

    `by` and `on` say who accepted it and when; empty for a word written by hand.
    """

    place: str
    word: str
    by: str = ""
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """All words of an office, in the order of its file."""

    words: tuple[OfficeWord, ...] = ()

    @property
    def revision(self) -> str:
        """Twelve hexadecimal digits that change with the words and only with them; "" for none.

        Who accepted a word, its order and its being written twice change nothing.
        """
        pairs = sorted({(one.place, one.word) for one in self.words})
        return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:12] if pairs else ""

    def by_place(self) -> Mapping[str, tuple[str, ...]]:
        """place → its words with alternatives in braces written out, in a fixed order."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for place, word in sorted({(one.place, one.word) for one in self.words}):
            found[place].update(dict.fromkeys(expanded(word)))
        return {place: tuple(words) for place, words in found.items()}

    def with_words(self, added: Iterable[OfficeWord]) -> OfficeWords:
        return replace(self, words=(*self.words, *added))

    def added_to(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue with these words behind its own."""
        places = self.by_place()
        fields = dict(catalogue.fields)
        for key, spec in catalogue.fields.items():
            more = {name: places[f"{key}.{name}"] for name in KEYS if f"{key}.{name}" in places}
            if more:
                update = {name: _both(getattr(spec, name), words) for name, words in more.items()}
                fields[key] = spec.model_copy(update=update)
        scopes = {
            name: _both(words, places.get(f"{SCOPES}.{name}", ()))
            for name, words in catalogue.scopes.items()
        }
        distractors = _both(catalogue.distractors, places.get(DISTRACTORS, ()))
        return replace(catalogue, fields=fields, scopes=scopes, distractors=distractors)


def _both(own: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*own, *more)))


def use_office_words(path: Path) -> OfficeWords:
    """Read an office's file and let its words count in this process: said at every start.

    Raises:
        CatalogueError: an entry is wrong.
    """
    words = read_office_words(path)
    use_words(words)
    return words


def read_office_words(path: Path) -> OfficeWords:
    """The words of an office's file; none where there is no such file.

    Raises:
        CatalogueError: the file cannot be read or an entry is wrong; the message names file, key
            and mend.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return OfficeWords()
    except OSError as error:
        raise CatalogueError(path, "", f"cannot be read: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise CatalogueError(path, "", f"is larger than {MOST_BYTES} bytes; it holds words only")
    try:
        return parse_office_words(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        raise CatalogueError(path, "", "is not UTF-8; save it as UTF-8") from error


def parse_office_words(text: str, path: Path) -> OfficeWords:
    """The words of such a file's text.

    Args:
        path: Whose text it is, for messages.

    Raises:
        CatalogueError: an entry is wrong.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(path, "", f"not valid TOML: {error}") from error
    reading = _Reading(path)
    words = OfficeWords(tuple(reading.words(tables)))
    if len(words.words) > MOST_WORDS:
        raise CatalogueError(path, "", f"holds {len(words.words)} words, more than {MOST_WORDS}")
    reading.check_names(words)
    return words


def checked(word: OfficeWord) -> OfficeWord:
    """The word, if a file of the office may hold it.

    Raises:
        CatalogueError: it may not; the message says why.
    """
    return parse_office_words(written(OfficeWords((word,))), Path(word.word)).words[0]


def accepted_entry(word: OfficeWord) -> str:
    """The lines that say in an office's file that this word was accepted."""
    lines = [f"[[{ACCEPTED}]]", f"place = {_quoted(word.place)}", f"word = {_quoted(word.word)}"]
    if word.by:
        lines.append(f"by = {_quoted(word.by)}")
    if word.on:
        lines.append(f"on = {word.on.isoformat()}")
    return "\n".join(lines) + "\n"


def written(words: OfficeWords) -> str:
    """A file that holds just these words."""
    return "\n".join(accepted_entry(one) for one in words.words)


def _quoted(text: str) -> str:
    # JSON's strings are TOML's as well, but for a few signs that no accepted word holds.
    return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file's tables on their way to words."""

    path: Path

    def wrong(self, key: str, message: str) -> CatalogueError:
        return CatalogueError(self.path, key, message)

    def words(self, tables: Mapping[str, Any]) -> Iterator[OfficeWord]:
        for key, entry in tables.items():
            if key == ACCEPTED:
                yield from self._accepted(entry)
            elif key == SCOPES:
                for name, scope in self._table(key, entry).items():
                    yield from self._listed(f"{SCOPES}.{name}", f"{SCOPES}.{name}", scope)
            elif key == DISTRACTORS:
                yield from self._listed(DISTRACTORS, DISTRACTORS, entry)
            else:
                for name, words in self._table(key, entry).items():
                    yield from self._each(f"{key}.{name}", f"{key}.{name}", words)

    def _table(self, key: str, entry: Any) -> Mapping[str, Any]:
        if not isinstance(entry, dict):
            raise self.wrong(key, f"is not a table; write [{key}] and its entries below it")
        return entry

    def _listed(self, key: str, place: str, entry: Any) -> Iterator[OfficeWord]:
        table = self._table(key, entry)
        if strange := sorted(set(table) - {"words"}):
            raise self.wrong(f"{key}.{strange[0]}", 'is not known here; write words = ["…"]')
        yield from self._each(f"{key}.words", place, table.get("words", []))

    def _each(self, key: str, place: str, words: Any) -> Iterator[OfficeWord]:
        self._check_place(key, place)
        if not isinstance(words, list):
            raise self.wrong(key, 'is not a list; write ["…", "…"]')
        for word in words:
            yield OfficeWord(place, self._checked(key, place, word))

    def _accepted(self, entries: Any) -> Iterator[OfficeWord]:
        if not isinstance(entries, list):
            raise self.wrong(ACCEPTED, f"is one table; write [[{ACCEPTED}]] over each word")
        for number, entry in enumerate(entries, start=1):
            key = f"{ACCEPTED} {number}"
            table = self._table(key, entry)
            if strange := sorted(set(table) - {"place", "word", "by", "on"}):
                raise self.wrong(f"{key}.{strange[0]}", "is not known; write place, word, by, on")
            place, by, on = str(table.get("place", "")), table.get("by", ""), table.get("on")
            self._check_place(f"{key}.place", place)
            if not isinstance(by, str):
                raise self.wrong(f"{key}.by", "is not a text; write who accepted the word")
            if on is not None and type(on) is not dt.date:
                raise self.wrong(f"{key}.on", "is not a day; write it as 2026-03-02")
            yield OfficeWord(place, self._checked(f"{key}.word", place, table.get("word")), by, on)

    def _check_place(self, key: str, place: str) -> None:
        """Whether words may be added there: to a list of a field, to a scope, to distractors."""
        catalogue = shipped()
        table, _, name = place.partition(".")
        if place == DISTRACTORS:
            return
        if table == SCOPES:
            self._check_known(key, name, catalogue.scopes, "scope")
            return
        self._check_known(key, table, catalogue.fields, "field")
        if name not in KEYS:
            raise self.wrong(key, f"takes no words; there are {', '.join(KEYS)}")

    def _check_known(self, key: str, name: str, known: Iterable[str], what: str) -> None:
        if name in known:
            return
        near = difflib.get_close_matches(name, list(known), n=1)
        mend = (
            f"did you mean {near[0]!r}?" if near else f"there are {', '.join(list(known)[:12])} …"
        )
        raise self.wrong(key, f"{name!r} is no {what} of the catalogue; {mend}")

    def _checked(self, key: str, place: str, word: Any) -> str:
        if not isinstance(word, str):
            raise self.wrong(key, f"{word!r} is not a word; write it in quotes")
        if not word.isprintable():
            raise self.wrong(key, f"{word!r} holds a sign that is not printed; type it anew")
        for one in expanded(word):
            if not SHORTEST <= len(fold(one.replace("…", "")).text) <= LONGEST:
                limits = f"{SHORTEST} to {LONGEST} characters"
                raise self.wrong(key, f"{one!r} has not {limits}; shorter ones stand everywhere")
            if not any(character.isalpha() for character in one):
                raise self.wrong(key, f"{one!r} has no letter; only words name something")
        return word

    def check_names(self, words: OfficeWords) -> None:
        """A label of a form that names another field already would count for that one only."""
        named: dict[str, str] = {}
        for key, spec in shipped().fields.items():
            for label in spec.labels + spec.form_labels:
                named.setdefault(fold(label).text, key)
        for place, added in words.by_place().items():
            key, _, name = place.partition(".")
            if name in ("labels", "form_labels"):
                for word in added:
                    other = named.setdefault(fold(word).text, key)
                    if other != key:
                        mend = "a label of a form names one field; take it out of one of the two"
                        raise self.wrong(place, f"{word!r} names {other} already; {mend}")
