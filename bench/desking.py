"""The command `bench/desk`: how fast the review desk answers when it holds many applications.

The bundled samples are judged once and stored many times over under other names, so that queue,
search and pages have as much to go through as in a province; then so many reviewers ask at once,
each pausing between two pages as people do. Percentiles of what they waited are printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from bench.accuracies import SAMPLES
from pipeline import stages
from pipeline.accounts import Role, people
from pipeline.model import Assessment, FieldValue, Record, ReviewItem, Submission
from pipeline.review.listing import listing, search_text
from pipeline.settings import Settings, Tools, settings
from pipeline.store import open_store
from pipeline.store.queries import Store
from pipeline.store.rows import Judged, Shown, Standing, StoredFile

NAME, PASSWORD = "bench", "秤砣虽小压千斤，路遥知马力"
HOST, PORT = "127.0.0.1", 8765
# Between two pages a person reads; a second is the pace of somebody in a great hurry.
PAUSE = 1.0
# An answer later than this at the 95th percentile is felt as waiting.
BOUNDS = {"queue": 150, "search": 150, "application": 150, "document": 150, "image": 250}
IMAGE = re.compile(r'="([^"]+\.jpg[^"]*)"')
ZONE = ZoneInfo("Asia/Shanghai")
PLACES = ("云岭", "滇池", "瓯江", "天山", "洱海", "苍山", "伊犁", "雁荡")
KINDS = ("青创", "智造", "文旅", "农创", "数谷", "匠造", "星火", "海归")


@dataclass(frozen=True)
class Sample:
    """One judged submission, to be stored again under other names."""

    submission: Submission
    files: tuple[StoredFile, ...]
    record: Record
    assessment: Assessment | None
    items: tuple[ReviewItem, ...]
    standing: Standing


@dataclass
class Waits:
    """Milliseconds waited, by kind of page."""

    by_kind: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Print percentiles of the answers' times, and whether they stay in bounds."""
    parser = argparse.ArgumentParser(prog="bench/desk", description=__doc__)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--reviewers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--home", type=Path, default=Path("build/bench-desk"))
    chosen = parser.parse_args(arguments)
    place = replace(settings(chosen.home), tools=Tools(recognise=False, convert=False, place=False))
    fill(place, chosen.submissions, chosen.reviewers)
    with serving(place):
        waits = ask(place, chosen.reviewers, chosen.seconds)
    return report(waits)


# --- many applications ----------------------------------------------------------------------


def fill(place: Settings, wanted: int, reviewers: int) -> None:
    """Bring the home to so many submissions and people."""
    if not place.inbox.is_dir():
        shutil.copytree(SAMPLES / "submissions", place.inbox)
        stages.run(place)
    with open_store(place.database) as store:
        known = {user.name for user in store.users()}
        for name in sorted({f"{NAME}{number}" for number in range(reviewers)} - known):
            people.add(store, name, "", Role.REVIEWER, PASSWORD, dt.datetime.now(dt.UTC))
        here = store.submissions()
        samples = [sample_of(store, one) for one in here if one.id.startswith("s-")]
        chance = random.Random(7)
        for number in range(len(here), wanted):
            add(store, chance.choice(samples), number, chance)
            if number % 500 == 0:
                print(f"{number} of {wanted} submissions stored", file=sys.stderr)
        values = sum(
            value.value is not None for sample in samples for value in sample.record.fields.values()
        )
        each = values // len(samples)
        print(f"{wanted} submissions, about {each * wanted:,} field values")


def sample_of(store: Store, submission: Submission) -> Sample:
    record = store.record(submission.id)
    assert record is not None, "what a run has done is stored"
    return Sample(
        submission,
        store.stored_files(submission.id),
        record,
        store.assessment(submission.id),
        store.review_items(submission.id, only_open=False),
        store.standings()[submission.id],
    )


def add(store: Store, sample: Sample, number: int, chance: random.Random) -> None:
    """Store a sample once more, with another name, day and applicant."""
    name = f"{chance.choice(PLACES)}{chance.choice(KINDS)}众创空间第{number}号"
    received = dt.datetime(2026, 1, 5, tzinfo=dt.UTC) + dt.timedelta(minutes=43 * number)
    old = sample.submission
    submission = replace(old, id=f"x-{number:06d}", name=name, received_at=received)
    operator = sample.record.fields["operator_name"]
    applicant: FieldValue = replace(operator, value=f"{name}运营管理有限公司")
    record = replace(sample.record, fields={**sample.record.fields, "operator_name": applicant})
    items = tuple(
        replace(item, id=item.id.replace(old.id, submission.id, 1), submission=submission.id)
        for item in sample.items[: chance.randint(3, 18)]
    )
    store.register(submission, sample.files)
    store.save_judged(
        Judged(
            submission=submission.id,
            standing=replace(sample.standing, shared=None),
            record=record,
            assessment=sample.assessment,
            items=tuple((item, None) for item in items),
            last_decision=0,
            shown=Shown(
                listing(submission, record, sample.assessment, items, (), ZONE),
                search_text(submission, record),
                {},
                received,
            ),
        )
    )


# --- many reviewers -------------------------------------------------------------------------


@contextmanager
def serving(place: Settings) -> Iterator[None]:
    """The desk in a process of its own, as an office runs it."""
    command = [sys.executable, "-m", "pipeline", "--home", str(place.home), "serve"]
    server = subprocess.Popen([*command, "--port", str(PORT)], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"http://{HOST}:{PORT}/sign-in")
                break
            except httpx.TransportError:
                assert time.monotonic() < until and server.poll() is None, "the desk is not open"
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(30)


def ask(place: Settings, reviewers: int, seconds: float) -> Waits:
    """Have so many people work at once."""
    waits, lock = Waits(), threading.Lock()
    with open_store(place.database) as store:
        ids = [one.id for one in store.submissions()]
    with ExitStack() as held:
        # One after another: a crowd at the door is slowed, and this is about the desk.
        clients = [held.enter_context(closing(signed_in(number))) for number in range(reviewers)]
        until = time.monotonic() + seconds
        threads = [
            threading.Thread(target=work, args=(number, client, ids, until, waits, lock))
            for number, client in enumerate(clients)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return waits


def work(
    number: int,
    client: httpx.Client,
    ids: Sequence[str],
    until: float,
    waits: Waits,
    lock: threading.Lock,
) -> None:
    """One reviewer: the queue, a search, an application, its documents and pages."""
    chance = random.Random(number)
    while time.monotonic() < until:
        one = chance.choice(ids)
        sort = chance.choice(("stakes", "deadline", "received", "name"))
        page = chance.randint(1, 20)
        pages = [
            ("queue", f"/queue?sort={sort}&page={page}"),
            ("search", f"/queue?q={chance.choice(PLACES)}{chance.choice(KINDS)}"),
            ("application", f"/applications/{one}"),
            ("document", f"/applications/{one}/documents/0"),
        ]
        for kind, address in pages:
            time.sleep(PAUSE * chance.uniform(0.5, 1.5))
            answer = timed(client, kind, address, waits, lock)
        for image in IMAGE.findall(answer)[:2]:
            timed(client, "image", image.replace("&amp;", "&"), waits, lock)


def signed_in(number: int) -> httpx.Client:
    """A browser in which one of the people has signed in."""
    client = httpx.Client(base_url=f"http://{HOST}:{PORT}", timeout=60)
    token = re.search(r'name="csrf" value="([^"]+)"', client.get("/sign-in").text)
    assert token is not None, "the form of the door holds a token"
    given = {"csrf": token[1], "name": f"{NAME}{number}", "password": PASSWORD}
    assert client.post("/sign-in", data=given).status_code == 303, "the bench comes in"
    return client


def timed(client: httpx.Client, kind: str, address: str, waits: Waits, lock: threading.Lock) -> str:
    started = time.perf_counter()
    answer = client.get(address)
    waited = (time.perf_counter() - started) * 1000
    with lock:
        if answer.status_code == 200:
            waits.by_kind[kind].append(waited)
        else:
            waits.failed.append(f"{answer.status_code} {address}")
    return answer.text if kind != "image" else ""


def report(waits: Waits) -> int:
    """Print the percentiles; 1 where one is out of bounds or a page failed."""
    print(f"{'page':12} {'asked':>6} {'p50':>7} {'p95':>7} {'p99':>7}  ms   bound p95")
    out = False
    for kind, bound in BOUNDS.items():
        found = waits.by_kind.get(kind, [])
        if len(found) < 2:
            print(f"{kind:12} {len(found):6}")
            continue
        shares: Mapping[int, float] = dict(
            zip(range(1, 100), statistics.quantiles(found, n=100), strict=True)
        )
        out |= shares[95] > bound
        print(
            f"{kind:12} {len(found):6} {shares[50]:7.0f} {shares[95]:7.0f} {shares[99]:7.0f}"
            f"       {bound}{'  over' if shares[95] > bound else ''}"
        )
    for line in waits.failed[:10]:
        print(f"failed: {line}")
    return int(out or bool(waits.failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
