"""From counts to a share with its interval: what is borrowed, and what nobody has seen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.model import Method
from extractors.values import ValueKind
from pipeline.confidence.interval import wilson
from pipeline.confidence.table import Count, Table
from pipeline.model import Agreement, Dating, Legibility, Naming, Signals, Standing

CELL = Signals(Method.CELL, naming=Naming.LISTED, standing=Standing.FIRST)
RIVAL = replace(CELL, agreement=Agreement.RIVAL)
SEALED = replace(CELL, legibility=Legibility.SEALED)


def table(*counts: tuple[Signals, int, int]) -> Table:
    return Table({signals: Count(right, n) for signals, right, n in counts})


def test_nothing_observed_says_nothing() -> None:
    assert Table().confidence(CELL) is None
    assert table((CELL, 500, 500)).confidence(SEALED) is None


def test_a_share_comes_with_what_it_was_counted_on() -> None:
    said = table((CELL, 495, 500)).confidence(CELL)
    assert said is not None
    assert (said.right, said.n) == (495, 500)
    assert 0.98 < said.share < 0.992
    assert said.low < said.share < said.high


def test_many_right_ones_pass_the_bar_and_a_hundred_do_not() -> None:
    lows = [table((CELL, n, n)).confidence(CELL).low for n in (100, 500)]  # type: ignore[union-attr]
    assert lows[0] < 0.97 < lows[1]


def test_few_of_a_kind_stay_few_whatever_is_known_of_others() -> None:
    """Three sealed ones that were right do not make the fourth certain."""
    said = table((CELL, 2000, 2000), (SEALED, 3, 3)).confidence(SEALED)
    assert said is not None
    assert said.n == 3
    assert said.low < 0.9


def test_a_way_of_finding_that_nobody_has_seen_has_no_likes() -> None:
    known = table((CELL, 2000, 2000))
    assert known.confidence(replace(CELL, method=Method.STATISTIC)) is None
    assert known.confidence(replace(CELL, agreement=Agreement.DOCUMENTS)) is not None


def test_nothing_is_counted_twice() -> None:
    """The larger group lends what its other parts showed, never the part's own."""
    said = table((CELL, 100, 100)).confidence(CELL)
    assert said is not None
    assert (said.low, said.high) == pytest.approx(wilson(100.5 / 101, 101), abs=1e-6)


def test_what_only_refines_borrows_freely() -> None:
    """A label in other words, in the same kind of place, is much like the listed one."""
    composed = replace(CELL, naming=Naming.COMPOSED)
    known = table((CELL, 900, 900), (composed, 4, 4))
    said = known.confidence(composed)
    assert said is not None
    assert (said.right, said.n) == (4, 4)
    assert said.low > 0.97
    unseen = known.confidence(replace(CELL, naming=Naming.CONTINUED))
    assert unseen is not None
    assert unseen.n == 904  # of the larger group: of its own there is none


def test_a_group_that_is_often_wrong_is_not_lifted_by_its_neighbours() -> None:
    said = table((CELL, 998, 1000), (RIVAL, 20, 40)).confidence(RIVAL)
    assert said is not None
    assert 0.4 < said.share < 0.65


def test_groups_that_differ_borrow_less_than_groups_that_are_alike() -> None:
    kinds = list(ValueKind)[:6]
    alike = table(*((replace(CELL, kind=kind), 95, 100) for kind in kinds))
    apart = table(
        *(
            (replace(CELL, kind=kind), right, 100)
            for kind, right in zip(kinds, (100, 100, 100, 100, 100, 70), strict=True)
        )
    )
    shares = [
        one.confidence(replace(CELL, kind=kinds[-1])).share  # type: ignore[union-attr]
        for one in (alike, apart)
    ]
    assert shares[0] == pytest.approx(0.95, abs=0.01)
    assert shares[1] < 0.85  # 0.95 is the share of all


def test_a_finder_of_the_office_is_known_by_its_own_values_only() -> None:
    mine, other = (Signals(Method.EXTERNAL, finder=name) for name in ("local-model", "other-model"))
    known = table((CELL, 1000, 1000), (mine, 8, 10))

    assert known.confidence(other) is None
    said = known.confidence(mine)
    assert said is not None
    assert 0.6 < said.share < 0.85
    assert said.low < 0.6
    assert known.confidence(CELL) == table((CELL, 1000, 1000)).confidence(CELL)


def test_the_year_is_asked_about_before_the_kind() -> None:
    """A count of all years so far is not vouched for by counts of the present."""
    altogether = replace(CELL, dating=Dating.ALTOGETHER)
    said = table((CELL, 900, 900), (altogether, 3, 4)).confidence(altogether)
    assert said is not None
    assert said.low < 0.97


def test_a_year_the_document_declares_is_as_good_as_one_it_states() -> None:
    stated, declared = (replace(CELL, dating=one) for one in (Dating.STATED, Dating.DECLARED))
    known = table((stated, 400, 400))
    assert known.confidence(declared) is not None
    assert known.confidence(replace(CELL, dating=Dating.ASSUMED)) is None


def test_two_tables_add_up() -> None:
    both = table((CELL, 9, 10)) + table((CELL, 5, 5), (SEALED, 1, 2))
    assert both.counts == {CELL: Count(14, 15), SEALED: Count(1, 2)}


@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    [
        (0.5, 0, 0, 1),  # nothing seen: anything may be
        (1.0, 1, 0.2065, 1),
        (1.0, 124, 0.96995, 1),  # one below the bar
        (1.0, 125, 0.97018, 1),
        (0.0, 10, 0, 0.2775),
    ],
)
def test_wilsons_interval(share: float, n: float, low: float, high: float) -> None:
    assert wilson(share, n) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
