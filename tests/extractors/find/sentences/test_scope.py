"""What a place in a sentence means: plan, window, year, whose figure, and for how long."""

from __future__ import annotations

import pytest

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.sentences import scope as module
from extractors.find.sentences.scope import Scope
from extractors.language.dates import DateSpan
from extractors.language.fold import fold
from extractors.language.marks import marks, spans


def spec(key: str) -> FieldSpec:
    return load_catalogue().fields[key]


def after(text: str, start: Scope | None = None) -> Scope:
    """The scope at the end of a text that is one clause."""
    folded = fold(text).text
    scope = start or Scope()
    for mark in marks(folded):
        if isinstance(mark.value, DateSpan):
            scope = module.at_date(scope, mark.value, folded)
        else:
            scope = module.advance(scope, mark)
    return scope


@pytest.mark.parametrize(
    ("scope", "now", "year", "ever"),
    [
        (Scope(), None, None, None),
        (Scope(plan="计划"), "规划数（“计划”）", "规划数（“计划”）", "规划数（“计划”）"),
        (Scope(foreign="全市"), "全市数据，非本空间", "全市数据，非本空间", "全市数据，非本空间"),
        (Scope(limit="应当"), "政策门槛原文", "政策门槛原文", "政策门槛原文"),
        (Scope(compare="较"), "对比数", "对比数", "对比数"),
        (Scope(each="平均"), "单位或平均数", "单位或平均数", "单位或平均数"),
        (Scope(aside="另设"), "另计的数", "另计的数", "另计的数"),
        # Cumulative is right for what counts ever, and only for that.
        (Scope(ever="累计"), "累计数（“累计”），非现有", "累计数（“累计”），非当年", None),
        # An earlier year, and a part of one, matter only to what counts over a year.
        (Scope(earlier="上一个年度"), None, "更早年度的数", None),
        (Scope(year=2023, partial=True), None, "并非2023年全年的数", None),
        # A part is judged where the number stands.
        (Scope(part="其中"), None, None, None),
        # Of several reasons the plan is named: it is the strongest.
        (Scope(plan="拟", ever="累计", foreign="全省"), "规划数", "规划数", "规划数"),
    ],
)
def test_the_objection_depends_on_the_field_s_window(
    scope: Scope, now: str | None, year: str | None, ever: str | None
) -> None:
    for key, expected in (("mentor_count", now), ("event_count", year), ("graduate_count", ever)):
        reason = scope.objection(spec(key))
        assert reason is None if expected is None else expected in (reason or "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("计划", Scope(plan="计划")),
        ("拟于", Scope(plan="拟于")),
        ("虚拟", Scope()),  # 拟 is only a part of a word
        ("累计", Scope(ever="累计")),
        # What is now takes the place of plan, year and all the years.
        ("计划至目前", Scope()),
        ("累计至目前", Scope()),
        ("全市", Scope(foreign="全市", whose=spans.FOREIGN)),
        # Speaking of the space ends another body's figures …
        ("全市众创空间中本空间", Scope(own=True)),
        # … and so does the makerspace beside a parent's, but not beside a province's.
        ("集团的众创空间", Scope(own=True)),
        ("全省众创空间", Scope(foreign="全省", whose=spans.FOREIGN)),
        ("开业时", Scope(former="开业时")),
        ("开业时，现有", Scope()),
        # … and the place in which it lies does not begin them again.
        ("本空间位于园区", Scope(own=True)),
        ("园区", Scope(foreign="园区", whose=spans.PLACE)),
        ("近一年", Scope(declared=True)),
        ("当年", Scope()),
        ("其中", Scope(part="其中")),
        ("另设", Scope(aside="另设")),
        ("平均", Scope(each="平均")),
    ],
)
def test_a_word_sets_the_scope(text: str, expected: Scope) -> None:
    assert after(text) == expected


def test_the_year_before_the_declared_one_is_an_earlier_year() -> None:
    assert after("上一个年度", Scope(declared=True)).earlier == "上一个年度"
    assert after("上一个年度").earlier == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年", Scope(year=2023)),
        ("2022年，2023年", Scope(year=2023)),
        ("2023年3月", Scope()),  # a month is when something happened
        ("截至2023年", Scope(until=2023 * 12 + 12)),  # a day up to which, not a period
        ("到2026年", Scope(plan="到2026年", year=2026)),
        ("力争到2026年", Scope(plan="到2026年", year=2026)),
        ("较2021年", Scope(compare="较")),  # the year compared with
        ("2023年上半年", Scope(year=2023, partial=True)),
        ("2023年前三季度", Scope(year=2023, partial=True)),
        ("2023年1-6月", Scope(year=2023, partial=True)),
        ("2023年（1—6月）", Scope(year=2023, partial=True)),
        ("2023年1-12月", Scope(year=2023)),
        ("2022年（5至12月）", Scope(year=2022)),
        ("2021年以来", Scope(year=2021, partial=True)),
    ],
)
def test_a_date_sets_year_plan_or_nothing(text: str, expected: Scope) -> None:
    assert after(text) == expected


def test_a_whole_year_ends_what_was_said_of_its_months() -> None:
    assert not after("2023年上半年；全年").partial
    assert after("累计；2023年").ever == ""


FULL = Scope(
    plan="计划",
    ever="累计",
    foreign="全市",
    limit="应当",
    compare="较",
    each="每",
    part="其中",
    aside="另设",
    own=True,
    year=2023,
    declared=True,
)


def test_a_comma_ends_comparisons_and_averages_but_no_plan_no_year_and_no_part() -> None:
    kept = FULL._replace(compare="", each="", aside="", limit="", asked=FULL.limit)
    assert module.at_clause_end(FULL, "，") == kept


def test_a_colon_opens_what_it_is_said_of() -> None:
    assert module.at_clause_end(FULL, ":") == FULL


def test_a_semicolon_ends_cumulation_too_and_leaves_a_place_named_in_passing() -> None:
    assert module.at_clause_end(FULL, "；").ever == ""
    assert module.at_clause_end(FULL, "；").part == ""
    assert module.at_clause_end(FULL, "；").foreign == "全市"
    assert module.at_clause_end(Scope(foreign="园区", whose=spans.PLACE), "；").foreign == ""
    assert module.at_clause_end(Scope(foreign="园区"), "，").foreign == "园区"
