"""Folded text in, the stretches out that name another space or body than the applicant's.

A space is another one where a relation says so: 与我们相邻的星河众创空间, 学习借鉴杭州某众创空间,
旗下另一家众创空间. Its name alone says nothing; the applicant's own looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.language.marks.matching import Found
from extractors.language.marks.spans import FOREIGN, OTHER

_KIND = r"(?:众创空间|创客空间|孵化器|孵化基地|加速器|空间|园区|基地|中心|工场|公司)"
_OURS = r"(?!本|我|该|多[家个]|各|几[家个]|其他)"
_NAME = rf"{_OURS}[^，。；:、()本我]{{1,16}}?{_KIND}(?!面积)"
_VISITED = r"(?:学习借鉴|借鉴|考察|参观|走访|调研|参照|参考|对标|比照)(?:学习)?(?:了|过)?"
_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:相邻|毗邻|邻近|临近|紧邻|隔壁|合作)的{_NAME}",
        rf"(?<!莅临)(?<!领导)(?<!前来)(?<!来访)(?<!接待){_VISITED}{_NAME}",
        rf"另(?:外)?一(?:家|个|处|所)?[^，。；:本我]{{0,6}}{_KIND}",
        r"另[^，。；:本]{0,8}(?:设有|建有|开设|设立|办有|有)[^，。；:本我]{0,6}"
        r"(?:分空间|分站点?|分部|分园|分基地|分中心)",
        rf"同时(?:还)?(?:运营|管理|经营)(?:着|了)?[“\"「]?{_NAME}",
        rf"曾(?:经)?(?:运营|管理|创办|经营)过?{_NAME}",
        r"[一-龥]{4,20}公司\((?:入驻|在驻|在孵|孵化|毕业|园区)(?:企业|公司)\)",
        r"楼[上下]的?[^，。；:本我]{0,10}(?:公司|空间|企业|中心)",
    )
)
# 大楼总面积12000平方米: what a clause says of the whole house ends with the space's own name.
_HOUSE = re.compile(
    r"(?:所在)?(?:大楼|整楼|整栋楼?|大厦|楼宇|写字楼)(?:共|的)?"
    r"(?:地上[^，。；、]{1,4}层[，、]?)?(?:地下[^，。；、]{1,4}层[，、]?)?(?:总建筑面积|总面积|建筑面积|面积)"
)


def others(text: str) -> Iterator[Found]:
    """OTHER for named bodies, FOREIGN for the house around the space."""
    for pattern in _OTHERS:
        for match in pattern.finditer(text):
            yield OTHER, *match.span()
    for match in _HOUSE.finditer(text):
        yield FOREIGN, match.start(), match.start() + 2
