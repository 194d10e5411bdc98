"""A value beside a label in, the yes, no or choice that it says out: by its ticks or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.forms.answers.answer import NOTHING, Answer, candidate
from extractors.find.forms.answers.numbers import numbers
from extractors.find.forms.ticks import Option, options
from extractors.find.sentences import phrases
from extractors.language.fold import fold
from extractors.language.scales import money_scale
from extractors.model import Candidate, Evidence, Method

_YES = re.compile(r"^(?:是|有|具有|具备|已|设有|建有|√|单独核算|独立核算|独立法人|Y)")
_NO = re.compile(r"^(?:否|无|没有|未|非|不|暂无|尚无|尚未|×|N)")


def yes_or_no(spec: FieldSpec, answer: Answer) -> Iterator[Candidate]:
    """Yes or no by the ticked box, by the first word, or by what the field's own phrases say."""
    text = answer.folded.text
    ticks = options(text)
    if ticks:
        ticked = [option for option in ticks if option.ticked]
        if len(ticked) == 1:
            quote = answer.quote(ticked[0].box_start, ticked[0].box_end)
            said = phrases.yes_or_no(spec, ticked[0].text)  # ☑与公司合并核算 is a no
            yes = said[1] if said[0] is not None else not _NO.match(ticked[0].text)
            yield candidate(spec, answer, yes, quote, Method.CHECKBOX)
        return
    if spec.key == "independent_legal_person" and answer.pair.label.endswith("类型"):
        value = phrases.legal_person(text)
        if value is not None:
            yield candidate(spec, answer, value, answer.quote())
        return
    if spec.key == "has_seed_fund" and money_scale(answer.pair.label):
        yield from _fund(answer)
    elif spec.key == "has_investor_partnership" and phrases.FINANCE.search(text):
        yield candidate(spec, answer, True, _first_line(answer))
    elif _NO.match(text):
        yield candidate(spec, answer, False, answer.quote(0, min(len(text), 12)))
    elif (said := phrases.yes_or_no(spec, text))[0] is not None:  # 与中心其他业务合并核算
        yield candidate(spec, answer, said[1], answer.quote())
    elif _YES.match(text) or (spec.key == "has_online_platform" and re.search("平台|小程序", text)):
        end = re.split(r"[，。；(,]", text)[0]
        yield candidate(spec, answer, True, answer.quote(0, max(len(end), 1)))


def _fund(answer: Answer) -> Iterator[Candidate]:
    """种子基金（万元） | 200: a sum says that there is one."""
    fields = load_catalogue().fields
    sums = [c for c in numbers(fields["seed_fund_yuan"], answer) if isinstance(c.value, Decimal)]
    yield from (one for one in sums if one.value)
    if sums or NOTHING.match(answer.folded.text):
        yes = any(one.value for one in sums)
        yield candidate(fields["has_seed_fund"], answer, yes, answer.quote())


def _first_line(answer: Answer) -> Evidence:
    original = answer.document.blocks[answer.pair.block].text
    end = original.find("\n", answer.offset)
    return answer.document.quote(
        answer.pair.block, answer.offset, end if end > answer.offset else None
    )


def choice(spec: FieldSpec, answer: Answer) -> Iterator[Candidate]:
    """The choice whose box is ticked, or whose word is written."""
    text = answer.folded.text
    ticks = options(text)
    ticked = [option for option in ticks if option.ticked]
    if ticks:
        if len(ticked) == 1 and (value := _chosen(spec, ticked[0].text)):
            quote = answer.quote(*_tick_quote(ticked[0]))
            yield candidate(spec, answer, value, quote, Method.CHECKBOX)
        elif len(ticked) == 2 and spec.key == "premises_tenure":
            quote = answer.quote(ticked[0].box_start, ticked[1].box_end)
            yield candidate(spec, answer, "混合", quote, Method.CHECKBOX)
        return
    value = _chosen(spec, text)
    if value is not None:
        words = [fold(w).text for w in spec.choices[value]]
        word = next(w for w in words if w in text)
        start = text.index(word)
        yield candidate(spec, answer, value, answer.quote(start, start + len(word)))


def _tick_quote(option: Option) -> tuple[int, int]:
    """Box and option without what stands in brackets behind it."""
    bracket = option.text.find("(")
    if bracket > 0 and option.box_end == option.end:
        return option.box_start, option.start + bracket
    return option.box_start, option.box_end


def _chosen(spec: FieldSpec, text: str) -> str | None:
    """The choice whose word stands first; of words that begin together the longest."""
    hits = [
        (text.index(folded), -len(folded), value)
        for value, words in spec.choices.items()
        for word in words
        if (folded := fold(word).text) in text
    ]
    return min(hits)[2] if hits else None
