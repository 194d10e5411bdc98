"""A program signs in with the cookie and the token that browsers have, and by the same rules."""

from __future__ import annotations

import pytest
from httpx import Client, Response

from tests import desks
from tests.pipeline.web.api.conftest import API, Program, entered


def try_as(client: Client, name: str, password: str) -> Response:
    token = client.get(f"{API}/session").json()["csrf"]
    body = {"name": name, "password": password}
    return client.post(f"{API}/session", json=body, headers={"X-CSRF-Token": token})


def test_who_signed_in_is_told_with_rights_and_the_new_token(client: Client) -> None:
    answer = try_as(client, "wang", desks.PASSWORD)

    told = answer.json()
    assert (told["name"], told["role"]) == ("wang", "reviewer")
    assert told["rights"] == ["view", "review", "upload"]
    assert client.get(f"{API}/session").json()["csrf"] == told["csrf"]
    assert client.get(f"{API}/applications").status_code == 200


def test_a_session_begun_by_a_program_is_a_browsers_session_too(reviewer: Program) -> None:
    assert "王知行" in reviewer.client.get("/queue").text


def test_a_wrong_password_is_told_as_a_problem_and_begins_nothing(client: Client) -> None:
    answer = try_as(client, "wang", "不对")

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "用户名或密码不正确"
    assert client.get(f"{API}/applications").status_code == 401


def test_guessing_is_slowed_down_as_at_the_page(client: Client) -> None:
    answers = [try_as(client, "wang", f"猜{number}") for number in range(12)]

    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    # The right password is refused as well until the wait is over.
    assert try_as(client, "wang", desks.PASSWORD).status_code == 429


def test_signing_in_without_the_token_of_this_client_is_refused(client: Client) -> None:
    body = {"name": "wang", "password": desks.PASSWORD}

    assert client.post(f"{API}/session", json=body).status_code == 403
    other = client.post(f"{API}/session", json=body, headers={"X-CSRF-Token": "a" * 64})
    assert other.status_code == 403


def test_signing_out_ends_the_session(reviewer: Program) -> None:
    assert reviewer.send("/session", method="DELETE").status_code == 204
    assert reviewer.get("/applications").status_code == 401


@pytest.mark.parametrize("token", ["", "0" * 43])
def test_a_change_without_the_sessions_token_is_refused(server: desks.Running, token: str) -> None:
    program = entered(server.url, "wang")
    answer = Program(program.client, token).send("/applications/next")
    program.client.close()

    assert answer.status_code == 403
    assert "未作任何改动" in answer.json()["detail"]
