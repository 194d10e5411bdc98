"""An office without files: submissions whose findings are known beforehand, judged in earnest."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from extractors.model import DocumentFindings
from pipeline.accounts.model import Role, User
from pipeline.computation import Computation
from pipeline.desk import saving, second, signing_off
from pipeline.desk.case import Case, case_of
from pipeline.desk.versions import version
from pipeline.model import Decision, DecisionKind, Submission, SubmittedFile
from pipeline.recompute import judge_submission, trace_submission
from pipeline.record import assemble
from pipeline.record.doubt import with_findings
from pipeline.review import items
from pipeline.rules import choose_ruleset, judge, load_rulesets
from pipeline.settings import Settings
from pipeline.store.queries import Store
from pipeline.store.rows import SignOff, StoredFile
from tests.observed import TRUST
from tests.pipeline.compare.applicants import CODES, Applied

MORNING = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
WANG = User("wang", "王知行", Role.REVIEWER)
LI = User("li", "李慎之", Role.SECOND_REVIEWER)
ZHOU = User("zhou", "周砚", Role.SECOND_REVIEWER)
ADMIN = User("admin", "管理员", Role.ADMINISTRATOR)
LOOKER = User("kan", "阮观澜", Role.VIEWER)

TENANTS = tuple({"name": f"温州第{n}号智能科技有限公司"} for n in range(1, 17))
QINGHE = Applied(
    "青禾众创空间",
    "瑞安青禾创业服务有限公司",
    CODES[0],
    tenants=TENANTS,
    figures={
        "total_area_m2": 820,
        "public_area_m2": 200,
        "workstation_count": 60,
        "mentor_count": 3,
        "full_time_staff_count": 4,
        "event_count": 8,
        "new_company_count": 5,
    },
)
REQUESTS = itertools.count(1)


def request() -> str:
    """An id as a page makes one."""
    return f"request-{next(REQUESTS):06d}"


@dataclass
class Office:
    """A store, what computes, and people who work with it."""

    store: Store
    settings: Settings
    computation: Computation
    now: dt.datetime = MORNING
    found: dict[str, tuple[DocumentFindings, ...]] = field(default_factory=dict)

    @classmethod
    def at(cls, store: Store, database: str) -> Office:
        return cls(
            store,
            Settings(Path("/nowhere"), database, "Asia/Shanghai"),
            Computation(
                revision="r1",
                judging="j1",
                rulesets=load_rulesets(),
                assemble=partial(assemble, trust=TRUST),
                with_findings=partial(with_findings, trust=TRUST),
                choose_ruleset=choose_ruleset,
                judge=judge,
                items=items,
                timezone="Asia/Shanghai",
            ),
        )

    def receive(
        self,
        number: str = "1",
        applied: Applied = QINGHE,
        ruleset: str | None = "wenzhou-2021",
        days: int = 0,
        received: dt.datetime | None = None,
    ) -> str:
        """One more submission, judged; its id."""
        found = tuple(
            replace(f, document=replace(f.document, sha256=f"{number:0>2}{f.document.sha256[2:]}"))
            for f in applied.findings
        )
        files = tuple(SubmittedFile(f.document.name, f.document.sha256, 12) for f in found)
        received = received or MORNING - dt.timedelta(days=days)
        given = Submission(f"s-{number}", applied.space, files, received, ruleset)
        self.store.register(given, [StoredFile(f.path, f.sha256, 12, ".docx") for f in files])
        self.found[given.id] = found
        self.read(given.id)
        self.run()
        return given.id

    def read(self, submission: str) -> None:
        """Keep what is found in a submission's files at the present revision."""
        for one in self.found[submission]:
            document, revision = one.document, self.computation.revision
            self.store.save_findings(document.sha256, document.name, revision, one, False)

    def run(self) -> None:
        """What `stages.run` does behind reading."""
        given = self.store.submissions()
        for one in given:
            trace_submission(self.store, self.computation, one, self.computation.revision)
        standings = self.store.standings()
        for one in given:
            revision = self.computation.revision
            judge_submission(self.store, self.computation, one, standings.get(one.id), revision)
        self.store.forget_findings(keep=self.computation.revision)

    def case(self, submission: str = "s-1", user: User = WANG) -> Case:
        return case_of(self.store, submission, user)

    def open(self, submission: str = "s-1") -> list[str]:
        """The subjects of the open items."""
        return [item.subject for item in self.case(submission).items if item.open]

    def draft(
        self,
        kind: DecisionKind,
        subject: str,
        text: str | None = None,
        submission: str = "s-1",
        **more: Any,
    ) -> saving.Draft:
        """What a page that was loaded just now would send."""
        seen = version(self.case(submission), subject)
        return saving.Draft(submission, kind, subject, seen, request(), text=text, **more)

    def save(self, draft: saving.Draft, user: User = WANG) -> saving.Saved:
        return saving.save(self.store, self.computation, draft, user, self.now)

    def value(self, subject: str, text: str, user: User = WANG, **more: Any) -> saving.Saved:
        return self.save(self.draft(DecisionKind.VALUE, subject, text, **more), user)

    def judged(
        self, subject: str, answer: bool = True, user: User = WANG, note: str = "已实地查看"
    ) -> saving.Saved:
        draft = self.draft(DecisionKind.JUDGEMENT, subject, answer=answer, note=note)
        return self.save(draft, user)

    def undo(self, user: User = WANG, submission: str = "s-1") -> Decision:
        done = saving.undo(self.store, self.computation, submission, request(), user, self.now)
        return done.decision

    def release(self, submission: str = "s-1") -> None:
        self.store.release_claim(submission, "admin", self.now)

    def second(
        self, subject: str, user: User = LI, text: str | None = None, answer: bool | None = None
    ) -> saving.Saved:
        draft = second.SecondDraft("s-1", subject, request(), text, answer)
        return second.answer_blind(self.store, self.computation, draft, user, self.now)

    def settle(self, submission: str = "s-1", user: User = WANG) -> None:
        """Answer everything that is open, as somebody in a hurry would."""
        while subjects := [item for item in self.case(submission).items if item.open]:
            item = subjects[0]
            kinds = {
                "judgement": DecisionKind.JUDGEMENT,
                "finding": DecisionKind.ACKNOWLEDGE,
                "problem": DecisionKind.ACKNOWLEDGE,
            }
            kind = kinds.get(item.reason.value, DecisionKind.NOT_PROVIDED)
            answer = True if kind is DecisionKind.JUDGEMENT else None
            draft = self.draft(kind, item.subject, submission=submission, answer=answer)
            self.save(draft, user)

    def sign(
        self, submission: str = "s-1", user: User = WANG, note: str = "同意", **given: Any
    ) -> SignOff:
        seen = given.pop("seen", None) or version(self.case(submission), "application")
        asked = given.pop("request", None) or request()
        return signing_off.sign_off(
            self.store,
            self.computation,
            given.pop("settings", self.settings),
            submission,
            seen,
            asked,
            note,
            user,
            self.now,
        )


def subjects(decisions: Sequence[Decision]) -> list[tuple[str, str]]:
    return [(d.kind.value, d.subject) for d in decisions]
