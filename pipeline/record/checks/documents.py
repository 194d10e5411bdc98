"""What the documents themselves bring: their own findings, hidden layers, disagreement.

Agreement is no finding; a disagreement is always one, with both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalogue import load_catalogue
from extractors.model import Evidence, Finding, Method, Window
from extractors.values import Value, to_plain
from pipeline.model import FieldValue
from pipeline.record.checks.counts import claimed_against_listed
from pipeline.record.checks.gathered import Gathered, spelled


def own_findings(gathered: Gathered) -> Iterator[Finding]:
    """What was found inside one document, in the order in which the documents lie."""
    for found in gathered.documents:
        yield from found.findings


def unseen_layers(gathered: Gathered) -> Iterator[Finding]:
    """Hidden content and tracked changes, which a reader of the page does not see."""
    for found in gathered.documents:
        for problem in found.document.problems:
            if problem.code in {"hidden_content", "tracked_changes"}:
                details: dict[str, object] = {"document": found.document.name}
                if problem.place:
                    details["place"] = problem.place
                yield Finding(problem.code, details)


def documents_differ(gathered: Gathered) -> Iterator[Finding]:
    """A value for which another document states a different one, with every value's place."""
    returned = dict(_returned(gathered))
    for value in gathered.fields.values():
        if value.value is None:
            continue
        mine = {e.sha256 for e in value.evidence}
        if load_catalogue().fields[value.key].window is Window.NOW:
            mine |= _of_last_year(gathered)
        others = [
            (rival.value, rival.evidence[0])
            for rival in value.rivals
            if {e.sha256 for e in rival.evidence} - mine and not _in_other_words(value, rival.value)
        ]
        if value.key in returned and returned[value.key][0] not in [said for said, _ in others]:
            others.append(returned[value.key])
        if others:
            places = (*value.evidence[:1], *(place for _, place in others))
            details = {
                "key": value.key,
                "values": [to_plain(value.value), *(to_plain(said) for said, _ in others)],
                "documents": list(dict.fromkeys(e.document for e in places)),
            }
            yield Finding("documents_differ", details, places)


_SUMMARY = re.compile(r"(?:年|年度|全年)(?:工作)?(?:总结|小结|回顾)")


def _of_last_year(gathered: Gathered) -> frozenset[str]:
    """Documents that sum up a year gone by: what they count was so at its end, not today."""
    return frozenset(
        found.document.sha256
        for found in gathered.documents
        if "annual_summary" in found.materials or _SUMMARY.search(found.document.name)
    )


def _in_other_words(value: FieldValue, said: Value) -> bool:
    """Whether a text says the same, only more or less exactly: a college, and its school."""
    if not isinstance(value.value, str) or not isinstance(said, str):
        return False
    short, long = sorted((spelled(value.value), spelled(said)), key=len)
    rest = iter(long)
    same_numbers = re.findall(r"[0-9]+", short) == re.findall(r"[0-9]+", long)
    return bool(short) and same_numbers and all(character in rest for character in short)


def _returned(gathered: Gathered) -> Iterator[tuple[str, tuple[Value, Evidence]]]:
    """Counts for which the last statistics say what is listed, against what is claimed.

    By itself a return of the year before is no witness of today's number.
    """
    for finding in claimed_against_listed(gathered):
        key, listed = str(finding.details["key"]), finding.details["listed"]
        for found in gathered.documents:
            for candidate in found.candidates:
                if candidate.field != key or candidate.method is not Method.STATISTIC:
                    continue
                if candidate.year == gathered.year and candidate.value == listed:
                    yield key, (candidate.value, candidate.evidence[0])
