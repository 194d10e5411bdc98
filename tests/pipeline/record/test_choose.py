"""Which witness is believed for a field, which stand beside it, which are refused and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.model import Approximate, Candidate, Method
from extractors.values import Division, PartialDate
from pipeline.confidence.trust import weighed
from pipeline.model import Decision, DecisionKind, FieldValue, Status, Witness
from pipeline.record.choose import MOST_VOICES, agree, choose, interval, reference_year
from tests.observed import TRUST
from tests.pace import LENGTHS, grows_with_its_length

AT_LEAST, AT_MOST, ABOUT = Approximate.AT_LEAST, Approximate.AT_MOST, Approximate.ABOUT


def chosen(*witnesses: tuple[str, Candidate], year: int | None = None) -> FieldValue:
    spec = load_catalogue().fields[witnesses[0][1].field]
    return choose(
        spec, [Witness(said, (kind,), order) for order, (kind, said) in enumerate(witnesses)], year
    )


def decide(subject: str, value: Any) -> Decision:
    at = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    return Decision("s", DecisionKind.VALUE, subject, value, "", "甲", at)


def test_nothing_said_is_missing() -> None:
    value = choose(load_catalogue().fields["mentor_count"], [], None)
    assert (value.value, value.status, value.alternatives) == (None, Status.MISSING, ())


@pytest.mark.parametrize(
    ("field", "one", "other", "first"),
    [
        # The form is believed for names, the licence for who is registered,
        # the contract for the lease.
        ("space_name", "application_form", "operating_plan", 0),
        ("registered_address", "application_form", "legal_person_proof", 0),
        ("lease_ends_on", "application_form", "premises_proof", 1),
        ("total_area_m2", "operating_plan", "premises_proof", 1),
        ("event_count", "annual_summary", "statistics", 1),
        # A kind of document that the field does not name is believed last.
        ("space_name", "other", "operating_plan", 1),
    ],
)
def test_each_field_has_its_own_authority(
    made: Any, field: str, one: str, other: str, first: int
) -> None:
    numbers = {"number": (Decimal(30), Decimal(60)), "date": (PartialDate(2020), PartialDate(2025))}
    pair = numbers.get(load_catalogue().fields[field].kind, ("松果坡", "橡子湾"))
    value = chosen(
        (one, made.said(field, pair[0], "一.docx")), (other, made.said(field, pair[1], "二.docx"))
    )
    assert value.value == pair[first]
    assert value.status is Status.REVIEW
    assert [a.value for a in value.rivals] == [pair[1 - first]]
    assert value.rivals[0].reason == ("二.docx另有说法", "一.docx另有说法")[first]


@pytest.mark.parametrize(
    ("score", "sealed", "status"),
    [
        (None, False, Status.ACCEPTED),  # the file holds the text itself
        (0.90, False, Status.ACCEPTED),
        (0.89, False, Status.REVIEW),
        (0.99, True, Status.REVIEW),  # a seal lies over it
    ],
)
def test_a_line_that_was_hard_to_recognise_is_looked_at(
    made: Any, score: float | None, sealed: bool, status: Status
) -> None:
    value = chosen(("premises_proof", recognised(made, "合同.pdf", score, sealed)))
    assert weighed(value, TRUST).status is status


def test_a_clear_witness_makes_up_for_a_sealed_one(made: Any) -> None:
    value = chosen(
        ("premises_proof", recognised(made, "合同.pdf", 0.7, True)),
        ("application_form", made.said("total_area_m2", Decimal(820))),
    )
    assert weighed(value, TRUST).status is Status.ACCEPTED


def recognised(made: Any, name: str, score: float | None, sealed: bool) -> Candidate:
    said = made.said("total_area_m2", Decimal(820), name)
    return replace(said, evidence=(replace(said.evidence[0], score=score, sealed=sealed),))


def test_within_a_document_a_ticked_box_goes_before_a_sentence(made: Any) -> None:
    value = chosen(
        ("application_form", made.said("has_seed_fund", True, method=Method.PROSE)),
        ("application_form", made.said("has_seed_fund", False, method=Method.CHECKBOX)),
    )
    assert (value.value, value.method) == (False, Method.CHECKBOX)


def test_witnesses_that_agree_are_one_voice_with_all_their_places(made: Any) -> None:
    value = chosen(
        ("application_form", made.said("mentor_count", Decimal(12), "一.docx")),
        ("operating_plan", made.said("mentor_count", Decimal(12), "二.docx")),
    )
    assert value.status is Status.ACCEPTED
    assert [e.document for e in value.evidence] == ["一.docx", "二.docx"]
    assert value.alternatives == ()


def test_the_exact_statement_is_chosen_of_those_that_agree(made: Any) -> None:
    value = chosen(
        ("operating_plan", made.said("mentor_count", Decimal(20), approximate=AT_MOST)),
        ("operating_plan", made.said("mentor_count", Decimal(19))),
    )
    assert (value.value, value.approximate, value.status) == (19, None, Status.ACCEPTED)


def test_a_refused_candidate_stays_with_its_reason_and_is_no_rival(made: Any) -> None:
    value = chosen(
        ("operating_plan", made.said("mentor_count", Decimal(12))),
        ("operating_plan", made.said("mentor_count", Decimal(20), rejected="规划数")),
    )
    assert (value.value, value.status, value.rivals) == (12, Status.ACCEPTED, ())
    assert [(a.value, a.reason) for a in value.alternatives] == [(20, "规划数")]


def test_where_all_are_refused_the_field_is_missing_and_says_why(made: Any) -> None:
    value = chosen(("operating_plan", made.said("mentor_count", Decimal(20), rejected="规划数")))
    assert (value.value, value.status) == (None, Status.MISSING)
    assert [a.reason for a in value.alternatives] == ["规划数"]


def prose(made: Any, field: str, value: int, **more: Any) -> tuple[str, Candidate]:
    return "operating_plan", made.said(field, Decimal(value), method=Method.PROSE, **more)


def test_of_several_years_the_last_complete_one_is_asked_for(made: Any) -> None:
    value = chosen(
        prose(made, "event_count", 19, year=2022),
        prose(made, "event_count", 26, year=2023),
        prose(made, "event_count", 9, year=2024),
        year=2023,
    )
    assert (value.value, value.status) == (26, Status.ACCEPTED)
    assert [a.reason for a in value.alternatives] == [
        "2022年的数，不是申报上一年度（2023年）的",
        "2024年的数，不是申报上一年度（2023年）的",
    ]


def test_a_number_dated_as_asked_goes_before_an_undated_one(made: Any) -> None:
    value = chosen(
        prose(made, "event_count", 30), prose(made, "event_count", 26, year=2023), year=2023
    )
    assert value.value == 26
    assert [a.value for a in value.rivals] == [30]


def test_a_year_that_the_document_declares_goes_before_the_calendar(made: Any) -> None:
    value = chosen(
        prose(made, "event_count", 26, year=2023),
        prose(made, "event_count", 31, declared=True),
        year=2023,
    )
    assert (value.value, value.rivals) == (31, ())
    assert value.alternatives[0].reason == "2023年的数，文件另有约定的年度"


def test_a_year_does_not_matter_to_what_counts_now_unless_it_is_yet_to_come(made: Any) -> None:
    assert chosen(prose(made, "mentor_count", 12, year=2022), year=2023).value == 12
    value = chosen(prose(made, "mentor_count", 12, year=2025), year=2023)
    assert (value.value, value.alternatives[0].reason) == (None, "2025年的数，晚于申报年度")
    assert chosen(prose(made, "mentor_count", 12, year=2024), year=2023).value == 12


def test_a_budget_is_for_any_year(made: Any) -> None:
    assert chosen(prose(made, "budget_total_yuan", 864_000, year=2025), year=2023).value == 864_000


def test_one_year_s_graduates_are_refused_beside_all_of_them(made: Any) -> None:
    value = chosen(
        prose(made, "graduate_count", 2, year=2023), prose(made, "graduate_count", 9), year=2023
    )
    assert (value.value, value.alternatives[0].reason) == (9, "仅2023年的数，不是累计")
    assert chosen(prose(made, "graduate_count", 2, year=2023), year=2023).value == 2


def test_a_deed_does_not_say_when_the_operator_was_registered(made: Any) -> None:
    deed = made.said("registered_on", PartialDate(2016, 12, 9), "产权证.jpg")
    licence = made.said("registered_on", PartialDate(2016, 3, 29), "营业执照.tif")
    value = chosen(("premises_proof", deed), ("legal_person_proof", licence))
    assert (value.value, value.rivals) == (PartialDate(2016, 3, 29), ())
    assert [a.reason for a in value.alternatives] == ["场地证明上的日期，不是运营主体的成立时间"]


@pytest.mark.parametrize(
    ("summary", "refused"),
    [
        (3, ["年度总结所写，是当年的数，不是累计"]),
        (9, []),  # as many as all of them
        (12, []),  # more than all of them: a contradiction
    ],
)
def test_a_summary_of_one_year_tells_of_that_year(
    made: Any, summary: int, refused: list[str]
) -> None:
    said = made.said("graduate_count", Decimal(summary), "总结.docx", method=Method.PROSE)
    form = made.said("graduate_count", Decimal(9), "申请表.docx")
    value = chosen(("annual_summary", said), ("application_form", form), year=2023)
    assert value.value == 9
    assert [a.reason for a in value.alternatives if not a.rival] == refused


def test_statistics_of_a_year_do_not_say_what_is_now(made: Any) -> None:
    said = made.said("mentor_count", Decimal(12), method=Method.STATISTIC, year=2023)
    value = chosen(("statistics", said), year=2023)
    assert (value.value, value.alternatives[0].reason) == (None, "2023年统计数，不是申报时的")


@pytest.mark.parametrize(
    ("a", "how_a", "b", "how_b", "same"),
    [
        ("12", None, "12", None, True),
        ("12", None, "13", None, False),
        # Over 20 is 20 to 30, near 20 is 16 to 20, about 20 is 18 to 22: both ends agree.
        ("20", AT_LEAST, "20", None, True),
        ("20", AT_LEAST, "30", None, True),
        ("20", AT_LEAST, "31", None, False),
        ("20", AT_LEAST, "19", None, False),
        ("20", AT_MOST, "16", None, True),
        ("20", AT_MOST, "15", None, False),
        ("20", ABOUT, "22", None, True),
        ("20", ABOUT, "23", None, False),
        # Rounded shares and large sums agree within half a per cent.
        ("0.763", None, "0.7629", None, True),
        ("0.76", None, "0.75", None, False),
        ("1285000", None, "1280000", None, True),
        ("1285000", None, "1200000", None, False),
        # Whole numbers up to a thousand are exact, whichever of the two is named first.
        ("999", None, "1000", None, False),
        ("1000", None, "1001", None, True),
        ("12", None, "12.05", None, True),
    ],
)
def test_numbers_agree_as_exactly_as_the_less_exact_of_them(
    made: Any, a: str, how_a: Approximate | None, b: str, how_b: Approximate | None, same: bool
) -> None:
    spec = load_catalogue().fields["mentor_count"]
    one = made.said("mentor_count", Decimal(a), approximate=how_a)
    other = made.said("mentor_count", Decimal(b), approximate=how_b)
    assert agree(spec, one, other) is same
    assert agree(spec, other, one) is same


@pytest.mark.parametrize(
    ("field", "a", "b", "same"),
    [
        ("registered_on", PartialDate(2022), PartialDate(2022, 5, 3), True),
        ("registered_on", PartialDate(2022, 5), PartialDate(2022, 6), False),
        ("services", ("工商注册",), ("政策咨询", "工商注册"), True),
        ("division", Division("530100", "昆明市"), Division("530103", "盘龙区"), True),
        ("division", Division("530102", "五华区"), Division("530103", "盘龙区"), False),
        # One says more than the other; spaces, brackets and full width do not matter.
        ("space_address", "盘龙区松果路3号", "昆明市盘龙区松果路3号", True),
        ("operator_name", "松果坡（昆明）公司", "松果坡(昆明) 公司", True),
        ("operator_name", "松果坡公司", "橡子湾公司", False),
        ("contact_phone", "0870-2100001", "08702100001", True),
        ("contact_phone", "2100001", "0870-2100001", False),  # a number is the whole of it
        ("premises_tenure", "租赁", "自有", False),
        ("has_seed_fund", True, False, False),
    ],
)
def test_other_values_agree_by_their_kind(
    made: Any, field: str, a: Any, b: Any, same: bool
) -> None:
    spec = load_catalogue().fields[field]
    assert agree(spec, made.said(field, a), made.said(field, b)) is same


def test_intervals_have_both_ends() -> None:
    assert interval(Decimal(20), None) == (Decimal(20), Decimal(20))
    assert interval(Decimal(20), AT_LEAST) == (Decimal(20), Decimal(30))


def test_the_reference_year_is_the_one_before_the_application(made: Any) -> None:
    said = made.said("applied_on", PartialDate(2024, 3))
    figures = [made.said("event_count", Decimal(9), year=y) for y in (2021, 2022, 2022)]
    witnesses = [Witness(c, (), 0) for c in figures]
    dated = [*witnesses, Witness(said, (), 0)]
    assert reference_year(dated, (), None) == 2023
    # A decision outweighs the documents, and the documents the day of judging.
    assert reference_year(dated, [decide("applied_on", PartialDate(2022, 1))], None) == 2021
    assert reference_year(dated, (), dt.date(2030, 1, 1)) == 2023
    assert reference_year(witnesses, (), dt.date(2030, 1, 1)) == 2029
    # Without any day: the year that most figures are of; nothing at all says none.
    assert reference_year(witnesses, (), None) == 2022
    assert reference_year([], (), None) is None


def test_refused_figures_and_budgets_do_not_tell_the_year(made: Any) -> None:
    refused = made.said("event_count", Decimal(9), year=2020, rejected="规划数")
    budget = made.said("budget_total_yuan", Decimal(9), year=2025)
    assert reference_year([Witness(refused, (), 0), Witness(budget, (), 0)], (), None) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # A licence begins with the province, a form ends with the room.
        ("云南省昆明市安宁市连然街道钢花路77号", "安宁市连然街道钢花路77号", True),
        ("云南省保山市隆阳区正阳北路129号C座", "保山市隆阳区正阳北路129号C座106室", True),
        ("文山壮族苗族自治州文山市开化街道卧龙路55号", "文山州文山市开化街道卧龙路55号", True),
        ("云南省昆明市安宁市钢花路77号", "云南省昆明市盘龙区钢花路77号", False),
        ("安宁市连然街道钢花路77号", "安宁市连然街道钢花路78号", False),
        ("安宁市连然街道钢花路7号", "安宁市连然街道钢花路77号", False),
        ("大理市下关街道苍山社区1号", "大理市上关街道洱海社区1号", False),
    ],
)
def test_addresses_agree_when_one_is_told_more_fully(
    made: Any, one: str, other: str, same: bool
) -> None:
    spec = load_catalogue().fields["registered_address"]
    a, b = made.said("registered_address", one), made.said("registered_address", other)
    assert agree(spec, a, b) is same
    assert agree(spec, b, a) is same


def stated(made: Any, count: int) -> list[tuple[str, Candidate]]:
    return [
        ("operating_plan", made.said("workstation_count", Decimal(10 * number)))
        for number in range(1, count + 1)
    ]


def test_more_statements_than_a_person_can_weigh_are_refused_with_the_reason(made: Any) -> None:
    value = chosen(*stated(made, 100))

    refused = [other for other in value.alternatives if not other.rival]
    assert len(value.rivals) == MOST_VOICES - 1
    assert len(refused) == 100 - MOST_VOICES
    assert {other.reason for other in refused} == {f"说法太多（超过{MOST_VOICES}种），未逐一比较"}


def test_hearing_many_statements_grows_with_their_number(made: Any) -> None:
    few, many = stated(made, 400), stated(made, LENGTHS * 400)

    assert grows_with_its_length(lambda said: chosen(*said), few, many)
