"""What a killed run leaves behind is cleared by the next; what lives is left alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pipeline.reading import process


def test_only_folders_of_the_dead_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True)  # fmt: skip
    dead = tmp_path / f"zhongchuang-{ended.stdout.strip()}-a1"
    kept = [
        tmp_path / f"zhongchuang-{os.getpid()}-b2",  # a run that goes on
        tmp_path / "zhongchuang-notes-c3",  # somebody's own
        tmp_path / f"other-{ended.stdout.strip()}-d4",
    ]
    for folder in (dead, *kept):
        folder.mkdir()
        (folder / "errors").write_text("")

    process.sweep.cache_clear()
    process.sweep()

    assert not dead.exists()
    assert all(folder.exists() for folder in kept)
