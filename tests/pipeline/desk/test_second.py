"""A second person answers without seeing; where the two differ a third one settles it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.desk import second
from pipeline.desk.errors import NotAllowed, Obstructed, WrongInput
from pipeline.review.agreement import Agreement
from tests.pipeline.desk.offices import LI, WANG, ZHOU, Office

BOTH = frozenset({"wenzhou-2021"})


@pytest.fixture
def office(office: Office) -> Office:
    """One value and one judgement decided by 王."""
    office.settings = replace(office.settings, second_review=BOTH)
    office.value("total_area_m2", "480")
    office.judged("8.1a")
    office.release()
    return office


def agreements(office: Office) -> dict[str, Agreement]:
    return {one.subject: one.agreement for one in second.comparison(office.case())}


def test_the_questions_hold_no_answer(office: Office) -> None:
    asked = second.blind_questions(office.case(), LI)

    assert [(q.subject, q.judgement) for q in asked] == [
        ("total_area_m2", False),
        ("8.1a", True),
    ]
    assert asked[0].says == "总面积"
    assert "480" not in repr(asked)


def test_who_decided_first_is_not_asked_second(office: Office) -> None:
    first = replace(LI, name="wang")

    assert second.blind_questions(office.case(), first) == ()
    with pytest.raises(NotAllowed, match="另一人"):
        office.second("total_area_m2", first, "480")
    with pytest.raises(NotAllowed):
        office.second("total_area_m2", WANG, "480")


def test_a_second_answer_leaves_the_record_as_it_is(office: Office) -> None:
    before = office.store.results_key("s-1")

    saved = office.second("total_area_m2", text="500㎡")

    assert saved.decision.value == Decimal(500)
    assert saved.decision.seen == {}
    assert office.store.results_key("s-1") == before
    assert office.case().record.fields["total_area_m2"].value == Decimal(480)


def test_two_that_say_the_same_agree(office: Office) -> None:
    assert agreements(office) == {
        "total_area_m2": Agreement.MISSING,
        "8.1a": Agreement.MISSING,
    }

    office.second("total_area_m2", text="480")
    office.second("8.1a", answer=False)

    assert agreements(office) == {
        "total_area_m2": Agreement.DONE,
        "8.1a": Agreement.DIFFERS,
    }
    listing = office.store.listing("s-1")
    assert listing is not None and listing.second is Agreement.DIFFERS


def test_an_answer_given_anew_counts_instead(office: Office) -> None:
    office.second("8.1a", answer=False)
    office.second("8.1a", answer=True)

    assert agreements(office)["8.1a"] is Agreement.DONE


def test_not_provided_is_an_answer_as_well(office: Office) -> None:
    office.second("total_area_m2", text=None)

    assert agreements(office)["total_area_m2"] is Agreement.DIFFERS


def test_a_third_person_settles_whatever_he_says(office: Office) -> None:
    office.second("8.1a", answer=False)
    office.release()

    office.judged("8.1a", True, ZHOU)

    assert agreements(office)["8.1a"] is Agreement.DONE


def test_the_first_person_cannot_settle_by_saying_it_again(office: Office) -> None:
    office.second("8.1a", answer=False)
    office.release()

    office.judged("8.1a", True, WANG)

    assert agreements(office)["8.1a"] is Agreement.DIFFERS
    office.judged("8.1a", False, WANG)  # but may see the point
    assert agreements(office)["8.1a"] is Agreement.DONE


def test_signing_waits_for_the_second_person(office: Office) -> None:
    office.settle()
    with pytest.raises(Obstructed, match="第二人尚有"):
        office.sign()
    office.release()
    for one in second.blind_questions(office.case(), LI):
        first = office.case().record.fields.get(one.subject)
        value = first.value if first is not None else None
        if one.judgement:
            office.second(one.subject, answer=True)
        else:
            office.second(one.subject, text=None if value is None else str(value))
    assert second.open_questions(office.case()) == ()

    office.sign(user=LI)


@pytest.mark.parametrize(("text", "answer"), [("约500", None), ("", None)])
def test_an_answer_that_is_none_is_refused(
    office: Office, text: str | None, answer: bool | None
) -> None:
    with pytest.raises(WrongInput):
        office.second("total_area_m2", text=text, answer=answer)
    with pytest.raises(WrongInput, match="符合"):
        office.second("8.1a")
    with pytest.raises(WrongInput, match="不需要"):
        office.second("mentor_count", text="3")
