"""What the API takes: every text with its greatest length, nothing beside what is defined."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

from pipeline.desk.drafts import LONGEST_NOTE, LONGEST_TEXT
from pipeline.desk.queue import MOST_AT_ONCE
from pipeline.desk.rosters import LONGEST_CELL, MOST_ROWS
from pipeline.desk.text_blocks import LONGEST_TEXT as LONGEST_BLOCK
from pipeline.desk.text_blocks import LONGEST_TITLE

# A database takes no NUL in a text.
NO_NUL = r"^[^\u0000]*$"
Name = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE, pattern=NO_NUL)]
Typed = Annotated[str, StringConstraints(max_length=LONGEST_TEXT, pattern=NO_NUL)]
Cell = Annotated[str, StringConstraints(max_length=LONGEST_CELL, pattern=NO_NUL)]
# A file's name in its folders is the longest subject there is.
Subject = Annotated[str, StringConstraints(min_length=1, max_length=1_000, pattern=NO_NUL)]
Column = Annotated[str, StringConstraints(max_length=60, pattern="^[a-z0-9_]+$")]
Version = Annotated[str, StringConstraints(max_length=64, pattern=NO_NUL)]
Request = Annotated[
    str,
    StringConstraints(pattern="^[A-Za-z0-9_-]{8,64}$"),
    Field(description="由调用方生成；同一请求重发仍用同一编号，只保存一次。"),
]
MOST_PAGES = 100_000
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso(text: object) -> object:
    """Pydantic would take a number of seconds for a day as well."""
    if isinstance(text, str) and not DAY.fullmatch(text):
        raise ValueError("write a day as 2026-03-05")
    return text


Day = Annotated[
    dt.date, BeforeValidator(_iso), WithJsonSchema({"type": "string", "format": "date"})
]


class Body(BaseModel):
    """Base of everything that is sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SignInSent(Body):
    """用户名和密码。"""

    name: Annotated[str, StringConstraints(max_length=64)]
    password: Annotated[str, StringConstraints(max_length=1_000)]


class BoxSent(Body):
    """在页面上框出的位置：文件序号从 0 起，页码从 1 起，四边以点计，原点在左上角。"""

    document: Annotated[StrictInt, Field(ge=0, le=MOST_PAGES)]
    page: Annotated[StrictInt, Field(ge=1, le=MOST_PAGES)]
    box: tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]
    text: Typed = ""


class DecisionSent(Body):
    """一个决定。

    value：`text` 为填写的内容，或 `alternative` 为未采用读数的序号（从 0 起），可附 `place`；
    judgement：`answer`；ruleset：`text` 为政策编号；其余只有 `note`。
    """

    kind: Literal["value", "not_provided", "judgement", "acknowledge", "ruleset", "more_material"]
    subject: Subject
    version: Version
    request: Request
    text: Typed | None = None
    alternative: Annotated[StrictInt, Field(ge=0, le=10_000)] | None = None
    answer: StrictBool | None = None
    note: Note = ""
    place: BoxSent | None = None


class RosterSent(Body):
    """整个名单；空格留空，写“无”表示材料写明没有。"""

    rows: Annotated[list[dict[Column, Cell]], Field(max_length=MOST_ROWS)]
    version: Version
    request: Request
    note: Note = ""


class BulkSent(Body):
    """对多份申报做同一件事；`ruleset` 只用于 policy。"""

    action: Literal["claim", "release", "policy"]
    submissions: Annotated[
        list[Annotated[str, StringConstraints(pattern="^[A-Za-z0-9-]{1,20}$")]],
        Field(min_length=1, max_length=MOST_AT_ONCE),
    ]
    request: Request
    ruleset: Name = ""


class UndoSent(Body):
    """撤销本人在这份申报上最后一个有效的决定。"""

    request: Request


class SecondSent(Body):
    """第二人的答案：判断写 `answer`；数值写 `text`，null 表示材料未提供。"""

    subject: Subject
    request: Request
    text: Typed | None = None
    answer: StrictBool | None = None
    note: Note = ""


class SignOffSent(Body):
    """签署；`version` 是看到的申报版本。结论待定时须写意见。"""

    version: Version
    request: Request
    note: Note = ""


class ReopenSent(Body):
    """重新开启；须写理由。"""

    request: Request
    note: Note


class TextBlockSent(Body):
    """一条常用语。"""

    title: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TITLE)]
    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_BLOCK)]
