"""A language model behind an OpenAI-compatible address on the office's own network.

    ZHONGCHUANG_FINDERS=pipeline.finders.openai:finder
    ZHONGCHUANG_FINDER_URL=http://10.0.0.8:8000/v1     what vLLM, llama.cpp, Ollama … serve
    ZHONGCHUANG_FINDER_MODEL=qwen3-32b
    ZHONGCHUANG_FINDER_KEY=…                           where the server asks for one
    ZHONGCHUANG_FINDER_TOKENS=8000                     what one question with its answer may hold
    ZHONGCHUANG_FINDER_URL_OUTSIDE=llm.example.gov.cn  a host that may lie outside, by name

httpx (extra `finders`) is used because it can time out each step and stream an answer, which
is cut off when it grows too large. Proxies of the environment are not used and redirects not
followed: the text goes to the named machine or nowhere. Neither text nor answer is ever logged.
"""

from __future__ import annotations

import json
import os
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.catalogue import FieldSpec, load_catalogue
from extractors.find.added.finder import Claim, FinderError
from extractors.model import Document
from pipeline.finders.addresses import Address, inside
from pipeline.finders.conversation import (
    ANSWER_TOKENS,
    LEAST_PORTION,
    claims,
    instructions,
    portions,
    tokens,
)
from pipeline.settings import FINDER_SECONDS_VARIABLE, SettingsError, seconds

if TYPE_CHECKING:
    import httpx

URL, MODEL = "ZHONGCHUANG_FINDER_URL", "ZHONGCHUANG_FINDER_MODEL"
KEY, TOKENS = "ZHONGCHUANG_FINDER_KEY", "ZHONGCHUANG_FINDER_TOKENS"
OUTSIDE = f"{URL}_OUTSIDE"

# Thirty claims take 10 KB; a model that repeats itself writes until something stops it.
ANSWER_BYTES = 1 << 20
# Seconds to wait before each further attempt: a server that is starting takes some.
WAITS = (1.0, 5.0)
# Whether a machine of the own network answers at all is known sooner than what it says.
CONNECT_SECONDS = 5.0
# A long answer of a slow machine, in one piece.
REQUEST_SECONDS = 120.0
# Changed whenever the same model would be asked otherwise.
ASKED = "1"


def finder(environ: Mapping[str, str] = os.environ) -> LanguageModel:
    """The finder that the environment describes.

    Raises:
        SettingsError: httpx is missing, or a variable is missing or wrong.
    """
    try:
        import httpx  # noqa: F401
    except ImportError as error:
        raise SettingsError(
            "pipeline.finders.openai needs httpx: install the extra [finders]"
        ) from error
    model = environ.get(MODEL, "").strip()
    if not model:
        raise SettingsError(f"{MODEL} is not set; write the model's name as its server knows it")
    told = instructions(load_catalogue().fields)
    given = environ.get(TOKENS, "").strip() or "8000"
    room = (int(given) if given.isascii() and given.isdigit() else 0) - tokens(told) - ANSWER_TOKENS
    if room < LEAST_PORTION:
        least = tokens(told) + ANSWER_TOKENS + LEAST_PORTION
        raise SettingsError(f"{TOKENS}={given}: write a number of at least {least}")
    url, allowed = environ.get(URL, "").strip(), environ.get(OUTSIDE, "")
    return LanguageModel(
        address=inside(url, URL, allowed.replace(",", " ").split()),
        model=model,
        key=environ.get(KEY, "").strip(),
        room=room,
        # Sooner than the finder is given up, so that it ends by itself.
        seconds=0.9 * seconds(environ, FINDER_SECONDS_VARIABLE, 600.0),
    )


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model at an address. `room` is in tokens, `seconds` for one document.

    `waits` are the pauses before further attempts; `request_seconds` for one of them.
    """

    address: Address
    model: str
    key: str = ""
    room: int = 3_000
    seconds: float = 540.0
    waits: tuple[float, ...] = WAITS
    request_seconds: float = REQUEST_SECONDS

    @property
    def name(self) -> str:
        return "".join(c for c in self.model if c.isprintable())[:40]

    @property
    def revision(self) -> str:
        """The model, what it is told, and how much at once; not where it runs."""
        return f"{ASKED} {self.model} {self.room} {instructions(load_catalogue().fields)}"

    def find(self, document: Document, fields: Mapping[str, FieldSpec]) -> Iterator[Claim]:
        """Claims, portion by portion.

        Raises:
            FinderError: the server does not answer, or not as asked, within tries and time.
        """
        until = time.monotonic() + self.seconds
        told = instructions(fields)
        with self._client() as client:
            for portion in portions(document, self.room):
                yield from self._answered(client, told, portion, until)

    def _client(self) -> httpx.Client:
        import httpx

        headers = {"Host": self.address.host, "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        timeout = httpx.Timeout(self.request_seconds, connect=CONNECT_SECONDS)
        # The system's own certificates: an office signs its servers itself.
        trusted = ssl.create_default_context()
        return httpx.Client(headers=headers, timeout=timeout, verify=trusted, trust_env=False)

    def _answered(
        self, client: httpx.Client, told: str, portion: str, until: float
    ) -> tuple[Claim, ...]:
        """The claims about one portion; a fault that may pass is tried again."""
        fault = ""
        for wait in (0.0, *self.waits):
            if time.monotonic() + wait >= until:
                raise FinderError(f"out of time{fault and f' after: {fault}'}")
            time.sleep(wait)
            answer, fault = self._asked(client, told, portion, until)
            if answer is not None:
                found = claims(answer)
                if found is not None:
                    return found
                fault = "the answer holds no list of findings"
        raise FinderError(fault)

    def _asked(
        self, client: httpx.Client, told: str, portion: str, until: float
    ) -> tuple[str | None, str]:
        """What the model wrote; else None and why, where trying again may help.

        Raises:
            FinderError: trying again would not help.
        """
        import httpx

        request = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": told},
                {"role": "user", "content": portion},
            ],
            "temperature": 0,
            "max_tokens": ANSWER_TOKENS,
            "response_format": {"type": "json_object"},
        }
        try:
            with client.stream(
                "POST",
                f"{self.address.url}/chat/completions",
                json=request,
                extensions={"sni_hostname": self.address.name},
            ) as response:
                if response.status_code == 429 or response.status_code >= 500:
                    return None, f"status {response.status_code}"
                if response.status_code != 200:
                    raise FinderError(f"the server refuses: status {response.status_code}")
                return _content(_body(response, until)), "the answer holds no text"
        except httpx.TimeoutException:
            return None, "no answer in time"
        except httpx.HTTPError as error:
            return None, f"no connection ({type(error).__name__})"


def _body(response: httpx.Response, until: float) -> bytes:
    """The answer as it comes, within size and time, whatever the server says of its length."""
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > ANSWER_BYTES:
            raise FinderError(f"the answer is larger than {ANSWER_BYTES} bytes")
        if time.monotonic() > until:
            raise FinderError("out of time while the answer came")
    return bytes(body)


def _content(body: bytes) -> str | None:
    """choices[0].message.content, None where the answer has no such thing."""
    try:
        content: Any = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError):
        return None
    return content if isinstance(content, str) else None
