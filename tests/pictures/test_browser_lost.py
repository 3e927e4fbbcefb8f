"""Whatever happens to a real browser: it is killed, hangs, cannot be found, or its program ends."""

import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from processes import of_session, until
from small import PATIENCE, plain, title_of

from exports.browser import Renderer
from exports.rendering import Busy, Job, NoBrowser
from loaders.catalog import ROOT


def test_a_browser_that_is_killed_is_replaced(renderer):
    renderer.picture(plain("before"), "svg")
    first = renderer.process
    with ThreadPoolExecutor(8) as readers:
        futures = {name: readers.submit(renderer.picture, plain(name), "svg") for name in map(str, range(8))}
        os.killpg(first, signal.SIGKILL)
        assert all(title_of(future.result()) == name for name, future in futures.items())
    assert renderer.process != first
    assert until(lambda: not of_session(first))


def test_a_browser_that_hangs_is_replaced():
    with Renderer(tabs=2, seconds=PATIENCE) as renderer:
        renderer.picture(plain("before"), "svg")
        first = renderer.process
        os.killpg(first, signal.SIGSTOP)
        renderer._thread._browser._seconds = (
            1  # The one that hangs is not waited for; the next has all the time it needs.
        )
        assert title_of(renderer.picture(plain("after"), "svg")) == "after"
        assert until(lambda: not of_session(first))


def test_past_the_bound_readers_are_sent_away_for_a_while():
    with Renderer(tabs=1, seconds=PATIENCE, most_waiting=2) as renderer, ThreadPoolExecutor(3) as readers:
        renderer.picture(plain("before"), "svg")
        os.killpg(renderer.process, signal.SIGSTOP)  # So that none is drawn before all have asked.
        futures = [readers.submit(renderer.picture, plain(str(i)), "svg") for i in range(2)]
        assert until(lambda: renderer._waiting == 2)
        with pytest.raises(Busy, match="Try again in") as refused:
            renderer.picture(plain("one more"), "svg")
        assert refused.value.retry_after >= 1
        joined = readers.submit(renderer.picture, plain("1"), "svg")
        os.killpg(renderer.process, signal.SIGCONT)
        assert [title_of(f.result()) for f in (*futures, joined)] == ["0", "1", "1"]
        assert until(lambda: not renderer._waiting)
        assert title_of(renderer.picture(plain("one more"), "svg")) == "one more"


def test_without_a_browser_the_reader_is_told_what_to_do(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_: os.environ["BROWSER_PATH"])
    renderer = Renderer()
    assert "/nowhere/chromium" in renderer.why_not().detail
    assert "/nowhere" not in renderer.why_not(), "a path is not for readers"
    for work in (
        lambda: renderer.picture(plain(), "png"),
        lambda: renderer.print_pdf("<p>Hello"),
        lambda: next(renderer.pictures([Job("x", plain())])),
    ):
        with pytest.raises(NoBrowser, match="Install Chromium or Chrome"):
            work()


def test_a_program_that_is_no_browser_is_named(monkeypatch, tmp_path):
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(fake))
    monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_: str(fake))
    with Renderer(tabs=1) as renderer:
        with pytest.raises(NoBrowser, match="could not be started"):
            renderer.picture(plain(), "png")
        assert "could not be started" in renderer.why_not()


@pytest.fixture
def place(monkeypatch):
    """Where temporary folders are made; its path is short, for browsers make sockets below it."""
    with tempfile.TemporaryDirectory() as short:
        place = Path(short) / "t"
        place.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(place))
        yield place
        monkeypatch.undo()


@pytest.mark.parametrize("which", ["the leader", "the browser", "all"])
def test_nothing_is_left_of_a_browser_that_is_killed(place, which):
    with Renderer(tabs=1, seconds=PATIENCE) as renderer:
        renderer.picture(plain("before"), "svg")
        leader = renderer.process
        processes = of_session(leader)
        assert len(list(place.iterdir())) == 1
        if which == "all":
            os.killpg(leader, signal.SIGKILL)
        else:
            os.kill(
                leader if which == "the leader" else min(int(p) for p in processes if int(p) > leader), signal.SIGKILL
            )
        assert until(lambda: not of_session(leader)), "others of its processes live on"
        assert until(lambda: not list(place.iterdir())), "its folder is left"
        assert title_of(renderer.picture(plain("after"), "svg")) == "after"
    assert not list(place.iterdir())


def test_nothing_is_left_of_a_browser_that_hangs_while_it_starts_and_readers_are_told_no_path(monkeypatch, place):
    fake, leader = place.parent / "chromium", place.parent / "leader"
    fake.write_text(
        f"#!/bin/sh\necho $PPID > {leader}.part && mv {leader}.part {leader}\ntouch $TMPDIR/left\nexec sleep {PATIENCE}\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(fake))
    monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_: str(fake))
    monkeypatch.setattr("exports.chromium.STARTING", 2)
    with Renderer(tabs=1) as renderer:
        with pytest.raises(NoBrowser, match="could not be started") as told:
            renderer.picture(plain(), "png")
        assert until(leader.exists)
        assert until(lambda: not of_session(int(leader.read_text())))
        assert until(lambda: not list(place.iterdir()))
        assert "/" not in f"{told.value}{renderer.why_not()}"


def test_a_program_that_never_answers_does_not_outlive_the_renderer(monkeypatch, tmp_path):
    fake, leader = tmp_path / "chromium", tmp_path / "leader"
    fake.write_text(f"#!/bin/sh\necho $PPID > {leader}.part && mv {leader}.part {leader}\nexec sleep {PATIENCE}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(fake))
    monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_: str(fake))
    monkeypatch.setattr("exports.chromium.STARTING", PATIENCE)
    with ThreadPoolExecutor(1) as readers, Renderer(tabs=1) as renderer:
        waiting = readers.submit(renderer.picture, plain(), "png")
        assert until(leader.exists)
        session = int(leader.read_text())
        assert of_session(session)
        renderer.close()
        with pytest.raises(NoBrowser, match="is ending"):
            waiting.result()
        assert until(lambda: not of_session(session))


DRAWS = """
import sys, time
from exports.browser import Renderer
renderer = Renderer()
renderer.picture({"data": [], "layout": {"width": 100, "height": 100}}, "svg")
print(renderer.process, flush=True)
time.sleep(float(sys.argv[1]))
"""


@pytest.mark.parametrize("end", ["by itself", "SIGTERM", "SIGKILL"])
def test_no_browser_is_left_behind(end):
    process = subprocess.Popen(
        [sys.executable, "-c", DRAWS, "0" if end == "by itself" else "60"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    leader = int(process.stdout.readline())
    if end != "by itself":
        assert of_session(leader)
        process.send_signal(getattr(signal, end))
    process.wait(PATIENCE)
    assert until(lambda: not of_session(leader)), of_session(leader)
