"""The revision of what finds: one short hash over this package's code and catalogue.

Any changed synonym, pattern or reader gives another revision, and with it every stored finding
of the old one is computed again. Never includes a date: the same sources are the same revision.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# What decides about findings; compiled files and caches do not.
SOURCES = (".py", ".toml", ".tsv")


@cache
def revision() -> str:
    """The first twelve hexadecimal digits of the hash, e.g. `3fa94c02b1d7`."""
    digest = hashlib.sha256()
    for path, source in sorted(_sources(files("extractors"), "")):
        digest.update(path.encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:12]


def _sources(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        path = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from _sources(entry, path)
        elif entry.name.endswith(SOURCES):
            yield path, entry
