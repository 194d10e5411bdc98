"""All submissions of a folder in, who shares what with whom out: the look-up without a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipeline.compare.model import COUNTERPART, MOST_HOLDERS, Match, Other, TraceKind
from pipeline.compare.traces import Traces


def among(all_of_them: Mapping[str, tuple[str, Traces]]) -> dict[str, tuple[Match, ...]]:
    """Every submission's matches with the others.

    Args:
        all_of_them: id → the submission's name and traces.
    """
    holders: dict[int, list[tuple[str, TraceKind, str]]] = defaultdict(list)
    for key, (_, traces) in all_of_them.items():
        for trace in traces.kept:
            holders[trace.hash].append((key, trace.kind, trace.what))
    others = {
        key: Other(key, name, traces.applicant) for key, (name, traces) in all_of_them.items()
    }
    return {
        key: tuple(
            Match(trace.kind, trace.hash, others[holder], what)
            for trace in traces.kept
            if len(holders[trace.hash]) <= MOST_HOLDERS
            for holder, kind, what in holders[trace.hash]
            if holder != key and kind is COUNTERPART.get(trace.kind)
        )
        for key, (_, traces) in all_of_them.items()
    }
