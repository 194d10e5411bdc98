"""What is done with an applicant's bytes: only ever inside the child process of `sandbox`.

Enter: a request as plain JSON, naming a file of our own store. Leave: plain JSON. Every
task is a function from one to the other; the sandbox knows them by their key in TASKS.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from extractors.model import Document, Problem
from extractors.problems import problem
from extractors.readers.equipment import Equipment, PageStore

if TYPE_CHECKING:
    from extractors.readers.packages.archive import Member

# kind as the readers say it: extension under which we keep such a file
EXTENSIONS: Mapping[str, str] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "xlsx": ".xlsx",
    "xls": ".xls",
    "doc": ".doc",
    "et": ".et",
    "rtf": ".rtf",
    "csv": ".csv",
    "txt": ".txt",
    "html": ".html",
    "xmlsheet": ".xml",
    "zip": ".zip",
    "7z": ".7z",
    "rar": ".rar",
    "tar": ".tar",
    "gz": ".gz",
    "ofd": ".ofd",
    "heic": ".heic",
}
ARCHIVE_EXTENSIONS = frozenset({".zip", ".7z", ".rar", ".tar", ".gz"})
# first bytes: extension; formats that a picture may have
PICTURES: Mapping[bytes, str] = {
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
    b"BM": ".bmp",
    b"GIF8": ".gif",
    b"RIFF": ".webp",
}
OTHER = ".bin"


class Parent(PageStore, Protocol):
    """The process that asked, for what it may be told and asked meanwhile."""

    def told(self, done: int, total: int) -> None:
        """Say that the next page of so many takes long."""


Task = Callable[[Mapping[str, Any], Parent], Any]


def use_words(path: Path) -> None:
    """Let the office's words in that file count; before `warm_up`, which builds on them."""
    from extractors.office_words import use_office_words

    use_office_words(path)


def warm_up() -> None:
    """Load what every file needs, so that no file pays for it in time or memory.

    Dictionary and segmenter are loaded with the first sentence, and take most of what a child
    reserves: 650 of 790 MiB (November 2026). So a sentence is read before limits are set.
    """
    from extractors.find import find_in
    from extractors.readers import read_bytes
    from extractors.readers.packages.compressed import unpacker

    unpacker()  # looks for its library by a program, which a confined child may not start
    sentence = "本空间使用总面积820平方米，现有入驻企业12家，其中当年新增3家。"
    find_in(read_bytes(sentence.encode("utf-8"), "运营方案.txt"))


def find(request: Mapping[str, Any], parent: Parent) -> str:
    """Read one file and find what it says; the codec's JSON of a DocumentFindings."""
    from extractors.find import find_in
    from extractors.readers import read
    from extractors.readers.kinds import ARCHIVES
    from pipeline.store import codec

    file = Path(request["file"])
    tools = request.get("tools", {})
    equipment = Equipment(**tools, pages=parent, told=parent.told)
    document = replace(read(file, request["name"], equipment), folder=request["folder"])
    if document.kind in ARCHIVES:
        # Its members are files of their own; what is left to say is which of them are not.
        wrong = tuple(found for found in document.problems if found.code == "wrong_extension")
        document = replace(document, problems=(*wrong, *_not_unpacked(file, request["name"])))
    return codec.encode(find_in(document))


def find_again(request: Mapping[str, Any], parent: Parent) -> str:
    """Find what a document that was read before says, with other words of the office.

    They stay in use in this child, so a child that tries words reads no files.
    """
    from extractors.catalogue import use_words
    from extractors.find import find_in
    from extractors.office_words import parse_office_words
    from pipeline.store import codec

    use_words(parse_office_words(request["words"], Path("words.toml")))
    return codec.encode(find_in(codec.decode(Document, request["document"])))


def _not_unpacked(archive: Path, name: str) -> tuple[Problem, ...]:
    """The problems of an archive's members, each with the member's place."""
    from extractors.readers.packages.archive import unpack

    members = unpack(archive, name)
    if not members:
        return (problem("empty"),)
    return tuple(
        replace(found, place=_place(member, name))
        for member in members
        for found in member.problems
    )


def _place(member: Member, archive: str) -> str:
    """Where in the archive; nothing where it is the archive itself."""
    place = f"{member.folder}/{member.name}".lstrip("/")
    return "" if place == archive else place


def examine(request: Mapping[str, Any], parent: Parent) -> dict[str, Any]:
    """The extension to keep a file under; for an archive, its members, unpacked.

    Members are written into the folder `into` under numbers, never under their own names.
    """
    file, into = Path(request["file"]), Path(request["into"])
    extension = _extension(file.read_bytes(), request["name"])
    if extension not in ARCHIVE_EXTENSIONS:
        return {"extension": extension, "members": None}
    return {"extension": extension, "members": _unpacked(file, request["name"], into)}


def _extension(data: bytes, name: str) -> str:
    from extractors.readers.kinds import kind_of

    kind = kind_of(data, name)
    if kind == "image":
        return next((ext for magic, ext in PICTURES.items() if data.startswith(magic)), OTHER)
    return EXTENSIONS.get(kind, OTHER)


def _unpacked(archive: Path, name: str, into: Path) -> list[dict[str, Any]]:
    from extractors.readers.packages.archive import unpack

    members: list[dict[str, Any]] = []
    for number, member in enumerate(unpack(archive, name)):
        plain: dict[str, Any] = {"folder": member.folder, "name": member.name, "file": None}
        if member.data is not None:
            (into / str(number)).write_bytes(member.data)
            plain["file"] = str(number)
            plain["sha256"] = hashlib.sha256(member.data).hexdigest()
            plain["extension"] = _extension(member.data, member.name)
        plain["problems"] = [found.code for found in member.problems]
        members.append(plain)
    return members


TASKS: Mapping[str, Task] = {"find": find, "find_again": find_again, "examine": examine}
