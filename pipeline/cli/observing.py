"""The settings in, what a technician has to know of the observations out.

Values are taken by what was observed of this very version of the extractors. Where nothing was,
all of them are asked about, and only the officials would notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors import REVISION
from extractors.errors import MakerspaceError
from pipeline.cli.checks import Check, State
from pipeline.confidence import observed
from pipeline.confidence.observed import Observed, office_observed
from pipeline.settings import Settings

ANEW = "count anew: zhongchuang calibrate GOLD_DIR, a folder of labelled submissions"
NAME = "confidence"


def observing(settings: Settings) -> Check:
    """Whether anything is observed of this version; else what follows, and what to do."""
    try:
        held = observed.shipped(), office_observed(settings.observations)
    except MakerspaceError as error:
        return Check(NAME, State.FAILED, str(error), "no run begins until it is mended")
    present = [one for one in held if one is not None and one.revision == REVISION]
    values = sum(count.n for one in present for count in one.counts.values())
    if not values:
        return Check(
            NAME,
            State.WARNING,
            f"nothing is observed of this version of the extractors ({REVISION}; what is there "
            f"is of {_revisions(held)}), so every value is asked about",
            ANEW,
        )
    office = held[1]
    if office is not None and office not in present:
        return Check(
            NAME,
            State.WARNING,
            f"{settings.observations} is of another version ({office.revision}, this is "
            f"{REVISION}) and is not counted",
            ANEW,
        )
    return Check(NAME, State.OK, f"{values} values observed of this version")


def warnings(settings: Settings) -> Iterator[str]:
    """One line where something is wrong with the observations, for the end of a command."""
    found = observing(settings)
    if found.state is not State.OK:
        yield f"{found.name}: {found.found}; {found.advice}"


def _revisions(held: Iterable[Observed | None]) -> str:
    return ", ".join(dict.fromkeys(one.revision for one in held if one is not None))
