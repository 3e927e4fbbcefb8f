"""The browser's sandbox: taken where the system lets it, and where not the log says so, once."""

import os
import sys

import pytest
from small import PATIENCE, plain, title_of

from exports.browser import Renderer
from exports.browser_probe import program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are scripts of a shell")
OURS = {"sandbox": 'exec "$BROWSER" --no-sandbox "$@"', "none": "exit 1"}
"""What a system does with a browser that keeps to its sandbox. These tests may be run by root, whose browser has none."""


@pytest.fixture
def system(monkeypatch, tmp_path):
    """Puts a system in place: which user this is, and whether it has a sandbox. Gives the starts there were, as they were asked for."""
    real, fake, starts = program(), tmp_path / "chromium", tmp_path / "starts"

    def put(sandbox, user):
        fake.write_text(
            f"#!/bin/sh\nBROWSER={real}\n"
            f'case "$*" in *--no-sandbox*) echo without >> {starts}; exec "$BROWSER" "$@";; esac\n'
            f"echo within >> {starts}\n{OURS[sandbox]}\n"
        )
        fake.chmod(0o755)
        monkeypatch.setenv("BROWSER_PATH", str(fake))
        monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_: str(fake))
        monkeypatch.setattr(os, "geteuid", lambda: user)
        return lambda: starts.read_text().split()

    return put


def draw_twice():
    """Pictures of two browsers, one after the other."""
    with Renderer(tabs=1, seconds=PATIENCE) as renderer:
        for name in ("one", "two"):
            assert title_of(renderer.picture(plain(name), "svg")) == name
            os.killpg(renderer.process, 9)


def test_it_is_taken_where_the_system_lets_it(system, caplog):
    starts = system("sandbox", user=1000)
    draw_twice()
    assert starts() == ["within", "within"]
    assert "sandbox" not in caplog.text


def test_where_the_system_has_none_the_browser_goes_without_and_the_log_says_so_once(system, caplog):
    starts = system("none", user=1000)
    draw_twice()
    assert starts() == ["within", "without"] * 2
    assert [r.message for r in caplog.records if "sandbox" in r.message] == ["browser without its sandbox"]


def test_root_s_browser_goes_without_and_the_log_says_so_once(system, caplog):
    starts = system("sandbox", user=0)
    draw_twice()
    assert starts() == ["without", "without"]
    (told,) = [r for r in caplog.records if r.message == "browser without its sandbox"]
    assert told.reason == "it is run by root"
