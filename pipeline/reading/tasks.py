"""What is done with an applicant's bytes: only ever inside the child process of `sandbox`.

Enter: a request as plain JSON, naming a file of our own store. Leave: plain JSON. Every
task is a function from one to the other; the sandbox knows them by their key in TASKS.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractors.model import Problem
from extractors.problems import problem

# kind as the readers say it: extension under which we keep such a file
EXTENSIONS: Mapping[str, str] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "xlsx": ".xlsx",
    "xls": ".xls",
    "doc": ".doc",
    "rtf": ".rtf",
    "zip": ".zip",
    "csv": ".csv",
    "txt": ".txt",
}
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


def warm_up() -> None:
    """Load what every file needs, so that no file pays for it in time or memory.

    Dictionary and segmenter are loaded with the first sentence, and take most of what a child
    reserves: 650 of 790 MiB (November 2026). So a sentence is read before limits are set.
    """
    from extractors.find import find_in
    from extractors.readers import read_bytes

    sentence = "本空间使用总面积820平方米，现有入驻企业12家，其中当年新增3家。"
    find_in(read_bytes(sentence.encode("utf-8"), "运营方案.txt"))


def find(request: Mapping[str, Any]) -> str:
    """Read one file and find what it says; the codec's JSON of a DocumentFindings."""
    from extractors.find import find_in
    from extractors.readers import read
    from pipeline.store import codec

    file = Path(request["file"])
    document = replace(read(file, request["name"]), folder=request["folder"])
    if document.kind == "zip":
        # Its members are files of their own; what is left to say is which of them are not.
        document = replace(document, problems=_not_unpacked(file))
    return codec.encode(find_in(document))


def _not_unpacked(archive: Path) -> tuple[Problem, ...]:
    """The problems of an archive's members, each with the member's place."""
    from extractors.readers.packages.archive import unpack

    members = unpack(archive)
    if not members:
        return (problem("empty"),)
    return tuple(
        problem(found.code, f"{member.folder}/{member.name}".lstrip("/"))
        for member in members
        for found in member.problems
    )


def examine(request: Mapping[str, Any]) -> dict[str, Any]:
    """The extension to keep a file under; for an archive, its members, unpacked.

    Members are written into the folder `into` under numbers, never under their own names.
    """
    file, into = Path(request["file"]), Path(request["into"])
    extension = _extension(file.read_bytes(), request["name"])
    if extension != ".zip":
        return {"extension": extension, "members": None}
    return {"extension": extension, "members": _unpacked(file, into)}


def _extension(data: bytes, name: str) -> str:
    from extractors.readers.kinds import kind_of

    kind = kind_of(data, name)
    if kind == "image":
        return next((ext for magic, ext in PICTURES.items() if data.startswith(magic)), OTHER)
    return EXTENSIONS.get(kind, OTHER)


def _unpacked(archive: Path, into: Path) -> list[dict[str, Any]]:
    from extractors.readers.packages.archive import unpack

    members: list[dict[str, Any]] = []
    for number, member in enumerate(unpack(archive)):
        plain: dict[str, Any] = {"folder": member.folder, "name": member.name, "file": None}
        if member.data is not None:
            (into / str(number)).write_bytes(member.data)
            plain["file"] = str(number)
            plain["sha256"] = hashlib.sha256(member.data).hexdigest()
            plain["extension"] = _extension(member.data, member.name)
        plain["problems"] = [found.code for found in member.problems]
        members.append(plain)
    return members


TASKS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {"find": find, "examine": examine}
