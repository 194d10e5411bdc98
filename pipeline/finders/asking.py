"""What was found in a document in, the same with what the office's finders add out.

A finder is asked within a time limit, one document at a time. Where it fails, what it said
until then is kept, the document carries the problem, and the run goes on; one that hangs or
fails again and again is not asked any more in this run. Never logs a document's text.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from extractors.catalogue import load_catalogue
from extractors.find.added.claims import located
from extractors.find.added.finder import Finder, FinderError
from extractors.limits import LIMITS
from extractors.model import Document, DocumentFindings
from extractors.problems import problem
from pipeline.finders import where

log = logging.getLogger(__name__)

# A server that is down costs each document its tries and waits; a whole inbox would take hours.
FAILURES_IN_A_ROW = 3

Reader = Callable[[Path, str, str], DocumentFindings]


class AddedFinders:
    """The office's finders for the time of one run. Safe to call from several threads."""

    def __init__(self, finders: Sequence[Finder] = (), seconds: float = 600.0) -> None:
        """Args:
        finders: From `pipeline.finders.load`.
        seconds: How long one finder may take for one document.
        """
        self._desks = tuple(_Desk(finder) for finder in finders)
        self._seconds = seconds

    def beside(self, read: Reader) -> Reader:
        """A reader that asks the finders about what it has read."""
        if not self._desks:
            return read
        return lambda path, sha256, name: self.ask(read(path, sha256, name))

    def ask(self, found: DocumentFindings) -> DocumentFindings:
        """The findings with the finders' candidates behind ours; it never raises."""
        if not found.document.blocks:
            return found
        for desk in self._desks:
            found = desk.ask(found, self._seconds)
        return found


@dataclass(slots=True)
class _Desk:
    """One finder, its turn, and how it has been doing."""

    finder: Finder
    turn: threading.Lock = field(default_factory=threading.Lock)
    failures: int = 0
    resting: bool = False

    def ask(self, found: DocumentFindings, seconds: float) -> DocumentFindings:
        with self.turn:
            said, failure = ([], "resting") if self.resting else self._heard(found, seconds)
            self._note(failure, found.document.name)
        answer = located(found.document, said, self.finder.name, found.candidates)
        log.info(
            "finder %s on %r: %d claims, %d located, dropped: %s",
            self.finder.name,
            found.document.name,
            len(said),
            len(answer.candidates),
            ", ".join(f"{why} {count}" for why, count in sorted(answer.dropped.items())) or "none",
        )
        document = found.document
        if failure:
            failed = problem("finder_failed", self.finder.name)
            document = replace(document, problems=(*document.problems, failed))
        return replace(found, document=document, candidates=(*found.candidates, *answer.candidates))

    def _heard(self, found: DocumentFindings, seconds: float) -> tuple[list[object], str]:
        """What the finder said within its time, and why it stopped if it did."""
        said: list[object] = []
        failures: list[str] = []
        asking = threading.Thread(
            target=_listen,
            args=(self.finder, found.document, said, failures),
            name=f"finder-{self.finder.name}",
            daemon=True,  # one that hangs must not keep the program from ending
        )
        asking.start()
        asking.join(seconds)
        if asking.is_alive():
            self.resting = True  # its thread still holds whatever it waits for
            return list(said), f"no answer within {seconds:g} s"
        return said, failures[0] if failures else ""

    def _note(self, failure: str, name: str) -> None:
        if not failure:
            self.failures = 0
            return
        if failure == "resting":
            return
        log.warning("finder %s failed on %r: %s", self.finder.name, name, failure)
        self.failures += 1
        if self.resting or self.failures == FAILURES_IN_A_ROW:
            self.resting = True
            log.error("finder %s is not asked any more in this run", self.finder.name)


def _listen(finder: Finder, document: Document, said: list[object], failures: list[str]) -> None:
    try:
        # What it is given to read is what we find by: it must not be able to change that.
        claims = finder.find(document, MappingProxyType(load_catalogue().fields))
        # One more than is used, so that too many can be told from just enough.
        for claim in islice(claims, LIMITS.finder_claims + 1):
            said.append(claim)
    except FinderError as error:
        failures.append(str(error))
    # An office's code may raise anything, also what ends a program, and no file may be lost for
    # it. Its message is not logged: it may quote the applicant.
    except BaseException as error:
        failures.append(f"{type(error).__name__} {where(error)}")
