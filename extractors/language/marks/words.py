"""Component: single characters checked against the words that jieba cuts; it marks nothing.

拟 is a plan in 拟设立 and nothing in 虚拟; 比 compares in 比上年 and not in 占比. So where a
component marked a single character, jieba, fed with the catalogue's words, cuts the stretch
around it, and a mark that is no word of its own goes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.language.marks.spans import text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The groups whose marks are words of lists.
_CHECKED = ("names", "plans", "windows", "subjects", "limits", "comparisons", "parts")
# jieba gives a word of the user's dictionary its own token from about this frequency on.
WORD_FREQUENCY = 20_000
_STRETCH = re.compile(r"[\u4e00-\u9fff]+")


class Words:
    """Drops marks of single characters that are a part of a word."""

    def __init__(self, nlp: Language, name: str, dictionary: Sequence[str]) -> None:
        self.name = name
        self._cut = segmenter(tuple(dictionary))

    def __call__(self, doc: Doc) -> Doc:
        groups = {group: list(doc.spans[group]) for group in _CHECKED if group in doc.spans}
        single = {s.start for spans in groups.values() for s in spans if s.end - s.start == 1}
        if not single:
            return doc
        parts = single - set(self._alone(text_of(doc), single))
        for group, spans in groups.items():
            kept = [s for s in spans if s.start not in parts or s.end - s.start > 1]
            if not kept:
                del doc.spans[group]
            elif len(kept) < len(spans):
                doc.spans[group] = kept
        return doc

    def _alone(self, text: str, places: set[int]) -> Iterator[int]:
        """Which of the places hold a word of one character."""
        for stretch in _STRETCH.finditer(text):
            if places.isdisjoint(range(*stretch.span())):
                continue
            at = stretch.start()
            for word in self._cut.cut(stretch[0]):
                if len(word) == 1:
                    yield at
                at += len(word)


@lru_cache(maxsize=4)
def segmenter(dictionary: tuple[str, ...]) -> Any:
    """jieba with the words of `dictionary`; its cache lies in the user's own cache folder.

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
    for word in dictionary:
        if len(word) > 1:
            tokenizer.add_word(word, WORD_FREQUENCY)
    return tokenizer
