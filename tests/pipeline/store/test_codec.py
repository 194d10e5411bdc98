"""Everything that is stored comes back exactly; what was not written by us is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.model import (
    Anchor,
    AnchorKind,
    Approximate,
    Block,
    Candidate,
    Document,
    DocumentFindings,
    Evidence,
    Finding,
    Layer,
    Line,
    Method,
    Page,
    Problem,
    RosterCell,
    RosterRow,
    Window,
)
from extractors.values import Division, PartialDate
from pipeline.model import (
    Alternative,
    Answer,
    Assessment,
    Confidence,
    Decision,
    DecisionKind,
    DocumentSummary,
    Eligibility,
    FieldValue,
    Naming,
    Outcome,
    Record,
    Refusals,
    ReviewItem,
    ReviewReason,
    Signals,
    Status,
    Step,
    Verdict,
)
from pipeline.store import codec

# Hostile files hold NUL, halves of characters and direction marks; hypothesis makes them all.
TEXT = st.text(st.characters(), max_size=8)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
COORDINATES = st.floats(allow_nan=False, allow_infinity=False)
DATES = st.dates().flatmap(
    lambda day: st.sampled_from(
        [
            PartialDate(day.year),
            PartialDate(day.year, day.month),
            PartialDate(day.year, day.month, day.day),
        ]
    )
)
VALUES = st.one_of(
    NUMBERS,
    TEXT,
    st.booleans(),
    DATES,
    st.builds(Division, TEXT, TEXT),
    st.lists(TEXT, max_size=3).map(tuple),
)
MOMENTS = st.datetimes(timezones=st.just(dt.UTC))


def tuples(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=2).map(tuple)


def some(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | inner


def by_name(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(TEXT, inner, max_size=2)


BOXES = st.tuples(COORDINATES, COORDINATES, COORDINATES, COORDINATES)
COUNTS = st.integers(0, 2**40)
ANCHORS = st.builds(
    Anchor,
    kind=st.sampled_from(AnchorKind),
    page=some(COUNTS),
    bbox=some(BOXES),
    paragraph=some(COUNTS),
    table=some(COUNTS),
    row=some(COUNTS),
    column=some(COUNTS),
    row_span=COUNTS,
    column_span=COUNTS,
    sheet=some(TEXT),
    cell=some(TEXT),
)
EVIDENCE = st.builds(Evidence, TEXT, TEXT, COUNTS, COUNTS, COUNTS, TEXT, ANCHORS)
PROBLEMS = st.builds(Problem, TEXT, TEXT, TEXT, TEXT)
OPEN = st.recursive(
    st.one_of(
        st.none(),
        VALUES,
        st.integers(),
        COORDINATES,
        st.dates(),
        MOMENTS,
        EVIDENCE,
        st.sampled_from(Outcome),
        st.sampled_from(Status),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.lists(inner, max_size=3).map(tuple), by_name(inner)
    ),
    max_leaves=6,
)
FINDINGS = st.builds(Finding, TEXT, by_name(OPEN), tuples(EVIDENCE))
BLOCKS = st.builds(
    Block,
    TEXT,
    ANCHORS,
    st.sampled_from(Layer),
    some(COUNTS),
    tuples(st.builds(Line, COUNTS, COUNTS, COUNTS, BOXES)),
)
DOCUMENTS = st.builds(
    Document,
    TEXT,
    TEXT,
    TEXT,
    tuples(BLOCKS),
    tuples(st.builds(Page, COUNTS, COORDINATES, COORDINATES, COUNTS)),
    tuples(PROBLEMS),
    TEXT,
)
CANDIDATES = st.builds(
    Candidate,
    field=TEXT,
    value=VALUES,
    method=st.sampled_from(Method),
    evidence=tuples(EVIDENCE),
    approximate=some(st.sampled_from(Approximate)),
    window=some(st.sampled_from(Window)),
    year=some(COUNTS),
    confidence=some(COORDINATES),
    rejected=some(TEXT),
    label=TEXT,
)
ROWS = st.builds(RosterRow, TEXT, by_name(st.builds(RosterCell, some(VALUES), some(EVIDENCE))))
DOCUMENT_FINDINGS = st.builds(
    DocumentFindings,
    DOCUMENTS,
    tuples(CANDIDATES),
    tuples(ROWS),
    tuples(TEXT),
    tuples(TEXT),
    tuples(st.tuples(TEXT, some(EVIDENCE))),
    tuples(FINDINGS),
)
ALTERNATIVES = st.builds(
    Alternative,
    VALUES,
    TEXT,
    tuples(EVIDENCE),
    some(st.sampled_from(Approximate)),
    st.booleans(),
)
FIELD_VALUES = st.builds(
    FieldValue,
    key=TEXT,
    value=some(VALUES),
    approximate=some(st.sampled_from(Approximate)),
    measured=some(st.builds(Confidence, COORDINATES, COORDINATES, COORDINATES, COUNTS, COUNTS)),
    status=st.sampled_from(Status),
    method=some(st.sampled_from(Method)),
    evidence=tuples(EVIDENCE),
    alternatives=tuples(ALTERNATIVES),
    signals=some(
        st.builds(
            Signals,
            method=st.sampled_from(Method),
            naming=st.sampled_from(Naming),
            refusals=st.sampled_from(Refusals),
            finder=TEXT,
        )
    ),
)
RECORDS = st.builds(
    Record,
    fields=by_name(FIELD_VALUES),
    rosters=by_name(tuples(ROWS)),
    materials=tuples(TEXT),
    plan_sections=tuples(TEXT),
    form_blanks=tuples(TEXT),
    findings=tuples(FINDINGS),
    documents=tuples(
        st.builds(DocumentSummary, TEXT, TEXT, COUNTS, TEXT, tuples(PROBLEMS), tuples(TEXT))
    ),
    judgements=by_name(st.builds(Answer, st.booleans(), TEXT)),
)
STEPS = st.recursive(
    st.builds(Step, TEXT, st.sampled_from(Outcome)),
    lambda inner: st.builds(Step, TEXT, st.sampled_from(Outcome), tuples(inner)),
    max_leaves=4,
)
VERDICTS = st.builds(
    Verdict,
    id=TEXT,
    article=TEXT,
    requirement=TEXT,
    outcome=st.sampled_from(Outcome),
    binding=st.booleans(),
    why=TEXT,
    needs=tuples(TEXT),
    values=by_name(OPEN),
    threshold=some(st.one_of(NUMBERS, TEXT)),
    margin=some(NUMBERS),
    tree=some(STEPS),
    evidence=tuples(EVIDENCE),
)
ASSESSMENTS = st.builds(
    Assessment,
    ruleset=TEXT,
    on=st.dates(),
    in_force=st.booleans(),
    outcome=st.sampled_from(Eligibility),
    verdicts=tuples(VERDICTS),
    notes=tuples(TEXT),
    findings=tuples(FINDINGS),
)
ITEMS = st.builds(
    ReviewItem,
    id=TEXT,
    submission=TEXT,
    subject=TEXT,
    reason=st.sampled_from(ReviewReason),
    question=TEXT,
    priority=COUNTS,
    evidence=tuples(EVIDENCE),
    alternatives=tuples(ALTERNATIVES),
    open=st.booleans(),
)
DECISIONS = st.builds(
    Decision,
    submission=TEXT,
    kind=st.sampled_from(DecisionKind),
    subject=TEXT,
    value=some(VALUES),
    note=TEXT,
    by=TEXT,
    at=MOMENTS,
    seen=by_name(OPEN),
    id=some(COUNTS),
)

# Trees of this size take longer to make up than to write and read.
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(st.one_of(DOCUMENT_FINDINGS, RECORDS, ASSESSMENTS, ITEMS, DECISIONS))
def test_everything_that_is_stored_comes_back_exactly(value: Any) -> None:
    text = codec.encode(value)
    text.encode("utf-8")  # every database takes it

    again = codec.decode(type(value), text)

    assert value == again
    assert text == codec.encode(again)  # equal values with other types would differ here


def come_back(value: object) -> object:
    """Written and read where any value may stand: in a finding's details."""
    return codec.decode(Finding, codec.encode(Finding("c", {"any": value}))).details["any"]


@QUICK
@given(OPEN)
def test_a_value_of_any_kind_comes_back_exactly(value: Any) -> None:
    again = come_back(value)

    assert value == again
    assert type(value) is type(again)


@pytest.mark.parametrize(
    "number",
    ["0.1", "819.9999999999999999999999", "1E+3", "-0", "0E-10", "123456789012345678901234567890"],
)
def test_numbers_keep_every_digit(number: str) -> None:
    again = come_back(Decimal(number))

    assert number == str(again)


def test_fields_at_their_default_take_no_room() -> None:
    assert codec.encode(Document("a.pdf", "", "pdf")) == '{"name":"a.pdf","sha256":"","kind":"pdf"}'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("[]", "a list instead of an object"),
        ('{"name":"a"}', "a field is missing"),
        ('{"name":"a","sha256":"","kind":"pdf","more":1}', "a field too many"),
        ('{"name":1,"sha256":"","kind":"pdf"}', "a number instead of text"),
        ('{"name":"a","sha256":"","kind":"pdf","blocks":{}}', "an object instead of a list"),
        ('{"name":"a","sha256":"","kind":"pdf","blocks":[[]]}', "a list instead of a block"),
        ('{"name":"a","sha256":"","kind":"pdf","pages":[{"number":1,"width":NaN,"height":1}]}', ""),
        ("[" * 100_000, "nested without end"),
    ],
)
def test_what_is_no_document_is_refused(text: str, why: str) -> None:
    with pytest.raises(codec.CodecError):
        codec.decode(Document, text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[1]", "a list without its tag"),
        ('{"number":"NaN"}', "not a number"),
        ('{"number":"many"}', "no number at all"),
        ('{"number":1}', "a number not written as text"),
        ('{"date":[2022,2,30]}', "no day of the calendar"),
        ('{"date":[2022,null,30]}', "a day of no month"),
        ('{"date":["2022",1,1]}', "text in a date"),
        ('{"division":["530000"]}', "half a division"),
        ('{"enum":["Outcome","perhaps"]}', "no such outcome"),
        ('{"object":["Path","/etc/passwd"]}', "a type that may not stand here"),
        ('{"eval":"1"}', "an unknown tag"),
        ('{"number":"1","date":[2022,1,1]}', "two tags"),
        ("{}", "no tag"),
    ],
)
def test_what_is_no_tagged_value_is_refused(text: str, why: str) -> None:
    with pytest.raises(codec.CodecError):
        codec.decode(Finding, f'{{"code":"c","details":{{"any":{text}}}}}')


@pytest.mark.parametrize("value", [float("nan"), Decimal("NaN"), Decimal("Infinity"), object()])
def test_what_has_no_exact_form_is_not_written(value: object) -> None:
    with pytest.raises(codec.CodecError):
        codec.encode(Finding("c", {"any": value}))


def test_a_value_of_a_kind_that_no_field_has_is_refused() -> None:
    alternative = '{"value":{"map":{}},"reason":""}'

    with pytest.raises(codec.CodecError):
        codec.decode(Alternative, alternative)
