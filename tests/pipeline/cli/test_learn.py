"""`learn` as an official uses it: two forms with a label nobody listed, and the third read."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from extractors.catalogue import use_words
from extractors.office_words import OfficeWords, read_office_words
from pipeline.cli import app
from pipeline.learning import NotComputed
from pipeline.settings import settings
from pipeline.store import open_store

STEERING = "\u202e"  # turns the text round from here on


@pytest.fixture
def home(tmp_path: Path):
    yield tmp_path / "home"
    use_words(OfficeWords())


def zhongchuang(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(home), *arguments], catch_exceptions=False)


def submit(home: Path, name: str, area: str) -> None:
    folder = home / "inbox" / "yunnan-2021" / name
    folder.mkdir(parents=True)
    document = docx.Document()
    document.add_paragraph("云南省众创空间认定申报书")
    table = document.add_table(rows=0, cols=2)
    for label, value in [("众创空间名称", name), (f"地盘大小{STEERING}", area)]:
        row = table.add_row().cells
        row[0].text, row[1].text = label, value
    document.save(str(folder / "申报书.docx"))


def area_of(home: Path, name: str):
    with open_store(settings(home).database) as store:
        (one,) = [s for s in store.submissions() if s.name == name]
        return store.record(one.id).fields["total_area_m2"]


def item_of(home: Path, name: str) -> str:
    listed = json.loads(zhongchuang(home, "review", "list", "--limit", "0", "--json").stdout)
    with open_store(settings(home).database) as store:
        (one,) = [s.id for s in store.submissions() if s.name == name]
    asked = f"{one}/total_area_m2/missing"
    assert asked in json.dumps(listed)
    return asked


def test_a_label_is_learnt_from_two_decisions_and_read_in_the_third_submission(home: Path):
    for name, area in [("甲空间", "820平方米"), ("乙空间", "650平方米")]:
        submit(home, name, area)
    assert zhongchuang(home, "run").exit_code == 0
    nothing = zhongchuang(home, "learn")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "nobody has decided on a value" in nothing.stderr
    for name, area in [("甲空间", "820"), ("乙空间", "650平方米")]:
        decided = zhongchuang(home, "review", "decide", item_of(home, name), "--value", area)
        assert decided.exit_code == 0

    shown = zhongchuang(home, "learn")
    (proposal,) = json.loads(zhongchuang(home, "learn", "--json").stdout)["proposals"]

    assert (proposal["place"], proposal["word"]) == ("total_area_m2.form_labels", "地盘大小")
    assert {(s["name"], s["document"]) for s in proposal["sentences"]} == {
        ("甲空间", "申报书.docx"),
        ("乙空间", "申报书.docx"),
    }
    assert (len(proposal["gained"]), proposal["lost"]) == (2, [])
    assert proposal["id"] in shown.stdout
    assert "2 gained · 0 lost" in shown.stdout
    assert "nothing → 820 ㎡ (decided: 820 ㎡)" in shown.stdout
    assert STEERING not in shown.stdout
    assert not settings(home).words.exists()

    accepted = zhongchuang(home, "learn", "accept", proposal["id"], "--by", "李敏")
    assert accepted.exit_code == 0
    assert "next `zhongchuang run`" in accepted.stderr
    (word,) = read_office_words(settings(home).words).words
    assert (word.place, word.word, word.by) == (proposal["place"], "地盘大小", "李敏")
    with pytest.raises(NotComputed, match="zhongchuang run` first"):
        zhongchuang(home, "learn")

    submit(home, "丙空间", "1200平方米")
    assert zhongchuang(home, "run").exit_code == 0
    assert area_of(home, "丙空间").value == 1200
    assert area_of(home, "甲空间").value == 820

    listed = zhongchuang(home, "learn", "words")
    assert all(part in listed.stdout for part in ("地盘大小", "李敏", proposal["id"]))
    withdrawn = zhongchuang(home, "learn", "withdraw", proposal["id"])
    assert (withdrawn.exit_code, "withdrawn: 地盘大小" in withdrawn.stdout) == (0, True)
    assert json.loads(zhongchuang(home, "learn", "words", "--json").stdout) == {"words": []}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["accept", "w-000000"], "there is no proposal 'w-000000'; see `zhongchuang learn`"),
        (["withdraw", "w-000000"], "there is no word 'w-000000'; see `zhongchuang learn words`"),
        (["accept"], "Missing argument"),
    ],
)
def test_what_is_not_there_cannot_be_accepted_or_withdrawn(home: Path, arguments, says):
    home.mkdir()
    ended = zhongchuang(home, "learn", *arguments)

    assert ended.exit_code == 2
    assert says in ended.stderr


def test_an_empty_store_says_a_clear_sentence(home: Path):
    home.mkdir()
    ended = zhongchuang(home, "learn")

    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "Nothing to learn from yet" in ended.stderr
    assert "no words of its own yet" in zhongchuang(home, "learn", "words").stderr
