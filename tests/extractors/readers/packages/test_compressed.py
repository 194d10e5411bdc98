"""7z, rar, tar and gzip: read where libarchive is, and named where it is not."""

from __future__ import annotations

import gzip
import io
import lzma
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractors.readers.packages import compressed
from extractors.readers.packages.archive import Member, unpack
from extractors.readers.packages.compressed import VOLUME, unpacker

needs_libarchive = pytest.mark.skipif(unpacker() is None, reason="libarchive is not installed")

TABLE = "总面积,820\n".encode()
PLAN = "运营方案".encode() * 400


def unpacked(data: bytes, tmp_path: Path, name: str = "申报材料.7z") -> list[Member]:
    path = tmp_path / "blob"
    path.write_bytes(data)
    return list(unpack(path, name))


def seen(members: list[Member]) -> list[tuple[str, str, bytes | None]]:
    return [(member.folder, member.name, member.data) for member in members]


def codes(members: list[Member]) -> list[tuple[str, str]]:
    return [(member.name, problem.code) for member in members for problem in member.problems]


def seven_zip(entries: dict[str, bytes]) -> bytes:
    import libarchive

    parts: list[bytes] = []

    def write(data: bytes) -> int:
        parts.append(bytes(data))
        return len(data)

    with libarchive.custom_writer(write, "7zip") as archive:
        for name, content in entries.items():
            archive.add_file_from_memory(name, len(content), content)
    return b"".join(parts)


def tar(entries: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(
        fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT, encoding=encoding
    ) as archive:
        for name, content in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def rar4(entries: dict[str, bytes], main_flags: int = 0, file_flags: int = 0) -> bytes:
    """A rar as made until 2013, its entries stored."""

    def block(kind: int, flags: int, rest: bytes) -> bytes:
        body = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
        return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body

    out = b"Rar!\x1a\x07\x00" + block(0x73, main_flags, bytes(6))
    for name, content in entries.items():
        raw = name.encode("gbk")
        sizes = struct.pack("<IIBII", len(content), len(content), 2, zlib.crc32(content), 0)
        head = sizes + struct.pack("<BBHI", 20, 0x30, len(raw), 0x20) + raw
        out += block(0x74, 0x8000 | file_flags, head) + content
    return out + block(0x7B, 0x4000, b"")


def rar5(entries: dict[str, bytes], archive_flags: int = 0) -> bytes:
    """A rar as made since 2013, its entries stored."""

    def number(value: int) -> bytes:
        out = bytearray()
        while value > 0x7F:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        return bytes([*out, value])

    def block(*parts: bytes) -> bytes:
        body = b"".join(parts)
        sized = number(len(body)) + body
        return struct.pack("<I", zlib.crc32(sized)) + sized

    out = b"Rar!\x1a\x07\x01\x00" + block(number(1), number(0), number(archive_flags))
    for name, content in entries.items():
        raw, size = name.encode(), number(len(content))
        checked = struct.pack("<I", zlib.crc32(content))
        out += block(
            *(number(2), number(2), size, number(4), size, number(0x20), checked),
            *(number(0), number(0), number(len(raw)), raw),
        )
        out += content
    return out + block(number(5), number(0), number(0))


ENTRIES = {"材料/表.csv": TABLE, "方案.txt": PLAN}
EXPECTED = [("材料", "表.csv", TABLE), ("", "方案.txt", PLAN)]


@needs_libarchive
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (seven_zip, "申报材料.7z"),
        (rar4, "申报材料.rar"),
        (rar5, "申报材料.rar"),
        (tar, "申报材料.tar"),
        (lambda entries: gzip.compress(tar(entries)), "申报材料.tar.gz"),
        (lambda entries: tar(entries, "gbk"), "申报材料.tar"),
        (seven_zip, "申报材料.zip"),  # the content tells
    ],
)
def test_members_come_with_their_folders_and_names(
    make: Callable[[dict[str, bytes]], bytes], name: str, tmp_path: Path
) -> None:
    assert seen(unpacked(make(ENTRIES), tmp_path, name)) == EXPECTED


@needs_libarchive
def test_a_gzipped_file_is_one_member_named_without_the_ending(tmp_path: Path) -> None:
    members = unpacked(gzip.compress(TABLE), tmp_path, "名单.csv.gz")
    assert seen(members) == [("", "名单.csv", TABLE)]


@needs_libarchive
def test_archives_of_all_kinds_nest_to_the_third_level(tmp_path: Path) -> None:
    inner = rar5({"表.csv": TABLE})
    middle = seven_zip({"甲公司.rar": inner, "说明.txt": b"1"})
    outer = tar({"全县.7z": middle, "太深.7z": seven_zip({"二.7z": seven_zip({"三.rar": inner})})})

    members = unpacked(outer, tmp_path, "全县.tar")

    assert seen(members) == [
        ("全县/甲公司", "表.csv", TABLE),
        ("全县", "说明.txt", b"1"),
        ("太深/二", "三.rar", None),
    ]
    assert codes(members) == [("三.rar", "limit_size")]


@needs_libarchive
def test_links_and_devices_are_refused_and_their_neighbour_is_read(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in [
            ("链接.txt", tarfile.SYMTYPE),
            ("硬链接.txt", tarfile.LNKTYPE),
            ("设备", tarfile.CHRTYPE),
            ("管道", tarfile.FIFOTYPE),
        ]:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("表.csv")
        info.size = len(TABLE)
        archive.addfile(info, io.BytesIO(TABLE))

    members = unpacked(buffer.getvalue(), tmp_path, "材料.tar")

    assert [code for _, code in codes(members)] == ["unsupported"] * 4
    assert seen(members)[-1] == ("", "表.csv", TABLE)
    assert all(member.data is None for member in members[:-1])


@needs_libarchive
def test_names_never_lead_out(tmp_path: Path) -> None:
    members = unpacked(tar({"../../../tmp/x.csv": TABLE, "/etc/y.csv": TABLE}), tmp_path)
    assert [(member.folder, member.name) for member in members] == [
        ("tmp", "x.csv"),
        ("etc", "y.csv"),
    ]


@needs_libarchive
@pytest.mark.parametrize("flags", [{"file_flags": 0x04}, {"main_flags": 0x80}])
def test_a_locked_rar_says_so(tmp_path: Path, flags: dict[str, int]) -> None:
    members = unpacked(rar4({"表.csv": TABLE}, **flags), tmp_path, "材料.rar")
    assert [code for _, code in codes(members)] == ["encrypted"]


@pytest.mark.parametrize("data", [rar4(ENTRIES, main_flags=0x01), rar5(ENTRIES, archive_flags=1)])
def test_one_volume_of_several_says_what_to_do(
    tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compressed, "unpacker", lambda: object())
    (member,) = unpacked(data, tmp_path, "材料.part1.rar")
    assert codes([member]) == [("材料.part1.rar", "unsupported")]
    assert VOLUME in member.problems[0].message_zh


def test_without_libarchive_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "unpacker", lambda: None)
    members = unpacked(rar5(ENTRIES), tmp_path, "材料.rar")
    assert codes(members) == [("材料.rar", "no_unpacker")]


@needs_libarchive
def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    """150 MiB of zeros in 150 kB: counted as they come, not believed from a header."""
    members = unpacked(gzip.compress(bytes(150 << 20)), tmp_path, "炸弹.bin.gz")
    assert codes(members) == [("炸弹.bin", "limit_size")]


@needs_libarchive
def test_what_lies_beside_an_archive_does_not_count_as_its_own_expansion(tmp_path: Path) -> None:
    """A scan of 12 MiB and a roster packed by itself, in one zip: both are read."""
    scan = random.Random(1).randbytes(12 << 20)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as outer:
        outer.writestr("scan.pdf", scan)
        outer.writestr("roster.tar", tar({"表.csv": TABLE}))

    members = unpacked(buffer.getvalue(), tmp_path, "材料.zip")

    assert seen(members) == [("", "scan.pdf", scan), ("roster", "表.csv", TABLE)]
    assert codes(members) == []


@needs_libarchive
def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    data = tar({f"{number}.txt": b"" for number in range(2_001)})
    members = unpacked(data, tmp_path, "多.tar")
    assert codes(members) == [("多.tar", "limit_size")]


@needs_libarchive
def test_what_stands_before_a_break_is_read_and_the_break_is_said(tmp_path: Path) -> None:
    whole = rar5({"一.txt": PLAN, "二.txt": PLAN, "三.txt": PLAN})
    members = unpacked(whole[: len(whole) * 2 // 3 - 60], tmp_path, "材料.rar")
    assert seen(members)[0] == ("", "一.txt", PLAN)
    assert codes(members)[-1][1] in {"repaired", "damaged"}


@needs_libarchive
def test_damage_in_a_solid_archive_is_said_of_all_it_hits(tmp_path: Path) -> None:
    """7z packs all members as one stream: what stands behind the damage cannot be unpacked."""
    noise = lzma.compress(PLAN) * 40
    data = bytearray(seven_zip({"一.txt": TABLE, "二.bin": noise, "三.txt": TABLE}))
    data[len(data) // 2] ^= 0xFF
    members = unpacked(bytes(data), tmp_path)
    assert codes(members), "the damage is said"
    assert all(member.data is None or member.data in (TABLE, noise) for member in members)


@needs_libarchive
@pytest.mark.parametrize(
    "head", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00", b"\x1f\x8b\x08"]
)
@pytest.mark.parametrize("tail", [b"", bytes(64), bytes(range(256)) * 4])
def test_rubbish_behind_a_true_beginning_is_damaged(
    tmp_path: Path, head: bytes, tail: bytes
) -> None:
    members = unpacked(head + tail, tmp_path, "材料")
    assert len(members) <= 1
    assert {code for _, code in codes(members)} <= {"damaged", "encrypted", "unsupported"}


@pytest.fixture(autouse=True)
def nothing_is_written(tmp_path: Path) -> Iterator[None]:
    yield
    assert [path.name for path in tmp_path.iterdir()] in ([], ["blob"])
