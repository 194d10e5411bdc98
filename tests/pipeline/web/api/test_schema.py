"""Requests made from the OpenAPI document, right and wrong ones: every answer is as described.

None is a failure of the server, all fit their schema, wrong ones are refused, and without a
session nothing is answered. `ZHONGCHUANG_API_EXAMPLES` sets how many a check makes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode

from pipeline.accounts import Role
from tests import desks
from tests.pipeline.web.api.conftest import API, Program, entered

EXAMPLES = int(os.environ.get("ZHONGCHUANG_API_EXAMPLES", "8"))
# What the desk itself refuses fits the schema all the same: a text that is no number, an
# application signed already.
ANSWERS = ["2xx", "403", "404", "409", "413", "422", "429"]


@pytest.fixture(scope="module")
def program(trial_server: desks.Running) -> Iterator[Program]:
    program = entered(trial_server.url, desks.NAMES[Role.ADMINISTRATOR][0])
    yield program
    program.client.close()


@pytest.fixture(scope="module")
def ids(program: Program) -> list[str]:
    return [one["submission"] for one in program.get("/applications").json()["entries"]]


@pytest.fixture(scope="module")
def described(trial_server: desks.Running) -> Any:
    config = SchemathesisConfig.from_dict(
        {"checks": {"positive_data_acceptance": {"expected-statuses": ANSWERS}}}
    )
    return schemathesis.openapi.from_url(f"{trial_server.url}{API}/openapi.json", config=config)


# Everything in a form is text: a number in place of a file's content is content.
UNTYPED = {f"POST {API}/uploads"}
CARRIED = (ParameterLocation.COOKIE, ParameterLocation.HEADER)
# Leaving ends the session that all others use.
LEFT_OUT = {f"DELETE {API}/session"}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_described(
    mode: GenerationMode,
    described: Any,
    program: Program,
    ids: list[str],
    subtests: pytest.Subtests,
) -> None:
    tried = 0
    for operation in (found.ok() for found in described.get_all_operations()):
        if operation.label in LEFT_OUT or (mode.is_negative and operation.label in UNTYPED):
            continue
        # An operation that takes nothing cannot be asked wrongly.
        takes = operation.body or operation.path_parameters or operation.query
        if mode.is_negative and not takes:
            continue
        tried += 1
        with subtests.test(operation.label):
            _try(operation, mode, program, ids)

    assert tried > 20


def wrong_at(case: schemathesis.Case, where: ParameterLocation) -> bool:
    """Whether that part of a request was made not to fit the document."""
    return case.meta is not None and case.meta.is_negative_at(where)


def _try(operation: Any, mode: GenerationMode, program: Program, ids: list[str]) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case) -> None:
        # The session and its token are right here; without them nobody gets further anyway.
        assume(not any(wrong_at(case, where) for where in CARRIED))
        if "submission_id" in case.path_parameters and not wrong_at(case, ParameterLocation.PATH):
            case.path_parameters["submission_id"] = ids[len(repr(case.body)) % len(ids)]
        case.call_and_validate(
            headers={"X-CSRF-Token": program.csrf},
            cookies=dict(program.client.cookies),
            timeout=30,
        )

    asked()
