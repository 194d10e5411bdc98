"""A language model's answers, from a real server on this machine: right, wrong, broken, slow."""

from __future__ import annotations

import gzip
import json
import logging
from decimal import Decimal
from typing import Any

import pytest

from extractors.catalogue import load_catalogue
from extractors.find.added.claims import Dropped, located
from extractors.find.added.finder import Claim, FinderError
from extractors.model import Document, Method
from pipeline.finders.addresses import inside
from pipeline.finders.conversation import tokens
from pipeline.finders.openai import ANSWER_BYTES, LanguageModel, finder
from pipeline.settings import SettingsError
from tests.extractors.find.added.test_quotes import paragraphs
from tests.pipeline.finders.standins import (
    Server,
    drips,
    hangs_up,
    model_server,
    pours,
    says,
    sends,
    waits,
    writes,
)

FIELDS = load_catalogue().fields
PLAN = paragraphs("建设情况", "地方一共1200平方米，桌椅90套。")
AREA = {"field": "total_area_m2", "value": "1200", "quote": "地方一共1200平方米", "block": 1}


def model(server: Server, **changes: Any) -> LanguageModel:
    options = {"seconds": 20.0, "waits": (0.0, 0.0), **changes}
    return LanguageModel(inside(server.url, "URL"), "stand-in", **options)


def ask(*replies: Any, document: Document = PLAN, **changes: Any) -> tuple[list[Claim], Server]:
    with model_server(*replies) as server:
        return list(model(server, **changes).find(document, FIELDS)), server


def test_a_right_answer_becomes_a_candidate():
    claims, server = ask(says(AREA))
    (candidate,) = located(PLAN, claims, "stand-in").candidates

    assert candidate.value == Decimal(1200)
    assert (candidate.method, candidate.evidence[0].text) == (Method.EXTERNAL, "1200平方米")
    assert server.asked[0].path == "/v1/chat/completions"
    assert server.asked[0].portion == "[0] 建设情况\n[1] 地方一共1200平方米，桌椅90套。"


def test_the_model_is_told_every_field_with_its_unit():
    _, server = ask(says())
    told = server.asked[0].body["messages"][0]["content"]

    assert all(key in told for key in FIELDS)
    assert "total_area_m2（总面积，㎡" in told
    assert server.asked[0].body["temperature"] == 0


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        ({**AREA, "quote": "总面积为1200平方米"}, Dropped.NOT_IN_TEXT),
        ({**AREA, "value": "1300"}, Dropped.NOT_READ),
        ({**AREA, "field": "area_of_mars"}, Dropped.UNKNOWN_FIELD),
        ({**AREA, "field": "workstation_count"}, Dropped.NOT_READ),  # ㎡ are no workstations
        ({**AREA, "quote": 12}, Dropped.CUT),  # of 1200
        ({**AREA, "quote": None}, Dropped.NOT_IN_TEXT),
        ({**AREA, "value": {"a": 1}}, Dropped.NOT_READ),
        ({**AREA, "quote": "地方一共1200平方米\x00"}, Dropped.MALFORMED),
        ({**AREA, "quote": "一" * 5_000}, Dropped.MALFORMED),
        ({}, Dropped.UNKNOWN_FIELD),
    ],
)
def test_what_the_text_does_not_bear_out_is_dropped(finding, reason):
    claims, _ = ask(says(finding))
    answer = located(PLAN, claims, "stand-in")

    assert (answer.candidates, answer.dropped) == ((), {reason: 1})


@pytest.mark.parametrize("block", [99, -1, "x", 10**400, None, 1.5])
def test_a_wrong_block_does_not_hide_a_quote_that_stands_once(block):
    claims, _ = ask(says({**AREA, "block": block}))

    assert len(located(PLAN, claims, "stand-in").candidates) == 1


@pytest.mark.parametrize(
    "content",
    [
        "```json\n" + json.dumps({"findings": [AREA]}) + "\n```",
        '<think>{"findings": [1]}</think>' + json.dumps({"findings": [AREA]}),
        '{"findings": [' + json.dumps(AREA) + ', {"field": "workst',  # cut off at its limit
        json.dumps({"findings": [{**AREA, "value": 1200}, "and more"]}),
        json.dumps({"findings": [{**AREA, "value": 1200.0}, 7]}),
    ],
)
def test_a_sloppy_answer_is_read_as_far_as_it_is_whole(content):
    claims, server = ask(writes(content))

    assert len(located(PLAN, claims, "stand-in").candidates) == 1
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        writes("很抱歉，我不能回答。"),
        writes("[" * 100_000),
        writes('{"findings": {}}'),
        writes(None),
        writes(["text"]),
        sends(b"garbage"),
        sends(b"[" * 200_000),
        sends(b'{"choices": []}'),
        sends(b"\xff\xfe\x00"),
        sends(gzip.compress(b"{}"), Content_Encoding="gzip"),  # not asked for, not unpacked
        sends(b"", status=503),
        sends(b"", status=500),
        sends(b"", status=429),
        hangs_up,
    ],
)
def test_a_broken_answer_is_asked_for_three_times_and_no_more(reply):
    with model_server(reply) as server, pytest.raises(FinderError):
        list(model(server).find(PLAN, FIELDS))

    assert len(server.asked) == 3


def test_a_fault_that_passes_costs_nothing():
    claims, server = ask(sends(b"", status=503), writes("hm"), says(AREA))

    assert (len(claims), len(server.asked)) == (1, 3)


@pytest.mark.parametrize("status", [400, 401, 404, 302])
def test_a_refusal_is_not_asked_again_and_a_redirect_not_followed(status):
    refusal = sends(b"", status=status, Location="http://127.0.0.1:1/")
    said = pytest.raises(FinderError, match=f"status {status}")
    with model_server(refusal) as server, said:
        list(model(server).find(PLAN, FIELDS))

    assert len(server.asked) == 1


def test_an_answer_without_end_is_cut_off():
    with model_server(pours) as server, pytest.raises(FinderError, match=str(ANSWER_BYTES)):
        list(model(server).find(PLAN, FIELDS))


def test_an_answer_that_drips_ends_with_the_time():
    with model_server(drips(0.05)) as server, pytest.raises(FinderError, match="out of time"):
        list(model(server, seconds=0.5).find(PLAN, FIELDS))


def test_a_slow_server_is_asked_again_within_the_time():
    with model_server(waits(0.6)) as server, pytest.raises(FinderError, match="no answer in time"):
        list(model(server, request_seconds=0.1).find(PLAN, FIELDS))


def test_nobody_listening_is_an_error_of_the_finder():
    with model_server(says()) as server:
        gone = model(server)
    with pytest.raises(FinderError, match="no connection"):
        list(gone.find(PLAN, FIELDS))


def test_a_long_document_goes_in_portions_that_fit():
    document = paragraphs(*(f"第{n}段" + "文" * 90 for n in range(50)), "一" * 3_000)
    _, server = ask(says(), document=document, room=600)
    portions = [question.portion for question in server.asked]

    assert max(map(tokens, portions)) <= 600
    assert "".join(portions).count("一") == 3_000
    assert all(f"[{n}] 第{n}段" in "\n".join(portions) for n in range(50))


def test_what_was_answered_before_a_failure_has_been_said():
    document = paragraphs(*["文" * 400] * 3, "地方一共1200平方米")
    said = []
    with model_server(says(AREA), sends(b"", status=404)) as server, pytest.raises(FinderError):
        for claim in model(server, room=600).find(document, FIELDS):
            said.append(claim)

    assert len(said) == 1


def test_the_key_is_sent_and_proxies_are_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    _, server = ask(says(), key="office")

    assert server.asked[0].headers["Authorization"] == "Bearer office"


def test_text_and_answers_are_not_logged(caplog):
    caplog.set_level(logging.DEBUG)
    with model_server(writes("地方一共1200平方米")) as server, pytest.raises(FinderError) as error:
        list(model(server).find(PLAN, FIELDS))

    assert "1200" not in caplog.text + str(error.value)


# --- the settings ---------------------------------------------------------------------------

LOCAL = {"ZHONGCHUANG_FINDER_URL": "http://127.0.0.1:8000/v1", "ZHONGCHUANG_FINDER_MODEL": "q"}


def test_the_environment_makes_a_finder():
    made = finder({**LOCAL, "ZHONGCHUANG_FINDER_SECONDS": "100"})

    assert (made.name, made.address.url, made.seconds) == ("q", "http://127.0.0.1:8000/v1", 90.0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ZHONGCHUANG_FINDER_MODEL": ""}, "MODEL is not set"),
        ({"ZHONGCHUANG_FINDER_URL": ""}, "write http"),
        ({"ZHONGCHUANG_FINDER_URL": "http://8.8.8.8/v1"}, "outside private networks"),
        ({"ZHONGCHUANG_FINDER_TOKENS": "100"}, "at least"),
        ({"ZHONGCHUANG_FINDER_TOKENS": "many"}, "at least"),
        ({"ZHONGCHUANG_FINDER_SECONDS": "soon"}, "seconds"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_at_start(changes, said):
    with pytest.raises(SettingsError, match=said):
        finder({**LOCAL, **changes})


def test_another_model_or_another_question_is_another_revision():
    made = finder(LOCAL)

    assert made.revision == finder(LOCAL).revision
    assert made.revision != finder({**LOCAL, "ZHONGCHUANG_FINDER_MODEL": "r"}).revision
    assert made.revision != finder({**LOCAL, "ZHONGCHUANG_FINDER_TOKENS": "9000"}).revision
