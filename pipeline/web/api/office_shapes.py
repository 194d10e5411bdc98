"""What the API answers of the office: its numbers, policies, texts, people and uploads."""

from __future__ import annotations

import datetime as dt

from pipeline.accounts import Role
from pipeline.web.api.shapes import ColumnShape, Shape, Text


class OutcomesShape(Shape):
    """一组申报的结论份数。"""

    name: str
    eligible: int
    not_eligible: int
    needs_review: int
    undecided: int
    signed: int
    total: int


class FailingShape(Shape):
    """一项条件判断了几次、几次不符合、几次未定。"""

    ruleset: str
    condition: str
    article: str
    requirement: str
    judged: int
    failed: int
    open: int
    share: float


class PrecisionShape(Shape):
    """经人核对的读数中读对的份额及 95% 区间；`key` 是月份或指标。"""

    key: str
    name: str
    right: int
    n: int
    share: float
    low: float
    high: float


class WeekShape(Shape):
    """一周内的决定数和签署数。"""

    monday: dt.date
    decisions: int
    signed: int


class AgeShape(Shape):
    """收到 `over` 至 `up_to` 个工作日的申报及其未处理的问题。"""

    over: int
    up_to: int | None
    applications: int
    open_items: int
    decisive: int


class DashboardShape(Shape):
    """统计页各图背后的数。"""

    by_policy: list[OutcomesShape]
    by_region: list[OutcomesShape]
    by_year: list[OutcomesShape]
    failing: list[FailingShape]
    corrected: list[PrecisionShape]
    precision: list[PrecisionShape]
    weeks: list[WeekShape]
    ages: list[AgeShape]


class ConditionShape(Shape):
    """政策的一项条件；`test` 是判断方式。"""

    id: str
    article: str
    says: str
    binding: str
    category: str | None
    test: str
    asks: str
    note: str


class PolicyLine(Shape):
    """一项政策。"""

    id: str
    title: str
    number: str
    issuer: str
    level: str
    in_force_from: dt.date
    in_force_until: dt.date | None
    digest: str


class PoliciesShape(Shape):
    """可查看的政策。"""

    policies: list[PolicyLine]


class CitedShape(Shape):
    """一条规定。"""

    article: str
    says: str


class PolicyShape(PolicyLine):
    """一项政策的条件、材料和程序。"""

    notes: list[str]
    conditions: list[ConditionShape]
    materials: list[CitedShape]
    steps: list[CitedShape]


class KnownField(Shape):
    """一项指标。"""

    key: str
    label: str
    kind: str
    unit: str | None
    window: str
    meaning: str
    choices: list[str]


class KnownRoster(Shape):
    """一种名单。"""

    key: str
    label: str
    columns: list[ColumnShape]


class FieldsShape(Shape):
    """能识别的指标和名单。"""

    fields: list[KnownField]
    rosters: list[KnownRoster]


class PreviewShape(Shape):
    """填写的内容会读作什么；`words` 与 `error` 必有且只有一个。"""

    words: Text
    error: Text


class TextBlockShape(Shape):
    """一条常用语。"""

    id: int
    title: str
    text: str
    by: str
    at: dt.datetime


class TextBlocksShape(Shape):
    """单位的常用语。"""

    text_blocks: list[TextBlockShape]


class UserShape(Shape):
    """一位用户。"""

    name: str
    title: str
    role: Role
    rulesets: list[str]
    enabled: bool
    created_at: dt.datetime
    signed_in_at: dt.datetime | None


class UsersShape(Shape):
    """全部用户。"""

    users: list[UserShape]


class UploadShape(Shape):
    """一次上传进行到哪里；完成后 `submission` 是申报的编号。"""

    id: str
    title: Text
    stage: str
    says: Text
    done: int
    total: int
    submission: str | None
    known: bool


class UploadsShape(Shape):
    """本人最近的上传。"""

    uploads: list[UploadShape]
