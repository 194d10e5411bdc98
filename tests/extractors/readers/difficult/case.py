"""A difficult file and where each of its marked texts must be found. Not a test itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from extractors.model import Document, Layer
from extractors.readers import Equipment, read_bytes

READ = frozenset({Layer.BODY, Layer.INSERTED})


@dataclass(frozen=True)
class Case:
    """What is built, under which name, and what becomes of the marks in it.

    Attributes:
        name: The kind of difficulty, in words.
        build: Makes the file.
        file: The submitter's name for it.
        read: Marks that stand in the text that finders read.
        layers: Marks that stand in that layer and not among the text that finders read.
        listed: Marks that are read in any layer, or else a problem names that place.
        gone: Marks that no reader of the file sees: never among the text that finders read.
        cells: Marks of `read` that stand in a table's cell, by row and column.
        codes: Problems that must be there.
    """

    name: str
    build: Callable[[], bytes]
    file: str = "材料.pdf"
    read: tuple[str, ...] = ()
    layers: Mapping[str, Layer] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    cells: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


def document_of(case: Case, equipment: Equipment | None = None) -> Document:
    """The file as read; without recognition and conversion where not asked for."""
    equipment = equipment or Equipment(recognise=False, convert=False)
    return read_bytes(case.build(), case.file, equipment)


def lost(case: Case, document: Document) -> list[str]:
    """Everything that is not as the case says, as sentences; empty is right."""
    seen = list(_misplaced(case, document))
    for mark, place in case.listed.items():
        if not _layers_of(mark, document) and not _named(place, document):
            seen.append(f"{mark}: neither read nor listed at {place or 'all'}")
    for mark in case.gone:
        if _layers_of(mark, document) & READ:
            seen.append(f"{mark}: read as if it were seen")
    codes = {problem.code for problem in document.problems}
    seen += [f"no problem {code}" for code in sorted(case.codes - codes)]
    return [*seen, str(_summary(document))] if seen else []


def _misplaced(case: Case, document: Document) -> list[str]:
    seen = []
    for mark in case.read:
        if not _layers_of(mark, document) & READ:
            seen.append(f"{mark}: not read, but {sorted(_layers_of(mark, document))}")
    for mark, layer in case.layers.items():
        if _layers_of(mark, document) != {layer}:
            seen.append(f"{mark}: {sorted(_layers_of(mark, document))}, not {layer}")
    for mark, place in case.cells.items():
        places = {(b.anchor.row, b.anchor.column) for b in document.blocks if mark in bare(b.text)}
        if places != {place}:
            seen.append(f"{mark}: in cells {sorted(map(str, places))}, not {place}")
    return seen


def bare(text: str) -> str:
    return "".join(text.split())


def _layers_of(mark: str, document: Document) -> set[Layer]:
    return {block.layer for block in document.blocks if mark in bare(block.text)}


def _named(place: str, document: Document) -> bool:
    """Whether a problem names the place; "" stands for the file as a whole."""
    return any(place in problem.place for problem in document.problems)


def _summary(document: Document) -> tuple[object, ...]:
    return (
        document.kind,
        [(str(b.layer), b.text) for b in document.blocks][:12],
        [(p.code, p.place) for p in document.problems],
    )
