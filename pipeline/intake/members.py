"""An archive's members in, the place of each in its submission out; one way for all who ask.

A lone archive is the submission; one in a folder is a folder of it, named like the archive.
Never uses a place as a path on our disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from extractors.readers.packages.archive import stem
from pipeline.intake.inbox import LITTER
from pipeline.reading.sandbox import Examined, UnpackedMember


def to_be_read(examined: Examined) -> bool:
    """Whether the file itself is a document: no archive, or one that was not wholly unpacked."""
    members = examined.members
    return not members or any(member.problems for member in members)


def members_of(
    archive: str, in_folder: bool, examined: Examined
) -> Iterator[tuple[UnpackedMember, str]]:
    """The members worth keeping, each with its place.

    Args:
        archive: The archive's own place in the submission.
        in_folder: Whether the submission is a folder that holds the archive.
    """
    place = PurePosixPath(archive)
    below = storable((place.parent / stem(place.name)).as_posix()) if in_folder else ""
    for member in examined.members or ():
        if member.file is None or LITTER.match(member.name):
            continue
        parts = (below, storable(member.folder), storable(member.name))
        yield member, "/".join(part for part in parts if part)


def storable(text: str) -> str:
    """Text that every database takes: no NUL, no half of a character."""
    return text.replace("\x00", "").encode("utf-8", "backslashreplace").decode("utf-8")


def distinct(places: Sequence[str]) -> list[str]:
    """The same places, numbered where two are one: archives may hold two members of one name.

    Example:
        >>> distinct(["表.docx", "附件/表.docx", "表.docx"])
        ['表.docx', '附件/表.docx', '表 (2).docx']
    """
    seen: set[str] = set()
    kept = []
    for place in places:
        free, number = place, 1
        while free in seen:
            number += 1
            head, _, base = place.rpartition("/")
            stem, dot, suffix = base.rpartition(".")
            base = f"{stem} ({number}).{suffix}" if dot and stem else f"{base} ({number})"
            free = f"{head}/{base}" if head else base
        seen.add(free)
        kept.append(free)
    return kept
