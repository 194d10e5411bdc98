"""What lies in the inbox: entries, each one submission, and what is in the way of taking them.

Enter: the inbox folder and the ids of the policies. Leave: `Entry` values that name every
file with its size and time. Nothing is opened, followed, changed or removed here.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

# What office programs, file managers and version control leave beside the real files.
LITTER = re.compile(r"^(?:\..*|~\$.*|Thumbs\.db|desktop\.ini|__MACOSX)$", re.IGNORECASE)
# Files that are still being written by a browser or a copying program.
PARTIAL = re.compile(r"\.(?:part|partial|crdownload|download|filepart|tmp)$", re.IGNORECASE)
# Submissions have two or three levels; a tree deeper than this was made to do harm.
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One regular file: `place` holds its names below the entry, () for the entry itself."""

    place: tuple[str, ...]
    size: int  # bytes
    modified: int  # nanoseconds
    inode: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One folder, archive or lone file of the inbox.

    `partial` are files still being written: with one the entry is not complete. `refused` are
    links, devices and folders too deep, by name, with the reason. `problem` is why the entry
    as a whole cannot be taken.
    """

    path: Path
    ruleset: str | None
    is_folder: bool
    files: tuple[FoundFile, ...]
    partial: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    problem: str | None = None

    @property
    def name(self) -> str:
        """The submission's name: the folder's, or the file's without its extension."""
        shown = displayed(self.path.name)
        stem = Path(shown).stem
        return shown if self.is_folder else stem

    @property
    def label(self) -> str:
        """Where it lies, for reports."""
        shown = displayed(self.path.name)
        return f"{self.ruleset}/{shown}" if self.ruleset else shown


def entries(inbox: Path, rulesets: Collection[str], most_files: int) -> tuple[Entry, ...]:
    """Everything in the inbox that is or may become a submission, oldest first.

    Args:
        rulesets: A folder of the inbox with one of these names holds submissions of its own.
        most_files: An entry with more files is not listed further and carries a problem.

    Raises:
        FileNotFoundError: the inbox is not there: that is an alarm, not "nothing to do".
    """
    found = []
    for path in _children(inbox):
        if path.name in rulesets and _is_folder(path):
            for inner in _children(path):
                found.append(entry(inner, path.name, most_files))
        else:
            found.append(entry(path, None, most_files))
    return tuple(sorted((e for e in found if e is not None), key=_age))


def entry(path: Path, ruleset: str | None, most_files: int) -> Entry | None:
    """One entry as it is now; None where there is nothing to take (an empty folder, gone)."""
    try:
        status = path.lstat()
        if stat.S_ISREG(status.st_mode):
            return _lone_file(path, ruleset, status)
        if not stat.S_ISDIR(status.st_mode):
            return Entry(path, ruleset, False, (), problem=_kind(status.st_mode))
        return _folder(path, ruleset, most_files)
    except FileNotFoundError:
        return None
    except OSError as error:
        return Entry(path, ruleset, False, (), problem=error.strerror or str(error))


def displayed(name: str) -> str:
    """A file name as text: names that are not UTF-8 are read as GB 18030, else escaped."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _children(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as listing:
        names = sorted(child.name for child in listing)
    return (folder / name for name in names if not LITTER.match(name))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _lone_file(path: Path, ruleset: str | None, status: os.stat_result) -> Entry:
    partial = (displayed(path.name),) if PARTIAL.search(path.name) else ()
    return Entry(path, ruleset, False, (_found((), status),), partial)


def _folder(path: Path, ruleset: str | None, most_files: int) -> Entry | None:
    files: list[FoundFile] = []
    partial: list[str] = []
    refused: list[tuple[str, str]] = []
    for place, status, reason in _walk(path):
        shown = "/".join(displayed(part) for part in place)
        if reason is not None:
            refused.append((shown, reason))
        elif PARTIAL.search(place[-1]):
            partial.append(shown)
        else:
            files.append(_found(place, status))
        if len(files) > most_files:
            why = f"more than {most_files} files; split the folder"
            return Entry(path, ruleset, True, (), problem=why)
    if not (files or partial or refused):
        return None
    # A folder with nothing in it but what is refused can never be taken.
    problem = None if files or partial else "holds no file that can be read"
    return Entry(path, ruleset, True, tuple(files), tuple(partial), tuple(refused), problem)


def _walk(top: Path) -> Iterator[tuple[tuple[str, ...], os.stat_result, str | None]]:
    """Every file below `top` by name; links are told, never followed."""
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        place = waiting.pop()
        folder = top.joinpath(*place)
        with os.scandir(folder) as listing:
            names = sorted(child.name for child in listing)
        for name in names:
            if LITTER.match(name):
                continue
            inner = (*place, name)
            status = (folder / name).lstat()
            if stat.S_ISDIR(status.st_mode):
                if len(inner) < DEEPEST:
                    waiting.append(inner)
                else:
                    yield inner, status, f"more than {DEEPEST} folders deep"
            elif stat.S_ISREG(status.st_mode):
                yield inner, status, None
            else:
                yield inner, status, _kind(status.st_mode)


def _found(place: tuple[str, ...], status: os.stat_result) -> FoundFile:
    return FoundFile(place, status.st_size, status.st_mtime_ns, status.st_ino)


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a link; links are not followed"
    return "is no regular file (a pipe, device or socket)"


def _age(found: Entry) -> tuple[int, str]:
    return min((file.modified for file in found.files), default=0), found.path.name
