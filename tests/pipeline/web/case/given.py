"""One made application for tests of what its page tells."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from extractors.model import Anchor, AnchorKind, Evidence, Method
from pipeline.model import (
    Alternative,
    Assessment,
    Confidence,
    Decision,
    DecisionKind,
    Eligibility,
    FieldValue,
    Outcome,
    Record,
    ReviewItem,
    ReviewReason,
    Signals,
    Status,
    Submission,
    SubmittedFile,
    Verdict,
)
from pipeline.web.case.overview import Given

DAY = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
FORM = SubmittedFile("申报/申请表.docx", "a" * 64, 10)
PLAN = SubmittedFile("方案.pdf", "b" * 64, 10)
COPY = SubmittedFile("备份/申请表.docx", "c" * 64, 10)
SUBMISSION = Submission("s-1", "云上众创空间", (FORM, PLAN, COPY), DAY)
MEASURED = Confidence(0.98, 0.95, 0.99, 349, 353)


def evidence(file: SubmittedFile, text: str = "820平方米", block: int = 3) -> Evidence:
    name = file.path.rpartition("/")[2]
    anchor = Anchor(AnchorKind.PARAGRAPH, page=1, paragraph=2)
    return Evidence(name, file.sha256, block, 0, len(text), text, anchor)


def area(**changes: object) -> FieldValue:
    given: dict[str, object] = {
        "key": "total_area_m2",
        "value": Decimal(820),
        "measured": MEASURED,
        "status": Status.REVIEW,
        "method": Method.CELL,
        "signals": Signals(Method.CELL),
        "evidence": (evidence(FORM),),
        "alternatives": (
            Alternative(Decimal(500), "规划数，尚未实现", (evidence(PLAN, "500㎡"),)),
            Alternative(Decimal(480), "方案.pdf另有说法", (evidence(PLAN, "480㎡"),), rival=True),
        ),
    }
    return FieldValue(**{**given, **changes})  # type: ignore[arg-type]


def verdict(**changes: object) -> Verdict:
    given: dict[str, object] = {
        "id": "4",
        "article": "第六条第4项",
        "requirement": "面积至少500平方米",
        "outcome": Outcome.UNKNOWN,
        "binding": True,
        "why": "说法不一，落在门槛两侧",
        "needs": ("total_area_m2",),
        "values": {"total_area_m2": {"value": 820, "rivals": [480]}},
        "threshold": Decimal(500),
        "margin": Decimal(320),
    }
    return Verdict(**{**given, **changes})  # type: ignore[arg-type]


def item(
    subject: str, reason: ReviewReason, *, priority: int = 540, open: bool = True
) -> ReviewItem:
    return ReviewItem(
        f"s-1/{subject}/{reason.value}", "s-1", subject, reason, "请核对。", priority, open=open
    )


def given(
    *items: ReviewItem,
    fields: tuple[FieldValue, ...] = (area(),),
    decisions: tuple[Decision, ...] = (),
    verdicts: tuple[Verdict, ...] = (verdict(),),
    **record: object,
) -> Given:
    made = Record({field.key: field for field in fields}, **record)  # type: ignore[arg-type]
    assessment = Assessment("none-2020", DAY.date(), True, Eligibility.NEEDS_REVIEW, verdicts)
    return Given(
        SUBMISSION,
        made,
        assessment,
        items,
        decisions,
        {},
        lambda subject: f"v-{subject}",
        str.upper,
    )


def decision(kind: DecisionKind, subject: str, value: object = None, note: str = "") -> Decision:
    return Decision("s-1", kind, subject, value, note, "wang", DAY, id=1)  # type: ignore[arg-type]


CONFLICT = item("total_area_m2", ReviewReason.CONFLICT)
