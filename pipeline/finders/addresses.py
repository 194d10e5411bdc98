"""An address in, the same nailed to a machine of the office's own network out, or a refusal.

What is sent to a finder is an applicant's text: names, telephones, addresses. It may leave this
machine for a private network only, unless the operator names the host that may have it.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.settings import SettingsError

# RFC 1918, RFC 4193 and loopback. Link-local and carriers' addresses are nobody's office.
_NETWORKS = "127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 ::1 fc00::/7"
PRIVATE = tuple(ipaddress.ip_network(network) for network in _NETWORKS.split())


@dataclass(frozen=True, slots=True)
class Address:
    """Where to send: the URL with the host's number, so that its name is looked up only once.

    `host` goes into the request's Host header and into the check of a certificate.
    """

    url: str
    host: str  # with its port, as in the given URL
    name: str  # without


def inside(url: str, variable: str, allowed: Collection[str] = ()) -> Address:
    """The address of a host in a private network, or of one that is allowed by name.

    Args:
        url: `http://` or `https://`, without user, query and fragment.
        variable: Of the environment, for the message.
        allowed: Names of hosts that may be anywhere.

    Raises:
        SettingsError: it is no such address, is not known, or lies outside.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:  # a bracket that is not closed, a port that is none
        # Its own message may repeat the address, and is not shown.
        raise SettingsError(f"{variable}={_shown(url)}: is no address") from error
    plain = parts.scheme in ("http", "https") and parts.hostname and not parts.query
    if not plain or parts.username is not None or parts.fragment:
        raise SettingsError(
            f"{variable}={_shown(url)}: write http://host:port/v1 or https://host/v1"
        )
    name = parts.hostname or ""
    number = _number(name, port or 0, variable)
    if not _is_private(number) and name not in allowed:
        raise SettingsError(
            f"{variable}={_shown(url)}: {number} lies outside private networks, and applicants' "
            f"data would leave. If that is allowed here, name the host in {variable}_OUTSIDE"
        )
    shown = f"[{number}]" if number.version == 6 else str(number)
    behind = "" if port is None else f":{port}"
    path = parts.path.rstrip("/")
    return Address(f"{parts.scheme}://{shown}{behind}{path}", parts.netloc, name)


def _shown(url: str) -> str:
    """The address without what may be a secret: user and password, query, fragment."""
    behind = url.rpartition("@")[2]
    hidden = "…@" if behind != url else ""
    scheme = url.partition("://")[0] + "://" if "://" in url else ""
    place = re.split("[?#]", behind.removeprefix(scheme), maxsplit=1)[0]
    return f"{scheme if scheme.removesuffix('://').isalnum() else ''}{hidden}{place}"


Number = ipaddress.IPv4Address | ipaddress.IPv6Address


def _number(name: str, port: int, variable: str) -> Number:
    """The host's number; of several, one outside if any is."""
    try:
        known = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise SettingsError(f"{variable}: {name} is not known in this network") from error
    numbers = [_unwrapped(ipaddress.ip_address(str(entry[4][0]))) for entry in known]
    return min(numbers, key=_is_private)


def _unwrapped(number: Number) -> Number:
    """::ffff:8.8.8.8 is 8.8.8.8."""
    mapped = getattr(number, "ipv4_mapped", None)
    return number if mapped is None else mapped


def _is_private(number: Number) -> bool:
    return any(number in network for network in PRIVATE if network.version == number.version)
