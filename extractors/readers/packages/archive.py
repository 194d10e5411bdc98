"""Archives a submitter sends. An archive in; its members' names and bytes out.

Names are text for people: nothing is ever written under them. Nested archives are opened
in place. What cannot be unpacked is a member without data and with its problem, so one bad
member costs only itself; where the archive breaks off, it is a member with its own problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from extractors.errors import FileError, Unsupported
from extractors.limits import LIMITS
from extractors.model import Problem
from extractors.problems import problem
from extractors.readers.kinds import ARCHIVES, EXTENSIONS, kind_of
from extractors.readers.packages.compressed import VOLUME, Packed, compressed_entries
from extractors.readers.packages.names import safe_name, zip_names
from extractors.readers.packages.zipped import Budget, is_volume, open_package

# What file managers and office programs leave behind; no submitter means to send it.
LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\.~|\._)", re.I)
FILE_TYPE, PLAIN = 0o170000, frozenset({0, 0o100000})


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; `folder` is text for people, never a path to open."""

    folder: str
    name: str
    data: bytes | None
    problems: tuple[Problem, ...] = ()


def unpack(path: Path, name: str | None = None) -> tuple[Member, ...]:
    """All files of an archive, those of nested archives included, in archive order.

    A damaged, encrypted or too large archive gives one member without data that carries
    the archive's own name and the problem.

    Args:
        path: Where the archive lies.
        name: The submitter's own name for it where it differs from the path's.
    """
    name = path.name if name is None else name
    if path.stat().st_size > LIMITS.file_bytes:
        return (Member("", name, None, (problem("limit_size"),)),)
    return tuple(_members(path.read_bytes(), name, "", Budget(), 1))


def _members(data: bytes, name: str, folder: str, budget: Budget, depth: int) -> Iterator[Member]:
    came = False
    try:
        for packed in _entries(data, name, budget):
            if packed.name.endswith("/") or LITTER.search(packed.name):
                continue
            came = True
            yield from _member(packed, folder, budget, depth)
            if budget.left < 0:  # what stands behind is not unpacked, and not even named
                yield Member(folder, name, None, (problem("limit_size"),))
                return
    except FileError as error:
        # What came before the break is read; of what stood behind it nothing is known.
        broken = problem("repaired") if came and error.code == "damaged" else told(error)
        yield Member(folder, name, None, (broken,))


def _entries(data: bytes, name: str, budget: Budget) -> Iterator[Packed]:
    kind = kind_of(data, name)
    if kind in ARCHIVES - {"zip"}:
        yield from compressed_entries(data, kind, name, budget)
        return
    if is_volume(data):
        raise Unsupported(name, "unsupported", VOLUME)
    package = open_package(data, name, budget)
    for info, shown in zip(package.entries, zip_names(package.entries), strict=True):
        if not info.is_dir():
            kept = (info.external_attr >> 16) & FILE_TYPE in PLAIN
            yield Packed(shown, partial(package.inflate, info) if kept else partial(_refuse, shown))


def _refuse(name: str) -> bytes:
    raise Unsupported(name, "unsupported", "a link or a device")


def _member(packed: Packed, folder: str, budget: Budget, depth: int) -> Iterator[Member]:
    where, _, name = safe_name(packed.name).rpartition("/")
    inside = "/".join(part for part in (folder, where) if part)
    try:
        data = packed.unpack()
    except FileError as error:
        yield Member(inside, name, None, (told(error),))
        return
    if kind_of(data, name) not in ARCHIVES:
        yield Member(inside, name, data)
    elif depth >= LIMITS.zip_depth:
        yield Member(inside, name, None, (problem("limit_size"),))
    else:
        within = "/".join(part for part in (inside, stem(name)) if part)
        yield from _members(data, name, within, budget, depth + 1)


def stem(name: str) -> str:
    """An archive's name without its ending, as a folder's name.

    Example:
        >>> stem("材料.tar.gz"), stem("材料.zip"), stem("材料")
        ('材料', '材料', '材料')
    """
    lower = name.lower()
    endings = ("tar.gz", *(ending[1:] for kind in sorted(ARCHIVES) for ending in EXTENSIONS[kind]))
    ending = next((f".{ending}" for ending in endings if lower.endswith(f".{ending}")), "")
    return name[: len(name) - len(ending)] or name


def told(error: FileError) -> Problem:
    """The error as a problem; a volume's says what to do, which the usual sentence does not."""
    found = problem(error.code)
    return replace(found, message_zh=f"{VOLUME}。") if error.detail == VOLUME else found
