"""An applicant's text goes to the office's own network, or to a host that is named."""

from __future__ import annotations

import socket

import pytest

from pipeline.finders.addresses import Address, inside
from pipeline.settings import SettingsError


def known(monkeypatch, *numbers: str) -> None:
    """Every name stands for these numbers."""

    def look_up(name, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize(
    ("url", "sent_to"),
    [
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"),
        ("http://10.1.2.3/v1/", "http://10.1.2.3/v1"),
        ("https://172.31.255.255:8443/api/v1", "https://172.31.255.255:8443/api/v1"),
        ("http://192.168.0.9", "http://192.168.0.9"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("http://[fd00::8]/v1", "http://[fd00::8]/v1"),
        ("http://[::ffff:10.0.0.8]/v1", "http://10.0.0.8/v1"),
    ],
)
def test_the_own_network_may_have_the_text(url, sent_to):
    assert inside(url, "URL").url == sent_to


@pytest.mark.parametrize(
    "number",
    [
        "8.8.8.8",
        "172.32.0.1",  # just behind the private block
        "100.64.0.1",  # a carrier's
        "169.254.169.254",  # where clouds keep their keys
        "0.0.0.0",
        "224.0.0.1",
        "2001:4860:4860::8888",
        "::ffff:8.8.8.8",
        "fe80::1",
    ],
)
def test_nobody_else_may(number, monkeypatch):
    known(monkeypatch, number)
    with pytest.raises(SettingsError, match="outside private networks"):
        inside("http://llm.example.cn/v1", "URL")


def test_one_number_outside_is_enough_to_refuse(monkeypatch):
    known(monkeypatch, "10.0.0.8", "8.8.8.8")
    with pytest.raises(SettingsError, match=r"8\.8\.8\.8"):
        inside("http://llm.example.cn/v1", "URL")


def test_a_host_that_is_named_may_be_anywhere(monkeypatch):
    known(monkeypatch, "59.200.1.1")

    address = inside("https://llm.example.cn/v1", "URL", ["llm.example.cn"])
    assert (address.url, address.host) == ("https://59.200.1.1/v1", "llm.example.cn")
    with pytest.raises(SettingsError):
        inside("https://other.example.cn/v1", "URL", ["llm.example.cn"])


def test_the_name_is_looked_up_once(monkeypatch):
    """A name that means another machine a moment later sends the text nowhere else."""
    known(monkeypatch, "10.0.0.8")
    address = inside("http://llm:8000/v1", "URL")

    assert address == Address("http://10.0.0.8:8000/v1", "llm:8000", "llm")


def test_a_name_that_is_not_known_is_said(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(SettingsError, match="not known"):
        inside("http://llm/v1", "URL")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "llm:8000",
        "ftp://10.0.0.8/v1",
        "file:///etc/passwd",
        "http://",
        "http://user:word@10.0.0.8/v1",
        "http://10.0.0.8/v1?key=1",
        "http://10.0.0.8/v1#x",
        "http://10.0.0.8:port/v1",
        "http://10.0.0.8:99999/v1",
        "http://[::1/v1",
        "http://10.0.0.8@8.8.8.8/v1",
    ],
)
def test_what_is_no_plain_address_is_refused(url):
    with pytest.raises(SettingsError):
        inside(url, "URL")


@pytest.mark.parametrize(
    "url",
    [
        "http://user:SECRET@10.0.0.1/v1",
        "http://user:SEC/RET?SECRET#@10.0.0.1/v1",
        "http://user:SECRET@10.0.0.1:port/v1",
        "http://user:SECRET@[::1/v1",
        "http://[SECRET@x/v1",
        "user:SECRET@10.0.0.1",
        "http://10.0.0.1/v1?key=SECRET",
        "http://10.0.0.1/v1#SECRET",
        "ftp://user:SECRET@10.0.0.1/",
        "http://10.0.0.1:SECRET@x",
    ],
)
def test_a_password_is_never_shown(url):
    with pytest.raises(SettingsError) as refused:
        inside(url, "URL")

    assert "SECRET" not in str(refused.value)
    assert "RET" not in str(refused.value)


def test_what_is_no_secret_of_a_refused_address_is_shown():
    with pytest.raises(SettingsError, match=r"URL=http://…@10\.0\.0\.1:9/v1: write"):
        inside("http://user:SECRET@10.0.0.1:9/v1", "URL")
