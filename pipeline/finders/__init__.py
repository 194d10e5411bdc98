"""The finders that an office added: named in a setting, loaded at start, asked after reading.

`load` turns `package.module:factory` into finders; `asking` asks them about a document;
`openai` and `spacy_component` are two to begin with. A finder is the office's own code and is
trusted as such; what it says about a document is not (`extractors.find.added.claims`).

They run here, in the process that keeps the results, and not in the one that reads: that one
has no network and may not open files, because it holds a stranger's bytes. A finder is given
text only. What it costs is time, so it is asked within a limit, and a file is never lost
because a finder failed.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from extractors.find.added.finder import Finder
from pipeline.settings import FINDERS_VARIABLE, SettingsError

__all__ = ["finders_revision", "load", "where"]

# A name is shown to officials and stored beside each value.
LONGEST_NAME = 40


def load(named: Sequence[str]) -> tuple[Finder, ...]:
    """The finders of a setting, in its order.

    Args:
        named: `package.module:factory` each; a factory takes nothing and gives a Finder.

    Raises:
        SettingsError: one cannot be loaded; the message names it and says why.
    """
    found = tuple(_loaded(name) for name in named)
    names = [finder.name for finder in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise SettingsError(f"{FINDERS_VARIABLE}: two finders are named {twice!r}; rename one")
    return found


def finders_revision(finders: Sequence[Finder]) -> str:
    """Twelve hexadecimal digits that change with the finders; empty where there are none."""
    if not finders:
        return ""
    lines = [f"{finder.name}\0{finder.revision}" for finder in finders]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:12]


def _loaded(named: str) -> Finder:
    module, colon, factory = named.partition(":")
    if not (colon and module and factory):
        raise _wrong(named, "write package.module:factory")
    try:
        make = getattr(import_module(module), factory, None)
        if not callable(make):
            raise _wrong(named, f"{module} has no function {factory}")
        finder = cast(Callable[[], object], make)()
        if not _is_finder(finder):
            raise _wrong(named, "the factory gives no finder: it needs name, revision and find()")
    except (SettingsError, KeyboardInterrupt):
        raise
    except ImportError as error:
        raise _wrong(named, f"cannot be imported: {error}") from error
    # The office's own code may raise anything, or end the program: whoever set it wants to know
    # which line of it, and no file has been touched yet.
    except BaseException as error:
        raise _wrong(named, f"raises {type(error).__name__} {where(error)}: {error}") from error
    return cast(Finder, finder)


def where(error: BaseException) -> str:
    """The file and line that raised, without its folder."""
    if isinstance(error, SyntaxError):
        return f"at {Path(error.filename or '?').name}:{error.lineno}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"at {Path(last.filename).name}:{last.lineno}"


def _is_finder(finder: object) -> bool:
    name, revision = getattr(finder, "name", None), getattr(finder, "revision", None)
    return (
        isinstance(name, str)
        and 0 < len(name) <= LONGEST_NAME
        and name.isprintable()
        and isinstance(revision, str)
        and callable(getattr(finder, "find", None))
    )


def _wrong(named: str, why: str) -> SettingsError:
    return SettingsError(f"{FINDERS_VARIABLE}={named}: {why}")
