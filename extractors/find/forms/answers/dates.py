"""A value beside a label in, its dates and periods out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.forms.answers.answer import Answer, candidate
from extractors.language.dates import DateSpan, date_ranges, dates
from extractors.model import Candidate


def date(spec: FieldSpec, answer: Answer) -> Iterator[Candidate]:
    """The date of a cell; of several that say whose they are, each for its field."""
    stated = dates(answer.folded.text)
    if len(stated) > 1 and spec.key in _BEGINNINGS:
        yield from _beginnings(answer, stated)
        return
    for date in stated[:1]:
        yield candidate(spec, answer, date.value, answer.quote(date.start, date.end))


# 2016年5月（合作社登记），2019年10月（空间开办）: who began on which of the days.
_BEGINNINGS = {
    "registered_on": re.compile("登记|注册|设立|成立|公司|单位|法人|合作社|学校|中心|主体"),
    "operating_since": re.compile("空间|运营|开办|开园|启用|开放|营业|投用|揭牌|开业"),
}


def _beginnings(answer: Answer, stated: tuple[DateSpan, ...]) -> Iterator[Candidate]:
    """Each date of a cell for the field that the words about it name; the first for the label's."""
    text = answer.folded.text
    fields = load_catalogue().fields
    open_fields = list(_BEGINNINGS)
    for index, date in enumerate(stated):
        last = stated[index + 1].start if index + 1 < len(stated) else len(text)
        before = re.split(r"[，。；、)]", text[: date.start])[-1]
        after = re.match(r"\(([^()]*)\)|[^，。；、0-9(]*", text[date.end : last])
        about = f"{before} {after.group() if after else ''}"
        named = [key for key in reversed(open_fields) if _BEGINNINGS[key].search(about)]
        if named:
            open_fields.remove(named[0])
            yield candidate(
                fields[named[0]], answer, date.value, answer.quote(date.start, date.end)
            )


def lease(answer: Answer) -> Iterator[Candidate]:
    """First and last day of a period."""
    fields = load_catalogue().fields
    for span in date_ranges(answer.folded.text)[:1]:
        first = answer.quote(span.first.start, span.first.end)
        yield candidate(fields["lease_starts_on"], answer, span.first.value, first)
        if span.last is not None:
            last = answer.quote(span.last.start, span.last.end)
            yield candidate(fields["lease_ends_on"], answer, span.last.value, last)
