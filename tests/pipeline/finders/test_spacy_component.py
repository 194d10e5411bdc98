"""A real spaCy pipeline of the office's own, saved to a folder and named by a setting."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import spacy

from extractors.catalogue import load_catalogue
from extractors.find.added.claims import located
from extractors.model import Layer
from extractors.values import PartialDate
from pipeline.finders import load
from pipeline.finders.spacy_component import finder
from pipeline.settings import SettingsError
from tests.extractors.find.added.test_quotes import paragraphs

FIELDS = load_catalogue().fields
SPEAKS = "地方一共1200平方米，开张于2021年3月，老板岑若溪。"


def saved(folder: Path, *patterns: tuple[str, str], name: str = "makerspace") -> dict[str, str]:
    """A blank pipeline with rules for entities; what its folder is called in the environment."""
    nlp = spacy.blank("zh", meta={"name": name})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": label, "pattern": [{"TEXT": sign} for sign in text]} for label, text in patterns]
    )
    folder.mkdir(exist_ok=True)
    nlp.to_disk(folder / "model")
    return {"ZHONGCHUANG_FINDER_SPACY": str(folder / "model")}


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return saved(
        tmp_path,
        ("total_area_m2", "一共1200平方米"),
        ("operating_since", "开张于2021年3月"),
        ("PERSON", "岑若溪"),
    )


def test_entities_that_are_fields_become_claims(environ):
    document = paragraphs("情况", SPEAKS)
    claims = list(finder(environ).find(document, FIELDS))
    found = located(document, claims, "spacy-makerspace")

    assert {c.field: c.value for c in found.candidates} == {
        "total_area_m2": Decimal(1200),
        "operating_since": PartialDate(2021, 3),
    }
    assert found.dropped == {}  # PERSON is none of ours and nobody's mistake


def test_the_same_words_in_two_blocks_are_told_apart(environ):
    document = paragraphs(SPEAKS, SPEAKS)
    found = located(document, finder(environ).find(document, FIELDS), "spacy")

    areas = [c.evidence[0].block for c in found.candidates if c.field == "total_area_m2"]
    assert areas == [0, 1]


def test_hidden_text_is_not_shown_to_it(environ):
    document = paragraphs(SPEAKS)
    hidden = tuple(block._replace(layer=Layer.HIDDEN) for block in document.blocks)
    unseen = type(document)("a", "0", "docx", hidden)

    assert list(finder(environ).find(unseen, FIELDS)) == []


def test_it_is_loaded_by_its_setting(environ, monkeypatch):
    for variable, value in environ.items():
        monkeypatch.setenv(variable, value)
    (one,) = load(["pipeline.finders.spacy_component:finder"])

    assert one.name == "spacy-makerspace"


def test_another_rule_is_another_revision(tmp_path):
    first = finder(saved(tmp_path / "a", ("total_area_m2", "1200平方米")))
    same = finder(saved(tmp_path / "b", ("total_area_m2", "1200平方米")))
    other = finder(saved(tmp_path / "c", ("total_area_m2", "1300平方米")))

    assert first.revision == same.revision
    assert first.revision != other.revision


@pytest.mark.parametrize("named", ["", "/nowhere/at/all", "no_such_package_of_spacy"])
def test_a_pipeline_that_is_not_there_is_said(named):
    with pytest.raises(SettingsError, match="ZHONGCHUANG_FINDER_SPACY"):
        finder({"ZHONGCHUANG_FINDER_SPACY": named})
