"""People are made on the command line; a password is never an argument and never a default."""

from __future__ import annotations

import getpass
import io
import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.accounts import Role, passwords
from pipeline.settings import settings
from pipeline.store import open_store

GOOD, OTHER = "竹林里的第七盏灯笼还亮着", "月下的第九座木桥没有名字"
Command = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    """Standard input that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Command:
    """The command `user`: exit status, standard output, standard error."""
    from pipeline.cli import main

    def run(*words: str, typed: str = "", terminal: bool = False) -> tuple[int, str, str]:
        monkeypatch.setattr(
            sys, "argv", ["zhongchuang", "--home", str(tmp_path / "home"), "user", *words]
        )
        monkeypatch.setattr(sys, "stdin", Terminal(typed) if terminal else io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capfd.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def add(user: Command, name: str = "admin", role: str = "administrator") -> None:
    status, _, said = user("add", name, "--role", role, "--password-stdin", typed=f"{GOOD}\n")
    assert status == 0, said


def test_the_first_administrator(user: Command, tmp_path: Path) -> None:
    status, out, said = user(
        "add", "Wang", "--role", "administrator", "--title", "王知行", "--password-stdin",
        typed=f"{GOOD}\r\n",
    )  # fmt: skip

    assert (status, out) == (0, "")
    assert "wang may sign in, as administrator" in said
    with open_store(settings(tmp_path / "home", environ={}).database) as store:
        account = store.account("wang")
    assert account is not None and account.password is not None
    assert (account.user.title, account.user.role) == ("王知行", Role.ADMINISTRATOR)
    assert passwords.verified(account.password, GOOD)


@pytest.mark.parametrize("typed", ["", "\n", "short\n", "password2026\n", "wangwangwang\n"])
def test_nobody_without_a_good_password(user: Command, tmp_path: Path, typed: str) -> None:
    status, _, said = user("add", "wang", "--password-stdin", typed=typed)

    assert status == 2
    assert "password" in said
    assert not (tmp_path / "home").exists()


def test_no_password_is_made_up_where_none_can_be_typed(user: Command) -> None:
    status, _, said = user("add", "wang")

    assert status == 2
    assert "--password-stdin" in said


def test_typed_twice_and_the_same(user: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([GOOD, OTHER, GOOD, GOOD])
    monkeypatch.setattr(getpass, "getpass", lambda prompt: next(answers))

    assert user("add", "wang", terminal=True)[0] == 2
    assert user("add", "wang", terminal=True)[0] == 0


def read_until(terminal: int, words: str) -> str:
    """What the terminal shows up to those words."""
    seen = b""
    while words.encode() not in seen:
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, seen.decode()
        seen += os.read(terminal, 1_000)
    return seen.decode()


def test_what_is_typed_at_a_terminal_is_not_shown(tmp_path: Path) -> None:
    """At a real terminal, as an operator does it."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline", "--home", str(tmp_path), "user", "add", "wang"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        seen = ""
        try:
            for prompt in ("Password", "Once more"):
                seen += read_until(ours, prompt)
                # What is typed between the prompt and the end of the echo is thrown away.
                while termios.tcgetattr(ours)[3] & termios.ECHO:
                    time.sleep(0.01)
                os.write(ours, f"{GOOD}\n".encode())
            seen += read_until(ours, "may sign in")
        finally:
            process.terminate()
            process.wait()
            os.close(ours)
    assert "wang may sign in" in seen
    assert GOOD not in seen


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "admin", "--password-stdin"), "already"),
        (("add", "a b", "--password-stdin"), "no user name"),
        (("add", "x", "--role", "root", "--password-stdin"), "is no role"),
        (("add", "x", "--ruleset", "nowhere", "--password-stdin"), "no such policy"),
        (("role", "nobody", "viewer"), "there are: admin"),
        (("role", "admin", "viewer"), "only administrator"),
        (("disable", "admin"), "only administrator"),
        (("limit", "admin"), "name the policies"),
        (("limit", "admin", "x", "--all"), "name the policies"),
        (("passwd", "nobody", "--password-stdin"), "there are: admin"),
    ],
)
def test_what_cannot_be_done_says_why(user: Command, words: tuple[str, ...], why: str) -> None:
    add(user)

    status, out, said = user(*words, typed=f"{GOOD}\n")

    assert (status, out) == (2, "")
    assert why in said
    assert "Traceback" not in said


def test_a_person_is_changed_step_by_step(user: Command) -> None:
    add(user)
    add(user, "wang", "reviewer")
    from pipeline.rules import load_rulesets

    ruleset = min(load_rulesets(Path("/nonexistent")))

    assert user("role", "wang", "second_reviewer")[0] == 0
    assert user("limit", "wang", ruleset)[0] == 0
    assert user("disable", "wang")[0] == 0
    assert user("passwd", "wang", "--password-stdin", typed=f"{OTHER}\n")[0] == 0

    status, out, _ = user("list", "--json")
    assert status == 0
    assert json.loads(out)["users"][1] == {
        "name": "wang",
        "title": "wang",
        "role": "second_reviewer",
        "rulesets": [ruleset],
        "enabled": False,
        "password": True,
        "openid": False,
        "signed_in_at": None,
    }
    assert user("enable", "wang")[0] == user("limit", "wang", "--all")[0] == 0
    assert json.loads(user("list", "--json")[1])["users"][1]["rulesets"] == []


def test_a_list_for_people(user: Command) -> None:
    assert "user add" in user("list")[2]
    add(user)

    status, out, _ = user("list")
    assert status == 0
    assert "admin" in out and "never" in out and "$argon2" not in out
