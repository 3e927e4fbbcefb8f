"""Settings of a server that others read: what is not said is careful, and a word that means nothing is refused."""

import pytest

from loaders.errors import UnknownSetting
from service import settings

ALL = ("PLUMBLINE_ASK", "PLUMBLINE_FRAMES", "PLUMBLINE_LIMITS", "PLUMBLINE_PROXIES", "PLUMBLINE_URL")


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch):
    for name in ALL:
        monkeypatch.delenv(name, raising=False)


def test_where_nothing_is_said_only_the_machine_s_own_reader_may_ask_and_nobody_is_believed():
    assert settings.asking() == "own"
    assert settings.frames() == "'self'"
    assert settings.limited()
    assert settings.proxies() == ()
    assert settings.address() == ""


@pytest.mark.parametrize(
    ("name", "value"), [("PLUMBLINE_URL", "https://plumbline.example"), ("PLUMBLINE_PROXIES", "10.0.0.1")]
)
def test_a_server_that_is_there_for_others_asks_at_nobody_s_wish_unless_told(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    assert settings.asking() == "off"
    monkeypatch.setenv("PLUMBLINE_ASK", "on")
    assert settings.asking() == "on"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("none", "'none'"),
        ("self", "'self'"),
        ("all", "*"),
        ("https://example.org", "'self' https://example.org"),
        ("https://a.example, http://b.example:8080", "'self' https://a.example http://b.example:8080"),
        ("https://*.example.org", "'self' https://*.example.org"),
    ],
)
def test_who_may_frame_pages_is_said_in_a_word_or_by_origins(said, meant, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_FRAMES", said)
    assert settings.frames() == meant


def test_proxies_are_believed_in_both_ways_a_socket_may_write_their_address(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_PROXIES", "10.0.0.0/8, 127.0.0.1 2001:db8::/32")
    assert settings.proxies() == (
        "10.0.0.0/8", "::ffff:10.0.0.0/104", "127.0.0.1/32", "::ffff:127.0.0.1/128", "2001:db8::/32",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PLUMBLINE_ASK", "yes"),
        ("PLUMBLINE_LIMITS", "0"),
        ("PLUMBLINE_FRAMES", "example.org"),
        ("PLUMBLINE_FRAMES", "https://example.org; script-src *"),
        ("PLUMBLINE_FRAMES", "https://example.org/path"),
        ("PLUMBLINE_PROXIES", "*"),
        ("PLUMBLINE_PROXIES", "proxy.example"),
        ("PLUMBLINE_PROXIES", "10.0.0.1/8"),
    ],
)
def test_a_word_that_means_nothing_is_refused_with_those_that_do(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(UnknownSetting, match=f"{name} .* meant"):
        settings.check()
