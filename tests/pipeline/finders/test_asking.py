"""A finder adds what the text bears out; whatever it does, no file is lost and none waits long."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from extractors.catalogue import load_catalogue
from extractors.find import find_in
from extractors.find.added.claims import Dropped
from extractors.find.added.finder import Claim, FinderError
from extractors.model import DocumentFindings, Method
from pipeline.finders.asking import FAILURES_IN_A_ROW, AddedFinders
from tests.extractors.find.added.test_quotes import paragraphs
from tests.pipeline.finders.standins import Parrot

RIGHT = Claim("total_area_m2", "地方一共1200平方米", "1200")
FOUND = find_in(paragraphs("建设情况", "地方一共1200平方米，创业工位90个。"))


def external(found: DocumentFindings) -> list[tuple[str, object]]:
    return [(c.field, c.value) for c in found.candidates if c.method is Method.EXTERNAL]


def failed(found: DocumentFindings) -> list[str]:
    return [p.place for p in found.document.problems if p.code == "finder_failed"]


@dataclass
class Odd(Parrot):
    """Says one right thing, then does something else."""

    error: BaseException | None = None
    seconds: float = 0.0

    def find(self, document, fields) -> Iterator[object]:
        self.asked.append(document.name)
        yield RIGHT
        time.sleep(self.seconds)
        if self.error is not None:
            raise self.error


def test_what_it_says_stands_behind_what_we_found():
    found = AddedFinders([Parrot([RIGHT])]).ask(FOUND)

    assert found.candidates[: len(FOUND.candidates)] == FOUND.candidates
    assert external(found) == [("total_area_m2", Decimal(1200))]
    assert failed(found) == []


def test_without_finders_the_reader_is_as_it_was():
    def read(path, sha256, name):
        return FOUND

    assert AddedFinders().beside(read) is read


def test_a_document_without_text_is_not_asked_about():
    parrot = Parrot([RIGHT])
    empty = replace(FOUND, document=replace(FOUND.document, blocks=()))

    assert AddedFinders([parrot]).ask(empty) is empty
    assert parrot.asked == []


@pytest.mark.parametrize(
    "error", [FinderError("no model"), ValueError("地方一共"), RecursionError(), KeyError("x")]
)
def test_a_failure_keeps_what_was_said_and_marks_the_document(error, caplog):
    found = AddedFinders([Odd(error=error)]).ask(FOUND)

    assert external(found) == [("total_area_m2", Decimal(1200))]
    assert failed(found) == ["parrot"]
    assert "地方一共" not in caplog.text  # a stranger's message may quote the applicant


def test_a_failing_finder_does_not_keep_another_from_speaking():
    found = AddedFinders([Odd(name="odd", error=FinderError("x")), Parrot([RIGHT])]).ask(FOUND)

    assert len(external(found)) == 2
    assert failed(found) == ["odd"]


@pytest.mark.parametrize("answer", [None, 7, object()])
def test_an_answer_that_is_no_list_is_a_failure(answer):
    class Wrong(Parrot):
        def find(self, document, fields):
            return answer

    assert failed(AddedFinders([Wrong()]).ask(FOUND)) == ["parrot"]


def test_one_that_hangs_is_left_and_not_asked_again():
    odd = Odd(seconds=30)
    added = AddedFinders([odd], seconds=0.05)
    first, second = added.ask(FOUND), added.ask(FOUND)

    assert external(first) == [("total_area_m2", Decimal(1200))]
    assert (failed(first), failed(second)) == (["parrot"], ["parrot"])
    assert (len(odd.asked), external(second)) == (1, [])


def test_one_that_never_ends_is_heard_only_so_long():
    class Endless(Parrot):
        def find(self, document, fields):
            while True:
                yield RIGHT

    found = AddedFinders([Endless()]).ask(FOUND)

    assert len(external(found)) == 1
    assert failed(found) == []


def test_a_finder_that_fails_again_and_again_is_not_asked_any_more():
    odd = Odd(error=FinderError("down"))
    added = AddedFinders([odd])
    answers = [added.ask(FOUND) for _ in range(FAILURES_IN_A_ROW + 2)]

    assert len(odd.asked) == FAILURES_IN_A_ROW
    assert all(failed(answer) == ["parrot"] for answer in answers)


def test_a_success_between_failures_keeps_it_in_use():
    odd = Odd()
    added = AddedFinders([odd])
    for turn in range(3 * FAILURES_IN_A_ROW):
        odd.error = None if turn % FAILURES_IN_A_ROW == 0 else FinderError("down")
        added.ask(FOUND)

    assert len(odd.asked) == 3 * FAILURES_IN_A_ROW


def test_a_finder_is_asked_about_one_document_at_a_time():
    busy = threading.Semaphore(1)
    crossed = []

    class Alone(Parrot):
        def find(self, document, fields):
            if not busy.acquire(blocking=False):
                crossed.append(document.name)
            time.sleep(0.01)
            busy.release()
            return ()

    added = AddedFinders([Alone()])
    threads = [threading.Thread(target=added.ask, args=(FOUND,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert crossed == []


def test_the_log_counts_and_never_quotes(caplog):
    caplog.set_level(logging.INFO)
    lies = [RIGHT, Claim("total_area_m2", "地方一共9999平方米"), "junk"]
    AddedFinders([Parrot(lies)]).ask(FOUND)

    assert "3 claims, 1 located" in caplog.text
    assert f"{Dropped.NOT_IN_TEXT} 1" in caplog.text
    assert "地方" not in caplog.text


@pytest.mark.parametrize("error", [SystemExit(0), KeyboardInterrupt(), GeneratorExit()])
def test_one_that_would_end_the_program_has_failed(error, caplog):
    caplog.set_level("WARNING")
    found = AddedFinders([Odd(error=error)]).ask(FOUND)

    assert failed(found) == ["parrot"]
    assert external(found) == [("total_area_m2", Decimal(1200))]
    assert type(error).__name__ in caplog.text


@pytest.mark.parametrize(
    "change", [lambda f: f.clear(), lambda f: f.update(x=1), lambda f: f.pop("jobs_count")]
)
def test_the_catalogue_it_is_given_cannot_be_changed(change):
    class Meddling(Parrot):
        def find(self, document, fields):
            change(fields)
            return iter(())

    before = dict(load_catalogue().fields)

    assert failed(AddedFinders([Meddling()]).ask(FOUND)) == ["parrot"]
    assert load_catalogue().fields == before
