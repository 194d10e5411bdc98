"""A block's sentences in, the names they list out: services on offer, titles of the rules.

Services stand after 提供, or as a list nearly all of whose items are known services; rules stand
in title marks. A list that a page break cuts goes on in the next block. Never chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.sentences.clouds import not_whole
from extractors.language.fold import Folded, fold
from extractors.model import Candidate, Document, Method

_OFFER = re.compile(
    r"(?:提供|开展|包括|涵盖|设有)(?P<list>[\u4e00-\u9fff、及和与]{4,160}?)"
    r"(?:等|[一二三四五六七八九十0-9]{1,2}[项类大]+[\u4e00-\u9fff]{0,4}服务"
    r"|(?:基础|各类|全方位|专业)*服务(?=[，。；]|$))"
)
_RULE = r"(?:制度|办法|细则|规定|公约|规则|守则|规程|章程|管理|指南)"
_TITLE = re.compile(rf"《(?P<title>[^《》]{{2,30}}?{_RULE})(?:\([^()]*\))?》")
_PLAIN_TITLE = re.compile(
    r"(?:^|[、，。；:.．0-9·]|和|及)"
    r"(?P<title>[\u4e00-\u9fff]{2,16}?(?:制度|办法|细则|规定|规则))(?=$|[^\u4e00-\u9fff]|和|及)"
)
_NOT_OURS = re.compile(r"认定|备案|民法典|法律|合同法|中华人民共和国|国务院|省|国家")


def names_in(spec: FieldSpec, document: Document, block: int) -> Iterator[Candidate]:
    """The services that a sentence lists after 提供, or the titles of the space's rules."""
    folded = fold(document.blocks[block].text)
    if spec.key == "services":
        listed = _services(folded)
    else:
        listed = _rules(spec, folded, document, block, _cut(document, block - 1))
    if listed is None:
        return
    names, start, end = listed
    known = frozenset(word for words in spec.choices.values() for word in words)
    cloud = not_whole(names, known, folded.text, start, end) if spec.key == "services" else ""
    evidence = [document.quote(block, *folded.span(start, end))]
    if spec.key == "management_rules" and _cut(document, block):
        rest = fold(document.blocks[block + 1].text)
        if more := _rules(spec, rest, document, block + 1, goes_on=True):
            names = tuple(dict.fromkeys(names + more[0]))
            evidence.append(document.quote(block + 1, *rest.span(more[1], more[2])))
    yield Candidate(
        field=spec.key,
        value=names,
        method=Method.PROSE,
        evidence=tuple(evidence),
        window=spec.window,
        clouded=cloud,
    )


def _cut(document: Document, block: int) -> bool:
    """Whether a list of titles goes on in the block behind: …》 at its end, 《… at its begin."""
    if not 0 <= block < len(document.blocks) - 1:
        return False
    this, following = document.blocks[block], document.blocks[block + 1]
    ends = this.text.rstrip().endswith(("》", "》、"))
    return ends and following.text.lstrip(" 、").startswith("《") and not following.in_table


# 空间提供工商注册、…: who offers is no part of the first service.
_PREFIX = re.compile(r"(?:[^、]{0,6}(?:提供|开展|包括|涵盖|设有))?")
# …、市场开拓七个方面的服务, 融资对接这几样: how many there are is no part of the last one.
_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})等?(?:这|以上|上述)?(?:[一二三四五六七八九十0-9]{1,2}|几)(?:个|大|类|项|种|样)"
    r"[\u4e00-\u9fff]{0,6}$"
)
_ENUMERATION = re.compile(r"[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8}){2,}")


def _services(folded: Folded) -> tuple[tuple[str, ...], int, int] | None:
    """The longest list after 提供, else one whose items are nearly all services we know."""
    choices = load_catalogue().fields["services"].choices
    known = {word for words in choices.values() for word in words}
    best: tuple[tuple[str, ...], int, int] | None = None
    if sum(map(folded.text.count, "、及和与")) < 2:
        return None
    for pattern, least in ((_OFFER, 0.3), (_ENUMERATION, 0.7)):
        for match in pattern.finditer(folded.text):
            start, end = match.span("list" if "list" in match.groupdict() else 0)
            start += len(_PREFIX.match(folded.text, start, end)[0])  # type: ignore[index]
            if tail := _TAIL.search(folded.text, start, end):
                end = tail.start()
            items = tuple(
                part
                for part in re.split(r"[、及和与]", folded.text[start:end])
                if 2 <= len(part) <= 8
            )
            hits = len(set(items) & known)
            enough = len(items) >= 3 and hits >= 2 and hits >= least * len(items)
            if enough and (best is None or len(items) > len(best[0])):
                best = items, start, end
        if best is not None:
            return best
    return None


def _rules(
    spec: FieldSpec, folded: Folded, document: Document, block: int, goes_on: bool = False
) -> tuple[tuple[str, ...], int, int] | None:
    matches = [m for m in _TITLE.finditer(folded.text) if not _NOT_OURS.search(m["title"])]
    if not matches and document.blocks[block].in_table:
        matches = [
            m for m in _PLAIN_TITLE.finditer(folded.text) if not _NOT_OURS.search(m["title"])
        ]
    made = re.search(r"制定|建立|现有|现行|执行", folded.text)
    if not matches or (len(matches) == 1 and not made and not goes_on):
        return None
    names = tuple(dict.fromkeys(_rule_name(spec, match["title"]) for match in matches))
    return names, matches[0].start("title"), matches[-1].end("title")


def _rule_name(spec: FieldSpec, title: str) -> str:
    """The standard name a title stands for, else the title without 制度, 办法 and the like."""
    for name, words in spec.choices.items():
        if any(word in title for word in words):
            return name
    kind = re.search(r"(?:制度|办法|细则|规定|公约|规则|守则|规程|章程|指南)$", title)
    return title[: kind.start()] if kind else title
