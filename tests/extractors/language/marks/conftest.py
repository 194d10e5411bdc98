"""One component alone on a blank pipeline, with words of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extractors.language.fold import fold
from extractors.language.marks.pipeline import blank

Marked = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def marked() -> Marked:
    """`marked("plans", text, behind=(), **config)`: kind and text of each span it leaves."""

    def run(
        group: str, text: str, behind: Sequence[str] = (), **config: object
    ) -> list[tuple[str, str]]:
        nlp = blank()
        for name in behind:
            nlp.add_pipe(f"makerspace_{name}")
        nlp.add_pipe(f"makerspace_{group}", config=config)
        doc = nlp(fold(text).text)  # spans do not keep their text alive
        return [(span.label_, span.text) for span in doc.spans.get(group, ())]

    return run
