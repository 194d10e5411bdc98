"""What a child does with a file: archives are opened, and tools are used as settings say."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractors.model import DocumentFindings
from extractors.readers.packages.compressed import unpacker
from pipeline.reading import tasks
from pipeline.store import codec


class Silent:
    """A parent that keeps nothing and is told nothing."""

    def told(self, done: int, total: int) -> None: ...

    def get(self, key: str) -> str | None:
        return None

    def put(self, key: str, text: str) -> None: ...


def found(data: bytes, name: str, tmp_path: Path, **tools: bool) -> DocumentFindings:
    file = tmp_path / "blob"
    file.write_bytes(data)
    request: Mapping[str, Any] = {"file": str(file), "name": name, "folder": "", "tools": tools}
    return codec.decode(DocumentFindings, tasks.find(request, Silent()))


def examined(data: bytes, name: str, tmp_path: Path) -> dict[str, Any]:
    file, into = tmp_path / "blob", tmp_path / "into"
    file.write_bytes(data)
    into.mkdir()
    answer = tasks.examine({"file": str(file), "name": name, "into": str(into)}, Silent())
    json.dumps(answer)
    return answer


def tar(entries: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


@pytest.mark.skipif(unpacker() is None, reason="libarchive is not installed")
def test_members_of_every_kind_of_archive_are_unpacked_under_numbers(tmp_path: Path) -> None:
    answer = examined(tar({"材料/表.csv": b"a,b"}), "材料.tar.gz", tmp_path)

    assert answer["extension"] == ".gz"
    (member,) = answer["members"]
    assert (member["folder"], member["name"], member["file"]) == ("材料", "表.csv", "0")
    assert (tmp_path / "into" / "0").read_bytes() == b"a,b"


def test_an_archive_that_nothing_unpacks_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from extractors.readers.packages import compressed

    monkeypatch.setattr(compressed, "unpacker", lambda: None)
    document = found(b"Rar!\x1a\x07\x01\x00" + bytes(64), "材料.rar", tmp_path).document

    assert document.kind == "rar"
    assert [(one.code, one.place) for one in document.problems] == [("no_unpacker", "")]


def test_an_archive_with_a_wrong_extension_says_so(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "a")
    document = found(buffer.getvalue(), "材料.rar", tmp_path).document
    assert (document.kind, [one.code for one in document.problems]) == ("zip", ["wrong_extension"])


def test_a_tool_that_is_switched_off_is_not_used(tmp_path: Path) -> None:
    document = found(b"{\\rtf1 text}", "a.rtf", tmp_path, convert=False).document
    assert [one.code for one in document.problems] == ["no_converter"]


@pytest.mark.parametrize(
    ("kind", "extension"), [("doc", ".doc"), ("et", ".et"), ("7z", ".7z"), ("ofd", ".ofd")]
)
def test_a_kind_is_kept_under_its_extension(kind: str, extension: str) -> None:
    assert tasks.EXTENSIONS[kind] == extension
