"""What speaks for a value and against it, in words that are the same for every field."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.catalogue import FieldSpec, load_catalogue, use_words
from extractors.model import Anchor, AnchorKind, Block, Candidate, Document, Method
from extractors.office_words import OfficeWord, OfficeWords
from extractors.values import ValueKind
from pipeline.confidence.signals import computed, naming, signals_of
from pipeline.model import (
    Agreement,
    Alternative,
    Dating,
    FieldValue,
    Legibility,
    Naming,
    Refusals,
    Signals,
    Standing,
    Witness,
)

LINES = ("工位96个", "现有工位96个")
PLAN = Document(
    "方案.docx",
    "a" * 64,
    "docx",
    tuple(Block(text, Anchor(AnchorKind.PARAGRAPH, paragraph=1)) for text in LINES),
)


def spec(key: str = "workstation_count") -> FieldSpec:
    return load_catalogue().fields[key]


def witness(
    key: str = "workstation_count",
    materials: tuple[str, ...] = ("application_form",),
    order: int = 0,
    block: int = 0,
    score: float | None = None,
    sealed: bool = False,
    **more: object,
) -> Witness:
    evidence = replace(PLAN.quote(block), score=score, sealed=sealed)
    said = Candidate(key, Decimal(96), Method.CELL, (evidence,), label="工位数")
    return Witness(replace(said, **more), materials, order)  # type: ignore[arg-type]


def test_a_cell_beside_a_listed_label_in_the_form() -> None:
    assert signals_of(spec(), [witness()]) == Signals(
        Method.CELL,
        naming=Naming.LISTED,
        dating=Dating.TIMELESS,
        agreement=Agreement.ALONE,
        standing=Standing.FIRST,
        legibility=Legibility.DIGITAL,
        refusals=Refusals.NONE,
        kind=ValueKind.NUMBER,
    )


@pytest.mark.parametrize(
    ("key", "label", "named"),
    [
        ("workstation_count", "工位数", Naming.LISTED),
        ("workstation_count", "2.2 其中：工位数（个）：", Naming.LISTED),  # as a form prints it
        ("tenant_count", "协议入驻团队及企业总数", Naming.COMPOSED),  # by a recipe
        ("funded_count", "企业获得投融资", Naming.FOLLOWS),  # 2家企业获得投融资
        ("workstation_area_m2", "占用面积", Naming.CONTINUED),  # 工位96个，占用面积560㎡
        ("services", "", Naming.NONE),  # a phrase, no name
    ],
)
def test_how_the_value_is_named(key: str, label: str, named: Naming) -> None:
    assert naming(spec(key), witness(key, label=label).candidate) is named


@pytest.mark.parametrize(
    ("key", "more", "dating"),
    [
        ("workstation_count", {}, Dating.TIMELESS),
        ("graduate_count", {}, Dating.ALTOGETHER),
        ("event_count", {"year": 2022}, Dating.STATED),
        ("event_count", {"year": 2022, "declared": True}, Dating.DECLARED),
        ("event_count", {}, Dating.ASSUMED),
    ],
)
def test_how_its_time_fits(key: str, more: dict[str, object], dating: Dating) -> None:
    assert signals_of(spec(key), [witness(key, **more)]).dating is dating  # type: ignore[arg-type]


def test_who_else_says_so() -> None:
    alone, again = witness(), witness(block=1)
    elsewhere = witness(order=1)
    rival = Alternative(Decimal(69), "计划另有说法", rival=True)

    said = [
        signals_of(spec(), voice, rivals).agreement
        for voice, rivals in (
            ([alone], ()),
            ([alone, alone], ()),  # the same place found twice
            ([alone, again], ()),
            ([alone, again, elsewhere], ()),
            ([alone, elsewhere], (rival,)),
        )
    ]
    assert said == ["alone", "alone", "places", "documents", "rival"]
    assert signals_of(spec(), [alone], (rival,)).contested


@pytest.mark.parametrize(
    ("materials", "standing"),
    [
        (("application_form",), Standing.FIRST),
        (("annual_plan", "application_form"), Standing.FIRST),  # a form bound with a plan
        (("other",), Standing.UNLISTED),
        ((), Standing.UNLISTED),
    ],
)
def test_where_its_document_stands(materials: tuple[str, ...], standing: Standing) -> None:
    assert signals_of(spec(), [witness(materials=materials)]).standing is standing


@pytest.mark.parametrize(
    ("score", "sealed", "legibility"),
    [
        (None, False, Legibility.DIGITAL),
        (0.90, False, Legibility.CLEAR),
        (0.8999, False, Legibility.DOUBTFUL),
        (0.99, True, Legibility.SEALED),
        (None, True, Legibility.SEALED),
    ],
)
def test_how_it_was_read(score: float | None, sealed: bool, legibility: Legibility) -> None:
    read = witness(score=score, sealed=sealed)
    assert signals_of(spec(), [read]).legibility is legibility
    assert signals_of(spec(), [read, witness(order=1)]).legibility is Legibility.DIGITAL


@pytest.mark.parametrize(
    ("values", "refusals"),
    [((), Refusals.NONE), ((96, 96), Refusals.SAME), ((96, 120), Refusals.OTHER)],
)
def test_what_was_refused_beside_it(values: tuple[int, ...], refusals: Refusals) -> None:
    refused = [Alternative(Decimal(value), "规划数") for value in values]
    assert signals_of(spec(), [witness()], refused=refused).refusals is refusals


def test_another_finders_value_carries_the_finders_name() -> None:
    found = signals_of(spec(), [witness(method=Method.EXTERNAL, label="local-model")])
    assert (found.finder, found.naming) == ("local-model", Naming.NONE)


def test_a_computed_value_is_as_legible_as_the_worst_it_was_made_of() -> None:
    clear, faint = (
        FieldValue("total_area_m2", Decimal(820), signals=Signals(Method.CELL, legibility=read))
        for read in (Legibility.DIGITAL, Legibility.DOUBTFUL)
    )
    share = spec("public_share")
    made = computed(Method.DERIVED, share, [clear, faint])

    assert (made.method, made.legibility) == (Method.DERIVED, Legibility.DOUBTFUL)
    assert made.agreement is Agreement.ALONE
    disputed = replace(clear, alternatives=(Alternative(Decimal(480), "另有说法", rival=True),))
    assert computed(Method.DERIVED, share, [disputed]).contested
    assert computed(Method.COUNTED, share).legibility is Legibility.DIGITAL


def test_a_word_that_the_office_accepts_is_listed_at_once() -> None:
    """A process that runs for months takes it in between two runs."""
    candidate = Candidate("workstation_count", Decimal(96), Method.CELL, (), label="流动坐席")
    before = naming(spec(), candidate)
    use_words(OfficeWords((OfficeWord("workstation_count.labels", "流动坐席"),)))
    try:
        assert (before, naming(spec(), candidate)) == (Naming.LIKENED, Naming.LISTED)
    finally:
        use_words(OfficeWords())
    assert naming(spec(), candidate) is Naming.LIKENED


def test_words_that_speak_of_something_else_are_told_unless_another_document_agrees() -> None:
    def agreement(*said: Witness) -> Agreement:
        return signals_of(spec(), said).agreement

    clouded = witness(clouded="拟")
    assert agreement(clouded) is Agreement.CLOUDED
    assert agreement(clouded, witness(clouded="全市", block=1)) is Agreement.CLOUDED
    assert agreement(clouded, witness(block=1)) is Agreement.PLACES
    assert agreement(clouded, witness(order=1, clouded="拟")) is Agreement.DOCUMENTS


def test_what_is_computed_from_a_clouded_value_is_clouded() -> None:
    seen = Signals(Method.PROSE, agreement=Agreement.CLOUDED)
    area = FieldValue("total_area_m2", Decimal(820), signals=seen)
    assert computed(Method.DERIVED, spec("public_share"), [area]).agreement is Agreement.CLOUDED
