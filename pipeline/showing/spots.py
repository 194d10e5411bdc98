"""Where in a submission a piece of evidence stands: which file, which block, which characters.

Enter: evidence, the submission, its documents. Leaves: a `Spot`, by which the desk asks for the
document with the place in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.model import Box, Document, Evidence
from pipeline.model import Submission


@dataclass(frozen=True, slots=True)
class Spot:
    """A file of a submission by its position from 0, and characters of one of its blocks.

    `block` is None for the file as a whole; an empty range means the whole block. A place that a
    person drew has `page` (from 1) and `box` in points instead of a block.
    """

    document: int
    block: int | None = None
    start: int = 0
    end: int = 0
    page: int | None = None
    box: Box | None = None

    @property
    def query(self) -> Mapping[str, int | str]:
        """What is added to the address of the document, beside its number."""
        if self.page is not None and self.box is not None:
            return {"page": self.page, "box": ",".join(f"{side:g}" for side in self.box)}
        if self.block is None:
            return {}
        return {"block": self.block, "start": self.start, "end": self.end}


def documents_by_path(documents: Sequence[Document]) -> Mapping[str, Document]:
    """path in the submission → the document read from it."""
    return {
        (f"{document.folder}/" if document.folder else "") + document.name: document
        for document in documents
    }


def place_of(
    evidence: Evidence, submission: Submission, documents: Sequence[Document]
) -> Spot | None:
    """Where evidence stands; None where the submission holds no file with these bytes.

    The same bytes may lie under two names: then the one that the evidence names. Evidence of
    findings made by an earlier reader is looked for by its text.

    Args:
        documents: The submission's documents as read, in any order.
    """
    files = [
        (evidence.document != file.path.rpartition("/")[2], number)
        for number, file in enumerate(submission.files)
        if file.sha256 == evidence.sha256
    ]
    if not files:
        return None
    _, number = min(files)
    if evidence.block < 0 and evidence.anchor.page is not None:  # drawn by a person
        return Spot(number, page=evidence.anchor.page, box=evidence.anchor.bbox)
    document = documents_by_path(documents).get(submission.files[number].path)
    if document is None:
        return Spot(number)
    return next(_spots(number, document, evidence), Spot(number))


def _spots(number: int, document: Document, evidence: Evidence) -> Iterator[Spot]:
    """The place the evidence names, where it still says so; else the same text elsewhere."""
    blocks, text = document.blocks, evidence.text
    if not text:
        return
    start, end = evidence.start, evidence.end
    if 0 <= evidence.block < len(blocks) and blocks[evidence.block].text[start:end] == text:
        yield Spot(number, evidence.block, start, end)
    for index, block in enumerate(blocks):
        at = block.text.find(text)
        if at >= 0:
            yield Spot(number, index, at, at + len(text))
