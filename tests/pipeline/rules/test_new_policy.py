"""A policy that nobody has seen, written in the language from its manual alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import check

POLICY = Path(__file__).parent / "new-2030.toml"


def test_a_policy_nobody_has_seen_is_one_file() -> None:
    assert [str(problem) for problem in check(POLICY)] == []


@pytest.mark.parametrize(
    ("right", "wrong", "mend"),
    [
        ("mentor_count", "mentors_count", "Did you mean 'mentor_count'"),
        ("within window", "in window", "to open a list"),
        ('name = "省级"', 'name = "省"', "is no category of this ruleset"),
        ("1_000_000", "'一百万'", "one kind"),
    ],
)
def test_a_slip_in_it_is_named_with_its_mend(
    tmp_path: Path, right: str, wrong: str, mend: str
) -> None:
    path = tmp_path / POLICY.name
    path.write_text(POLICY.read_text("utf-8").replace(right, wrong), "utf-8")

    assert any(mend in str(problem) for problem in check(path))
