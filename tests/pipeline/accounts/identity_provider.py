"""An OpenID provider for tests: a real server on this machine that signs with its own key.

It answers as it is told to: `claims` and `header` of the ID token, other keys, other metadata.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwk, jwt

# Making one takes a good part of a second.
KEY = jwk.RSAKey.generate_key(2048, {"kid": "one"})
CLIENT, SECRET = "desk", "s3cret/with:signs"


@dataclass
class IdentityProvider:
    """What the server says; a test changes it and looks at what it was asked."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    key: Any = field(default_factory=lambda: KEY)
    published: Any = None
    token: str | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def discovery(self) -> dict[str, Any]:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        if self.userinfo is not None:
            found["userinfo_endpoint"] = f"{self.issuer}/userinfo"
        return found | self.metadata

    def keys(self) -> dict[str, Any]:
        key = self.published or self.key
        return {"keys": [key.as_dict(private=False) | {"kid": "one", "use": "sig"}]}

    def authorize(self, query: dict[str, str]) -> str:
        """Where the person is sent back to, as if they had proved who they are."""
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        back = {"code": code, "state": query["state"], "iss": self.issuer}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def exchange(self, given: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or asked["redirect_uri"] != given["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked["code_challenge_method"] != "S256" or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant", "error_description": "PKCE"}
        said = {"access_token": "access", "token_type": "Bearer", "expires_in": 300}
        return 200, said | {"id_token": self.signed(asked["nonce"])} | self.answer

    def signed(self, nonce: str) -> str:
        if self.token is not None:
            return self.token
        claims = {"iss": self.issuer, "aud": CLIENT, "nonce": nonce} | self.claims
        kept = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, kept, self.key, algorithms=[self.algorithm])


@contextmanager
def served() -> Iterator[IdentityProvider]:
    """The provider on a port of its own."""
    provider = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            match parts.path:
                case "/.well-known/openid-configuration":
                    self._json(200, provider.discovery())
                case "/keys":
                    self._json(200, provider.keys())
                case "/userinfo" if self.headers["Authorization"] == "Bearer access":
                    self._json(200, provider.userinfo or {})
                case "/authorize":
                    query = {name: one[0] for name, one in parse_qs(parts.query).items()}
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(query))
                    self.end_headers()
                case _:
                    self._json(404, {})

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = {name: one[0] for name, one in parse_qs(body).items()}
            self._json(*provider.exchange(given, self.headers.get("Authorization", "")))

        def _json(self, status: int, value: dict[str, Any]) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the test's output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
