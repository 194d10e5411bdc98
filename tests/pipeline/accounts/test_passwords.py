"""Weak passwords are refused; what is kept of one proves it and tells nothing."""

from __future__ import annotations

import threading

import pytest
from argon2 import PasswordHasher

from pipeline.accounts import AccountError, passwords

GOOD = "竹林里的第七盏灯笼还亮着"


@pytest.mark.parametrize(
    "password",
    [GOOD, "correct donkey battery 7", "x7#Kq!29vLp0", "0" * 11 + "abcdefg", "w" * 199 + "v"],
)
def test_twelve_characters_of_any_kind_are_enough(password: str) -> None:
    passwords.check(password, "wang")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "至少 12"),
        ("x7#Kq!29vLp", "至少 12"),
        ("x7#Kq!29vLp0" * 20, "最多 200"),
        ("zhang.sanfeng", "用户名"),
        ("ZHANG.SANFENG1", "用户名"),
        ("zhang.sanfeng@2026!", "用户名"),
        ("password2026", "常见"),
        ("Password123!", "常见"),
        ("qwertyuiop[]"[:10] + "12", "常见"),
        ("admin1234567", "常见"),
        ("123456789012", "常见"),
        ("aaaaaaaaaaaa", "常见"),
        ("abcabcabcabca", "常见"),
        ("众创空间众创空间众创空间", "常见"),
        ("ｐａｓｓｗｏｒｄ２０２６", "常见"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, words: str) -> None:
    with pytest.raises(AccountError) as raised:
        passwords.check(password, "zhang.sanfeng")
    assert words in raised.value.words


def test_a_password_is_proved_by_what_is_kept() -> None:
    kept = passwords.made(GOOD)

    assert GOOD not in kept
    assert kept.startswith("$argon2id$")
    assert passwords.verified(kept, GOOD)
    assert not passwords.verified(kept, GOOD + "。")
    assert kept != passwords.made(GOOD)


def test_the_same_password_from_another_keyboard() -> None:
    assert passwords.verified(passwords.made("Ａbcdefghijk１"), "Abcdefghijk1")


@pytest.mark.parametrize("kept", [None, "", "not a digest", "$argon2id$v=19$broken"])
def test_without_a_digest_nothing_fits(kept: str | None) -> None:
    assert not passwords.verified(kept, GOOD)


def test_who_is_not_there_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            looked.append(str(hash).split("$")[3])
            return super().verify(hash, password)  # type: ignore[return-value]

    monkeypatch.setattr(passwords, "HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1))
    kept = passwords.made(GOOD)

    passwords.verified(kept, "something else")
    passwords.verified(None, "something else")
    passwords.verified(kept, "endless" * 1000)

    assert looked == ["m=8,t=1,p=1"] * 3


def test_a_digest_made_with_other_parameters_is_outdated() -> None:
    kept = passwords.made(GOOD)
    dear = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)

    assert not passwords.outdated(kept)
    assert passwords.outdated(dear.hash(GOOD))


def test_a_crowd_is_let_in_two_by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """64 MiB a try: a hundred at once must not take the machine's memory."""
    inside, most, lock = 0, 0, threading.Lock()

    class Watched(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            nonlocal inside, most
            with lock:
                inside += 1
                most = max(most, inside)
            try:
                return super().verify(hash, password)  # type: ignore[return-value]
            finally:
                with lock:
                    inside -= 1

    kept = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    monkeypatch.setattr(passwords, "HASHER", Watched(time_cost=1, memory_cost=8, parallelism=1))
    threads = [threading.Thread(target=passwords.verified, args=(kept, "x")) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 1 <= most <= 2
