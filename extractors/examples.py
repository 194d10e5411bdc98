"""The catalogue's own examples in, those that do not come out as written out.

An example is a sentence as an application may hold it, with the value its field must get
from it, or without one where nothing may be found. They are the catalogue's tests and its
explanation at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.catalogue import Example, FieldSpec, load_catalogue
from extractors.errors import CatalogueError
from extractors.model import Anchor, AnchorKind, Block, Candidate, Document
from extractors.values import from_plain, to_plain


def check() -> list[CatalogueError]:
    """One error an example that does not hold, naming field, sentence and what was found.

    Raises:
        CatalogueError: the catalogue itself is wrong.
    """
    return [
        fault
        for spec in load_catalogue().fields.values()
        for example in spec.examples
        for fault in _faults(spec, example)
    ]


def _faults(spec: FieldSpec, example: Example) -> Iterator[CatalogueError]:
    found = [candidate for candidate in _candidates(example) if candidate.field == spec.key]
    beside = f" beside {example.label}" if example.label else ""
    where = f"{spec.key}, example 「{example.text}」{beside}"
    if example.value is None:
        for candidate in found:
            value = to_plain(candidate.value)
            yield CatalogueError("fields", where, f"gives {value!r}, and nothing may be found")
        return
    wanted = (to_plain(from_plain(spec.kind, _plain(example.value))), example.approximate)
    got = [(to_plain(one.value), one.approximate and one.approximate.value) for one in found]
    if wanted not in got:
        yield CatalogueError("fields", where, f"gives {_told(got)}, not {_told([wanted])}")


def _plain(value: Any) -> Any:
    """TOML's own dates as text, and true and false as a form has them."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _told(values: list[tuple[Any, str | None]]) -> str:
    shown = [f"{value!r} ({how})" if how else repr(value) for value, how in values]
    return " and ".join(shown) or "nothing"


def _candidates(example: Example) -> tuple[Candidate, ...]:
    """What is found, and not refused, in a document that says just this."""
    from extractors.find import find_in

    document = Document("example.docx", "0" * 64, "docx", _blocks(example))
    return tuple(one for one in find_in(document).candidates if one.rejected is None)


def _blocks(example: Example) -> tuple[Block, ...]:
    """A paragraph, or a table of one row: the label and its value cell."""
    if example.label is None:
        return (Block(example.text, Anchor(AnchorKind.PARAGRAPH, paragraph=1)),)
    return tuple(
        Block(text, Anchor(AnchorKind.TABLE_CELL, table=1, row=1, column=column))
        for column, text in enumerate((example.label, example.text), start=1)
    )
