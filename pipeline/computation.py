"""The pure functions that the stages put together, and the revision of their code.

Tests hand in others; everything else uses `installed`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from extractors.model import DocumentFindings, Finding
from pipeline.confidence.trust import trusted
from pipeline.model import Assessment, Decision, Record, ReviewItem
from pipeline.settings import Settings

if TYPE_CHECKING:
    from extractors.find.added.finder import Finder
    from pipeline.rules.model import Ruleset


@dataclass(frozen=True, slots=True)
class Computation:
    """What computes. `revision` names what finds: code, catalogue, tools; `judging` the rest.

    `timezone` names the office's zone, whose days count.
    """

    revision: str
    judging: str
    rulesets: Mapping[str, Ruleset]
    assemble: Callable[[Sequence[DocumentFindings], Sequence[Decision]], Record]
    with_findings: Callable[[Record, Sequence[Finding]], Record]
    choose_ruleset: Callable[[Record, Mapping[str, Any]], str | None]
    judge: Callable[[Record, Any, dt.date], Assessment]
    items: Callable[[str, Record, Assessment | None], tuple[ReviewItem, ...]]
    timezone: str


def installed(settings: Settings, finders: Sequence[Finder] | None = None) -> Computation:
    """The computation of one installation: with its words, observations, tools and finders.

    Everything that computes for a home takes this one: a decision judged without the office's
    finders would be of another revision than the run. From now on the words of this home count
    in this process, as they do in the children that read for it.

    Args:
        finders: The office's own where they are loaded already.

    Raises:
        DataFileError: the catalogue, a ruleset, a file of words or of observations is wrong.
        SettingsError: a finder of the settings cannot be loaded.
    """
    from extractors import REVISION
    from extractors.office_words import use_office_words
    from extractors.readers.equipment import Equipment
    from extractors.revision import equipment_revision
    from pipeline.finders import finders_revision, load
    from pipeline.record import assemble
    from pipeline.record.doubt import with_findings
    from pipeline.review import items
    from pipeline.rules import choose_ruleset, judge, load_rulesets

    words = use_office_words(settings.words)
    added = load(settings.finders) if finders is None else finders
    trust = trusted(REVISION, settings.observations, settings.accept_above)
    finding = f"{REVISION}-{equipment_revision(Equipment(**asdict(settings.tools)))}"
    parts = [finding, words.revision if words.words else "", finders_revision(added)]
    return Computation(
        revision="-".join(part for part in parts if part),
        judging=f"{judging_revision()}-{trust.revision}",
        rulesets=load_rulesets(settings.home),
        assemble=partial(assemble, trust=trust),
        with_findings=partial(with_findings, trust=trust),
        choose_ruleset=choose_ruleset,
        judge=judge,
        items=items,
        timezone=settings.timezone,
    )


@cache
def judging_revision() -> str:
    """A hash of this package's code: other code may judge otherwise.

    Records and verdicts are cheap to compute again, so it is not asked which line changed.
    """
    digest = hashlib.sha256()
    for name, content in _sources(files("pipeline"), ""):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name not in ("__pycache__", "migrations"):
            found += _sources(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".py"):
            found.append((prefix + entry.name, entry.read_bytes()))
    return found
