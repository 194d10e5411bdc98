"""One short hash over code and catalogue: the same sources, the same revision."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import extractors
from extractors.revision import _sources, revision


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
