"""What a person may choose for a field: shown, rivals, refused, words of the catalogue."""

from __future__ import annotations

import pytest

from extractors.model import Approximate
from pipeline.model import FieldValue, Status
from pipeline.web.case.choices import Choices, chosen, observed
from pipeline.web.case.places import Files
from tests.pipeline.web.case.given import SUBMISSION, area


def test_the_shown_value_comes_first_then_numbered_rivals_and_refused_ones_without_a_key() -> None:
    choices = Choices.of(area(), Files.of(SUBMISSION))
    assert choices.shown is not None

    assert (choices.shown.key, choices.shown.words) == ("Enter", "820 ㎡")
    assert choices.shown.says == "表格单元格 · 同类读数 353 次中 349 次正确"
    assert [(one.name, one.key, one.words) for one in choices.rivals] == [
        ("alternative-1", "1", "480 ㎡")
    ]
    assert [(one.name, one.key) for one in choices.refused] == [("alternative-0", "")]


def test_a_field_of_few_values_offers_what_it_can_be() -> None:
    field = FieldValue("independent_legal_person", True, status=Status.REVIEW)
    choices = Choices.of(field, Files.of(SUBMISSION))

    assert [(one.key, one.words) for one in choices.options] == [("1", "否")]
    assert chosen(field, choices.options[0].name) is False


def test_an_approximate_shown_value_may_still_be_chosen_exactly() -> None:
    field = area(approximate=Approximate.AT_LEAST, alternatives=())
    choices = Choices.of(field, Files.of(SUBMISSION))

    assert choices.shown is not None and choices.shown.words == "至少 820 ㎡"


@pytest.mark.parametrize(
    "name", ["", "alternative-9", "alternative--1", "option-x", "rival-0", "²"]
)
def test_a_choice_that_is_not_there_is_none(name: str) -> None:
    assert chosen(area(), name) is None


def test_what_was_never_observed_says_so() -> None:
    assert observed(None) == "同类读数尚无核对记录"
