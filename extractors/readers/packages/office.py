"""What Word and Excel packages have in common before they are read. A package in; checks out."""

from __future__ import annotations

from extractors.errors import Unreadable
from extractors.limits import LIMITS
from extractors.readers.packages.xml import refuse_doctype
from extractors.readers.packages.zipped import Budget, Package, open_package


def open_office(data: bytes, name: str, budget: Budget | None = None) -> Package:
    """Open an office package and unpack every part once within the limits.

    The libraries that read it afterwards meet no bomb, no document type and no two parts of
    one name, of which two programs would show different ones.

    Args:
        data: The package's bytes.
        name: The file's name, for the error.
        budget: What may still be unpacked, where the package lies within another.

    Raises:
        Unreadable: damaged, encrypted, or a part carries a document type.
        LimitReached: it unpacks to more than allowed.
    """
    package = open_package(data, name, budget)
    if len(package.by_name) != len(package.entries):
        raise Unreadable(name, "damaged", "two parts of one name")
    for info in package.entries:
        content = package.inflate(info, LIMITS.xml_part_bytes)
        if info.filename.endswith((".xml", ".rels")):
            refuse_doctype(content, name)
    return package


def holds_macros(package: Package) -> bool:
    """Whether the package holds a program of its own; nothing here ever runs it."""
    return any(info.filename.lower().endswith("vbaproject.bin") for info in package.entries)
