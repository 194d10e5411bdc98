"""One OpenID provider: where its doors are, which keys it signs with, whom it answers for.

Enter: what the office set, an authorization code. Leave: the claims of a verified ID token, or a
`ProviderError` in English for the log. Knows no user and no database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwk, jwt
from joserfc.errors import JoseError

from extractors.errors import MakerspaceError
from pipeline.settings import LOCAL_HOSTS, OpenId, SettingsError

BACK = "/openid/back"
SCOPE = "openid profile email"
# Signed with the provider's own key; a secret that two parties share proves less.
ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "RS512", "ES384", "ES512", "PS384", "PS512")
TIMEOUT = 10.0  # seconds: somebody waits in front of the page
LEEWAY = 60  # seconds by which two machines' clocks may differ
# What is asked of the provider anew after so long.
FRESH = dt.timedelta(hours=1)
METHODS = ("client_secret_basic", "client_secret_post")


class ProviderError(MakerspaceError):
    """The provider does not answer for anybody; the message says why, for the log."""


class Provider:
    """The provider of an installation.

    Args:
        url: Where people reach the desk; the provider sends them back there.
    """

    def __init__(self, settings: OpenId, url: str) -> None:
        self.settings = settings
        self.back = f"{url}{BACK}"
        self._found: tuple[dt.datetime, Mapping[str, Any]] | None = None
        self._keys: tuple[dt.datetime, jwk.KeySet] | None = None

    def way(self, state: str, nonce: str, verifier: str, now: dt.datetime) -> str:
        """Where at the provider a person proves who they are.

        Raises:
            ProviderError: the provider does not tell where.
        """
        with self._client(now) as client:
            address, _ = client.create_authorization_url(
                self._door("authorization_endpoint", now),
                state=state,
                nonce=nonce,
                code_verifier=verifier,
            )
        return str(address)

    def identified(
        self, code: str, nonce: str, verifier: str, now: dt.datetime
    ) -> Mapping[str, Any]:
        """What the provider says of the person who came back with that code.

        Raises:
            ProviderError: it says nothing that can be believed.
        """
        with self._client(now) as client:
            try:
                token = client.fetch_token(
                    self._door("token_endpoint", now),
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    redirect_uri=self.back,
                )
            except (AuthlibBaseError, httpx2.HTTPError, ValueError) as error:
                raise ProviderError(f"the code was not accepted: {error}") from error
            claims = self._verified(token, nonce, now)
            return {**self._more(client, claims, now), **claims}

    def _verified(self, token: Mapping[str, Any], nonce: str, now: dt.datetime) -> dict[str, Any]:
        text = token.get("id_token")
        if not isinstance(text, str):
            raise ProviderError("the answer holds no ID token")
        try:
            signed = self._decoded(text, now)
            claims = CodeIDToken(
                signed.claims,
                signed.header,
                {
                    "iss": {"essential": True, "value": self.settings.issuer},
                    "aud": {"essential": True, "value": self.settings.client},
                    "sub": {"essential": True},
                },
                {
                    "nonce": nonce,
                    "client_id": self.settings.client,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(int(now.timestamp()), LEEWAY)
        except (JoseError, ValueError) as error:
            raise ProviderError(f"the ID token is not valid: {error}") from error
        return dict(claims)

    def _decoded(self, text: str, now: dt.datetime) -> jwt.Token:
        try:
            return jwt.decode(text, self._signed_with(now), algorithms=ALGORITHMS)
        except JoseError:
            # It may have taken new keys since they were asked for.
            return jwt.decode(text, self._signed_with(now, anew=True), algorithms=ALGORITHMS)

    def _more(
        self, client: OAuth2Client, claims: Mapping[str, Any], now: dt.datetime
    ) -> dict[str, Any]:
        """What the provider tells beside the token, where the groups are not in it."""
        wanted = self.settings.claim.partition(".")[0]
        if wanted in claims or not self._metadata(now).get("userinfo_endpoint"):
            return {}
        try:
            answer = client.get(self._door("userinfo_endpoint", now))
            answer.raise_for_status()
            told = answer.json()
        except (AuthlibBaseError, httpx2.HTTPError, ValueError) as error:
            raise ProviderError(f"what it tells of the person cannot be read: {error}") from error
        if not isinstance(told, dict) or told.get("sub") != claims["sub"]:
            raise ProviderError("what it tells is about somebody else")
        return told

    # --- what the provider publishes ------------------------------------------------------------

    def _metadata(self, now: dt.datetime) -> Mapping[str, Any]:
        if self._found is None or now - self._found[0] > FRESH:
            address = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
            told = _asked(address)
            if told.get("issuer") != self.settings.issuer:
                raise ProviderError(
                    f"{address} speaks for {told.get('issuer')!r}, not for {self.settings.issuer!r}"
                )
            self._found = (now, told)
        return self._found[1]

    def _signed_with(self, now: dt.datetime, anew: bool = False) -> jwk.KeySet:
        if self._keys is None or anew or now - self._keys[0] > FRESH:
            told = _asked(self._door("jwks_uri", now))
            try:
                self._keys = (now, jwk.KeySet.import_key_set(told))  # type: ignore[arg-type]
            except (JoseError, ValueError, KeyError, TypeError) as error:
                raise ProviderError(f"its keys cannot be read: {error}") from error
        return self._keys[1]

    def _door(self, name: str, now: dt.datetime) -> str:
        address = self._metadata(now).get(name)
        if not isinstance(address, str) or not _private(address):
            raise ProviderError(f"its {name} is no https address: {address!r}")
        return address

    def _client(self, now: dt.datetime) -> OAuth2Client:
        secret = _secret(self.settings)
        offered = self._metadata(now).get("token_endpoint_auth_methods_supported", METHODS[:1])
        method = next((one for one in METHODS if one in offered), METHODS[0])
        return OAuth2Client(
            self.settings.client,
            secret or None,
            token_endpoint_auth_method=method if secret else "none",
            scope=SCOPE,
            redirect_uri=self.back,
            code_challenge_method="S256",
            timeout=TIMEOUT,
        )


@cache
def provider(settings: OpenId, url: str) -> Provider:
    """The provider of an installation; it keeps what was asked of it."""
    return Provider(settings, url)


def _asked(address: str) -> Mapping[str, Any]:
    try:
        answer = httpx2.get(address, timeout=TIMEOUT, headers={"Accept": "application/json"})
        answer.raise_for_status()
        told = answer.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise ProviderError(f"{address} does not answer: {error}") from error
    if not isinstance(told, dict):
        raise ProviderError(f"{address} answers with something else")
    return told


def _private(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL_HOSTS)


def _secret(settings: OpenId) -> str:
    """What the desk proves itself with to the provider.

    Raises:
        SettingsError: the file that should hold it cannot be read.
    """
    if settings.secret or settings.secret_file is None:
        return settings.secret
    try:
        return settings.secret_file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{settings.secret_file}: the secret cannot be read: {error}"
        ) from error
