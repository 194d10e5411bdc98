"""What the desk says of states, answers and mistakes."""

from __future__ import annotations

import pytest

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.values import ValueKind
from pipeline.desk import words
from pipeline.model import DecisionKind, Eligibility, Outcome, ReviewReason
from pipeline.review.answers import parsed
from pipeline.store.asking import State

FIELDS = load_catalogue().fields.values()


def test_everything_that_is_shown_has_a_name() -> None:
    assert set(words.STATES) == set(State)
    assert set(words.KINDS) == set(DecisionKind)
    assert set(words.OUTCOMES) == set(Outcome)
    assert set(words.ELIGIBILITIES) == set(Eligibility)
    assert set(words.REASONS) == set(ReviewReason)


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.key)
def test_an_example_is_read_as_a_value_of_its_field(spec: FieldSpec) -> None:
    """Whoever types what the page suggests must not be refused."""
    for shown in filter(None, words.example(spec).split("、")):
        typed = shown.partition("（")[0] if spec.kind is ValueKind.NUMBER else shown

        assert parsed(spec, typed) is not None
