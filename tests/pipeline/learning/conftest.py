"""An office whose submissions are written as lines of text, and on which a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.catalogue import use_words, words_in_use
from extractors.find import find_in
from extractors.model import Anchor, AnchorKind, Block, Document, DocumentFindings
from extractors.office_words import OfficeWords
from extractors.values import Value
from pipeline import stages
from pipeline.computation import Computation, installed
from pipeline.learning import Lesson, lessons, proposed
from pipeline.model import Decision, DecisionKind, Record
from pipeline.reading.sandbox import Examined
from pipeline.settings import Settings
from pipeline.stages import Reading
from pipeline.store import open_store

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def document_of(text: str, name: str = "申报书.txt", sha256: str = "0" * 64) -> Document:
    """Each line a paragraph; a line `label|value` a row of one table."""
    blocks = []
    for number, line in enumerate(text.split("\n"), start=1):
        if "|" not in line:
            blocks.append(Block(line, Anchor(AnchorKind.PARAGRAPH, paragraph=number)))
            continue
        for column, cell in enumerate(line.split("|"), start=1):
            place = Anchor(AnchorKind.TABLE_CELL, table=1, row=number, column=column)
            blocks.append(Block(cell, place))
    return Document(name, sha256, "txt", tuple(blocks))


def _find(path: Path, sha256: str, name: str) -> DocumentFindings:
    return find_in(document_of(path.read_bytes().decode("utf-8"), name, sha256))


def find_again(document: Document, words: OfficeWords) -> DocumentFindings:
    """As the sandbox's child does it."""
    use_words(words)
    return find_in(document)


class Office:
    """A home with a store; files are read, and found in again, in this process: it is quicker."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home, f"sqlite:///{home / 'z.db'}", "Asia/Shanghai")

    @property
    def computation(self) -> Computation:
        return installed(self.settings)

    def submit(self, name: str, *lines: str) -> None:
        path = self.settings.inbox / name / "申报书.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("\n".join((f"众创空间名称|{name}", *lines)).encode("utf-8"))
        self.run()

    def run(self) -> None:
        reading = Reading(_find, lambda path, name, into: Examined(".txt"))
        stages.run(self.settings, None, self.computation, reading)

    def decide(self, name: str, field: str, value: Value | int | None) -> None:
        """A person says what the field is, or with None that no file says."""
        kind = DecisionKind.NOT_PROVIDED if value is None else DecisionKind.VALUE
        said = Decimal(value) if type(value) is int else value
        with open_store(self.settings.database) as store:
            (one,) = [s for s in store.submissions() if s.name == name]
            decision = Decision(one.id, kind, field, said, "", "李敏", NOON)
            stages.decide(store, decision, self.computation)

    def record(self, name: str) -> Record:
        with open_store(self.settings.database) as store:
            (one,) = [s for s in store.submissions() if s.name == name]
            record = store.record(one.id)
        assert record is not None
        return record

    def lessons(self) -> tuple[Lesson, ...]:
        with open_store(self.settings.database) as store:
            computation, usual = self.computation, words_in_use()
            try:
                return lessons(store, computation, find_again, lambda *told: None)
            finally:
                use_words(usual)

    def proposed(self) -> list[tuple[str, str]]:
        """Place and word of everything that the corrections speak for, of use or not."""
        with open_store(self.settings.database) as store:
            found = proposed(store, self.computation)
        return [(proposal.place, proposal.word) for proposal in found]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield Office(tmp_path / "home")
    use_words(OfficeWords())
