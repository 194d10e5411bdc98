"""A file, folder or archive in, what its documents say out, without a database.

The same reading as a run's: every file in a child process with limits. Nothing is kept, and
nothing is ever written under a submitter's name.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.errors import MakerspaceError
from extractors.model import Document, DocumentFindings
from extractors.office_words import use_office_words
from extractors.problems import problem
from pipeline.finders import load
from pipeline.finders.asking import AddedFinders
from pipeline.intake import inbox
from pipeline.intake.members import distinct, members_of, to_be_read
from pipeline.intake.raw_store import digest
from pipeline.reading.executors import processes
from pipeline.reading.sandbox import Sandbox
from pipeline.settings import Settings

Told = Callable[[str, int, int, str], None]
"""Called as (stage, done, of how many, what was done last); stage: read, or page for the pages
of a file that take long."""


class NothingThere(MakerspaceError):
    """The path leads to nothing that can be a submission."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: where its bytes lie, and its place in the submission."""

    path: Path
    name: str
    sha256: str


def findings_of(
    path: Path, settings: Settings, told: Told = lambda stage, done, total, now: None
) -> tuple[DocumentFindings, ...]:
    """What every document of one submission says, in the order of their places.

    Args:
        path: A folder, an archive or a single file; a link is followed, links inside are not.

    Raises:
        NothingThere: there is no file at that path.
        CatalogueError: the office's words are wrong.
        SettingsError: a finder that the office added cannot be loaded.
    """
    use_office_words(settings.words)
    added = AddedFinders(load(settings.finders), settings.finder_seconds)
    with (
        tempfile.TemporaryDirectory(prefix="zhongchuang-") as folder,
        Sandbox.of(settings, lambda name, done, total: told("page", done, total, name)) as sandbox,
    ):
        refused, sources = _listed(path.resolve(), settings, sandbox, Path(folder))
        found: dict[Source, DocumentFindings] = {}

        read = added.beside(sandbox.read_and_find)

        def one(source: Source) -> DocumentFindings:
            return read(source.path, source.sha256, source.name)

        for source, findings in processes(one, sources, settings.workers):
            found[source] = findings
            told("read", len(found), len(sources), source.name)
    return (*(found[source] for source in sources), *refused)


def document_of(
    path: Path, settings: Settings, told: Told = lambda stage, done, total, now: None
) -> Document:
    """One file as read, archives unopened.

    Raises:
        NothingThere: there is no regular file at that path.
        CatalogueError: the office's words are wrong.
    """
    use_office_words(settings.words)
    path = path.resolve()
    if not path.is_file():
        raise NothingThere(f"{path} is no file")
    with Sandbox.of(
        settings, lambda name, done, total: told("page", done, total, name), workers=1
    ) as sandbox:
        sha256, _ = digest(path)
        return sandbox.read_and_find(path, sha256, inbox.displayed(path.name)).document


def _listed(
    path: Path, settings: Settings, sandbox: Sandbox, work: Path
) -> tuple[list[DocumentFindings], list[Source]]:
    entry = inbox.entry(path, None, settings.most_files)
    if entry is None or entry.problem is not None:
        raise NothingThere(f"{path}: {entry.problem if entry else 'there is no file in it'}")
    refused = [_unread(name, "unsupported", reason) for name, reason in entry.refused]
    sources: list[Source] = []
    for file in entry.files:
        on_disk = path.joinpath(*file.place)
        shown = "/".join(inbox.displayed(part) for part in file.place)
        name = shown or inbox.displayed(path.name)
        try:
            sources += _with_members(on_disk, name, bool(file.place), sandbox, work)
        except OSError as error:  # no right to read it, or withdrawn meanwhile
            refused.append(_unread(name, "unread_part", error.strerror or str(error)))
    places = distinct([source.name for source in sources])
    return refused, [
        replace(source, name=place) for source, place in zip(sources, places, strict=True)
    ]


def _unread(name: str, code: str, reason: str) -> DocumentFindings:
    """A file that could not even be opened, as a document with its problem."""
    return DocumentFindings(Document(name, "", "unknown", problems=(problem(code, reason),)))


def _with_members(
    path: Path, name: str, in_folder: bool, sandbox: Sandbox, work: Path
) -> Iterator[Source]:
    """The file itself, or an archive's members; also the archive where a part stayed unread."""
    members_folder = Path(tempfile.mkdtemp(dir=work))
    examined = sandbox.examine(path, name.rpartition("/")[2], members_folder)
    if to_be_read(examined):
        yield Source(path, name, digest(path)[0])
    for member, place in members_of(name, in_folder, examined):
        assert member.file is not None, "only unpacked members have a place"
        yield Source(member.file, place, digest(member.file)[0])
