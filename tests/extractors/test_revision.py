"""One short hash over code and catalogue: the same sources, the same revision."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import extractors
from extractors.readers.equipment import Equipment
from extractors.revision import _sources, equipment_revision, revision


def test_a_revision_is_twelve_hexadecimal_digits_and_does_not_change_by_itself() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", extractors.REVISION)
    assert revision() == revision()


def test_code_catalogue_and_divisions_decide_and_caches_do_not(tmp_path: Path) -> None:
    for name in ("a.py", "b.toml", "c.tsv", "a.pyc", "note.md"):
        (tmp_path / name).write_text(name)
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "d.py").write_text("d")
    paths = [path for path, _ in _sources(tmp_path, "")]
    assert sorted(paths) == ["/a.py", "/b.toml", "/c.tsv", "/deeper/d.py"]


def test_any_changed_byte_and_any_renamed_file_gives_another_revision(tmp_path: Path) -> None:
    def digest() -> str:
        hashed = hashlib.sha256()
        for path, source in sorted(_sources(tmp_path, "")):
            hashed.update(path.encode() + b"\0" + source.read_bytes())
        return hashed.hexdigest()

    (tmp_path / "words.toml").write_text("a")
    first = digest()
    (tmp_path / "words.toml").write_text("b")
    second = digest()
    (tmp_path / "words.toml").rename(tmp_path / "names.toml")
    assert len({first, second, digest()}) == 3


def test_a_tool_that_is_installed_or_switched_on_gives_another_revision(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was stored while a tool was missing must not stay when it is there."""
    from extractors.readers.legacy import libreoffice
    from extractors.readers.packages import compressed
    from extractors.readers.scan import engine

    def with_tools(*tools: str) -> str:
        soffice = tmp_path / "soffice" if "libreoffice" in tools else None
        monkeypatch.setattr(libreoffice, "program", lambda: soffice)
        monkeypatch.setattr(engine, "is_available", lambda: "ocr" in tools)
        monkeypatch.setattr(compressed, "unpacker", lambda: ARCHIVES if "7z" in tools else None)
        return equipment_revision(Equipment())

    (tmp_path / "soffice").write_text("")
    (tmp_path / "versionrc").write_text("buildid=7.4")
    found = [with_tools(), with_tools("ocr"), with_tools("libreoffice"), with_tools("7z")]
    (tmp_path / "versionrc").write_text("buildid=25.8")
    found.append(with_tools("libreoffice"))
    (tmp_path / "versionrc").unlink()
    found.append(with_tools("libreoffice"))

    assert len(set(found)) == len(found)
    assert all(re.fullmatch("[0-9a-f]{12}", one) for one in found)


def test_a_tool_that_is_switched_off_is_as_if_it_were_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from extractors.readers.scan import engine

    off = Equipment(recognise=False, convert=False)
    monkeypatch.setattr(engine, "is_available", lambda: True)
    first = equipment_revision(off)
    monkeypatch.setattr(engine, "is_available", lambda: False)
    assert equipment_revision(off) == first


class ARCHIVES:
    class ffi:
        @staticmethod
        def version_number() -> int:
            return 3006002
