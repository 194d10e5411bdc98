"""Component: words as jieba cuts them, and single characters checked against them.

拟 is a plan in 拟设立 and nothing in 虚拟; 比 compares in 比上年 and not in 占比. So where a
component marked a single character, jieba, fed with the catalogue's words, cuts the stretch
around it; the words become spans, and a mark that is none of them goes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.language.marks.spans import GROUPS, WORD, put, text_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUP = "words"
# jieba gives a word of the user's dictionary its own token from about this frequency on.
WORD_FREQUENCY = 20_000
_CHECKED = tuple(group for group in GROUPS if group not in ("clauses", "quantities", "dates"))
_STRETCH = re.compile(r"[\u4e00-\u9fff]+")


class Words:
    """Marks WORD in the group "words" and drops single characters that are a part of one."""

    def __init__(self, nlp: Language, name: str, dictionary: Sequence[str]) -> None:
        self.name = name
        self._cut = segmenter(tuple(dictionary))

    def __call__(self, doc: Doc) -> Doc:
        groups = {group: list(doc.spans[group]) for group in _CHECKED if group in doc.spans}
        single = {
            span.start
            for group, spans in groups.items()
            if group != "approximations"
            for span in spans
            if span.end - span.start == 1
        }
        words = set(self._words(text_of(doc), single)) if single else set()
        for group, spans in groups.items():
            kept = [
                s
                for s in spans
                if s.start not in single or (s.start, s.end) in words or s.end - s.start > 1
            ]
            if len(kept) < len(spans):
                doc.spans[group] = kept
        put(doc, GROUP, ((WORD, start, end) for start, end in sorted(words)))
        return doc

    def _words(self, text: str, places: set[int]) -> Iterable[tuple[int, int]]:
        """The words of every stretch of Chinese that holds one of the places."""
        for stretch in _STRETCH.finditer(text):
            if places.isdisjoint(range(*stretch.span())):
                continue
            for _, start, end in self._cut.tokenize(stretch[0]):
                yield stretch.start() + start, stretch.start() + end


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
