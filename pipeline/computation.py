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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.model import DocumentFindings
from pipeline.confidence.trust import trusted
from pipeline.model import Assessment, Decision, Record, ReviewItem
from pipeline.settings import ACCEPT_ABOVE, OBSERVATIONS, WORDS, Settings, Tools

if TYPE_CHECKING:
    from extractors.find.finder import Finder
    from pipeline.rules.model import Ruleset


@dataclass(frozen=True, slots=True)
class Computation:
    """What computes. `revision` names what finds: code, catalogue, tools; `judging` the rest."""

    revision: str
    judging: str
    rulesets: Mapping[str, Ruleset]
    assemble: Callable[[Sequence[DocumentFindings], Sequence[Decision]], Record]
    choose_ruleset: Callable[[Record, Mapping[str, Any]], str | None]
    judge: Callable[[Record, Any, dt.date], Assessment]
    items: Callable[[str, Record, Assessment | None], tuple[ReviewItem, ...]]


def shipped(
    home: Path | None,
    tools: Tools | None = None,
    finders: Sequence[Finder] = (),
    above: float = ACCEPT_ABOVE,
) -> Computation:
    """The computation this version ships, with the home's own rulesets and words.

    The office's words count from now on in this process and in the children it starts.

    Args:
        home: Where the office's rulesets, words and observations lie.
        tools: Which tools readers may use; by default all that are installed.
        finders: The office's own, which are asked beside ours.
        above: What the lower bound of a value's confidence must exceed to be taken.

    Raises:
        DataFileError: catalogue, a ruleset or a file of observations is wrong.
    """
    from extractors import REVISION
    from extractors.office_words import OfficeWords, use_office_words
    from extractors.readers.equipment import Equipment
    from extractors.revision import equipment_revision
    from pipeline.finders import finders_revision
    from pipeline.record import assemble
    from pipeline.review import items
    from pipeline.rules import choose_ruleset, judge, load_rulesets

    words = OfficeWords() if home is None else use_office_words(home / WORDS)
    finding = f"{REVISION}-{equipment_revision(Equipment(**asdict(tools or Tools())))}"
    trust = trusted(REVISION, None if home is None else home / OBSERVATIONS, above)
    parts = [finding, words.revision if words.words else "", finders_revision(finders)]
    return Computation(
        revision="-".join(part for part in parts if part),
        judging=f"{judging_revision()}-{trust.revision}",
        rulesets=load_rulesets(home),
        assemble=partial(assemble, trust=trust),
        choose_ruleset=choose_ruleset,
        judge=judge,
        items=items,
    )


def installed(settings: Settings, finders: Sequence[Finder] | None = None) -> Computation:
    """The computation of one installation: with its words, observations, tools and finders.

    Everything that computes for a home takes this one: a decision judged without the office's
    finders would be of another revision than the run.

    Args:
        finders: The office's own where they are loaded already.

    Raises:
        DataFileError: the catalogue, a ruleset, a file of words or of observations is wrong.
        SettingsError: a finder of the settings cannot be loaded.
    """
    from pipeline.finders import load

    added = load(settings.finders) if finders is None else finders
    return shipped(settings.home, settings.tools, added, settings.accept_above)


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
