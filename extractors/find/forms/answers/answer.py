"""A label–value pair in, its value ready to be read out: folded, with the way back to the file.

Shared by the readers of each kind of value; reads nothing itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.catalogue import FieldSpec
from extractors.find.forms.label_lines import Pair
from extractors.language.fold import Folded, fold
from extractors.model import Candidate, Document, Evidence, Method
from extractors.values import Value

NOTHING = re.compile(r"^(?:无|/|\\|-+|暂无|没有|不适用|N/?A|\(?空\)?|同上)?$", re.IGNORECASE)
# What stands behind a number of ㎡ of another thing in the same cell (湖泉路31号2楼，260㎡).
JOINED_AREA = re.compile(
    r"[，,、;；]?(?<!\s)\s{0,8}(?:面积|共|合计){0,3}(?P<number>约?(?<![0-9.,])[0-9.,]{1,15}万?(?:平方米|平米|m2|平))"
    r"(?:\([^()]{0,40}\))?$"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A value as it stands in its block: folded, with the way back to the block's offsets."""

    document: Document
    pair: Pair
    folded: Folded
    offset: int

    def quote(self, start: int = 0, end: int | None = None) -> Evidence:
        end = len(self.folded.text) if end is None else end
        first, last = self.folded.span(start, end)
        return self.document.quote(
            self.pair.block, first + self.offset, max(last, first + 1) + self.offset
        )


def answer_of(document: Document, pair: Pair) -> Answer | None:
    """The pair's value, None where it is blank."""
    text = document.blocks[pair.block].text
    end = len(text) if pair.end < 0 else pair.end
    part = text[pair.start : end]
    stripped = part.strip()
    if not stripped:
        return None
    offset = pair.start + part.index(stripped)
    # A narrow cell breaks a telephone number or an address of mail over two lines; the break
    # is no gap between words.
    broken = r"(?<=[0-9])\n(?=[0-9])" if "@" not in stripped else r"(?<=[!-~])\n(?=[!-~])"
    folded = fold(re.sub(broken, "\u200b", stripped))
    return Answer(document, pair, folded, offset) if folded.text else None


def part(answer: Answer, start: int, end: int) -> Answer:
    """The part of a value between two offsets of its own text, without blanks around it."""
    text = answer.document.blocks[answer.pair.block].text[
        answer.offset + start : answer.offset + end
    ]
    blank = len(text) - len(text.lstrip())
    return replace(answer, folded=fold(text.strip()), offset=answer.offset + start + blank)


def candidate(
    spec: FieldSpec,
    answer: Answer,
    value: Value,
    evidence: Evidence,
    method: Method | None = None,
    rejected: str | None = None,
) -> Candidate:
    """A candidate of the field by this label; refused where the label's row is another's."""
    return Candidate(
        field=spec.key,
        value=value,
        method=method or answer.pair.method,
        evidence=(evidence,),
        window=spec.window,
        rejected=rejected or answer.pair.rejected or _elsewhere(spec, answer.pair),
        label=answer.pair.label,
    )


def _elsewhere(spec: FieldSpec, pair: Pair) -> str | None:
    """Why the row of this label is another's: the telephone beside the legal representative."""
    if spec.key not in {"contact_name", "contact_phone", "contact_mobile", "contact_email"}:
        return None
    if pair.label.startswith(("单位", "办公")):  # of the office, wherever it stands
        return None
    for label in reversed(pair.before):
        if "联系人" in label or "经办人" in label:
            return None
        if word := next((word for word in spec.not_near if word in label), None):
            return f"“{word}”一栏的内容，不是申报联系人的"
    return None
