"""A block's sentences in, what they say without a number beside a label: yes or no, names, dates.

Patterns come from the catalogue (… stands for up to twelve characters); here they are tried on
sentences that speak of this space and of now. Never chooses between candidates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice, pairwise
from operator import add, attrgetter

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.documents.outline import Section
from extractors.find.forms.labels import fields_of_label
from extractors.find.forms.ticks import inline_choices, options
from extractors.find.sentences.bounds import sentences
from extractors.find.sentences.clouds import clouded
from extractors.find.sentences.enumerations import names_in
from extractors.find.sentences.pairing import Step, scope_at, standing
from extractors.find.sentences.scope import Scope
from extractors.language.dates import DateSpan, date_ranges, dates
from extractors.language.fold import Folded, fold
from extractors.language.marks import Mark, marks, spans
from extractors.language.marks.negations import turning
from extractors.model import Candidate, Document, Method, Window
from extractors.values import Value, ValueKind

FINANCE = re.compile(
    r"创投|投资|基金|天使|资本|银行|农商行|农信|信用社|担保|证券|风投|融资|信贷|支行|农合行|小贷"
)
_NO_COMPANY = re.compile(r"个体工商户|合伙企业|个人独资|分公司|分支机构|办事处")
_LEGAL_PERSON = re.compile(
    r"有限责任公司|有限公司|股份|法人|事业单位|民办非企业单位|社会团体|合作社|企业"
)
_ENDS = "。；;！？"  # a phrase never runs over a semicolon; a figure's scope may
_GAP = r"[^。；;]{0,12}?"


def legal_person(text: str) -> bool | None:
    """Whether the type on a licence is an independent legal person's; None where it does not say.

    Example:
        >>> legal_person("有限责任公司(自然人投资或控股)"), legal_person("有限责任公司分公司")
        (True, False)
    """
    if _NO_COMPANY.search(text) and "法人独资" not in text:
        return False
    return True if _LEGAL_PERSON.search(text) else None


def find_phrases(
    document: Document, block: int, folded: Folded, section: Section, is_contract: bool
) -> Iterator[Candidate]:
    """Everything a block says without a number beside a label."""
    text = folded.text
    for start, end in sentences(text, _ENDS):
        sentence = _Sentence(document, block, folded, start, end, section)
        if not section.scope.plan:
            yield from _said(sentence, is_contract)
            yield from _partnership(sentence)
            yield from _half_rent(sentence)
            yield from _since(sentence)
        if not (section.scope.plan or section.scope.foreign):
            yield from _tenure(sentence)
        yield from _lease(sentence, is_contract)
    if not section.scope.plan:
        for key in ("services", "management_rules"):
            yield from names_in(load_catalogue().fields[key], document, block)


def find_since(
    document: Document, block: int, folded: Folded, section: Section
) -> Iterator[Candidate]:
    """When the space began, in a cell too short for anything else: 8月3日注册；10月28日开园."""
    for start, end in sentences(folded.text, _ENDS):
        yield from _since(_Sentence(document, block, folded, start, end, section))


_start = attrgetter("start")
_BRACKETS = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=4)
def _steps(text: str, base: Scope) -> tuple[Step, ...]:
    """The walk over a block's sentences, kept while its phrases ask where they stand."""
    return standing(text, base)


class _Sentence:
    """One sentence of a block with its marks, and the way back to the file."""

    def __init__(
        self,
        document: Document,
        block: int,
        folded: Folded,
        start: int,
        end: int,
        section: Section,
    ) -> None:
        self.document, self.block, self.folded = document, block, folded
        self.start, self.section = start, section
        self.text = folded.text[start:end]

    def scope_at(self, place: int) -> Scope:
        return scope_at(_steps(self.folded.text, self.section.scope), self.start + place)

    def _marks(self, before: int | None = None) -> Iterator[Mark]:
        """The marks that begin in the sentence, or in it `before` a place."""
        found = marks(self.folded.text)
        last = self.start + (len(self.text) if before is None else before)
        first = bisect_left(found, self.start, key=_start)
        return islice(found, first, bisect_left(found, last, key=_start))

    def turning(self, place: int) -> Mark | None:
        """What turns round what the sentence says at a place."""
        return turning(self._marks(place), self.start + place)

    def candidate(
        self,
        key: str,
        value: Value,
        start: int,
        end: int,
        rejected: str | None = None,
        said_at: int | None = None,
    ) -> Candidate:
        """A candidate quoting `start` to `end`; what says it may begin later, at `said_at`."""
        spec = load_catalogue().fields[key]
        first, last = self.folded.span(self.start + start, self.start + end)
        scope = self.scope_at(start if said_at is None else said_at)
        if rejected is None and scope.plan:
            rejected = f"规划（“{scope.plan}”），尚未实现"
        before = [date for date in dates(self.text) if date.end <= start]
        # 2022年度…(2021年只有1家)，一家获得融资: a bracket's year stays in it.
        closed = [m.span() for m in _BRACKETS.finditer(self.text, 0, start)]
        years = [
            date.value.year
            for date in before
            if not any(first < date.start < last for first, last in closed)
        ]
        return Candidate(
            field=key,
            value=value,
            method=Method.PROSE,
            evidence=(self.document.quote(self.block, first, last),),
            window=spec.window,
            year=years[-1] if years and spec.window is Window.YEAR else None,
            rejected=rejected,
            clouded=clouded(self._marks()),
        )


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_GAP.join(re.escape(fold(part).text) for part in template.split("…")))


def _said(sentence: _Sentence, is_contract: bool) -> Iterator[Candidate]:
    """Yes, no and none by the catalogue's patterns; a no outweighs the yes it contains."""
    choices = inline_choices(sentence.text)
    for choice in choices:
        for key in fields_of_label(choice.about)[:1]:
            if load_catalogue().fields[key].kind is ValueKind.YES_NO:
                yield sentence.candidate(key, choice.yes, choice.start, choice.end)
    if choices or options(sentence.text):
        return  # the words of options that are not ticked say nothing
    for spec in _spoken(sentence.text):
        if is_contract and spec.key == "free_first_year":
            continue  # the owner's months without rent are the operator's, not the tenants'
        if spec.kind is ValueKind.YES_NO:
            found, value = yes_or_no(spec, sentence.text, sentence.turning)
            if found is not None:
                clause = _clause(sentence.text, *found)
                yield sentence.candidate(spec.key, value, *clause, said_at=found[0])
        elif spec.none and (found := _first(spec.none, sentence.text)):
            yield sentence.candidate(spec.key, Decimal(0), *found)
        elif spec.single and (found := _first(spec.single, sentence.text)):
            yield sentence.candidate(spec.key, Decimal(1), *found)


def _spoken(text: str) -> Iterator[FieldSpec]:
    """The fields of whose templates the text may hold one, in the catalogue's order."""
    possible = _possible(text)
    if possible:
        for spec, templates in _templates():
            if not possible.isdisjoint(templates):
                yield spec


@cache
def _templates() -> tuple[tuple[FieldSpec, frozenset[str]], ...]:
    return tuple(
        (spec, frozenset((*spec.yes, *spec.no, *spec.single, *spec.none)))
        for spec in load_catalogue().fields.values()
        if spec.yes or spec.no or spec.single or spec.none
    )


def yes_or_no(
    spec: FieldSpec, text: str, turned: Callable[[int], Mark | None] | None = None
) -> tuple[tuple[int, int] | None, bool]:
    """Where the text says yes or no: no goes first, unless it begins with a yes of its own.

    Args:
        turned: What turns round what begins at a place of the text, where its marks are known.
    """
    no, yes = _first(spec.no, text), _first(spec.yes, text)
    # 第一年免租金，第二年减半: the no took its end from the next clause.
    beyond = no and yes and yes[0] <= no[0] < yes[1] and "，" in text[yes[1] : no[1]]
    if no is not None and not beyond:
        return no, False
    if yes is None:
        return None, True
    # 不设种子基金 holds 设种子基金: what stands before a yes may turn it round, or ask for it.
    turn = turning(marks(text), yes[0]) if turned is None else turned(yes[0])
    if turn is not None and turn.kind == spans.WHETHER:
        return None, False
    return yes, turn is None


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a phrase: what a reader needs to see that it says so."""
    before = max(text.rfind(mark, 0, start) for mark in "，,:")
    after = [place for mark in "，," if (place := text.find(mark, end)) >= 0]
    return before + 1, min(after, default=len(text))


_HALF = re.compile(r"第(?P<year>[二三23])年[^，。；]{0,14}?(?:一半|半价|减半)")


def _half_rent(sentence: _Sentence) -> Iterator[Candidate]:
    """第三年按市场价的一半收取: half a price is written in words only."""
    for match in _HALF.finditer(sentence.text):
        year = "second" if match["year"] in "二2" else "third"
        yield sentence.candidate(f"rent_share_{year}_year", Decimal("0.5"), *match.span())


def _first(templates: tuple[str, ...], text: str) -> tuple[int, int] | None:
    possible = _possible(text)
    if possible.isdisjoint(templates):
        return None
    spans = [m.span() for t in templates if t in possible and (m := _pattern(t).search(text))]
    return min(spans, key=lambda span: (span[0], -span[1])) if spans else None


@lru_cache(maxsize=4)
def _possible(text: str) -> frozenset[str]:
    """The templates of which the text holds two telling characters: hardly any of hundreds."""
    index = _by_telling_characters()
    pairs = {*map(add, text, text[1:]), *text}
    return frozenset().union(*(index[pair] for pair in index.keys() & pairs))


@cache
def _by_telling_characters() -> Mapping[str, tuple[str, ...]]:
    """The last two characters of a template's longest part (or its one) → such templates."""
    index: dict[str, list[str]] = defaultdict(list)
    for spec in load_catalogue().fields.values():
        for template in (*spec.yes, *spec.no, *spec.single, *spec.none):
            parts = [fold(part).text for part in template.split("…")]
            index[max(parts, key=len)[-2:]].append(template)
    return {pair: tuple(templates) for pair, templates in index.items()}


_WITH = re.compile(
    r"(?:与|(?:(?<=[，,:是])|^)和|(?<![共相等合会一不])同(?![时比类年期一等样步])|跟)(?P<who>[^。；与]{2,70}?(?:等[0-9一二三四五六七八九十]*余?家?(?:机构|单位)?)?[^，。；]{0,8}?)"
    r"(?:签订|签署|签约|签了|建立|保持|达成|开展|形成|缔结|有着?|合作)[^。；，]{0,16}?(?:合作|协议|备忘录|关系|伙伴)"
    r"(?:关系|协议)?"
)
_NOT_YET = re.compile(r"(?:没有?|未)(?:能|再)?$")
_WITH_ALONE = re.compile(r"与(?P<who>[^。；与，]{2,70}?)(?:等[^，。；]{0,8})?合作")


def _partnership(sentence: _Sentence) -> Iterator[Candidate]:
    """Cooperation with those who finance: named as such, or with names that say so."""
    for pattern in (_WITH, _WITH_ALONE):
        for match in pattern.finditer(sentence.text):
            if _NOT_YET.search(sentence.text, 0, match.start()):
                continue
            finance = FINANCE.search(match["who"]) or "投融资" in match.group()
            if finance and not re.search(r"洽谈|商议|协商|拟", sentence.text[: match.end()]):
                yield sentence.candidate("has_investor_partnership", True, *match.span())
                return


@cache
def _begins() -> tuple[str, ...]:
    """What stands behind the day on which a space began."""
    spec = load_catalogue().fields["operating_since"]
    return tuple(fold(word).text for word in spec.follows)


def _since(sentence: _Sentence) -> Iterator[Candidate]:
    """2018年3月起运营, 2020年9月16日开园: when the space began."""
    spec = load_catalogue().fields["operating_since"]
    for date in dates(sentence.text):
        after = sentence.text[date.end : date.end + 14]
        word = next((w for w in _begins() if after.startswith(w)), None)
        scope = sentence.scope_at(date.start)
        # A chapter on the background tells as well when the space itself began.
        if word is None or (scope.foreign and scope.foreign != sentence.section.scope.foreign):
            continue
        end = date.end + len(word)
        yield sentence.candidate(spec.key, date.value, date.start, end)


_PREMISES = re.compile(
    r"仓房|仓库|库房|院子|院落|产权|场地|房屋|空间|用房|面积|办公|楼|层|厂房|园区|承租|出租|物业"
    r"|房产"
)
_HELD = (
    (
        "无偿使用",
        re.compile(r"无偿(?:使用|提供|划拨)|免费(?:提供|交由)[^。，]{0,14}使用|不收取租金"),
    ),
    (
        "自有",
        re.compile(
            r"自有(?:房产|产权|房屋|物业|厂房|场地|楼宇|办公|校舍|用房|楼房|资产)|自建自有|自建(?:厂房|办公楼|房屋)"
            r"|(?:土地|房屋|房产|产权)[^。，]{0,8}在(?:本|我)?(?:公司|学校|学院|单位)?名下"
            r"|产权(?:归|属)[^，。]{0,6}(?:公司|我|本)|产权(?:归|属)(?:于)?[^，。]{2,12}所有"
            r"|产权登记在(?:我|本)|(?:出资|自筹资金|全款)(?:买下|购[买置得入])"
        ),
    ),
    (
        "租赁",
        re.compile(
            r"租赁(?:取得|使用|房屋|场地)|为租赁|租下|承租|出租给(?:乙方|承租方)[^，。]{0,2}|租用|租赁了|向[^，。]{2,30}租赁"
        ),
    ),
)


# 2家已搬到产业园区自建厂房: whoever moved there holds it.
_MOVED = re.compile(r"(?:搬|迁)(?:进|到|至|入|往|去)[^。；，]*$")


def _tenure(sentence: _Sentence) -> Iterator[Candidate]:
    """How the place is held, in a sentence on premises."""
    # 房屋产权：R自有 □租用: the words of options say what might be ticked.
    if not _PREMISES.search(sentence.text) or "□" in sentence.text or "☐" in sentence.text:
        return
    hits = [
        (match.start(), value, match)
        for value, pattern in _HELD
        if (match := pattern.search(sentence.text))
        and not _MOVED.search(sentence.text[: match.start()])
    ]
    if not hits:
        return
    values = {value for _, value, _ in hits}
    if "租赁" in values:  # 向村里租赁，产权归村集体所有
        hits = [hit for hit in hits if not hit[2][0].startswith("产权")]
    # A school's own building that its makerspace uses without rent is owned.
    value = "自有" if values == {"自有", "无偿使用"} else min(hits)[1]
    match = next(m for _, v, m in hits if v == value)
    yield sentence.candidate("premises_tenure", value, *match.span())


_OF_LEASE = re.compile(r"租期|租赁|承租|租用|租约")
_OF_CONTRACT = re.compile(_OF_LEASE.pattern + r"|期限|使用期|出租|为期")


def _lease(sentence: _Sentence, is_contract: bool) -> Iterator[Candidate]:
    """From when to when: in a sentence on letting, or in any of a contract's on its term."""
    words = _OF_CONTRACT if is_contract else _OF_LEASE
    if not words.search(sentence.text) or re.search(r"免租|续租", sentence.text[:12]):
        return
    first, last = _from_to(sentence.text)
    # 租赁合同；2022-2023年统计报表: years alone are no term of a lease.
    if first is None or first.value.month is None:
        return
    if re.search(r"入驻协议|免租试用", sentence.text[: first.end]):
        return
    yield sentence.candidate("lease_starts_on", first.value, first.start, first.end)
    if last is not None:
        yield sentence.candidate("lease_ends_on", last.value, last.start, last.end)


def _from_to(text: str) -> tuple[DateSpan | None, DateSpan | None]:
    """The first range of dates, also as 3月1日起、…2月28日止."""
    for span in date_ranges(text):
        return span.first, span.last
    found = dates(text)
    for first, last in pairwise(found):
        begins = re.match(r"起|交房|起租|交付|开始", text[first.end : first.end + 2])
        if begins and re.match(r"止|到期|届满|期满|终止", text[last.end : last.end + 2]):
            return first, last
    return None, None
