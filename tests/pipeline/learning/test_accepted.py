"""What a person accepts stands in the office's file, beside what stands there by hand."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from pathlib import Path

import pytest

from extractors.errors import CatalogueError
from extractors.office_words import OfficeWord, read_office_words
from pipeline.learning.accepted import NotAccepted, accept, withdraw

DAY = dt.date(2026, 3, 2)
AREA = OfficeWord("total_area_m2.form_labels", "地盘大小", "李敏", DAY)
SEATS = OfficeWord("workstation_count.prose_labels", "卡坐", "李敏", DAY)
BY_HAND = '# 本局用语\n[scopes.ever]\nwords = ["打开张算起"]  # 2025年\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "words.toml"


def test_the_first_accepted_word_makes_the_file_with_who_and_when(file: Path) -> None:
    accept(file, [AREA, SEATS])

    assert read_office_words(file).words == (AREA, SEATS)
    assert file.read_text("utf-8").startswith("# Words of this office")
    assert [path.name for path in file.parent.iterdir()] == ["words.toml"]


def test_what_stands_there_by_hand_stays_to_the_letter(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(BY_HAND, "utf-8")

    accept(file, [AREA])
    assert file.read_text("utf-8").startswith(BY_HAND)
    withdraw(file, AREA)

    assert file.read_text("utf-8").rstrip() == BY_HAND.rstrip()


def test_a_word_that_is_there_is_not_added_twice(file: Path) -> None:
    accept(file, [AREA])
    accept(file, [OfficeWord(AREA.place, AREA.word, "王强", DAY), SEATS])

    assert read_office_words(file).words == (AREA, SEATS)


@pytest.mark.parametrize("gone", [AREA, SEATS])
def test_a_withdrawn_word_goes_and_the_others_stay(file: Path, gone: OfficeWord) -> None:
    accept(file, [AREA, SEATS])
    with file.open("a", encoding="utf-8") as more:
        more.write('\n[distractors]\nwords = ["流动工位"]\n')

    withdraw(file, gone)

    kept = {AREA, SEATS, OfficeWord("distractors", "流动工位")} - {gone}
    assert set(read_office_words(file).words) == kept


def test_only_an_accepted_word_can_be_withdrawn(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(BY_HAND, "utf-8")

    with pytest.raises(NotAccepted, match="by hand"):
        withdraw(file, OfficeWord("scopes.ever", "打开张算起"))
    assert file.read_text("utf-8") == BY_HAND


def test_a_word_that_would_make_the_file_wrong_is_refused_and_the_file_stays(file: Path) -> None:
    accept(file, [AREA])
    before = file.read_bytes()

    with pytest.raises(CatalogueError, match="already"):
        accept(file, [OfficeWord("mentor_count.labels", "总面积")])
    assert file.read_bytes() == before


def test_a_file_that_is_wrong_already_is_not_made_longer(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("[", "utf-8")

    with pytest.raises(CatalogueError, match="not valid TOML"):
        accept(file, [AREA])
    assert file.read_text("utf-8") == "["


def _accept_one(file: Path, number: int) -> None:
    accept(file, [OfficeWord(SEATS.place, f"{chr(0x7532 + number)}字卡坐", "李敏", DAY)])


def test_of_eight_who_accept_at_once_every_word_is_kept(file: Path) -> None:
    apart = multiprocessing.get_context("spawn")
    people = [apart.Process(target=_accept_one, args=(file, number)) for number in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert [person.exitcode for person in people] == [0] * 8
    assert len(read_office_words(file).words) == 8


@pytest.mark.parametrize("by", ["李\x1b[31m敏", "李\u202e敏", "李\n敏"])
def test_a_name_with_signs_for_the_terminal_is_refused(file: Path, by: str) -> None:
    with pytest.raises(CatalogueError, match="by"):
        accept(file, [OfficeWord(AREA.place, AREA.word, by, DAY)])

    assert not file.exists()
