"""A setting names the finders; one that cannot be used is said before any file is read."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.find.added.claims import located
from pipeline.finders import finders_revision, load
from pipeline.settings import SettingsError, settings
from tests.extractors.find.added.test_quotes import paragraphs
from tests.pipeline.finders.standins import Parrot

STANDINS = "tests.pipeline.finders.standins"


def test_none_is_added_by_default(tmp_path):
    assert settings(tmp_path, environ={}).finders == ()
    assert (load(()), finders_revision(())) == ((), "")


def test_the_setting_names_several(tmp_path):
    named = settings(tmp_path, environ={"ZHONGCHUANG_FINDERS": f"{STANDINS}:parrot, a.b:c"}).finders

    assert named == (f"{STANDINS}:parrot", "a.b:c")


def test_a_factory_makes_a_finder():
    (one,) = load([f"{STANDINS}:parrot"])

    assert (one.name, one.revision) == ("parrot", "1")


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (STANDINS, "write package.module:factory"),
        (":parrot", "write package.module:factory"),
        ("no.such.package:finder", "cannot be imported"),
        (f"{STANDINS}:nothing", "has no function nothing"),
        (f"{STANDINS}:STANDINS", "has no function"),
        (f"{STANDINS}:broken", "gives no finder"),
        (f"{STANDINS}:raising", r"raises ValueError at standins\.py:\d+: no such folder"),
        (f"{STANDINS}:ending", "raises SystemExit"),
        (f"{STANDINS}:nameless", "raises RuntimeError"),
    ],
)
def test_a_finder_that_cannot_be_loaded_is_said(named, said):
    with pytest.raises(SettingsError, match=said) as error:
        load([named])
    assert named in str(error.value)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise ValueError('bad')", r"raises ValueError at odd_module\.py:1: bad"),
        ("def finder(:", r"raises SyntaxError at odd_module\.py:1"),
        ("import sys; sys.exit(1)", "raises SystemExit"),
        ("import no_such_package", "cannot be imported: No module named 'no_such_package'"),
    ],
)
def test_a_module_that_does_not_import_is_said_with_its_line(code, said, tmp_path, monkeypatch):
    (tmp_path / "odd_module.py").write_text(code + "\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "odd_module", raising=False)

    with pytest.raises(SettingsError, match=said):
        load(["odd_module:finder"])


def test_two_of_one_name_could_not_be_told_apart():
    with pytest.raises(SettingsError, match="'parrot'"):
        load([f"{STANDINS}:parrot", f"{STANDINS}:parrot"])


def test_the_revision_follows_name_and_revision_of_each():
    one, other = Parrot(), Parrot(name="owl")
    said = {
        finders_revision(finders)
        for finders in ([one], [other], [one, other], [other, one], [Parrot(revision="2")])
    }

    assert len(said) == 5
    assert all(len(revision) == 12 for revision in said)


def test_the_example_of_the_page_is_a_finder():
    """docs/finders.md shows code to copy; it must do what it says."""
    page = Path(__file__).parents[3] / "docs" / "finders.md"
    (example,) = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)
    document = paragraphs("情况", "场地一共1200平方米")
    claims = names["factory"]().find(document, load_catalogue().fields)

    assert [c.value for c in located(document, claims, "词典").candidates] == [Decimal(1200)]
