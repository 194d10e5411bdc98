"""What the API answers with: one frozen shape for each thing, its meaning told in Chinese.

Made from our own values by `telling`; keys are an interface and are never renamed or dropped.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.accounts import Right, Role
from pipeline.desk.history import EventKind
from pipeline.model import (
    DecisionKind,
    Eligibility,
    Outcome,
    ReviewReason,
    Status,
)
from pipeline.store.asking import State


def storable(text: object) -> object:
    """Text as JSON may hold it: half a character, as a broken file has it, becomes a ?."""
    return text.encode("utf-8", "replace").decode("utf-8") if isinstance(text, str) else text


Text = Annotated[str, BeforeValidator(storable)]
Box = tuple[float, float, float, float]


class Shape(BaseModel):
    """Base of every answer."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class SessionShape(Shape):
    """谁登录了。`csrf` 须写入其后每个改动请求的 X-CSRF-Token。"""

    csrf: str
    name: str | None = None
    title: str | None = None
    role: Role | None = None
    rights: list[Right] = []
    rulesets: list[str] = Field(default=[], description="只看得到这些政策的申报；空表示全部。")
    ends_at: dt.datetime | None = None


class PlaceShape(Shape):
    """出处。`document` 是文件在申报中的序号（从 0 起），`page` 从 1 起，`box` 以点计。"""

    document: int | None
    name: Text
    where: Text
    quote: Text
    block: int
    start: int
    end: int
    page: int | None
    box: Box | None
    score: float | None


class AlternativeShape(Shape):
    """未采用的读数。`rival` 表示另一份材料的说法；否则是被排除的，`reason` 说明原因。"""

    value: Any
    words: Text
    reason: Text
    rival: bool
    places: list[PlaceShape]


class FieldShape(Shape):
    """一项读数。`version` 须在保存时写回。"""

    key: str
    label: str
    status: Status
    value: Any
    words: Text
    confidence: float | None
    method: str | None
    version: str
    places: list[PlaceShape]
    alternatives: list[AlternativeShape]


class VerdictShape(Shape):
    """一项条件的判断。`margin` 是现值减去标准。"""

    id: str
    article: str
    requirement: Text
    outcome: Outcome
    binding: bool
    waivable: bool
    why: Text
    needs: list[str]
    threshold: Any
    margin: Any
    version: str
    places: list[PlaceShape]


class ItemShape(Shape):
    """请人处理的一个问题；`decisive` 表示答案可能改变结论。"""

    id: Text
    subject: Text
    reason: ReviewReason
    question: Text
    priority: int
    decisive: bool
    open: bool
    version: str
    places: list[PlaceShape]


class DecisionShape(Shape):
    """一个决定。撤销后仍在，`withdrawn` 为真。"""

    number: int
    kind: DecisionKind
    subject: Text
    words: Text
    note: Text
    by: str
    at: dt.datetime
    withdrawn: bool


class ClaimShape(Shape):
    """谁在复核、到何时。"""

    holder: str
    until: dt.datetime


class EntryShape(Shape):
    """列表中的一份申报。`days_left` 以工作日计，逾期为负。"""

    submission: str
    name: Text
    applicant: Text
    ruleset: str | None
    region: str
    outcome: Eligibility | None
    state: State
    year: int | None
    received_at: dt.datetime
    applied_on: dt.date | None
    due: dt.date
    days_left: int
    open_items: int
    decisive: int
    priority: int
    reasons: list[str]
    asked: int
    signed_at: dt.datetime | None
    claim: ClaimShape | None


class QueueShape(Shape):
    """一页申报；`counts` 是各状态的份数，不受 state 筛选影响。"""

    entries: list[EntryShape]
    total: int
    counts: dict[State, int]
    page: int
    pages: int


class FileShape(Shape):
    """申报中的一个文件；`number` 从 0 起，其他地方以它指称。"""

    number: int
    path: Text
    size: int
    sha256: str
    kind: str
    pages: int
    materials: list[str]
    problems: list[Text]


class RosterLine(Shape):
    """一个名单的概况。"""

    name: str
    label: str
    rows: int
    version: str


class ApplicationShape(Shape):
    """一份申报的全部：读数、名单、条件、问题、决定。`version` 用于签署。"""

    entry: EntryShape
    on: dt.date | None = Field(description="据以判断的日期。")
    notes: list[Text]
    fields: list[FieldShape]
    rosters: list[RosterLine]
    verdicts: list[VerdictShape]
    items: list[ItemShape]
    decisions: list[DecisionShape]
    obstacles: list[Text] = Field(description="尚不能签署的原因；空表示可以签署。")
    version: str


class ColumnShape(Shape):
    """名单的一栏。"""

    key: str
    label: str


class RosterShape(Shape):
    """一个名单。`rows` 与保存时的写法相同；`places` 逐行对应，说明各格的出处。"""

    name: str
    label: str
    columns: list[ColumnShape]
    rows: list[dict[str, Text]]
    places: list[dict[str, PlaceShape]]
    says: list[Text]
    version: str


class BlockShape(Shape):
    """文件中的一段或一格，文字与原文相同。"""

    block: int
    text: Text
    layer: str
    where: Text
    page: int | None
    box: Box | None


class BlocksShape(Shape):
    """一个文件读出的内容，自 `start` 起的一部分。"""

    document: int
    total: int
    start: int
    blocks: list[BlockShape]


class SavedShape(Shape):
    """已保存。`version` 是该项现在的版本；`again` 表示同一请求此前已保存。"""

    number: int
    subject: Text
    words: Text
    version: str
    again: bool


class TakenShape(Shape):
    """取到的申报；没有可取的为 null。"""

    submission: str | None


class BulkShape(Shape):
    """办成的各份，和未办成的各份及原因。"""

    done: list[str]
    refused: dict[str, Text]


class ReleasedShape(Shape):
    """是否有人占用而已释放。"""

    released: bool


class QuestionShape(Shape):
    """请第二人独立回答的一项；不含第一人的答案。"""

    subject: str
    judgement: bool
    says: Text
    answered: bool


class SignOffShape(Shape):
    """签署时的结论、政策、程序版本和有效的决定。"""

    number: int
    at: dt.datetime
    by: str
    outcome: Eligibility
    ruleset: str
    ruleset_digest: str
    revision: str
    judging: str
    decisions: list[int]


class ChangedShape(Shape):
    """一项结果的变化。"""

    what: Text
    before: Text
    after: Text


class EventShape(Shape):
    """历史中的一条，按时间先后。"""

    at: dt.datetime
    kind: EventKind
    title: Text
    by: str
    subject: Text
    before: Text
    after: Text
    note: Text
    question: Text
    number: int | None
    withdrawn: bool
    changes: list[ChangedShape]
    revision: str
    cause: Text


class HistoryShape(Shape):
    """一份申报的历史。"""

    events: list[EventShape]
