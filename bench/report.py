"""A tally in, the lines to print out. Never counts anything itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench.scoring import Count, Miss, Tally
from pipeline.confidence.interval import wilson
from pipeline.confidence.measures import brier, calibration_error, ranking


def lines(tally: Tally, misses: bool) -> Iterator[str]:
    """The whole report; the last line sums it up."""
    if misses:
        yield from _misses(tally)
    yield from _fields(tally)
    yield from _rosters(tally)
    yield from _rest(tally)
    yield summary(tally)


def summary(tally: Tally) -> str:
    """One line: the figures that are held as floors."""
    fields, evidence, cells = (total(c) for c in (tally.fields, tally.evidence, tally.cells))
    coverage = tally.accepted.given / fields.wanted if fields.wanted else None
    return (
        f"fields F1 {_share(fields.f1)} | evidence {_share(evidence.recall)} | "
        f"rosters {_share(cells.f1)} | accepted precision {_share(tally.accepted.precision)} "
        f"at coverage {_share(coverage)} | conditions {_share(tally.conditions.recall)}"
    )


def total(counts: Mapping[str, Count]) -> Count:
    """All counts of a group together."""
    whole = Count()
    for count in counts.values():
        whole.add(count.wanted, count.given, count.right)
    return whole


def _misses(tally: Tally) -> Iterator[str]:
    yield from map(shown, tally.misses)
    yield ""


def shown(miss: Miss) -> str:
    """One miss on one line."""
    return f"{miss.submission}  {miss.what}: expected {miss.expected!r}, found {miss.found!r}"


def _fields(tally: Tally) -> Iterator[str]:
    head = ("wanted", "given", "right", "spurious", "prec.", "recall", "F1", "evidence")
    yield f"{'field':27}" + "".join(f"{word:>9}" for word in head)
    for key, count in [*tally.fields.items(), ("all", total(tally.fields))]:
        whole = key == "all"
        spurious = sum(tally.spurious.values()) if whole else tally.spurious[key]
        shown = total(tally.evidence) if whole else tally.evidence[key]
        cells = (f"{count.wanted:g}", f"{count.given:g}", f"{count.right:.1f}", f"{spurious}")
        shares = tuple(map(_share, (count.precision, count.recall, count.f1, shown.recall)))
        yield f"{key:27}" + "".join(f"{cell:>9}" for cell in cells + shares)
    yield ""


def _rosters(tally: Tally) -> Iterator[str]:
    yield f"{'roster':27}{'rows':>9}{'found':>9}{'row F1':>9}{'cell F1':>9}"
    for name in tally.rows:
        yield _roster(name, tally.rows[name], tally.cells[name])
    yield _roster("all", total(tally.rows), total(tally.cells))
    yield ""


def _roster(name: str, rows: Count, cells: Count) -> str:
    shares = f"{_share(rows.f1):>9}{_share(cells.f1):>9}"
    return f"{name:27}{rows.wanted:>9g}{rows.given:>9g}{shares}"


def _rest(tally: Tally) -> Iterator[str]:
    for name, count in tally.lists.items():
        yield (
            f"{name:16} wanted {count.wanted:g}, given {count.given:g}, "
            f"precision {_share(count.precision)}, recall {_share(count.recall)}"
        )
    wanted = total(tally.fields).wanted
    taken = tally.accepted
    low, high = wilson(taken.precision or 0.0, taken.given)
    yield (
        f"{'accepted':16} {taken.right:g} of {taken.given:g} right, precision "
        f"{_share(taken.precision)} (95 %: {low:.3f} to {high:.3f}), of {wanted:g} values"
    )
    yield f"{'approximate':16} {tally.approximate.right:g} of {tally.approximate.wanted:g} right"
    yield (
        f"{'confidence':16} {len(tally.sure)} values, calibration error "
        f"{_share(calibration_error(tally.sure))}, AUROC {_share(ranking(tally.sure))}, "
        f"Brier {_share(brier(tally.sure))}"
    )
    yield (
        f"{'conditions':16} {tally.conditions.right:g} of {tally.conditions.wanted:g} right, "
        f"outcomes {tally.outcomes.right:g} of {tally.outcomes.wanted:g}"
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
