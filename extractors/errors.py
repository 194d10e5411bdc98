"""The errors of this project, split by whose fault they are.

    MakerspaceError
    ├ FileError(name, code)       the submitter's file: becomes a Problem, the run goes on
    │ ├ Unsupported               a kind no reader takes yet (scan, .doc, picture)
    │ ├ Unreadable                damaged or encrypted
    │ └ LimitReached              larger, deeper or slower than the limits allow
    ├ DataFileError(path, key)    our catalogue or a ruleset: stops at start
    │ ├ CatalogueError
    │ └ RulesetError
    ├ FactsError, AnswerError, NothingThere, NotDecidable, ScheduleError
    │                             what a person typed or handed over: says what to write instead
    ├ FinderError                 a finder that the office added does not answer: becomes a Problem
    └ StoreError, CodecError, SandboxError, ExportError
                                  the machine: a database, a process or a disk that does not serve

Those of the last branches live beside what raises them, in `pipeline` but for FinderError; what
a person typed and what the machine lacks ends a command with one sentence and status 2. A
programmer's mistake is none of these and is not caught.
"""

from __future__ import annotations

from pathlib import Path


class MakerspaceError(Exception):
    """Base of every error this project raises on purpose."""


class FileError(MakerspaceError):
    """A submitted file cannot be read as it is.

    Args:
        name: The file's name as the submitter wrote it.
        code: One of the codes in `extractors.problems.MESSAGES`.
        detail: What exactly was met, for the log; never a path, never a traceback.
    """

    def __init__(self, name: str, code: str, detail: str = "") -> None:
        super().__init__(f"{name}: {code}" + (f" ({detail})" if detail else ""))
        self.name = name
        self.code = code
        self.detail = detail


class Unsupported(FileError):
    """No reader takes this kind of file yet."""


class Unreadable(FileError):
    """The file is damaged or encrypted."""


class LimitReached(FileError):
    """The file asks for more time, memory or output than it is given."""


class DataFileError(MakerspaceError):
    """A data file of ours or of the office (catalogue, ruleset) is wrong.

    The message names the file, the entry, what is wrong and how to mend it.
    """

    def __init__(self, path: Path | str, key: str, message: str) -> None:
        super().__init__(f"{path}" + (f", {key}" if key else "") + f": {message}")
        self.path = str(path)
        self.key = key


class CatalogueError(DataFileError):
    """An entry of extractors/fields/ is wrong."""


class RulesetError(DataFileError):
    """A ruleset file is wrong."""
