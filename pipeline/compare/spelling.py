"""Names as files write them in, one spelling a name out, and how much a name tells.

A name that many bodies may bear (创业团队) tells nothing: two submissions that hold it need not
mean the same.
"""

from __future__ import annotations

import re

from extractors.language.fold import fold
from extractors.language.identifiers import credit_code_valid

_MARKS = re.compile(r"[\W_]+")
# A company being founded: the brackets go when it is registered.
_PENDING = re.compile(r"[(（](?:筹|筹备|拟注册|注册中|待注册)[)）]$")
# Words that names of teams, companies and spaces share; what is left is what tells them apart.
_GENERIC = re.compile(
    "有限公司|股份|公司|集团|合作社|工作室|项目组|项目|团队|小组|众创空间|创客空间|创新空间|空间|孵化器|"
    "孵化|基地|中心|服务|管理|创业|创客|创新|众创|大学生|青年|返乡|巾帼|电子商务|电商|直播|设计|文创|"
    "软件|科技|网络|信息|农业|文化|传媒|咨询|个体户|经营部"
)


def spelled(text: str) -> str:
    """One spelling: folded, without blanks and marks, 有限责任公司 as 有限公司.

    Example:
        >>> spelled("温州澄帆（智能）科技有限责任公司 ")
        '温州澄帆智能科技有限公司'
    """
    folded = _PENDING.sub("", fold(text).text)
    return _MARKS.sub("", folded).casefold().replace("有限责任公司", "有限公司")


def telling(name: str) -> int:
    """How many characters of a spelled name tell it from others.

    Example:
        >>> telling("大学生创业团队"), telling("温州澄帆智能科技有限公司")
        (0, 6)
    """
    return len(_GENERIC.sub("", name))


def spelled_code(text: str) -> str:
    """A credit code in capitals; "" where its check character is wrong: a slip meets nobody."""
    code = _MARKS.sub("", fold(text).text).upper()
    return code if credit_code_valid(code) else ""
