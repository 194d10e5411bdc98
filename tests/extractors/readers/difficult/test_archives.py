"""Archives' ways of naming and nesting what is in them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extractors.readers.packages.archive import unpack

TEXT = "标记甲一号".encode()


def archive(*members: tuple[bytes, bytes, int]) -> bytes:
    """A zip whose names are these bytes; flag 0x800 says that they are UTF-8."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for number, (_, content, _) in enumerate(members):
            package.writestr(zipfile.ZipInfo(f"member-{number:04}"), content)
    data = buffer.getvalue()
    for number, (name, _, flags) in enumerate(members):
        data = _renamed(data, f"member-{number:04}".encode(), name, flags)
    return data


def _renamed(data: bytes, old: bytes, new: bytes, flags: int) -> bytes:
    """The zip with a member's name replaced by one of the same length, padded in front of a dot."""
    assert len(new) <= len(old), "names here are short"
    padded = (
        new.replace(b".", b"_" * (len(old) - len(new)) + b".", 1)
        if b"." in new
        else new.ljust(len(old), b"_")
    )
    out = bytearray(data)
    for signature, at, where in ((b"PK\x03\x04", 30, 6), (b"PK\x01\x02", 46, 8)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            if data[start + at : start + at + len(old)] == old:
                out[start + at : start + at + len(old)] = padded
                out[start + where : start + where + 2] = flags.to_bytes(2, "little")
            start += 4
    return bytes(out)


NAMES = [
    ("utf-8 said", "名单.txt".encode(), 0x800, "名单"),
    ("utf-8 not said", "名单.txt".encode(), 0, "名单"),
    ("gbk", "名单.txt".encode("gbk"), 0, "名单"),
    ("gb18030", "㐀单.txt".encode("gb18030"), 0, "㐀单"),
    ("big5", "附錄.txt".encode("big5"), 0, "附錄"),
]


@pytest.mark.parametrize(("kind", "name", "flags", "shown"), NAMES, ids=[n[0] for n in NAMES])
def test_names_of_any_encoding_are_shown_in_chinese(
    tmp_path: Path, kind: str, name: bytes, flags: int, shown: str
) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(archive((name, TEXT, flags)))
    (member,) = unpack(file)
    assert member.data == TEXT
    assert member.name.startswith(shown)


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("depth", [1, 2, 3, 6])
def test_a_nested_member_is_read_or_refused_with_a_reason(tmp_path: Path, depth: int) -> None:
    data = zipped("名单.txt", TEXT)
    for level in range(1, depth):
        data = zipped(f"{level}.zip", data)
    file = tmp_path / "a.zip"
    file.write_bytes(data)
    members = list(unpack(file))
    assert members
    assert any(m.data == TEXT for m in members) or any(m.problems for m in members)
    assert depth > 3 or members[0].data == TEXT


def test_one_broken_member_costs_no_other(tmp_path: Path) -> None:
    data = bytearray(archive((b"a.txt", b"x" * 60, 0), (b"b.txt", TEXT, 0)))
    data[data.index(b"x" * 60)] = ord("y")  # its checksum no longer fits
    file = tmp_path / "a.zip"
    file.write_bytes(bytes(data))
    members = list(unpack(file))
    assert [m.data for m in members if m.data is not None] == [TEXT]
    assert sum(bool(m.problems) for m in members) == 1
