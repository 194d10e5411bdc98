"""A record and its assessment in, the questions only a person can settle out.

One item a question, ordered by what its answer can change: first what may turn the
application's outcome, then what the policy leaves to discretion, then the rest. What a
person has already decided asks nothing. Never reads a file, a clock or the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.catalogue import load_catalogue
from extractors.model import Evidence, Finding, Method, RosterCell
from extractors.problems import PARTLY_READ, UNREAD
from pipeline.model import (
    Agreement,
    Alternative,
    Assessment,
    DocumentSummary,
    FieldValue,
    Outcome,
    Record,
    ReviewItem,
    ReviewReason,
    Status,
    Verdict,
)
from pipeline.review.findings import all_findings, is_asked_with, subject, told_along
from pipeline.review.stakes import DECISIVE, DISCRETION, RELEVANT, RULESET, Stakes
from pipeline.wording import (
    finding_words,
    label,
    quoted,
    stated,
    value_words,
)

# Within one level: facts before judgements, since an answer to a fact may settle the judgement.
WEIGHT: Mapping[ReviewReason, int] = {
    ReviewReason.RULESET: 60,
    ReviewReason.PROBLEM: 50,
    ReviewReason.CONFLICT: 40,
    ReviewReason.MISSING: 30,
    ReviewReason.DOUBT: 20,
    ReviewReason.FINDING: 10,
    ReviewReason.JUDGEMENT: 0,
}

NO_DATE = "application_date_missing"


def items(
    submission_id: str,
    record: Record,
    assessment: Assessment | None,
) -> tuple[ReviewItem, ...]:
    """The questions about one submission, the most consequential first.

    Args:
        submission_id: Begins every item's id.
        record: The submission's values, decisions already taken in.
        assessment: None while no policy could be chosen.

    Returns:
        Items with distinct ids, all open; the same input gives the same items.
    """
    stakes = Stakes.of(assessment)
    findings = all_findings(record, assessment)
    about_fields = [
        _told_along(question, findings)
        for question in (
            *_about_fields(record, stakes),
            *_about_needs(record, stakes),
            *_about_frame(record, assessment, stakes),
        )
    ]
    answered = {question.subject for question in about_fields}
    answered |= {key for key, field in record.fields.items() if _settled(field)}
    asked = (
        *_about_ruleset(assessment),
        *about_fields,
        *_about_judgements(stakes),
        *_about_findings(findings, answered, assessment, stakes),
        *_about_problems(record.documents, stakes),
    )
    distinct: dict[str, ReviewItem] = {}
    for question in asked:
        item = question.item(submission_id)
        distinct.setdefault(item.id, item)
    return tuple(sorted(distinct.values(), key=lambda item: (-item.priority, item.id)))


@dataclass(frozen=True, slots=True)
class _Question:
    """An item before it belongs to a submission; `level` is one of the constants above."""

    subject: str
    reason: ReviewReason
    level: int
    says: str
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    def item(self, submission: str) -> ReviewItem:
        return ReviewItem(
            id=f"{submission}/{self.subject}/{self.reason.value}",
            submission=submission,
            subject=self.subject,
            reason=self.reason,
            question=self.says,
            priority=self.level + WEIGHT[self.reason],
            evidence=self.evidence,
            alternatives=self.alternatives,
        )


def _demands(verdicts: Sequence[Verdict]) -> str:
    """The first condition concerned, in the policy's terms, and how many more there are."""
    if not verdicts:
        return ""
    first = verdicts[0]
    more = f"（另涉及 {len(verdicts) - 1} 条）" if len(verdicts) > 1 else ""
    return f"依据{first.article}：{_bare(first.requirement)}{more}。"


def _bare(sentence: str) -> str:
    return sentence.rstrip("。；， ")


# The questions, one function a reason


def _about_ruleset(assessment: Assessment | None) -> Iterator[_Question]:
    if assessment is None:
        yield _Question(
            "ruleset",
            ReviewReason.RULESET,
            RULESET,
            "无法确定适用哪一项政策，请选择适用的政策后再评审。",
        )


def _about_fields(record: Record, stakes: Stakes) -> Iterator[_Question]:
    for key, field in record.fields.items():
        if _settled(field):
            continue
        if field.rivals:
            yield _conflict(key, field, stakes)
        elif field.status is Status.REVIEW:
            yield _doubt(key, field, stakes)


def _settled(field: FieldValue) -> bool:
    """A person decided; the record puts the status back to review when a new rival comes."""
    return field.method is Method.DECISION and field.status is not Status.REVIEW


def _conflict(key: str, field: FieldValue, stakes: Stakes) -> _Question:
    witnesses = [] if field.value is None else [(field.value, field.approximate, field.evidence)]
    witnesses += [(rival.value, rival.approximate, rival.evidence) for rival in field.rivals]
    told = "；".join(stated(key, *witness) for witness in witnesses)
    touching = stakes.touching(key)
    return _Question(
        key,
        ReviewReason.CONFLICT,
        stakes.level(touching),
        f"「{label(key)}」说法不一：{told}。{_demands(touching)}以哪一个为准？",
        tuple(one for _, _, evidence in witnesses for one in evidence),
        field.alternatives,
    )


def _doubt(key: str, field: FieldValue, stakes: Stakes) -> _Question:
    touching = stakes.touching(key)
    if field.value is None:
        told = "未能确定"
    else:
        told = f"读作 {value_words(key, field.value, field.approximate)}"
    source = f"（{quoted(field.evidence[0])}）" if field.evidence else ""
    return _Question(
        key,
        ReviewReason.DOUBT,
        stakes.level(touching, may_be_wrong=True),
        f"「{label(key)}」{told}{source}，{_why_doubted(field)}，请核对。{_demands(touching)}",
        field.evidence,
        field.alternatives,
    )


def _why_doubted(field: FieldValue) -> str:
    scores = [one.score for one in field.evidence if one.score is not None]
    reasons = [f"由扫描件识别，得分 {min(scores):.2f}"] if scores else []
    reasons += ["印章压住文字"] if any(one.sealed for one in field.evidence) else []
    if field.signals is not None and field.signals.agreement is Agreement.CLOUDED:
        reasons.append("只有一份材料这样写，且同句还说到规划、他方、政策要求或别的项")
    return "，".join([*reasons, _how_often_right(field)])


def _how_often_right(field: FieldValue) -> str:
    """What was observed of values like it, in numbers."""
    if field.measured is None:
        return "同类读数尚无核对记录"
    return f"同类读数 {field.measured.n} 次中 {field.measured.right} 次正确"


def _about_needs(record: Record, stakes: Stakes) -> Iterator[_Question]:
    """What open conditions lack: a field nobody wrote, a list not handed in, an exact number."""
    needed = dict.fromkeys(
        key for v in stakes.verdicts if v.outcome is Outcome.UNKNOWN for key in v.needs
    )
    rosters = load_catalogue().rosters
    for key in needed:
        asking = tuple(v for v in stakes.touching(key) if v.outcome is Outcome.UNKNOWN)
        field = record.fields.get(key)
        if key.partition(".")[0] in rosters:
            yield _incomplete_roster(key, record, asking, stakes)
        elif field is None or field.status is Status.MISSING:
            if field is None or field.method is not Method.DECISION:
                yield _missing(key, field, asking, stakes)
        elif field.approximate is not None and field.status is Status.ACCEPTED:
            yield _inexact(key, field, asking, stakes)


def _about_frame(
    record: Record, assessment: Assessment | None, stakes: Stakes
) -> Iterator[_Question]:
    """What the assessment as a whole stands on: the category applied for, the day applied."""
    if assessment is None:
        return
    for key, lacking in (
        ("category", assessment.open_category),
        ("applied_on", any(f.code == NO_DATE for f in assessment.findings)),
    ):
        field = record.fields.get(key, FieldValue(key))
        if lacking and field.status is Status.MISSING and field.method is not Method.DECISION:
            level = RELEVANT if stakes.failed else DECISIVE
            yield _Question(
                key,
                ReviewReason.MISSING,
                level,
                f"材料中未找到「{label(key)}」，各项条件的核对以它为准。请查明后填写，或注明材料未提供。",
                (),
                field.alternatives,
            )


def _missing(
    key: str, field: FieldValue | None, asking: Sequence[Verdict], stakes: Stakes
) -> _Question:
    rejected = field.alternatives if field is not None else ()
    seen = "".join(
        f"材料中见到 {value_words(key, other.value, other.approximate)}，未采用：{other.reason}。"
        for other in rejected[:1]
    )
    return _Question(
        key,
        ReviewReason.MISSING,
        stakes.level(asking),
        f"材料中未找到「{label(key)}」。{seen}{_demands(asking)}请查明后填写，或注明材料未提供。",
        tuple(one for other in rejected for one in other.evidence),
        rejected,
    )


def _inexact(key: str, field: FieldValue, asking: Sequence[Verdict], stakes: Stakes) -> _Question:
    source = f"（{quoted(field.evidence[0])}）" if field.evidence else ""
    words = value_words(key, field.value, field.approximate)
    return _Question(
        key,
        ReviewReason.DOUBT,
        stakes.level(asking),
        f"「{label(key)}」只写了 {words}{source}，不足以判断。{_demands(asking)}请核实确切数值。",
        field.evidence,
        field.alternatives,
    )


def _incomplete_roster(
    key: str, record: Record, asking: Sequence[Verdict], stakes: Stakes
) -> _Question:
    roster, _, column = key.partition(".")
    rows = record.rosters.get(roster, ())
    if rows and column:
        blank = sum(1 for row in rows if _blank(row.cells.get(column)))
        told = f"「{label(roster)}」有 {blank} 行缺「{label(key)}」"
    elif rows:
        told = f"「{label(roster)}」所列内容不全"
    else:
        told = f"材料中未找到「{label(roster)}」名单"
    return _Question(
        key,
        ReviewReason.MISSING,
        stakes.level(asking),
        f"{told}。{_demands(asking)}请查明后补充，或注明材料未提供。",
    )


def _blank(cell: RosterCell | None) -> bool:
    return cell is None or cell.value is None


def _about_judgements(stakes: Stakes) -> Iterator[_Question]:
    for verdict in stakes.verdicts:
        if verdict.outcome is not Outcome.JUDGEMENT and not verdict.waivable:
            continue
        told = f"{_bare(verdict.why)}。" if verdict.why else ""
        ask = (
            "属原则性要求而未达到，是否仍予认可？"
            if verdict.waivable
            else "是否符合？请判断并写明理由。"
        )
        yield _Question(
            verdict.id,
            ReviewReason.JUDGEMENT,
            DISCRETION if verdict.waivable else stakes.level([verdict]),
            f"{verdict.article}：{_bare(verdict.requirement)}。{told}{ask}",
            verdict.evidence,
        )


def _told_along(question: _Question, findings: Sequence[Finding]) -> _Question:
    """The question about a field, after what findings say of its value."""
    told = [finding for finding in findings if told_along(finding, question.subject)]
    if not told:
        return question
    return replace(
        question,
        says="".join(f"{finding_words(finding)}。" for finding in told) + question.says,
        evidence=tuple(
            dict.fromkeys((*question.evidence, *(e for finding in told for e in finding.evidence)))
        ),
    )


def _about_findings(
    findings: Sequence[Finding],
    answered: Collection[str],
    assessment: Assessment | None,
    stakes: Stakes,
) -> Iterator[_Question]:
    """What no other question asks.

    Args:
        answered: The fields that a question of their own asks about, or a person decided.
    """
    for finding in findings:
        if finding.code == NO_DATE and assessment is not None:
            continue  # asked for as a missing field, so that the date can be given
        if is_asked_with(finding, answered):
            continue
        key = str(finding.details.get("key", ""))
        touching = stakes.touching(key) if key else ()
        yield _Question(
            subject(finding),
            ReviewReason.FINDING,
            stakes.level(touching, may_be_wrong=True),
            f"{finding_words(finding)}。{_demands(touching)}请核对。",
            finding.evidence,
        )


def _about_problems(documents: Sequence[DocumentSummary], stakes: Stakes) -> Iterator[_Question]:
    names = [document.name for document in documents]
    for document in documents:
        worth = [p for p in document.problems if p.code in UNREAD or p.code in PARTLY_READ]
        if not worth:
            continue
        unread = any(p.code in UNREAD for p in worth)
        # An unread file may hold whatever the open conditions lack.
        level = DECISIVE if unread and stakes.undecided else RELEVANT
        told = "".join(dict.fromkeys(p.message_zh for p in worth))
        where = "、".join(dict.fromkeys(p.place for p in worth if p.place))
        yield _Question(
            # Two folders of one submission may hold files of the same name.
            document.name
            if names.count(document.name) == 1
            else f"{document.name}@{document.sha256[:8]}",
            ReviewReason.PROBLEM,
            level,
            f"文件「{document.name}」{f'（{where}）' if where else ''}：{told}",
        )
