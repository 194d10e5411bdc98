"""The office's file of words: what a person accepts is added below, what is withdrawn taken out.

What stands in it by hand stays as it is, remarks included. The file is replaced at once or not at
all, and only by one that the program can read; of two that change it at once the second waits.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import CatalogueError, MakerspaceError
from extractors.office_words import (
    ACCEPTED,
    OfficeWord,
    OfficeWords,
    accepted_entry,
    parse_office_words,
    read_office_words,
)

HEAD = """\
# Words of this office, beside those of the catalogue. `zhongchuang learn` adds accepted ones below;
# the tables of the catalogue (fields/*.toml) may be written here by hand as well.
"""


class NotAccepted(MakerspaceError):
    """A word cannot be taken back: it was not accepted, or stands in the file by hand."""


def accept(path: Path, words: Sequence[OfficeWord]) -> OfficeWords:
    """Add words to the office's file; those it has already are not added twice.

    Raises:
        CatalogueError: the file, or with the words added the file, would be wrong; it stays.
    """
    for word in words:
        if not word.by.isprintable():
            raise CatalogueError(path, ACCEPTED, f"by: {word.by!r} holds signs that no name has")
    with _alone(path):
        known = {(word.place, word.word) for word in read_office_words(path).words}
        new = [word for word in words if (word.place, word.word) not in known]
        text = path.read_text("utf-8") if path.exists() else HEAD
        for word in new:
            text = f"{text.rstrip()}\n\n{accepted_entry(word)}"
        return _replaced(path, text)


def withdraw(path: Path, word: OfficeWord) -> OfficeWords:
    """Take an accepted word out of the office's file.

    Raises:
        NotAccepted: there is no such accepted word in it.
    """
    with _alone(path):
        read_office_words(path)
        text = path.read_text("utf-8") if path.exists() else ""
        parts = _parts(text)
        kept = [part for part in parts if not _says(part, path, word)]
        if len(kept) == len(parts):
            raise NotAccepted(f"{path}: {word.word!r} was not accepted here; take it out by hand")
        return _replaced(path, "".join(kept))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else changes the file between its reading and its replacing.

    The folder is locked, since the file is another one after each change. The lock is the
    kernel's: it goes with the process that holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _parts(text: str) -> list[str]:
    """The file cut before each accepted word and behind it, where the next table begins."""
    parts = [""]
    for line in text.splitlines(keepends=True):
        head = line.strip()
        if head == f"[[{ACCEPTED}]]" or (head.startswith("[") and _is_accepted(parts[-1])):
            parts.append("")
        parts[-1] += line
    return parts


def _is_accepted(part: str) -> bool:
    return part.lstrip().startswith(f"[[{ACCEPTED}]]")


def _says(part: str, path: Path, word: OfficeWord) -> bool:
    if not _is_accepted(part):
        return False
    (own,) = parse_office_words(part, path).words
    return (own.place, own.word) == (word.place, word.word)


def _replaced(path: Path, text: str) -> OfficeWords:
    """Write the file so that a crash leaves the old one or the new one, never a part."""
    words = parse_office_words(text, path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return words
