"""What the package offers, and its one promise: every quote is the file's own text."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractors
from extractors.model import Candidate, Document, Layer

SUBMISSIONS = Path(__file__).resolve().parents[2] / "samples" / "submissions"
FILES = sorted(path for path in SUBMISSIONS.rglob("*") if path.is_file())


def test_public_names_are_sorted_and_all_there() -> None:
    upper_first = sorted(extractors.__all__, key=lambda name: (not name.isupper(), name))
    assert list(extractors.__all__) == upper_first
    assert len(set(extractors.__all__)) == len(extractors.__all__)
    for name in extractors.__all__:
        assert getattr(extractors, name) is not None


def test_find_reads_documents_in_their_order() -> None:
    one, two = (
        Document(name, "0" * 64, "docx", (extractors.Block("创业导师12人。", anchor),))
        for name, anchor in (
            ("一.docx", extractors.Anchor(extractors.model.AnchorKind.PARAGRAPH, paragraph=1)),
            ("二.docx", extractors.Anchor(extractors.model.AnchorKind.PARAGRAPH, paragraph=1)),
        )
    )
    found = extractors.find([one, two])
    assert [(c.field, c.evidence[0].document) for c in found] == [
        ("mentor_count", "一.docx"),
        ("mentor_count", "二.docx"),
    ]
    assert found == extractors.find_in(one).candidates + extractors.find_in(two).candidates
    assert extractors.find([]) == ()


def test_an_empty_document_gives_nothing() -> None:
    found = extractors.find_in(Document("空.docx", "0" * 64, "docx"))
    assert (found.candidates, found.rosters, found.findings) == ((), (), ())


def test_there_are_samples_to_check() -> None:
    assert len(FILES) > 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_quote_of_a_sample_is_the_file_s_own_text(path: Path) -> None:
    document = extractors.read(path)
    found = extractors.find_in(document)
    quotes = [e for candidate in found.candidates for e in candidate.evidence]
    quotes += [e for finding in found.findings for e in finding.evidence]
    quotes += [c.evidence for row in found.rosters for c in row.cells.values() if c.evidence]
    for quote in quotes:
        block = document.blocks[quote.block]
        assert block.text[quote.start : quote.end] == quote.text
        assert block.layer in (Layer.BODY, Layer.INSERTED)
        assert (quote.document, quote.sha256) == (document.name, document.sha256)
    for candidate in found.candidates:
        check(candidate)


def check(candidate: Candidate) -> None:
    """What holds for every candidate of every file."""
    assert candidate.evidence
    assert candidate.field in extractors.load_catalogue().fields
    assert candidate.rejected is None or candidate.rejected
    assert candidate.confidence is None or 0 <= candidate.confidence <= 1
