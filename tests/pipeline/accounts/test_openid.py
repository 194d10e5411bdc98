"""A provider's word lets people in; whatever is not exactly its word does not."""

from __future__ import annotations

import base64
import datetime as dt
import hmac
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwk, jwt

from pipeline.accounts import Role, User, openid, people
from pipeline.accounts.model import Identity
from pipeline.accounts.provider import Provider, ProviderError
from pipeline.accounts.signing_in import Arrival, Refused
from pipeline.settings import OpenId, SettingsError
from pipeline.store.queries import Store
from tests.pipeline.accounts.conftest import NOW
from tests.pipeline.accounts.identity_provider import CLIENT, SECRET, IdentityProvider, served

URL = "https://desk.example"
DOOR = "d" * 43
GOOD = "竹林里的第七盏灯笼还亮着"


@pytest.fixture
def other() -> Iterator[IdentityProvider]:
    """The office's provider, who says it is Li."""
    with served() as provider:
        stamp = int(NOW.timestamp())
        provider.claims = {
            "sub": "4711",
            "iat": stamp,
            "exp": stamp + 300,
            "preferred_username": "Li.Shen",
            "name": "李慎之",
        }
        yield provider


@pytest.fixture
def provider(other: IdentityProvider) -> Provider:
    roles = (("desk-second", "second_reviewer"), ("desk", "reviewer"))
    return Provider(OpenId(other.issuer, CLIENT, SECRET, roles=roles), URL)


def sent(provider: Provider, door: str = DOOR, next: str = "/queue?x=1") -> tuple[str, str]:
    """The state and the code with which the provider sends the person back."""
    errand = openid.set_out(door, next, NOW)
    way = provider.way(errand.state, errand.nonce, errand.verifier, NOW)
    back = urlsplit(httpx2.get(way).headers["location"])
    query = {name: one[0] for name, one in parse_qs(back.query).items()}
    assert back._replace(query="").geturl() == f"{URL}/openid/back"
    return query["state"], query["code"]


def come(
    store: Store,
    provider: Provider,
    door: str = DOOR,
    at: dt.datetime = NOW,
    change: Callable[[str, str], tuple[str, str]] = lambda state, code: (state, code),
) -> Arrival:
    state, code = change(*sent(provider))
    errand = openid.came_back(door, state, at)
    return openid.sign_in(store, provider, errand, code, at)


def refused(store: Store, provider: Provider, **given: object) -> Refused:
    with pytest.raises(Refused) as raised:
        come(store, provider, **given)  # type: ignore[arg-type]
    assert store.users() == () and store.sessions() == ()
    return raised.value


# --- who comes ------------------------------------------------------------------------------------


def test_who_comes_first_is_a_viewer(store: Store, provider: Provider) -> None:
    arrival = come(store, provider)

    assert arrival.session.user == User("li.shen", "李慎之", Role.VIEWER)
    account = store.account("li.shen")
    assert account is not None
    assert account.identity == Identity(provider.settings.issuer, "4711")
    assert account.password is None


def test_who_comes_again_is_the_same_whatever_they_are_called_now(
    store: Store, provider: Provider, other: IdentityProvider
) -> None:
    come(store, provider)
    other.claims |= {"preferred_username": "somebody", "groups": ["desk-second"]}

    assert come(store, provider).session.user.name == "li.shen"
    assert [(user.name, user.role) for user in store.users()] == [("li.shen", Role.VIEWER)]


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["desk"], Role.REVIEWER),
        (["staff", "desk", "desk-second"], Role.SECOND_REVIEWER),
        ("desk", Role.REVIEWER),
        (["staff"], Role.VIEWER),
        (["administrator", "admin"], Role.VIEWER),
        ([], Role.VIEWER),
        (None, Role.VIEWER),
        ({"desk": 1}, Role.VIEWER),
        (7, Role.VIEWER),
    ],
)
def test_groups_say_what_a_newcomer_may_do(
    store: Store, provider: Provider, other: IdentityProvider, groups: object, role: Role
) -> None:
    other.claims["groups"] = groups

    assert come(store, provider).session.user.role is role


def test_groups_that_only_the_userinfo_tells(store: Store, other: IdentityProvider) -> None:
    other.userinfo = {"sub": "4711", "realm_access": {"roles": ["desk"]}}
    settings = OpenId(
        other.issuer, CLIENT, SECRET, None, "realm_access.roles", (("desk", "reviewer"),)
    )

    assert come(store, Provider(settings, URL)).session.user.role is Role.REVIEWER


def test_userinfo_about_somebody_else_is_refused(
    store: Store, provider: Provider, other: IdentityProvider
) -> None:
    other.userinfo = {"sub": "4712", "groups": ["desk"]}

    refused(store, provider)


def test_a_local_account_of_the_same_name_is_somebody_else(
    store: Store, provider: Provider
) -> None:
    """The provider's user `li.shen` must not become the office's administrator `li.shen`."""
    local = people.add(store, "li.shen", "李慎", Role.ADMINISTRATOR, GOOD, NOW)

    assert come(store, provider).session.user.name == "li.shen-2"
    assert people.named(store, "li.shen") == local


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"preferred_username": None, "email": "li@x.cn"}, "li@x.cn"),
        ({"preferred_username": "<b>", "email": "../x"}, "openid-"),
        ({"preferred_username": None}, "openid-"),
        ({"preferred_username": "x" * 64}, "x" * 64),
    ],
)
def test_a_name_is_made_of_what_the_provider_tells(
    store: Store, provider: Provider, other: IdentityProvider, claims: dict[str, str], name: str
) -> None:
    other.claims |= claims

    assert come(store, provider).session.user.name.startswith(name)


def test_who_is_disabled_here_stays_out(store: Store, provider: Provider) -> None:
    come(store, provider)
    people.change(store, "li.shen", enabled=False)

    with pytest.raises(Refused) as raised:
        come(store, provider)
    assert "停用" in raised.value.words
    assert store.sessions() == ()


def test_without_a_password_nobody_signs_in_by_one(store: Store, provider: Provider) -> None:
    from pipeline.accounts import signing_in

    come(store, provider)
    for guess in ("", "None", GOOD):
        with pytest.raises(Refused):
            signing_in.sign_in(store, "li.shen", guess, NOW)


# --- what is not its word -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda state, code: ("", code),
        lambda state, code: ("x" + state, code),
        lambda state, code: (state[:-1] + ("A" if state[-1] != "A" else "B"), code),
        lambda state, code: (state.replace(".", "..", 1), code),
        lambda state, code: ("1.2.3.4", code),
        lambda state, code: ("9" * 400 + ".a.L3.x", code),
        lambda state, code: ("汉.字.是.的", code),
        lambda state, code: ("1.\ud800.L3.x", code),
    ],
)
def test_a_state_that_is_not_ours_is_refused(
    store: Store, provider: Provider, change: Callable[[str, str], tuple[str, str]]
) -> None:
    assert refused(store, provider, change=change).words == openid.FAILED


@pytest.mark.parametrize("door", ["", "e" * 43])
def test_another_browser_does_not_finish_what_this_one_began(
    store: Store, provider: Provider, door: str
) -> None:
    refused(store, provider, door=door)


def test_where_to_go_next_cannot_be_changed_on_the_way() -> None:
    errand = openid.set_out(DOOR, "/queue", NOW)
    stamp, mark, _, seal = errand.state.split(".")
    _, _, place, _ = openid.set_out(DOOR, "https://evil.example", NOW).state.split(".")

    assert openid.came_back(DOOR, errand.state, NOW).next == "/queue"
    with pytest.raises(Refused):
        openid.came_back(DOOR, f"{stamp}.{mark}.{place}.{seal}", NOW)


@pytest.mark.parametrize("minutes", [-1, 16, 60 * 24])
def test_a_trip_of_another_time_is_refused(
    store: Store, provider: Provider, minutes: float
) -> None:
    refused(store, provider, at=NOW + dt.timedelta(minutes=minutes))


def test_two_trips_share_nothing() -> None:
    one, other = openid.set_out(DOOR, "/", NOW), openid.set_out(DOOR, "/", NOW)

    assert {one.state, one.nonce, one.verifier}.isdisjoint({other.state, other.nonce})
    assert one.verifier != other.verifier
    assert DOOR not in repr(one)


STAMP = int(NOW.timestamp())


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": ["another-client"]},
        {"aud": None},
        {"aud": [CLIENT, "other"]},  # for two, and it does not say who of them asked
        {"aud": [CLIENT, "other"], "azp": "other"},
        {"exp": STAMP - 61},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": None},
        {"iat": STAMP + 3600},
        {"nbf": STAMP + 3600},
        {"sub": None},
        {"sub": ""},
        {"sub": 4711},
        {"at_hash": "d3Jvbmc"},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(
    store: Store, provider: Provider, other: IdentityProvider, claims: dict[str, object]
) -> None:
    other.claims |= claims

    assert refused(store, provider).words == openid.FAILED


def test_clocks_may_differ_by_a_minute(
    store: Store, provider: Provider, other: IdentityProvider
) -> None:
    other.claims |= {"exp": STAMP - 50, "iat": STAMP + 50}

    assert come(store, provider).session.user.name == "li.shen"


def test_a_token_signed_by_another_key_is_refused(
    store: Store, provider: Provider, other: IdentityProvider
) -> None:
    other.published = jwk.RSAKey.generate_key(2048, {"kid": "one"})

    refused(store, provider)


def test_a_token_signed_with_the_shared_secret_or_nothing_is_refused(
    store: Store, provider: Provider, other: IdentityProvider
) -> None:
    claims = other.claims | {"iss": other.issuer, "aud": CLIENT}
    shared = jwk.OctKey.import_key(SECRET + "." * 32)
    by_secret = jwt.encode({"alg": "HS256", "kid": "one"}, claims, shared)
    body = by_secret.split(".")[1]
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"one"}').decode().rstrip("=")
    # The public key, which everybody has, taken for a secret that two share.
    seal = hmac.new(other.key.as_pem(private=False), f"{head}.{body}".encode(), "sha256").digest()
    by_public = f"{head}.{body}.{base64.urlsafe_b64encode(seal).decode().rstrip('=')}"
    unsigned = f"eyJhbGciOiJub25lIn0.{body}."
    for token in (by_secret, by_public, unsigned, "not.a.token", ""):
        other.token = token
        refused(store, provider)


def test_new_keys_are_asked_for_once(
    store: Store, provider: Provider, other: IdentityProvider
) -> None:
    come(store, provider)
    other.key = jwk.RSAKey.generate_key(2048, {"kid": "one"})
    other.asked.clear()

    come(store, provider)

    assert other.asked.count("/keys") == 1


def test_what_it_publishes_is_kept_for_an_hour(
    store: Store, provider: Provider, other: IdentityProvider
) -> None:
    come(store, provider)
    come(store, provider)
    assert other.asked.count("/.well-known/openid-configuration") == 1

    provider.way("s", "n", "v" * 43, NOW + dt.timedelta(minutes=61))
    assert other.asked.count("/.well-known/openid-configuration") == 2


def test_a_code_works_once_and_for_this_browser_only(store: Store, provider: Provider) -> None:
    state, code = sent(provider)
    errand = openid.came_back(DOOR, state, NOW)
    theirs = openid.set_out("e" * 43, "/", NOW)

    with pytest.raises(Refused):  # a code stolen on its way: another verifier
        openid.sign_in(store, provider, theirs, code, NOW)
    with pytest.raises(Refused):  # the provider burns it
        openid.sign_in(store, provider, errand, code, NOW)


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        ({"issuer": "https://evil.example"}, "speaks for"),
        ({"authorization_endpoint": "http://evil.example/authorize"}, "no https address"),
        ({"authorization_endpoint": None}, "no https address"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "no https address"),
    ],
)
def test_a_provider_that_publishes_something_odd_is_not_asked(
    provider: Provider, other: IdentityProvider, metadata: dict[str, object], why: str
) -> None:
    other.metadata = metadata

    with pytest.raises(ProviderError, match=why):
        provider.way("s", "n", "v" * 43, NOW)


@pytest.mark.parametrize(
    "answer",
    [{"id_token": None}, {"id_token": 7}, {"error": "server_error"}, {"id_token": "a.b.c"}],
)
def test_an_answer_without_a_good_token_is_refused(
    store: Store, provider: Provider, other: IdentityProvider, answer: dict[str, object]
) -> None:
    other.answer = answer

    refused(store, provider)


@pytest.mark.parametrize("keys", [{"jwks_uri": None}, {"jwks_uri": "http://127.0.0.1:9/none"}])
def test_a_provider_without_keys_is_not_believed(
    store: Store, provider: Provider, other: IdentityProvider, keys: dict[str, object]
) -> None:
    other.metadata = keys

    refused(store, provider)


def test_a_provider_that_is_gone_is_told(provider: Provider) -> None:
    gone = Provider(replace(provider.settings, issuer="http://127.0.0.1:9"), URL)

    with pytest.raises(ProviderError, match="does not answer"):
        gone.way("s", "n", "v" * 43, NOW)


# --- the secret -----------------------------------------------------------------------------------


def test_the_secret_may_stand_in_a_file(
    store: Store, other: IdentityProvider, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    settings = OpenId(other.issuer, CLIENT, secret_file=file)

    assert SECRET not in repr(settings)
    assert come(store, Provider(settings, URL)).session.user.name == "li.shen"

    file.unlink()
    with pytest.raises(SettingsError, match="cannot be read"):
        Provider(settings, URL).way("s", "n", "v" * 43, NOW)


def test_a_wrong_secret_lets_nobody_in(store: Store, other: IdentityProvider) -> None:
    refused(store, Provider(OpenId(other.issuer, CLIENT, "wrong"), URL))
