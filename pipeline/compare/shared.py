"""Our traces and who else left the same in, findings out: shared tenants, mentors, text.

A finding names whom, where it stands in our files, and the other submission by its name: the
one that shares most with us; of further ones a few, and how many there are. A later revision, or
last year's application, of the same applicant is not another submission.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from extractors.model import Finding
from pipeline.compare.model import Applicant, Match, Other, TraceKind
from pipeline.compare.spelling import telling
from pipeline.compare.traces import Sighting, Traces
from pipeline.compare.twice import applied_twice, naming
from pipeline.compare.years import jumps
from pipeline.model import Record
from pipeline.wording import place

# Tenants stay two to three years: who was listed elsewhere earlier has moved.
MONTHS = 30
# So many mentors of the same names are no chance, also where nobody says whose they are.
SAME_NAMES = 3
# A passage is asked about from two lines on, a submission from four lines in all. (Of 33
# submissions written apart no two share more than one line.)
PASSAGE = 60  # letters
COPIED = 120  # letters
# Text that more applicants share is a form, or a plan that all of them bought: an official is
# asked once, about all of it.
MOST_SHARING = 20
# Of many submissions with the same text the closest ones tell it.
MOST_SOURCES = 3
MOST_QUOTES = 12
# An official who has seen so many shared names knows; the last one says how many are left.
MOST_ASKED = 20


def shared(
    name: str,
    traces: Traces,
    matches: Sequence[Match],
    record: Record,
    ruleset: str | None = None,
) -> tuple[Finding, ...]:
    """What an official is asked about, in a fixed order.

    Args:
        name: Of the submission, as officials call it.
        traces: Of the submission.
        matches: Traces of others that met ours, in any order.
        record: Of the submission, for the places of its figures.
        ruleset: Under which it was handed in, None where nobody said.
    """
    met = sorted(matches, key=lambda m: (m.other.submission, m.kind, m.hash, m.what))
    own = traces.applicant
    foreign = [m for m in met if m.other.latest and not same_applicant(name, own, m.other)]
    earlier = {
        m.other.submission: m.other
        for m in met
        if m.kind is TraceKind.APPLICANT and same_operator(own, m.other.applicant)
    }
    apart = [m for m in foreign if not same_operator(own, m.other.applicant)]
    again = {
        m.other.submission: m.other
        for m in met
        if m.other.latest and m.other.name != name and _is_again(name, own, m.other, ruleset)
    }
    return (
        *applied_twice(record, own, tuple(again.values())),
        *_tenants(traces, foreign),
        *_mentors(traces, apart),
        *_texts(traces, apart),
        *_names_left(traces, apart),
        *jumps(record, own, earlier.values()),
    )


def same_operator(one: Applicant, other: Applicant) -> bool:
    """Whether the same body applies: by its credit code where both have one, else by its name,
    and where one of them has neither in common with the other, by that of the space."""
    if one.code and other.code:
        return one.code == other.code
    if one.operator and other.operator:
        return one.operator == other.operator
    return telling(one.space) > 1 and one.space == other.space


def same_applicant(name: str, own: Applicant, other: Other) -> bool:
    """Whether the other is an earlier or later application for the same space.

    One operator may run two spaces; that the same tenants fill both is worth a question.
    """
    theirs = other.applicant
    if own.code and theirs.code and own.code != theirs.code:
        return False
    if not same_operator(own, theirs):
        return name == other.name
    two_spaces = bool(own.space and theirs.space) and own.space != theirs.space
    return not two_spaces or _year(own) != _year(theirs)


def _is_again(name: str, own: Applicant, other: Other, ruleset: str | None) -> bool:
    """Whether the same applicant applied once more, in the same year and for the same thing."""
    same_rules = ruleset is None or other.ruleset is None or ruleset == other.ruleset
    same_year = _year(own) == _year(other.applicant)
    return same_rules and same_year and same_applicant(name, own, other)


def _year(applicant: Applicant) -> int | None:
    return applicant.applied_on.year if applicant.applied_on else None


def _by_hash(matches: Iterable[Match], kind: TraceKind) -> Mapping[int, list[Match]]:
    found: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        if match.kind is kind:
            found[match.hash].append(match)
    return found


def _named(
    code: str,
    sightings: Iterable[Sighting],
    theirs: Mapping[int, list[Match]],
    fits: Callable[[Sighting, Match], bool],
) -> Iterator[Finding]:
    """One finding a name, with every place of it and all submissions that have it."""
    others: dict[str, dict[str, Other]] = defaultdict(dict)
    seen: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        met = [m for m in theirs.get(sighting.trace.hash, ()) if fits(sighting, m)]
        others[sighting.name].update((match.other.submission, match.other) for match in met)
        seen[sighting.name] += [sighting] if met else []
    common = Counter(key for held in others.values() for key in held)
    names = [name for name, held in others.items() if held]
    for name in names[:MOST_ASKED]:
        held = others[name]
        nearest = sorted(held, key=lambda key: (-common[key], key))
        details = {"name": name, **naming([held[key] for key in nearest])}
        if len(names) > MOST_ASKED and name == names[MOST_ASKED - 1]:
            details["more"] = len(names) - MOST_ASKED
        places = (evidence for sighting in seen[name] for evidence in sighting.evidence)
        yield Finding(code, details, tuple(dict.fromkeys(places)))


def _tenants(traces: Traces, matches: Iterable[Match]) -> Iterator[Finding]:
    own = traces.applicant

    def at_once(_: Sighting, match: Match) -> bool:
        return _months_apart(own, match.other.applicant) <= MONTHS

    tenants = [s for s in traces.sightings if s.trace.kind is TraceKind.TENANT]
    theirs = _by_hash(matches, TraceKind.TENANT)
    yield from _named("tenant_in_two_submissions", tenants, theirs, at_once)


def _months_apart(one: Applicant, other: Applicant) -> int:
    """Between two applications; 0 where one of them has no date."""
    if one.applied_on is None or other.applied_on is None:
        return 0
    a, b = one.applied_on.first_day, other.applied_on.first_day
    return abs((a.year - b.year) * 12 + a.month - b.month)


def _mentors(traces: Traces, matches: Iterable[Match]) -> Iterator[Finding]:
    """By name and organisation; by name alone where several are the same.

    Many people are called 张伟; and that a person serves two spaces is worth a question, not
    that two persons of one name do.
    """
    own = traces.applicant
    mentors = [s for s in traces.sightings if s.trace.kind is TraceKind.MENTOR]
    near = [m for m in matches if _months_apart(own, m.other.applicant) <= MONTHS]
    theirs = _by_hash(near, TraceKind.MENTOR)
    same: dict[str, set[str]] = defaultdict(set)
    for sighting in mentors:
        for match in theirs.get(sighting.trace.hash, ()):
            if _organisations_allow(sighting.trace.what, match.what):
                same[match.other.submission].add(sighting.name)

    def fits(sighting: Sighting, match: Match) -> bool:
        if _one_body(sighting.trace.what, match.what):
            return True
        many = len(same[match.other.submission]) >= SAME_NAMES
        return many and _organisations_allow(sighting.trace.what, match.what)

    yield from _named("mentor_in_two_submissions", mentors, theirs, fits)


# What stands where an organisation should: two of them are not the same body.
_NOBODY = re.compile("自由|独立|个人|个体|退休|无|不详|兼职|专职")


def _one_body(one: str, other: str) -> bool:
    """Whether two organisations are the same, one of them perhaps named shorter."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and short in long and not _NOBODY.match(short)


def _organisations_allow(one: str, other: str) -> bool:
    """Whether it may be the same person: nothing says that they work for different bodies."""
    return not one or not other or _one_body(one, other)


def _texts(traces: Traces, matches: Iterable[Match]) -> Iterator[Finding]:
    """Submissions whose plan holds passages of ours, the closest ones; then, as one finding, the
    passages that very many hold."""
    rare: dict[int, list[Match]] = {}
    common: dict[int, list[Match]] = {}
    for hash_, met in _by_hash(matches, TraceKind.TEXT).items():
        many = len({m.other.name for m in met}) > MOST_SHARING
        (common if many else rare)[hash_] = met
    told = list(_copies(traces, rare, MOST_SOURCES))
    yield from told
    # A question is known by whom it names.
    known = {str(finding.details["other"]) for finding in told}
    yield from _copies(traces, common, 1, known)


def _copies(
    traces: Traces,
    met: Mapping[int, list[Match]],
    most: int,
    known: Collection[str] = (),
) -> Iterator[Finding]:
    """One finding a submission that holds our text, at most so many; the last names the rest."""
    theirs: dict[str, set[int]] = defaultdict(set)
    others: dict[str, Other] = {}
    for hash_, found in met.items():
        for match in found:
            theirs[match.other.submission].add(hash_)
            others[match.other.submission] = match.other
    copied = {key: _passages(traces, hashes) for key, hashes in theirs.items()}
    lengths = {key: sum(end - start for _, start, end in found) for key, found in copied.items()}
    closest = [
        key
        for key in sorted(copied, key=lambda key: (key in known, -lengths[key], key))
        if lengths[key] >= COPIED
    ]
    for number, key in enumerate(closest[:most], start=1):
        quotes = [
            evidence
            for stream, start, end in copied[key]
            for evidence in traces.streams[stream].quotes(start, end)
        ][:MOST_QUOTES]
        rest = closest[most:] if number == most else []
        details = {
            "places": list(dict.fromkeys(place(evidence) for evidence in quotes)),
            **naming([others[one] for one in (key, *rest)]),
            "length": lengths[key],
        }
        yield Finding("text_in_two_submissions", details, tuple(quotes))


def _passages(traces: Traces, hashes: set[int]) -> list[tuple[int, int, int]]:
    """What of our text the other has: stream and half-open letters, runs of prints joined."""
    runs: list[tuple[int, int, int]] = []
    joined = False
    for one in traces.prints:
        if one.hash not in hashes:
            joined = False
            continue
        if joined and runs[-1][0] == one.stream:
            runs[-1] = (one.stream, runs[-1][1], one.end)
        else:
            runs.append((one.stream, one.start, one.end))
        joined = True
    return [run for run in runs if run[2] - run[1] >= PASSAGE]


def _names_left(traces: Traces, matches: Iterable[Match]) -> Iterator[Finding]:
    """Another applicant's name, repeated in our plan, that our own lists do not explain."""
    repeated = [
        s for s in traces.sightings if s.trace.kind is TraceKind.MENTION and s.evidence and s.name
    ]
    theirs = _by_hash(matches, TraceKind.MENTION)

    def unexplained(_: Sighting, match: Match) -> bool:
        applicant = match.other.applicant
        return not traces.partners & {applicant.space, applicant.operator}

    yield from _named("text_in_two_submissions", repeated, theirs, unexplained)
