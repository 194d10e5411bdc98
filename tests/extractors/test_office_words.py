"""An office's own words count beside the catalogue's, are checked like them, and can be told."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.catalogue import load_catalogue, shipped, use_words, words_in_use
from extractors.errors import CatalogueError
from extractors.find import find_in
from extractors.model import Anchor, AnchorKind, Block, Candidate, Document
from extractors.office_words import (
    MOST_BYTES,
    OfficeWord,
    OfficeWords,
    accepted_entry,
    parse_office_words,
    read_office_words,
    use_office_words,
    written,
)

NOWHERE = Path("words.toml")


@pytest.fixture(autouse=True)
def catalogue_as_shipped() -> Iterator[None]:
    yield
    use_words(OfficeWords())


def use(*words: tuple[str, str]) -> None:
    use_words(OfficeWords(tuple(OfficeWord(place, word) for place, word in words)))


def says(text: str, label: str | None = None) -> dict[str, Candidate]:
    """What is found and not refused in a sentence, or in a value cell beside its label."""
    return {c.field: c for c in all_of(text, label) if c.rejected is None}


def all_of(text: str, label: str | None = None) -> tuple[Candidate, ...]:
    if label is None:
        blocks = (Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=1)),)
    else:
        blocks = tuple(
            Block(part, Anchor(AnchorKind.TABLE_CELL, table=1, row=1, column=column))
            for column, part in enumerate((label, text), start=1)
        )
    return find_in(Document("申报书.docx", "0" * 64, "docx", blocks)).candidates


@pytest.mark.parametrize(
    ("place", "word", "text", "label", "key", "value"),
    [
        # The label of a cell that nobody listed.
        ("total_area_m2.form_labels", "地盘大小", "820㎡", "地盘大小", "total_area_m2", "820"),
        # The same in brackets and with its unit, as any shipped label.
        ("total_area_m2.labels", "地盘大小", "820", "其中：地盘大小（㎡）", "total_area_m2", "820"),
        # A name in a sentence, a name after the number, alternatives in braces.
        (
            "workstation_count.prose_labels",
            "卡坐",
            "设有卡坐36个。",
            None,
            "workstation_count",
            "36",
        ),
        ("mentor_count.follows", "引路人", "聘有12名引路人。", None, "mentor_count", "12"),
        ("event_count.prose_labels", "{创客|青创}集", "办创客集9场。", None, "event_count", "9"),
    ],
)
def test_a_word_of_the_office_names_a_field(place, word, text, label, key, value):
    assert key not in says(text, label)

    use((place, word))

    assert says(text, label)[key].value == Decimal(value)


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("scopes.ever", "打开张算起"),
        ("scopes.foreign", "云岭联盟"),
        ("scopes.plan", "宏图里"),
        ("event_count.not_near", "线上直播间"),
    ],
)
def test_a_word_of_the_office_speaks_against_a_number(place, word):
    text = f"{word}举办活动60场。"
    assert says(text)["event_count"].value == 60

    use((place, word))

    (refused,) = [c for c in all_of(text) if c.field == "event_count"]
    assert word in (refused.rejected or "")


def test_a_distractor_of_the_office_keeps_a_number_from_every_field():
    assert says("共享工位36个。")["workstation_count"].value == 36

    use(("distractors", "共享工位"))

    assert says("共享工位36个。") == {}


def test_a_label_that_a_form_uses_for_another_thing_names_the_field_no_more():
    assert "legal_representative" in says("岑若溪", "单位法人")

    use(("legal_representative.not_labels", "单位法人"))

    assert says("岑若溪", "单位法人") == {}
    assert "legal_representative" in says("岑若溪", "法定代表人")


def test_words_are_added_behind_the_shipped_ones_and_nothing_is_taken_away():
    use(("total_area_m2.labels", "地盘大小"), ("scopes.ever", "打开张算起"))
    own, before = load_catalogue(), shipped()

    assert own.fields["total_area_m2"].labels == (
        *before.fields["total_area_m2"].labels,
        "地盘大小",
    )
    assert own.scopes["ever"] == (*before.scopes["ever"], "打开张算起")
    assert {key: spec for key, spec in own.fields.items() if key != "total_area_m2"} == {
        key: spec for key, spec in before.fields.items() if key != "total_area_m2"
    }


def test_words_taken_in_late_count_as_if_they_had_been_there_from_the_start(tmp_path):
    """What was built from the catalogue before is forgotten: a process may run for months."""
    sentence = "设有卡坐36个，聘有12名引路人，云岭联盟举办活动60场，打开张算起毕业企业9家。"
    words = OfficeWords(
        (
            OfficeWord("workstation_count.prose_labels", "卡坐"),
            OfficeWord("mentor_count.follows", "引路人"),
            OfficeWord("scopes.foreign", "云岭联盟"),
            OfficeWord("scopes.ever", "打开张算起"),
        )
    )
    document = Document(
        "a.docx", "0" * 64, "docx", (Block(sentence, Anchor(AnchorKind.PARAGRAPH, paragraph=1)),)
    )
    before = find_in(document)
    use_words(words)
    late = find_in(document)
    use_words(OfficeWords())
    file = tmp_path / "words.toml"
    file.write_text(written(words), "utf-8")
    fresh = subprocess.run(
        [sys.executable, "-c", FRESH, str(file), sentence],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert fresh.stdout.strip() == repr(late.candidates)
    assert find_in(document) == before != late


FRESH = """
import sys
from pathlib import Path
from extractors.find import find_in
from extractors.model import Anchor, AnchorKind, Block, Document
from extractors.office_words import use_office_words
use_office_words(Path(sys.argv[1]))
block = Block(sys.argv[2], Anchor(AnchorKind.PARAGRAPH, paragraph=1))
print(repr(find_in(Document("a.docx", "0" * 64, "docx", (block,))).candidates))
"""


# The file


def test_an_office_without_a_file_has_no_words(tmp_path):
    assert use_office_words(tmp_path / "words.toml") == OfficeWords()
    assert words_in_use() == OfficeWords()
    assert OfficeWords().revision == ""


def test_words_written_by_hand_and_accepted_ones_are_read_alike(tmp_path):
    accepted = OfficeWord("event_count.follows", "青创集", "李敏", dt.date(2026, 3, 2))
    file = tmp_path / "words.toml"
    file.write_text(
        '# ours\n[total_area_m2]\nform_labels = ["地盘大小"]\n'
        '[scopes.ever]\nwords = ["打开张算起"]\n[distractors]\nwords = ["共享工位"]\n\n'
        + accepted_entry(accepted),
        "utf-8",
    )

    assert read_office_words(file).words == (
        OfficeWord("total_area_m2.form_labels", "地盘大小"),
        OfficeWord("scopes.ever", "打开张算起"),
        OfficeWord("distractors", "共享工位"),
        accepted,
    )


def test_what_is_written_is_read_back():
    words = OfficeWords((OfficeWord("scopes.plan", '带"引号"的\\词', "a\tb", dt.date(2026, 3, 2)),))

    assert parse_office_words(written(words), NOWHERE) == words


def test_the_revision_changes_with_the_words_and_only_with_them():
    one = OfficeWord("scopes.ever", "打开张算起")
    other = OfficeWord("distractors", "共享工位")
    signed = OfficeWord("scopes.ever", "打开张算起", "李敏", dt.date(2026, 3, 2))

    assert OfficeWords((one, other)).revision == OfficeWords((other, signed, one)).revision
    assert len({OfficeWords(w).revision for w in [(), (one,), (other,), (one, other)]}) == 4


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        (
            "[total_area]\nlabels = ['地盘大小']",
            "total_area.labels",
            "did you mean 'total_area_m2'?",
        ),
        (
            "[total_area_m2]\nlabel = ['地盘大小']",
            "total_area_m2.label",
            "takes no words; there are",
        ),
        ("[total_area_m2]\nlabels = '地盘大小'", "total_area_m2.labels", 'write ["…", "…"]'),
        ("[total_area_m2]\nlabels = [820]", "total_area_m2.labels", "write it in quotes"),
        ("total_area_m2 = 1", "total_area_m2", "write [total_area_m2]"),
        ("[scopes.evr]\nwords = ['迄今']", "scopes.evr.words", "did you mean 'ever'?"),
        ("[scopes.ever]\nword = ['迄今']", "scopes.ever.word", 'write words = ["…"]'),
        # One character stands in every second word; a number names nothing.
        ("[distractors]\nwords = ['位']", "distractors.words", "2 to 40 characters"),
        ("[distractors]\nwords = ['2023']", "distractors.words", "only words name something"),
        ('[distractors]\nwords = ["共享\\u001b[2J"]', "distractors.words", "not printed"),
        # It would count for one of the two fields only, and nobody would see which.
        (
            "[mentor_count]\nlabels = ['总面积']",
            "mentor_count.labels",
            "names total_area_m2 already",
        ),
        ("[accepted]\nword = 'x'", "accepted", "write [[accepted]]"),
        ("[[accepted]]\nword = '场地'", "accepted 1.place", "'' is no field"),
        ("[[accepted]]\nplace = 'distractors'", "accepted 1.word", "write it in quotes"),
        (
            "[[accepted]]\nplace = 'distractors'\nword = '场地'\non = '2026'",
            "accepted 1.on",
            "2026-03-02",
        ),
        ("[[accepted]]\nwho = 'x'", "accepted 1.who", "write place, word, by, on"),
        ("[", "", "not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named_with_its_file_its_key_and_its_mend(text, key, says):
    with pytest.raises(CatalogueError) as wrong:
        parse_office_words(text, NOWHERE)

    assert wrong.value.key == key
    assert str(wrong.value).startswith("words.toml")
    assert says in str(wrong.value)


def test_a_file_that_cannot_hold_words_is_refused(tmp_path):
    file = tmp_path / "words.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogueError, match="UTF-8"):
        read_office_words(file)
    file.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(CatalogueError, match="larger than"):
        read_office_words(file)
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_office_words(tmp_path)
