"""The name of another applicant left in a text that was written for them.

Only where the text says who speaks: 本空间（甲众创空间）, 运营主体为乙公司. A space or firm that is
merely spoken of is somebody else by right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from extractors.language.fold import fold
from extractors.model import DocumentFindings, Evidence, Finding
from extractors.tables import READ_LAYERS
from pipeline.record.checks.gathered import Gathered, first_places

# Papers that the applicant writes; a licence, a lease or a list names others as it must.
_OWN_PAPERS = frozenset({"application_form", "operating_plan", "annual_summary", "annual_plan"})
_SPACE = r"[一-龥A-Za-z0-9·]{2,16}?(?:众创空间|创客空间|众创坊|创客坊|青创空间)"
_FIRM = r"[一-龥()]{4,30}?(?:公司|学院|大学|合作社|研究院|服务中心|孵化中心|协会)"
_SPEAKERS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "space_name": (
        re.compile(rf"(?:本|我)(?:众创)?空间[(,]?(?:即)?[“\"]?({_SPACE})[”\")]"),
        re.compile(rf"(?:^|[。;,])({_SPACE})\((?:以下)?(?:简称|称)[:为]?[“\"]?(?:本|我)?空间"),
        re.compile(rf"申报(?:的)?(?:众创空间|空间)(?:名称)?(?:为|是|:)[“\"]?({_SPACE})"),
    ),
    "operator_name": (
        re.compile(
            rf"(?:运营主体|运营单位|运营机构|申报单位|申请单位|申报主体)(?:为|是|系)({_FIRM})"
        ),
        re.compile(rf"(?:本|我)(?:公司|单位|司|校|院)[(,]?(?:即)?({_FIRM})[),]"),
        re.compile(rf"({_FIRM})\((?:以下)?(?:简称|称)[:为]?[“\"]?(?:本|我)(?:公司|单位|司|校|院)"),
    ),
}
# The words by which a text speaks of itself; names are looked for around them only.
_SPEAKING = re.compile(
    r"[本我](?:众创)?空间|[本我](?:公司|单位|司|校|院)|(?:运营|申报|申请)(?:主体|单位|机构)|申报的?(?:众创)?空间"
)
_REACH = 48  # characters: the longest name with the words between
_MOST_WORDS = 500  # a block: beyond it is no text of people
# What many names share and no name is told by.
_COMMON = re.compile(
    r"众创空间|创客空间|有限|责任|股份|公司|集团|科技|企业|管理|服务|文化|传播|信息|技术|发展|创业|创新|"
    r"孵化器?|中心|学院|大学|合作社|研究院|协会|[一-龥]{2,3}(?:省|市|县|区|州)|[()·]"
)


def names_of_others(gathered: Gathered) -> Iterator[Finding]:
    """A paper of the applicant that speaks as somebody else."""
    for key, patterns in _SPEAKERS.items():
        own = gathered.fields[key]
        name = fold(gathered.text(key)).text
        rivals = {fold(str(rival.value)).text for rival in own.rivals}
        if not name:
            continue
        for found in gathered.documents:
            if not _OWN_PAPERS.intersection(found.materials):
                continue
            others: dict[str, list[Evidence]] = {}
            for other, place in _speakers(found, patterns):
                if not any(_is_same(other, known) for known in (name, *rivals)):
                    others.setdefault(other, []).append(place)
            for other, places in others.items():
                yield Finding(
                    "documents_differ",
                    {
                        "key": key,
                        "values": [gathered.text(key), other],
                        "documents": list(
                            dict.fromkeys(e.document for e in (*own.evidence[:1], places[0]))
                        ),
                        "times": len(places),
                    },
                    (*first_places(own), places[0]),
                )


def _speakers(
    found: DocumentFindings, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[str, Evidence]]:
    for index, block in enumerate(found.document.blocks):
        if block.layer not in READ_LAYERS or not _SPEAKING.search(block.text):
            continue
        folded = fold(block.text)
        for start, end in sorted(_self_named(folded.text, patterns)):
            place = found.document.quote(index, *folded.span(start, end))
            yield folded.text[start:end], place


def _self_named(text: str, patterns: tuple[re.Pattern[str], ...]) -> set[tuple[int, int]]:
    """Where a name stands close to a word by which the text speaks of itself."""
    names = set()
    for word in islice(_SPEAKING.finditer(text), _MOST_WORDS):
        first = max(0, word.start() - _REACH)
        around = text[first : word.end() + _REACH]
        for pattern in patterns:
            names |= {
                (first + match.start(1), first + match.end(1))
                for match in pattern.finditer(around)
                # A name cut off at the edge is another one.
                if match.start(1) > 0 or first == 0
            }
    return names


def _is_same(one: str, other: str) -> bool:
    """Whether two names may be one body's: a short name, a branch, a former spelling."""
    if one in other or other in one:
        return True
    core, rest = _COMMON.sub("", one), _COMMON.sub("", other)
    return any(core[at : at + 2] in rest for at in range(len(core) - 1)) or not core or not rest
