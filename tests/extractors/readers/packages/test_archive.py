"""Zip archives: names as written, nesting, limits, and one bad member costing only itself."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import Path

import pytest

from extractors.readers.packages import archive
from extractors.readers.packages.archive import Member, unpack
from extractors.readers.packages.zipped import Budget


def packed(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unpacked(data: bytes, tmp_path: Path) -> list[Member]:
    path = tmp_path / "申报材料.zip"
    path.write_bytes(data)
    return list(unpack(path))


def seen(members: list[Member]) -> list[tuple[str, str, bytes | None]]:
    return [(member.folder, member.name, member.data) for member in members]


def codes(members: list[Member]) -> list[str]:
    return [problem.code for member in members for problem in member.problems]


def renamed(data: bytes, placeholder: str, raw: bytes) -> bytes:
    """Write a name's bytes as old Chinese programs do: without saying their encoding."""
    assert len(placeholder) == len(raw)
    return data.replace(placeholder.encode(), raw)


def test_folders_are_text_and_litter_is_left_out(tmp_path: Path) -> None:
    data = packed(
        {
            "材料/附件/表.txt": "甲".encode(),
            "材料/方案.txt": "乙".encode(),
            "__MACOSX/材料/._方案.txt": b"x",
            "材料/~$方案.docx": b"x",
            ".DS_Store": b"x",
            "材料/Thumbs.db": b"x",
        }
    )
    assert seen(unpacked(data, tmp_path)) == [
        ("材料/附件", "表.txt", "甲".encode()),
        ("材料", "方案.txt", "乙".encode()),
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_without_a_stated_encoding_are_read_as_chinese(tmp_path: Path, encoding: str) -> None:
    raw = "申请书.txt".encode(encoding)
    data = renamed(packed({"x" * len(raw): b"a"}), "x" * len(raw), raw)
    assert [member.name for member in unpacked(data, tmp_path)] == ["申请书.txt"]


@pytest.mark.parametrize(
    ("name", "folder", "base"),
    [
        ("../../etc/passwd", "etc", "passwd"),
        ("/etc/cron.d/x", "etc/cron.d", "x"),
        ("..\\..\\windows\\x.txt", "windows", "x.txt"),
        ("C:\\材料\\表.txt", "材料", "表.txt"),
        ("a/./../b//c.txt", "a/b", "c.txt"),
    ],
)
def test_a_name_never_leads_out(tmp_path: Path, name: str, folder: str, base: str) -> None:
    raw = name.encode()
    data = renamed(packed({"x" * len(raw): b"a"}), "x" * len(raw), raw)
    assert seen(unpacked(data, tmp_path)) == [(folder, base, b"a")]


def test_an_archive_in_an_archive_is_opened_to_the_third_level(tmp_path: Path) -> None:
    data = packed({"底.txt": b"x"})
    for level in (3, 2, 1):
        data = packed({f"{level}.zip": data, f"{level}.txt": b"y"})
    members = unpacked(data, tmp_path)
    assert [(m.folder, m.name) for m in members if m.data] == [
        ("1/2", "3.txt"),
        ("1", "2.txt"),
        ("", "1.txt"),
    ]
    assert [(m.name, m.problems[0].code) for m in members if m.problems] == [
        ("3.zip", "limit_size")
    ]


def test_a_word_file_is_a_member_and_no_archive(tmp_path: Path) -> None:
    inner = packed({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})
    assert [m.name for m in unpacked(packed({"方案.docx": inner}), tmp_path)] == ["方案.docx"]


def test_a_member_that_swells_is_refused_and_its_neighbour_is_read(tmp_path: Path) -> None:
    data = packed({"大.bin": b"\0" * (60 << 20), "小.txt": b"a"})
    members = unpacked(data, tmp_path)
    assert [(m.name, m.data) for m in members] == [("大.bin", None), ("小.txt", b"a")]
    assert codes(members) == ["limit_size"]


def test_what_stands_behind_a_spent_budget_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form behind the bomb is missing, so the archive itself must be named."""
    monkeypatch.setattr(archive, "Budget", partial(Budget, left=1000))
    data = packed({"大.txt": b"a" * 900, "更大.txt": b"b" * 900, "申报表.txt": b"c"})
    members = unpacked(data, tmp_path)
    assert [(m.name, [p.code for p in m.problems]) for m in members] == [
        ("大.txt", []),
        ("更大.txt", ["limit_size"]),
        ("申报材料.zip", ["limit_size"]),
    ]


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    data = bytearray(packed({"锁.txt": b"abc", "开.txt": b"d"}))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    members = unpacked(bytes(data), tmp_path)
    assert codes(members) == ["encrypted"]
    assert members[1].data == b"d"


def test_overlapping_entries_are_refused(tmp_path: Path) -> None:
    data = packed({"a.txt": b"1" * 100, "b.txt": b"2" * 100})
    first, second = (i for i in range(len(data)) if data.startswith(b"PK\x01\x02", i))
    crafted = bytearray(data)
    crafted[second + 42 : second + 46] = data[first + 42 : first + 46]
    members = unpacked(bytes(crafted), tmp_path)
    assert [(m.name, m.data) for m in members] == [("申报材料.zip", None)]
    assert codes(members) == ["damaged"]


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    data = packed({f"{n}.txt": b"" for n in range(2001)}, zipfile.ZIP_STORED)
    assert codes(unpacked(data, tmp_path)) == ["limit_size"]


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    members = unpacked(buffer.getvalue(), tmp_path)
    assert [(m.name, m.data) for m in members] == [("link.txt", None)]
    assert codes(members) == ["unsupported"]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_cut_archive_is_damaged(tmp_path: Path, share: float) -> None:
    whole = packed({"a.txt": b"a" * 1000})
    assert codes(unpacked(whole[: int(len(whole) * share)], tmp_path)) == ["damaged"]


def test_nothing_is_written_beside_the_archive(tmp_path: Path) -> None:
    unpacked(packed({"a/b.txt": b"a"}), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["申报材料.zip"]
