"""Folded text in, everything that matters for its figures out as marks with offsets.

Names of fields and of other things, figures, dates, words of time, subject, plan, limit,
comparison, part and negation, and the ends of clauses: one component of a spaCy pipeline each,
in a module of its name. Never decides what a mark means for a figure.
"""

from __future__ import annotations

from functools import lru_cache

from extractors.language.marks import spans
from extractors.language.marks.pipeline import build, pipeline, vocabulary
from extractors.language.marks.spans import GROUPS, Mark

__all__ = ["GROUPS", "Mark", "build", "marks", "pipeline", "spans", "vocabulary"]


# Sentences are asked for figures first and for phrases then.
@lru_cache(maxsize=64)
def marks(folded: str) -> tuple[Mark, ...]:
    """Every mark of the text, by place; of marks that begin together the longer first.

    Args:
        folded: Text from `fold`.

    Example:
        >>> [(mark.kind, mark.word) for mark in marks("计划新增工位")]
        [('plan', '计划'), ('label', '工位'), ('follows', '工位')]
    """
    if not folded:
        return ()
    doc = pipeline()(folded)
    found: list[Mark] = []
    for group, spans_of_group in doc.spans.items():
        if group not in GROUPS:
            continue
        values = doc.user_data.get(group, {})
        for span in spans_of_group:
            start, end = span.start, span.end
            value = values.get((start, end))
            found.append(Mark(span.label_, start, end, folded[start:end], value))
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end)))
