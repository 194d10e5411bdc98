"""The revision of what finds: a short hash over this package's code and catalogue, and one over
the tools that readers use.

Any changed synonym, pattern, reader or tool gives another revision, and with it every stored
finding of the old one is computed again: a scan that nothing could recognise is read as soon
as the recogniser is there. Never includes a date: the same sources are the same revision.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractors.readers.equipment import Equipment

# What decides about findings; compiled files and caches do not.
SOURCES = (".py", ".toml", ".tsv")


@cache
def revision() -> str:
    """The first twelve hexadecimal digits of the hash, e.g. `3fa94c02b1d7`."""
    digest = hashlib.sha256()
    for path, source in sorted(_sources(files("extractors"), "")):
        digest.update(path.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:12]


def equipment_revision(equipment: Equipment) -> str:
    """The same of the tools that are wanted and installed, without starting any."""
    lines = [f"unpack {_unpacking()}"]
    if equipment.recognise:
        lines.append(f"recognise {_recognising()}")
    if equipment.convert or equipment.place:
        lines.append(f"convert {equipment.convert} place {equipment.place} {_converting()}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _recognising() -> str:
    from extractors.readers.scan import engine

    return engine.revision() if engine.is_available() else ""


def _converting() -> str:
    """LibreOffice's own word for its build; the program's date where it keeps that elsewhere."""
    from extractors.readers.legacy.libreoffice import program

    found = program()
    if found is None:
        return ""
    itself = found.resolve()
    try:
        return itself.with_name("versionrc").read_text("utf-8", "replace")
    except OSError:
        return f"{itself} {itself.stat().st_mtime_ns}"


def _unpacking() -> str:
    from extractors.readers.packages.compressed import unpacker

    library = unpacker()
    return "" if library is None else str(library.ffi.version_number())


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        path = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, path)
        elif entry.name.endswith(SOURCES):
            yield path, entry
