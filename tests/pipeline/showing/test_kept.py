"""Pictures are kept whole, found again, and make room for those looked at later."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.showing.kept import KeptImages

HASH = "a" * 64
PICTURE = b"\xff\xd8\xff" + bytes(1000) + b"\xff\xd9"


def test_a_picture_is_found_again(tmp_path: Path) -> None:
    KeptImages(tmp_path).put(HASH, 3, 120, PICTURE)

    assert KeptImages(tmp_path).get(HASH, 3, 120) == PICTURE
    assert KeptImages(tmp_path).get(HASH, 3, 216) is None
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.jpg")] == [
        f"{HASH}/3-120.jpg"
    ]


def test_a_picture_cut_short_is_none(tmp_path: Path) -> None:
    kept = KeptImages(tmp_path)
    kept.put(HASH, 1, 120, PICTURE)
    (tmp_path / HASH / "1-120.jpg").write_bytes(PICTURE[:500])

    assert kept.get(HASH, 1, 120) is None


def test_the_folder_may_go_at_any_time(tmp_path: Path) -> None:
    kept = KeptImages(tmp_path / "images")
    kept.put(HASH, 1, 120, PICTURE)
    (tmp_path / "images" / HASH / "1-120.jpg").unlink()
    (tmp_path / "images" / HASH).rmdir()
    (tmp_path / "images").rmdir()

    assert kept.get(HASH, 1, 120) is None
    kept.put(HASH, 1, 120, PICTURE)
    assert kept.get(HASH, 1, 120) == PICTURE


def test_what_was_looked_at_longest_ago_makes_room(tmp_path: Path) -> None:
    kept = KeptImages(tmp_path, most_bytes=10 * len(PICTURE))
    for page in range(1, 11):
        kept.put(HASH, page, 120, PICTURE)
        os.utime(tmp_path / HASH / f"{page}-120.jpg", (page, page))
    assert kept.get(HASH, 1, 120) is not None  # looked at just now

    kept.put(HASH, 11, 120, PICTURE)

    left = {int(path.name.partition("-")[0]) for path in tmp_path.rglob("*.jpg")}
    assert {1, 11} <= left and 2 not in left
    assert len(left) == 8


def test_a_folder_that_takes_nothing_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "images").write_text("no folder", "utf-8")
    kept = KeptImages(tmp_path / "images")

    kept.put(HASH, 1, 120, PICTURE)
    assert kept.get(HASH, 1, 120) is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "a" * 63, ""])
def test_only_hashes_name_folders(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no hash"):
        KeptImages(tmp_path).get(name, 1, 120)
