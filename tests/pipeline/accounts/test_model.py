"""Names are one however they are typed; roles say what people may do."""

from __future__ import annotations

import pytest

from pipeline.accounts import RIGHTS, ROLE_WORDS, Account, AccountError, Right, Role, Session, User
from pipeline.accounts.model import user_name
from tests.pipeline.accounts.conftest import NOW


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("wang", "wang"),
        (" Wang ", "wang"),
        ("ＷＡＮＧ．Li", "wang.li"),
        ("王知行", "王知行"),
        ("li@office.gov.cn", "li@office.gov.cn"),
        ("a" * 64, "a" * 64),
    ],
)
def test_a_name_is_one_however_it_is_typed(typed: str, name: str) -> None:
    assert user_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a b", "-rf", ".", "../x", "a/b", "<b>", "a\nb", "a\u202eb", "a" * 65, "\x00", "%41"],
)
def test_what_could_steer_something_is_no_name(typed: str) -> None:
    with pytest.raises(AccountError) as raised:
        user_name(typed)
    assert "用户名" in raised.value.words


def test_every_role_has_rights_and_a_word() -> None:
    assert set(RIGHTS) == set(ROLE_WORDS) == set(Role)


def test_only_administrators_administer() -> None:
    assert [role for role in Role if Right.ADMINISTER in RIGHTS[role]] == [Role.ADMINISTRATOR]


def test_who_is_disabled_may_nothing() -> None:
    user = User("wang", "王", Role.ADMINISTRATOR, enabled=False)

    assert not any(user.may(right) for right in Right)


def test_a_limited_person_sees_the_named_policies_only() -> None:
    limited = User("wang", "王", Role.REVIEWER, frozenset({"longgang-2023"}))

    assert limited.sees("longgang-2023")
    assert not limited.sees("baoshan-2022")
    assert not limited.sees(None)
    assert User("li", "李", Role.REVIEWER).sees(None)


def test_secrets_are_in_no_log() -> None:
    user = User("wang", "王", Role.REVIEWER)

    assert "argon2id" not in repr(Account(user, NOW, "$argon2id$v=19$"))
    assert "geheim" not in repr(Session("id", user, "geheim", NOW, NOW))
