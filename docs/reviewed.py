"""The bundled samples judged, some of them reviewed and signed: what pictures are taken of."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline import stages
from pipeline.accounts import User
from pipeline.computation import installed
from pipeline.desk import signing_off
from pipeline.desk.case import Case, case_of
from pipeline.desk.saving import Draft, save
from pipeline.desk.versions import version
from pipeline.model import APPLICATION, DecisionKind, ReviewItem, ReviewReason
from pipeline.settings import settings
from pipeline.store import open_store
from pipeline.store.queries import Store
from tests import desks

# Signed, and begun only: parts of their names, each by one reviewer.
SIGNED = ("澜谷", "七乡", "葱岭", "薪火", "螳川")
BEGUN = ("星火里", "六星街")
SHOWN = {"differing": "拓东", "scan": "彝绣坊", "signed": "澜谷"}
KINDS = {
    ReviewReason.JUDGEMENT: DecisionKind.JUDGEMENT,
    ReviewReason.MISSING: DecisionKind.NOT_PROVIDED,
    ReviewReason.FINDING: DecisionKind.ACKNOWLEDGE,
    ReviewReason.PROBLEM: DecisionKind.ACKNOWLEDGE,
}


def reviewed_home(home: Path) -> dict[str, str]:
    """Make the home.

    Returns:
        The ids of the submissions of `SHOWN`, and of a question on which documents differ.
    """
    place = replace(settings(home), office="云岭市科学技术局")
    shutil.copytree(desks.SAMPLES, place.inbox)
    stages.run(place)
    with open_store(place.database) as store:
        for role, (name, title) in desks.NAMES.items():
            desks.add_person(store, name, title, role)
        computation = installed(place)
        for at, case, user in _reviews(store):
            for item in case.items:
                draft = _answer(case_of(store, case.id, user), item)
                if item.open and draft is not None:
                    save(store, computation, draft, user, at, place.claim_minutes)
            if any(part in case.submission.name for part in SIGNED):
                seen = version(case_of(store, case.id, user), APPLICATION)
                request = secrets.token_hex(16)
                words = "材料齐全，同意按核定结果上报。"
                signing_off.sign_off(
                    store, computation, place, case.id, seen, request, words, user, at
                )
        ids = {
            key: next(one.id for one in store.submissions() if part in one.name)
            for key, part in SHOWN.items()
        }
        differing = store.review_items(ids["differing"], ReviewReason.CONFLICT)
        return ids | {"conflict": differing[0].id}


def _reviews(store: Store) -> Iterator[tuple[dt.datetime, Case, User]]:
    """Which applications are reviewed, by whom and when: one after another over weeks."""
    users = {user.name: user for user in store.users()}
    at = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(days=40)
    for number, part in enumerate((*SIGNED, *BEGUN)):
        found = next(one.id for one in store.submissions() if part in one.name)
        user = users["wang" if number % 2 else "li"]
        yield at + dt.timedelta(days=5 * number), case_of(store, found, user), user


def _answer(case: Case, item: ReviewItem) -> Draft | None:
    """What a reviewer would answer who finds the machine right; None where nothing is asked."""
    now = {one.id: one for one in case.items}.get(item.id)
    if now is None or not now.open:
        return None
    kind = KINDS.get(item.reason, DecisionKind.VALUE)
    value = None
    if kind is DecisionKind.VALUE:
        field = case.record.fields.get(item.subject)
        if field is None or field.value is None:
            return None
        value = field.value
    answer = True if kind is DecisionKind.JUDGEMENT else None
    note = "材料所述属实" if kind is DecisionKind.JUDGEMENT else ""
    seen, request = version(case, item.subject), secrets.token_hex(16)
    return Draft(case.id, kind, item.subject, seen, request, value=value, answer=answer, note=note)
