"""Loading rulesets: what is wrong is named with file, entry and mend; an office's own win."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from policies import HEAD, condition

from extractors.errors import RulesetError
from pipeline.rules import check, load_rulesets
from pipeline.rules.load import read_ruleset

RIGHT = HEAD + condition("has_seed_fund")
CASE = '[[case]]\nname = "有"\ngiven = { has_seed_fund = "yes" }\nexpect = { 1 = "met" }\n'


@pytest.mark.parametrize(
    ("text", "entry", "mend"),
    [
        ("id = ", "", "is not valid TOML"),
        (RIGHT.replace('title = "测试办法"', ""), "", "'title' is missing; add it"),
        (RIGHT.replace("issuer", "isuer"), "", "Did you mean 'issuer'"),
        (RIGHT.replace('test = "has_seed_fund"', ""), "condition 1", "'test' is missing; add it"),
        ("condition = [1]\n" + HEAD, "condition", "is no list"),
        (RIGHT.replace("has_seed_fund", "has_sed_fund"), "condition 1, test", "'has_seed_fund'"),
        (RIGHT + 'bindin = "veto"\n', "condition 1", "Did you mean 'binding'"),
        (RIGHT + 'binding = "strict"\n', "condition 1", "binding"),
        (RIGHT + 'when = "seed_fund_yuan"\n', "condition 1, when", "a test is expected"),
        (RIGHT + 'rule = "x"\n', "condition 1", "write test"),
        (RIGHT.replace("2024-01-01", "'soon'"), "", "in_force_from"),
        (RIGHT.replace("[[condition]]", "[condition]"), "condition", "write it as [[condition]]"),
    ],
)
def test_a_wrong_file_is_named_with_entry_and_mend(text: str, entry: str, mend: str) -> None:
    with pytest.raises(RulesetError) as raised:
        read_ruleset("test-2024.toml", text)

    message = str(raised.value)
    assert message.startswith("test-2024.toml")
    assert entry in message
    assert mend in message


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        (RIGHT + CASE, None),
        (RIGHT, "add a [[case]]"),
        (RIGHT + CASE.replace('"met"', '"not_met"'), "is met, expected not_met"),
        (RIGHT + CASE.replace('"met"', '"mett"'), "is no outcome"),
        (RIGHT + CASE.replace("1 =", "2 ="), "is not asked here"),
        (RIGHT + CASE + 'outcome = "not_eligible"\n', "the outcome is eligible"),
        (RIGHT + CASE + 'absent = ["1"]\n', "expected not to be"),
        (RIGHT + CASE.replace("has_seed_fund =", "has_sed_fund ="), "Did you mean 'has_seed_fund'"),
        (RIGHT + CASE.replace('"yes"', '"perhaps"'), "neither yes nor no"),
        (RIGHT + condition("has_seed_fund") + CASE, "stands twice"),
        (RIGHT + 'category = "综合"\n' + CASE, "Add a [[category]]"),
        (RIGHT.replace("2024-12-31", "2023-12-31") + CASE, "is before in_force_from"),
        (HEAD + CASE.replace("1 =", "2 ="), "there is none"),
        (
            RIGHT + CASE + '[[material]]\nkey = "licence"\narticle = "1"\nsays = "x"\n',
            "not in the catalogue",
        ),
        (
            RIGHT
            + CASE
            + '[[bypass]]\nid = "B"\narticle = "1"\nsays = "x"\ntest = "has_seed_fund"\n'
            + 'waives = ["7"]\n',
            "waives '7'",
        ),
    ],
)
def test_check_lists_what_does_not_fit_together(
    tmp_path: Path, text: str, mend: str | None
) -> None:
    path = tmp_path / "test-2024.toml"
    path.write_text(text, "utf-8")

    problems = [str(problem) for problem in check(path)]

    if mend is None:
        assert problems == []
    else:
        assert any(mend in problem for problem in problems)


def test_check_lists_all_faults_of_a_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "test-2024.toml"
    wrong = HEAD.replace("issuer", "isuer") + condition("has_sed_fund") + condition("1 >", "2")
    path.write_text(wrong, "utf-8")

    problems = " ".join(str(problem) for problem in check(path))

    assert "Did you mean 'issuer'" in problems
    assert "condition 1, test" in problems
    assert "condition 2, test" in problems


def test_check_says_that_a_file_cannot_be_read(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes("título = 1".encode("latin-1"))

    assert ["cannot be read" in str(p) for p in check(latin)] == [True]
    assert ["cannot be read" in str(p) for p in check(tmp_path / "none.toml")] == [True]


def test_an_office_adds_its_own_rulesets(tmp_path: Path) -> None:
    (tmp_path / "rulesets").mkdir()
    (tmp_path / "rulesets" / "test-2024.toml").write_text(RIGHT + CASE, "utf-8")

    rulesets = load_rulesets(tmp_path)

    assert {"test-2024", "yunnan-2021"} <= set(rulesets)
    assert rulesets["test-2024"].source == "test-2024.toml"
    assert check(home=tmp_path) == []


def test_an_office_ruleset_wins_over_the_shipped_one_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "rulesets").mkdir()
    own = RIGHT.replace("test-2024", "yunnan-2021")
    (tmp_path / "rulesets" / "yunnan-2021.toml").write_text(own, "utf-8")

    with caplog.at_level(logging.WARNING):
        rulesets = load_rulesets(tmp_path)

    assert rulesets["yunnan-2021"].overrides_shipped
    assert rulesets["yunnan-2021"].title == "测试办法"
    assert "yunnan-2021.toml replaces the shipped ruleset" in caplog.text


def test_a_wrong_office_ruleset_stops_at_start(tmp_path: Path) -> None:
    (tmp_path / "rulesets").mkdir()
    wrong = RIGHT.replace("has_seed_fund", "has_sed_fund")
    (tmp_path / "rulesets" / "test-2024.toml").write_text(wrong, "utf-8")

    with pytest.raises(RulesetError, match="condition 1, test"):
        load_rulesets(tmp_path)


def test_the_digest_changes_with_the_file() -> None:
    one = read_ruleset("test-2024.toml", RIGHT)
    other = read_ruleset("test-2024.toml", RIGHT + "# a remark\n")

    assert one.digest != other.digest
