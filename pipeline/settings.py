"""Where things lie and how much may be asked for. Environment in, one frozen Settings out.

Reads no file and makes no folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from extractors.errors import MakerspaceError

HOME_VARIABLE = "ZHONGCHUANG_HOME"
DATABASE_VARIABLE = "ZHONGCHUANG_DATABASE"
TIMEZONE_VARIABLE = "ZHONGCHUANG_TIMEZONE"
RECOGNISE_VARIABLE = "ZHONGCHUANG_RECOGNISE"
CONVERT_VARIABLE = "ZHONGCHUANG_CONVERT"
PLACE_VARIABLE = "ZHONGCHUANG_PLACE"
ACCEPT_VARIABLE = "ZHONGCHUANG_ACCEPT"
FINDERS_VARIABLE = "ZHONGCHUANG_FINDERS"
FINDER_SECONDS_VARIABLE = "ZHONGCHUANG_FINDER_SECONDS"
CLAIM_VARIABLE = "ZHONGCHUANG_CLAIM_MINUTES"
SECOND_VARIABLE = "ZHONGCHUANG_SECOND_REVIEW"
DAYS_VARIABLE = "ZHONGCHUANG_REVIEW_DAYS"
IDLE_VARIABLE = "ZHONGCHUANG_IDLE_MINUTES"
SESSION_VARIABLE = "ZHONGCHUANG_SESSION_HOURS"
OFFICE_VARIABLE = "ZHONGCHUANG_OFFICE"
HTTPS_VARIABLE = "ZHONGCHUANG_HTTPS"
URL_VARIABLE = "ZHONGCHUANG_URL"
HOSTS_VARIABLE = "ZHONGCHUANG_HOSTS"
OPENID_ISSUER_VARIABLE = "ZHONGCHUANG_OPENID_ISSUER"
OPENID_CLIENT_VARIABLE = "ZHONGCHUANG_OPENID_CLIENT"
OPENID_SECRET_VARIABLE = "ZHONGCHUANG_OPENID_SECRET"
OPENID_CLAIM_VARIABLE = "ZHONGCHUANG_OPENID_CLAIM"
OPENID_ROLES_VARIABLE = "ZHONGCHUANG_OPENID_ROLES"
OFF = frozenset({"0", "no", "off", "false"})
WORDS = "words.toml"
"""Where in its home an office keeps its own words."""
CLAIM_MINUTES = 15.0
"""How long an application stays with who opened it and does nothing more."""
REVIEW_DAYS = 20
"""Working days from receipt until an application is due, where the office sets nothing else."""
ACCEPT_ABOVE = 0.97
"""What the lower bound of a confidence must exceed, where the office sets nothing else."""
OBSERVATIONS = "observations.tsv"
"""Where in its home an office keeps what it observed of findings."""


class SettingsError(MakerspaceError):
    """A variable of the environment cannot be used; the message says which and why."""


MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """What one file may cost in the child process that reads it."""

    # The slowest honest application seen (a plan of 32 pages with rosters) takes 4 s.
    seconds: float = 60.0
    # A page to be recognised is announced, and gives the file so much more time: it takes 4 s
    # on a quiet machine. All of them together stay below `document_seconds`, which leaves a
    # reader the time to stop by itself (`LIMITS.recognition_document_seconds`, the page begun,
    # and `seconds` for the rest): a reader that is ended gives nothing of what it has read.
    page_seconds: float = 20.0
    document_seconds: float = 400.0
    # Beside what the reader's own libraries take, which is measured when the child starts.
    memory_bytes: int = 1024 * MIB
    # What the recogniser reserves for its models and its work on a page (0.9 GiB measured for
    # A4 at 200 dpi, half of it used); added when a file announces a page to be recognised.
    recognition_bytes: int = 1024 * MIB
    # Address space of LibreOffice, which runs beside the reader; it takes 0.5 GiB for a form.
    converter_bytes: int = 2048 * MIB
    # Files that a reader writes for itself, and members unpacked from an archive.
    temp_bytes: int = 256 * MIB
    open_files: int = 256
    # A submission of 80 dense pages with the place of every line gives 6 MiB of JSON.
    result_bytes: int = 64 * MIB
    # A child that has read this many files is replaced, so that leaks of libraries stay small.
    files_per_child: int = 200


@dataclass(frozen=True, slots=True)
class Tools:
    """Which tools readers may use where they are installed.

    `recognise`: optical recognition of scans. `convert`: LibreOffice for old office formats.
    `place`: LibreOffice once more, for the page and box of each piece of a Word file, without
    which the review desk cannot show it on a picture of its page; it takes 1 to 3 s a file.
    """

    recognise: bool = True
    convert: bool = True
    place: bool = True


WHERE = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
# Whoever administers the desk is named on its own command line, never by another system.
OPENID_ROLES = ("viewer", "reviewer", "second_reviewer")


@dataclass(frozen=True, slots=True)
class OpenId:
    """The OpenID provider by whose word people may sign in.

    `claim` names what the provider tells of a person's groups; `roles` says which of them makes
    whom, most first: (group, role). `secret_file` holds the secret where that is "".
    """

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    secret_file: Path | None = None
    claim: str = "groups"
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation. `home` holds everything that is not in the database.

    `stable_seconds` is how long a file must not have changed before `watch` takes it.
    `largest_file` and `most_files` are what intake accepts of one entry of the inbox; more is
    refused and stays where it is. `accept_above` is what the lower bound of a finding's
    confidence must exceed for its value to be taken without a person. `finders` are the office's
    own, as `package.module:factory`; by default none. `finder_seconds` is how long one of them
    may take for one document. An application stays with who works on it for `claim_minutes`, and
    is due `review_days` working days after receipt. `second_review` are the rulesets that want a
    second person; "all" stands for every one. A session ends when nothing was asked for
    `idle_minutes`, and always after `session_hours`. `url` is where people reach the desk, "" where
    only this machine does; `hosts` are the names by which it may be asked for; `https` keeps
    cookies to encrypted connections also where another program encrypts them.
    """

    home: Path
    database: str
    timezone: str
    workers: int = 1
    stable_seconds: float = 5.0
    rescan_seconds: float = 2.0
    largest_file: int = 1024 * MIB
    most_files: int = 2_000
    limits: SandboxLimits = field(default_factory=SandboxLimits)
    tools: Tools = field(default_factory=Tools)
    accept_above: float = ACCEPT_ABOVE
    finders: tuple[str, ...] = ()
    # A language model on an office's own machine reads a plan of 60 pages in 3 to 8 minutes.
    finder_seconds: float = 600.0
    claim_minutes: float = CLAIM_MINUTES
    second_review: frozenset[str] = frozenset()
    review_days: int = REVIEW_DAYS
    idle_minutes: float = 30.0
    session_hours: float = 12.0
    office: str = ""
    url: str = ""
    hosts: frozenset[str] = LOCAL_HOSTS
    https: bool = False
    openid: OpenId | None = None

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def raw(self) -> Path:
        """The files as they came, by their content's hash."""
        return self.home / "raw"

    @property
    def processed(self) -> Path:
        """What commands write for people."""
        return self.home / "processed"

    @property
    def recognised_pages(self) -> Path:
        """What was recognised on scanned pages: a cache that may be deleted at any time."""
        return self.home / "cache" / "pages"

    @property
    def words(self) -> Path:
        """The office's own labels and context words, accepted from `learn`."""
        return self.home / WORDS

    @property
    def observations(self) -> Path:
        """What the office itself observed of findings like ours, written by `calibrate`."""
        return self.home / OBSERVATIONS

    @property
    def policies(self) -> Path:
        """The office's own copies of the policies' texts."""
        return self.home / "policies"

    @property
    def rulesets(self) -> Path:
        """The office's own policies."""
        return self.home / "rulesets"


def settings(
    home: Path | None = None,
    database: str | None = None,
    workers: int | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings in force: what is given, else the environment, else the defaults.

    Args:
        home: The folder of `--home`; by default ZHONGCHUANG_HOME, else `data` here.
        database: A URL; by default ZHONGCHUANG_DATABASE, else a SQLite file in the home.
        workers: Files read at once; by default one a processor this process may use.
    """
    place = home or Path(environ.get(HOME_VARIABLE) or "data")
    place = place.expanduser().absolute()
    url = _url(environ)
    return Settings(
        home=place,
        database=database
        or environ.get(DATABASE_VARIABLE)
        or f"sqlite:///{place / 'zhongchuang.db'}",
        timezone=environ.get(TIMEZONE_VARIABLE) or local_timezone(environ),
        workers=workers or len(os.sched_getaffinity(0)),
        tools=Tools(
            recognise=_wanted(environ, RECOGNISE_VARIABLE),
            convert=_wanted(environ, CONVERT_VARIABLE),
            place=_wanted(environ, PLACE_VARIABLE),
        ),
        accept_above=_share(environ, ACCEPT_VARIABLE, ACCEPT_ABOVE),
        finders=tuple(environ.get(FINDERS_VARIABLE, "").replace(",", " ").split()),
        finder_seconds=seconds(environ, FINDER_SECONDS_VARIABLE, 600.0),
        claim_minutes=_number(environ, CLAIM_VARIABLE, CLAIM_MINUTES, 1, 24 * 60),
        second_review=frozenset(environ.get(SECOND_VARIABLE, "").replace(",", " ").split()),
        review_days=int(_number(environ, DAYS_VARIABLE, REVIEW_DAYS, 1, 365)),
        idle_minutes=_number(environ, IDLE_VARIABLE, 30.0, 1, 24 * 60),
        session_hours=_number(environ, SESSION_VARIABLE, 12.0, 0.1, 24 * 7),
        office=environ.get(OFFICE_VARIABLE, "").strip(),
        url=url,
        hosts=_hosts(environ, url),
        https=url.startswith("https:") or _asked(environ, HTTPS_VARIABLE),
        openid=_openid(environ, url),
    )


def _asked(environ: Mapping[str, str], variable: str) -> bool:
    return environ.get(variable, "").strip().lower() not in OFF | {""}


def _number(
    environ: Mapping[str, str], variable: str, default: float, least: float, most: float
) -> float:
    given = environ.get(variable, "").strip()
    try:
        wanted = float(given) if given else default
    except ValueError:
        wanted = -1.0
    if not least <= wanted <= most:
        raise SettingsError(f"{variable}={given}: write a number from {least:g} to {most:g}")
    return wanted


def _url(environ: Mapping[str, str]) -> str:
    given = environ.get(URL_VARIABLE, "").strip().rstrip("/").lower()
    if given and not WHERE.fullmatch(given):
        raise SettingsError(
            f"{URL_VARIABLE}={given}: write where people reach the desk, "
            "such as https://desk.example.gov.cn"
        )
    return given


def _hosts(environ: Mapping[str, str], url: str) -> frozenset[str]:
    given = environ.get(HOSTS_VARIABLE, "").replace(",", " ").lower().split()
    named = urlsplit(url).hostname
    return LOCAL_HOSTS | {host.strip("[]") for host in given} | ({named} if named else set())


def _openid(environ: Mapping[str, str], url: str) -> OpenId | None:
    issuer = environ.get(OPENID_ISSUER_VARIABLE, "").strip()
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in LOCAL_HOSTS:
        raise SettingsError(f"{OPENID_ISSUER_VARIABLE}={issuer}: a provider is asked by https only")
    client = environ.get(OPENID_CLIENT_VARIABLE, "").strip()
    if not client or not url:
        raise SettingsError(
            f"{OPENID_ISSUER_VARIABLE} is set: set {OPENID_CLIENT_VARIABLE} and {URL_VARIABLE} too"
        )
    secret_file = environ.get(f"{OPENID_SECRET_VARIABLE}_FILE", "").strip()
    return OpenId(
        issuer,
        client,
        environ.get(OPENID_SECRET_VARIABLE, ""),
        Path(secret_file) if secret_file else None,
        environ.get(OPENID_CLAIM_VARIABLE, "").strip() or "groups",
        _roles(environ),
    )


def _roles(environ: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = environ.get(OPENID_ROLES_VARIABLE, "").split(",")
    found = [tuple(part.strip() for part in pair.rpartition("=")[::2]) for pair in pairs if pair]
    for group, role in found:
        if not group or role not in OPENID_ROLES:
            raise SettingsError(
                f"{OPENID_ROLES_VARIABLE}: write group=role, parted by commas; a role is one of "
                f"{', '.join(OPENID_ROLES)} (administrators are named on the command line)"
            )
    return tuple(
        (group, role) for known in reversed(OPENID_ROLES) for group, role in found if role == known
    )


def _wanted(environ: Mapping[str, str], variable: str) -> bool:
    return environ.get(variable, "").strip().lower() not in OFF


def _share(environ: Mapping[str, str], variable: str, default: float) -> float:
    given = environ.get(variable, "").strip()
    if not given:
        return default
    try:
        share = float(given)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise SettingsError(f"{variable}={given}: write a share between 0 and 1, such as {default}")
    return share


def seconds(environ: Mapping[str, str], variable: str, default: float) -> float:
    """How many seconds a variable asks for.

    Raises:
        SettingsError: it is no number of seconds between 1 and a day.
    """
    given = environ.get(variable, "").strip()
    try:
        wanted = float(given) if given else default
    except ValueError:
        wanted = -1.0
    if not 1 <= wanted <= 86_400:
        raise SettingsError(f"{variable}={given}: write seconds from 1 to 86400, such as 600")
    return wanted


def local_timezone(environ: Mapping[str, str] = os.environ) -> str:
    """The IANA name of the machine's time zone; where it has none but UTC, Asia/Shanghai.

    A server is often left at UTC; the offices that use this all keep Beijing time, and 2:00 in
    a schedule means theirs.
    """
    named = environ.get("TZ", "").lstrip(":")
    if "/" in named and not named.startswith("/"):
        return named
    link = Path("/etc/localtime")
    if link.is_symlink():
        target = str(link.readlink())
        _, found, name = target.partition("zoneinfo/")
        if found and "/" in name and not name.startswith("Etc/"):
            return name
    return "Asia/Shanghai"
