"""Folded text in, the catalogue's words out as marks with offsets: labels, scopes, distractors.

A blank spaCy pipeline (one character a token, no model) with two components of ours:
`makerspace_marks` matches every word of the catalogue, `makerspace_words` has jieba, fed with
the same words, say where words begin and end, and drops single characters that are only a part
of one (拟 in 虚拟, 比 in 占比). Never decides what a mark means.

spaCy is used for its PhraseMatcher and its registry: an office with a trained component adds it
to the same pipeline. jieba alone would lose labels that it cuts otherwise than the catalogue.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.catalogue import Catalogue, load_catalogue
from extractors.language.fold import fold

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LABEL = "label"  # names a field
FOLLOWS = "follows"  # stands after a field's number
UNDER = "under"  # names a field when another is spoken of
DISTRACTOR = "distractors"
PLAN, ACTUAL, EVER, THIS_YEAR = "plan", "actual", "ever", "this_year"
PART_OF_YEAR = "part_of_year"
FOREIGN, OWN, PART, EACH = "foreign", "own", "part", "each"
COMPARE, LIMIT = "compare", "limit"

# A word so short is a mark only where jieba sees it as a word of its own.
FRAGILE_LENGTH = 1
# jieba gives a word of the user's dictionary its own token from about this frequency on.
WORD_FREQUENCY = 20_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A catalogue word at half-open offsets of the folded text."""

    kind: str
    start: int
    end: int
    word: str


def marks(folded: str) -> tuple[Mark, ...]:
    """Every catalogue word in the text, by place; of words that overlap only the longest a kind.

    Args:
        folded: Text from `fold`.

    Example:
        >>> [(mark.kind, mark.word) for mark in marks("计划新增工位")]
        [('plan', '计划'), ('label', '工位'), ('follows', '工位')]
    """
    doc = pipeline()(folded) if folded else None
    spans = doc.spans["marks"] if doc is not None else []
    return tuple(Mark(span.label_, span.start_char, span.end_char, span.text) for span in spans)


@cache
def pipeline() -> Language:
    """The pipeline, built once a process: `spacy.blank("zh")` and the two components."""
    import spacy

    _register()
    nlp = spacy.blank("zh")
    words = {kind: list(entries) for kind, entries in vocabulary(load_catalogue()).items()}
    nlp.add_pipe("makerspace_marks", config={"words": words})
    nlp.add_pipe("makerspace_words", config={"fragile_length": FRAGILE_LENGTH})
    return nlp


def vocabulary(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Kind of mark → its words, folded as the text is."""
    fields = catalogue.fields.values()
    words: dict[str, list[str]] = {
        LABEL: [word for spec in fields for word in spec.labels + spec.prose_labels],
        FOLLOWS: [word for spec in fields for word in spec.follows if "…" not in word],
        UNDER: [word for spec in fields for words in spec.under.values() for word in words],
        DISTRACTOR: list(catalogue.distractors),
        **{kind: list(entries) for kind, entries in catalogue.scopes.items()},
    }
    return {
        kind: tuple(dict.fromkeys(fold(entry).text for entry in entries if entry))
        for kind, entries in words.items()
    }


@cache
def _register() -> None:
    from spacy.language import Language

    Language.factory("makerspace_marks", func=_marks_component)
    Language.factory("makerspace_words", func=_words_component)


def _marks_component(nlp: Language, name: str, words: dict[str, list[str]]) -> Any:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Span
    from spacy.util import filter_spans

    matchers = []
    for kind, entries in words.items():
        matcher = PhraseMatcher(nlp.vocab)
        matcher.add(kind, [nlp.make_doc(entry) for entry in entries])
        matchers.append((kind, matcher))

    def mark(doc: Doc) -> Doc:
        found: list[Span] = []
        for kind, matcher in matchers:
            spans = [Span(doc, start, end, label=kind) for _, start, end in matcher(doc)]
            found += filter_spans(spans)
        doc.spans["marks"] = sorted(found, key=lambda span: (span.start, -span.end))
        return doc

    return mark


def _words_component(nlp: Language, name: str, fragile_length: int) -> Any:
    def check(doc: Doc) -> Doc:
        spans = list(doc.spans["marks"])
        if any(len(span.text) <= fragile_length for span in spans):
            whole = set(_word_bounds(doc.text))
            spans = [
                span
                for span in spans
                if len(span.text) > fragile_length or (span.start_char, span.end_char) in whole
            ]
        doc.spans["marks"] = spans
        return doc

    return check


def _word_bounds(text: str) -> Iterator[tuple[int, int]]:
    return ((start, end) for _, start, end in segmenter().tokenize(text))


@cache
def segmenter() -> Any:
    """jieba with the catalogue's words; its cache lies in the user's own cache folder.

    jieba would put its cache into the shared temporary folder, where another user could have
    laid a file of that name; it is loaded with marshal, so it must be ours.
    """
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    folder = Path.home() / ".cache" / "zhongchuang"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tokenizer.tmp_dir = str(folder)
    except OSError:  # no home to write to: jieba builds its table anew in each process
        tokenizer.tmp_dir = None
    for words in vocabulary(load_catalogue()).values():
        for word in words:
            if len(word) > 1:
                tokenizer.add_word(word, WORD_FREQUENCY)
    return tokenizer
