"""The whole flow on one screen: inbox → files → findings → record → verdicts → questions.

Enter: what lies in the inbox, and decisions. Leave: rows in the store. Every result is stored
under the key of what it was computed from, so a second run does nothing, and a changed file,
catalogue or ruleset recomputes exactly what it touches. A person's decision is a fact like a
file: it is never changed here, its consequences are computed again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import MakerspaceError
from extractors.model import DocumentFindings
from extractors.problems import problem
from pipeline.computation import Computation, installed
from pipeline.crash_points import crash_point
from pipeline.export.processed import write_processed
from pipeline.finders import load
from pipeline.finders.asking import AddedFinders
from pipeline.intake import Examine, Intake, Taken, inbox
from pipeline.intake.inbox import Entry
from pipeline.intake.lock import one_at_a_time
from pipeline.intake.raw_store import RawStore
from pipeline.model import Decision, DecisionKind, Submission, signed_off
from pipeline.reading.executors import EXECUTORS
from pipeline.reading.sandbox import Sandbox, unread
from pipeline.recompute import Assembling, judge_submission, own_key, relist, trace_submission
from pipeline.settings import Settings
from pipeline.store import SubmissionRow, open_store
from pipeline.store.rows import Guard, Refused, path_hash

if TYPE_CHECKING:
    from pipeline.store import Store

Progress = Callable[[str, int, int, str], None]
"""Called as (stage, done, of how many, what is done now); stage: take, read or judge, and page
for the pages of a file that take long, which come from several files at once."""


class NotDecidable(MakerspaceError):
    """A decision about something that is not there; the message says what and what to do."""


class Frozen(NotDecidable):
    """The application is signed off: nothing but reopening it is accepted."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: where they lie, how many at once, and what reads one."""

    find: Callable[[Path, str, str], DocumentFindings]
    examine: Examine
    executor: str = "serial"


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did. `rows` are all submissions, newest first.

    `taken` is what became of each entry of the inbox. `touched` are the submissions that came
    or were computed again; `read`, `assembled` and `judged` count what was computed.
    """

    rows: tuple[SubmissionRow, ...]
    taken: tuple[Taken, ...] = ()
    touched: frozenset[str] = frozenset()
    read: int = 0
    assembled: int = 0
    judged: int = 0

    @property
    def failed(self) -> bool:
        """Whether some entry or file of this run could not be taken or read."""
        entries = any(entry.problem or entry.refused for entry in self.taken)
        return entries or any(row.failed_files for row in self.rows if row.id in self.touched)


def run(
    settings: Settings,
    progress: Progress | None = None,
    computation: Computation | None = None,
    reading: Reading | None = None,
    wanted: Callable[[Entry], bool] | None = None,
) -> RunReport:
    """Take in what lies in the inbox, compute what is new or touched, and store it.

    Args:
        progress: Called as work is done.
        computation: The pure functions; by default those that ship.
        reading: How files are read; by default in the sandbox.
        wanted: Which entries of the inbox to take; by default all, as they are.

    Raises:
        DataFileError: the catalogue or a ruleset is wrong.
        SettingsError: a finder that the office added cannot be loaded.
        StoreError: the database cannot be used.
        SandboxError: reading processes do not start.
    """
    with _work(settings, progress, computation, reading) as work:
        number = work.store.start_run(_now())
        taken = _take_in(work, wanted)
        submissions = work.store.submissions()
        read = _read_new(work, submissions)
        _trace_new(work, submissions)
        report = _judge_touched(work, submissions)
        write_processed(work.store, settings.processed, report.touched)
        work.store.forget_findings(keep=work.computation.revision)
        report = replace(report, taken=taken, read=read)
        work.store.end_run(number, _now(), _plain(report))
        return report


def rebuild(
    settings: Settings,
    progress: Progress | None = None,
    computation: Computation | None = None,
    reading: Reading | None = None,
) -> RunReport:
    """Delete all that is computed and compute it again from submissions, files, decisions."""
    with _work(settings, progress, computation, reading) as work:
        number = work.store.start_run(_now())
        work.store.forget_derived()
        submissions = work.store.submissions()
        read = _read_new(work, submissions)
        _trace_new(work, submissions)
        report = replace(_judge_touched(work, submissions), read=read)
        write_processed(work.store, settings.processed, report.touched)
        work.store.end_run(number, _now(), _plain(report))
        return report


def decide(store: Store, decision: Decision, computation: Computation) -> SubmissionRow:
    """Append a person's decision and compute its submission again at once.

    With it those are computed again that share with it otherwise than before: a decided name or
    credit code may make two applicants one.

    Args:
        decision: `seen` may be empty; it is then filled with what the machine says of it.
        computation: `pipeline.computation.installed(settings)`.

    Raises:
        NotDecidable: there is no such submission, field or ruleset.
        Frozen: it is signed off.
    """
    submission = store.submission(decision.submission)
    if submission is None:
        raise NotDecidable(f"there is no submission {decision.submission!r}; see `review list`")
    if decision.kind is DecisionKind.RULESET and decision.value not in computation.rulesets:
        known = ", ".join(sorted(computation.rulesets))
        raise NotDecidable(f"there is no ruleset {decision.value!r}; there are {known}")
    asked = machine_says(store, computation, decision)
    if not decision.seen:
        decision = replace(decision, seen=asked.seen)
    appended = store.append_if(decision, Guard(decision.at), machine_right=asked.right)
    if appended.refused is Refused.FROZEN:
        raise Frozen(f"{submission.name} is signed off; reopen it at the desk first")
    consequences(store, submission, computation)
    return store.overview(submission.id)[0]


def consequences(
    store: Store,
    submission: Submission,
    computation: Computation,
    assembling: Assembling | None = None,
) -> None:
    """Compute again what follows from the decisions on a submission; what holds is left.

    Args:
        assembling: What was read and assembled of it a moment ago.
    """
    standing = store.standing(submission.id)
    if standing is None:
        return  # never judged: the next run does it
    made = assembling or Assembling(store, computation, submission.id)
    listed = False
    if signed_off(store.decisions(submission.id)) is None:
        # From the findings its record was made of: a decision does not wait until files are
        # read again.
        touched: frozenset[str] = frozenset()
        own = own_key(submission, standing.revision, computation, store.decisions(submission.id))
        if store.traced_by(submission.id) != own:
            touched = trace_submission(store, computation, submission, standing.revision, made)
        _, listed = judge_submission(
            store, computation, submission, store.standing(submission.id), standing.revision, made
        )
        for key in sorted(touched):
            given, stored = store.submission(key), store.standing(key)
            if given is not None and stored is not None:
                judge_submission(store, computation, given, stored, stored.revision)
    if not listed:
        relist(store, computation, submission)


@dataclass(frozen=True, slots=True)
class MachineSays:
    """What the machine says of what a person decides about, asked without earlier decisions.

    They would hide what they overruled. `right` tells whether it had read the value as the
    person says; None where it had read none or the decision is about no value.
    """

    seen: Mapping[str, object]
    right: bool | None = None


def machine_says(
    store: Store,
    computation: Computation,
    decision: Decision,
    assembling: Assembling | None = None,
) -> MachineSays:
    """What to write beside a decision, to tell later what is new and how often it was right.

    Args:
        assembling: Of its submission, to be used again for what follows from the decision.
    """
    about = (DecisionKind.VALUE, DecisionKind.NOT_PROVIDED, DecisionKind.ROSTER)
    if decision.kind not in about:
        return MachineSays({})
    from pipeline.learning.corrections import agrees
    from pipeline.record.corrected import seen_rows
    from pipeline.record.decide import seen_values

    standing = store.standing(decision.submission)
    made = assembling or Assembling(store, computation, decision.submission)
    record = made.record(standing.revision if standing is not None else "", ())
    if decision.kind is DecisionKind.ROSTER:
        return MachineSays(seen_rows(record.rosters.get(decision.subject, ())))
    field = record.fields.get(decision.subject)
    if field is None:
        return MachineSays({})
    right = None if field.value is None else agrees(field, decision.value)
    return MachineSays(seen_values(field), right)


# --- the stages ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Work:
    """What the stages of one run share."""

    settings: Settings
    store: Store
    computation: Computation
    reading: Reading
    progress: Progress


@contextmanager
def _work(
    settings: Settings,
    progress: Progress | None,
    computation: Computation | None,
    reading: Reading | None,
) -> Iterator[_Work]:
    finders = load(settings.finders)
    added = AddedFinders(finders, settings.finder_seconds)
    computation = computation or installed(settings, finders)
    quiet: Progress = lambda stage, done, total, label: None  # noqa: E731
    report = progress or quiet

    def told(name: str, done: int, total: int) -> None:
        report("page", done, total, name)

    with (
        one_at_a_time(settings.home),
        open_store(settings.database) as store,
        Sandbox.of(settings, told) as sandbox,
    ):
        executor = "processes" if settings.workers > 1 else "serial"
        usual = Reading(added.beside(sandbox.read_and_find), sandbox.examine, executor)
        yield _Work(settings, store, computation, reading or usual, report)


def _take_in(work: _Work, wanted: Callable[[Entry], bool] | None) -> tuple[Taken, ...]:
    intake = Intake(work.settings, work.store, work.reading.examine)
    intake.prepare()
    found = inbox.entries(work.settings.inbox, work.computation.rulesets, work.settings.most_files)
    entries = [entry for entry in found if wanted is None or wanted(entry)]
    taken = []
    for done, entry in enumerate(entries):
        work.progress("take", done, len(entries), entry.label)
        taken.append(intake.take(entry))
    work.progress("take", len(entries), len(entries), "")
    return tuple(taken)


@dataclass(frozen=True, slots=True)
class _File:
    """One file under one path: the same bytes under another name are quoted by that name."""

    sha256: str
    path: str


def _read_new(work: _Work, submissions: Sequence[Submission]) -> int:
    """Read every file that has no findings at this revision; how many there were."""
    known = work.store.extracted(work.computation.revision)
    files = dict.fromkeys(
        _File(file.sha256, file.path)
        for submission in submissions
        for file in submission.files
        if (file.sha256, path_hash(file.path)) not in known
    )
    raw = RawStore(work.settings.raw)

    def read(file: _File) -> DocumentFindings:
        extension = work.store.file_extension(file.sha256)
        assert extension is not None, "a submission's file is always recorded"
        found = work.reading.find(raw.path(file.sha256, extension), file.sha256, file.path)
        return found if found.document.sha256 == file.sha256 else _altered(found, file)

    execute = EXECUTORS[work.reading.executor]
    work.progress("read", 0, len(files), "")
    for done, (file, found) in enumerate(execute(read, files, work.settings.workers), start=1):
        crash_point("read")
        failed = unread(found.document)
        work.store.save_findings(file.sha256, file.path, work.computation.revision, found, failed)
        work.progress("read", done, len(files), file.path)
    return len(files)


def _altered(found: DocumentFindings, file: _File) -> DocumentFindings:
    """A raw file that is no longer what was handed in: nothing in it may be believed."""
    kept = replace(
        found.document, sha256=file.sha256, blocks=(), pages=(), problems=(problem("altered"),)
    )
    return DocumentFindings(kept)


def _trace_new(work: _Work, submissions: Sequence[Submission]) -> None:
    """Put down what each submission can be found by, of all before any is judged."""
    known, decided = work.store.traced(), defaultdict(list)
    for decision in work.store.decisions():
        decided[decision.submission].append(decision)
    revision = work.computation.revision
    for submission in submissions:
        key = own_key(submission, revision, work.computation, decided[submission.id])
        if known.get(submission.id) != key:
            trace_submission(work.store, work.computation, submission, revision)


def _judge_touched(work: _Work, submissions: Sequence[Submission]) -> RunReport:
    standings = work.store.standings()
    touched, assembled, judged = set(), 0, 0
    for done, submission in enumerate(submissions):
        work.progress("judge", done, len(submissions), submission.name)
        standing = standings.get(submission.id)
        new_record, new_verdicts = judge_submission(
            work.store, work.computation, submission, standing, work.computation.revision
        )
        assembled += new_record
        judged += new_verdicts
        if new_record or new_verdicts:
            touched.add(submission.id)
    work.progress("judge", len(submissions), len(submissions), "")
    return RunReport(work.store.overview(), (), frozenset(touched), 0, assembled, judged)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _plain(report: RunReport) -> Mapping[str, Any]:
    """What the log of runs keeps."""
    return {
        "submissions": len(report.rows),
        "read": report.read,
        "assembled": report.assembled,
        "judged": report.judged,
        "taken": [
            {
                "entry": entry.label,
                "submission": entry.submission,
                "new": entry.new,
                "problem": entry.problem,
                "refused": [list(part) for part in entry.refused],
            }
            for entry in report.taken
        ],
    }
