"""The inbox in, recorded submissions out: every file lands in the raw store, exactly once.

The order is the promise: copy, sync, rename, sync the folder, record and commit; only then
does the entry leave the inbox. Whatever kills this process, a file is either still in the inbox
or recorded with its bytes, and taking it again recognises it. An entry leaves in one move (a
folder half removed would look like a new one): into `inbox/.taken`, there compared with what
was copied, and deleted if it is the same; what changed meanwhile goes back and becomes a
new revision. Never overwrites, never follows a link, never uses a submitter's name as a path.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.crash_points import crash_point
from pipeline.intake import inbox
from pipeline.intake.inbox import Entry
from pipeline.intake.members import distinct, members_of, storable, to_be_read
from pipeline.intake.raw_store import Copied, RawStore, StillChanging, TooLarge, digest
from pipeline.model import Submission, SubmittedFile
from pipeline.reading.sandbox import Examined
from pipeline.settings import Settings
from pipeline.store.rows import StoredFile

if TYPE_CHECKING:
    from pipeline.store import Store

TAKEN = ".taken"
VERIFIED = ".verified"
# Where below TAKEN an entry lies tells where it came from: plain/NAME or ruled/RULESET/NAME.
PLAIN, RULED = "plain", "ruled"


class Examine(Protocol):
    """Tells what kind of file something is and unpacks archives: `Sandbox.examine`."""

    def __call__(self, path: Path, name: str, into: Path) -> Examined: ...


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one entry of the inbox.

    `submission` is None where it was not taken; then `problem` says why and the entry is
    where it was. `new` is False where the same content had been recorded before.
    `refused` are parts of a taken folder that are no files.
    """

    label: str
    submission: str | None = None
    new: bool = False
    waiting: bool = False
    problem: str | None = None
    refused: tuple[tuple[str, str], ...] = ()


class Intake:
    """Takes entries of one home's inbox into its raw store and database."""

    def __init__(self, settings: Settings, store: Store, examine: Examine) -> None:
        self._settings = settings
        self._store = store
        self._examine = examine
        self._raw = RawStore(settings.raw)

    def prepare(self) -> None:
        """Make the folders and finish what a killed process left behind."""
        for folder in (self._settings.inbox, self._settings.raw, self._settings.processed):
            folder.mkdir(parents=True, exist_ok=True)
        self._raw.clear_incoming()
        _put_back_unfinished(self._settings.inbox)

    def take(self, entry: Entry) -> Taken:
        """Record one entry and remove it from the inbox; it never raises for what it holds."""
        crash_point("seen")
        if entry.problem is not None:
            return Taken(entry.label, problem=entry.problem)
        if entry.partial:
            names = ", ".join(entry.partial)
            return Taken(entry.label, waiting=True, problem=f"still being written: {names}")
        crash_point("stable")
        try:
            return self._taken(entry)
        except StillChanging as error:
            return Taken(entry.label, waiting=True, problem=str(error))
        except TooLarge as error:
            return Taken(entry.label, problem=str(error))
        except OSError as error:
            # Permission, a full disk, a file withdrawn meanwhile: nothing was recorded, the
            # entry stays, and the next run tries again.
            return Taken(entry.label, problem=error.strerror or str(error))

    def _taken(self, entry: Entry) -> Taken:
        with self._raw.workspace() as workspace:
            copies, files = self._copied(entry, workspace)
        submission, new = self._recorded(entry, files)
        crash_point("after_commit")
        problem = _remove(self._settings.inbox, entry, copies)
        crash_point("removed")
        return Taken(entry.label, submission, new, problem=problem, refused=entry.refused)

    def _copied(
        self, entry: Entry, workspace: Path
    ) -> tuple[dict[tuple[str, ...], Copied], list[StoredFile]]:
        """All files of the entry, in the raw store; archives with their members."""
        copies: dict[tuple[str, ...], Copied] = {}
        files: list[StoredFile] = []
        for found in entry.files:
            copy = self._raw.copy(entry.path, found.place, workspace, self._settings.largest_file)
            copies[found.place] = copy
            shown = "/".join(inbox.displayed(part) for part in found.place)
            path = shown or inbox.displayed(entry.path.name)
            files += self._kept(copy.path, copy.sha256, copy.size, path, entry, workspace)
        places = distinct([file.path for file in files])
        return copies, [
            replace(file, path=place) for file, place in zip(files, places, strict=True)
        ]

    def _kept(
        self, copy: Path, sha256: str, size: int, path: str, entry: Entry, workspace: Path
    ) -> list[StoredFile]:
        """One file under its hash; an archive is followed by its members."""
        members_folder = workspace / uuid.uuid4().hex
        members_folder.mkdir()
        name = path.rpartition("/")[2]
        examined = self._examine(copy, name, members_folder)
        # The same bytes lie under one name, whatever a second submitter called them.
        extension = self._store.file_extension(sha256) or examined.extension
        self._raw.keep(copy, sha256, extension)
        if examined.members is None:
            return [StoredFile(path, sha256, size, extension)]
        files = [StoredFile(path, sha256, size, extension, container=not to_be_read(examined))]
        for member, place in members_of(path, entry.is_folder, examined):
            assert member.file is not None, "only unpacked members have a place"
            inner_sha256, inner_size = digest(member.file)
            kept = self._store.file_extension(inner_sha256) or member.extension
            self._raw.keep(member.file, inner_sha256, kept)
            files.append(StoredFile(place, inner_sha256, inner_size, kept))
        return files

    def _recorded(self, entry: Entry, files: Sequence[StoredFile]) -> tuple[str, bool]:
        """The submission's id, and whether it is new."""
        name = storable(entry.name)
        submitted = tuple(SubmittedFile(f.path, f.sha256, f.size) for f in files if not f.container)
        received = dt.datetime.now(dt.UTC).replace(microsecond=0)
        for length in (10, 18):
            submission = Submission(
                submission_id(name, entry.ruleset, files, length),
                name,
                submitted,
                received,
                entry.ruleset,
            )
            if self._store.register(submission, files):
                return submission.id, True
            if self._store.stored_files(submission.id) == tuple(files):
                return submission.id, False
        raise AssertionError("two different submissions share 72 bits of SHA-256")


def submission_id(
    name: str, ruleset: str | None, files: Sequence[StoredFile], length: int = 10
) -> str:
    """The id of a submission: the same name, policy and content give the same.

    Ten hexadecimal digits are read aloud on the telephone; should two submissions ever share
    them, the second one gets more.
    """
    content = sorted((file.path, file.sha256) for file in files)
    text = json.dumps([name, ruleset, content])
    return "s-" + hashlib.sha256(text.encode("ascii")).hexdigest()[:length]


def _remove(root: Path, entry: Entry, copies: dict[tuple[str, ...], Copied]) -> str | None:
    """Take a recorded entry out of the inbox; why it is still there, if it is."""
    away = root / TAKEN / uuid.uuid4().hex
    target = away.joinpath(*([RULED, entry.ruleset] if entry.ruleset else [PLAIN]))
    target /= entry.path.name
    try:
        target.parent.mkdir(parents=True)
        entry.path.rename(target)
        if _same(target, entry, copies):
            # From here on it may be deleted piece by piece.
            shutil.rmtree(away.rename(away.with_name(away.name + VERIFIED)))
            return None
    except OSError as error:
        return f"recorded, but cannot be removed from the inbox: {error.strerror or error}"
    _put_back(root, away)
    return "changed after it was recorded; the new content is taken as a new revision"


def _same(moved: Path, entry: Entry, copies: dict[tuple[str, ...], Copied]) -> bool:
    """Whether what left the inbox is exactly what was copied from it."""
    now = inbox.entry(moved, entry.ruleset, len(copies))
    if now is None or now.problem or now.partial:
        return False
    left = {file.place: (file.size, file.modified, file.inode) for file in now.files}
    return left == {place: (c.size, c.modified, c.inode) for place, c in copies.items()}


def _put_back_unfinished(root: Path) -> None:
    """Entries that were on their way out when the process died; they are recorded already."""
    taken = root / TAKEN
    if not taken.is_dir():
        return
    for away in sorted(taken.iterdir()):
        if away.name.endswith(VERIFIED):
            shutil.rmtree(away)
        else:
            _put_back(root, away)


def _put_back(root: Path, away: Path) -> None:
    """Return the entry below `away` to its place in the inbox, if that place is free.

    Where it is not, a new entry of that name has come; this one waits for its turn.
    """
    for moved, place in (
        *((path, root / path.name) for path in away.glob(f"{PLAIN}/*")),
        *((path, root / path.parent.name / path.name) for path in away.glob(f"{RULED}/*/*")),
    ):
        if place.exists() or place.is_symlink():
            return
        place.parent.mkdir(exist_ok=True)
        moved.rename(place)
    shutil.rmtree(away)
