"""The revision names what finds: code, tools and the office's words, and nothing besides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.catalogue import use_words, words_in_use
from extractors.errors import CatalogueError
from extractors.office_words import OfficeWords
from pipeline.computation import Computation, installed
from pipeline.settings import Settings


@pytest.fixture(autouse=True)
def catalogue_as_shipped() -> Iterator[None]:
    yield
    use_words(OfficeWords())


def of_home(home: Path) -> Computation:
    return installed(Settings(home, f"sqlite:///{home / 'z.db'}", "Asia/Shanghai"))


def test_the_revision_changes_with_the_words_of_the_office_and_only_with_them(tmp_path: Path):
    def revision(text: str) -> str:
        (tmp_path / "words.toml").write_text(text, "utf-8")
        return of_home(tmp_path).revision

    without = of_home(tmp_path).revision
    word = '[[accepted]]\nplace = "distractors"\nword = "流动工位"\n'

    assert revision("# nothing yet\n") == without == of_home(tmp_path / "nowhere").revision
    assert revision(word) == revision(f'{word}by = "李敏"\non = 2026-03-02\n')
    assert len({without, revision(word), revision(word.replace("流动", "共享"))}) == 3


def test_the_words_of_the_home_count_in_this_process(tmp_path: Path):
    (tmp_path / "words.toml").write_text('[distractors]\nwords = ["流动工位"]\n', "utf-8")
    of_home(tmp_path)
    assert [word.word for word in words_in_use().words] == ["流动工位"]

    of_home(tmp_path / "another")
    assert words_in_use() == OfficeWords()


def test_a_wrong_file_of_words_stops_at_start(tmp_path: Path):
    (tmp_path / "words.toml").write_text('[distractors]\nword = ["流动工位"]\n', "utf-8")

    with pytest.raises(CatalogueError, match=r"words\.toml, distractors\.word"):
        of_home(tmp_path)
