"""Recognised pages are kept under hashes, whole or not at all, and never elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.reading.pages import LARGEST, KeptPages

KEY = "ab" * 32


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    pages = KeptPages(tmp_path / "pages")
    assert pages.get(KEY) is None
    pages.put(KEY, "第一页")
    pages.put(KEY, "第一页，重新识别")
    assert pages.get(KEY) == "第一页，重新识别"
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()] == [
        f"pages/ab/{KEY}.json"
    ]


@pytest.mark.parametrize(
    "key", ["", "../x", "ab", KEY.upper(), f"{KEY}\n", f"../{KEY}", "ab/" + KEY, "é" * 64]
)
def test_only_a_hash_is_a_key(tmp_path: Path, key: str) -> None:
    pages = KeptPages(tmp_path / "pages")
    pages.put(key, "x")
    assert pages.get(key) is None
    assert list(tmp_path.iterdir()) == []


def test_more_than_a_page_can_be_is_dropped(tmp_path: Path) -> None:
    pages = KeptPages(tmp_path)
    pages.put(KEY, "x" * (LARGEST + 1))
    assert pages.get(KEY) is None


def test_a_disk_that_takes_nothing_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file where the folder should be")
    pages = KeptPages(tmp_path / "pages")
    pages.put(KEY, "x")
    assert pages.get(KEY) is None


def test_half_a_character_is_no_reason_to_fail(tmp_path: Path) -> None:
    pages = KeptPages(tmp_path)
    pages.put(KEY, "\ud800第")
    assert pages.get(KEY) == "?第"
