"""The renderer without a browser: whatever a start, a picture or an end comes to, nobody waits for ever."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
from concurrent.futures import Future, wait

import pytest

from exports.browser import Renderer
from exports.rendering import Job, NoBrowser, RenderFailed
from loaders.catalog import ROOT

PATIENCE = 300
"""Seconds after which a test says that something hangs: far more than anything here takes on a slow machine."""


class Browser:
    """In place of Chromium: it does what a test tells it to."""

    def __init__(self, tabs, seconds, sandboxed):
        self.gone = False

    async def start(self):
        return self

    async def picture(self, figure, format, scale):
        return b"picture"

    async def print_pdf(self, html, seconds):
        return b"page"

    async def close(self):
        self.gone = True

    def kill(self):
        self.gone = True

    def remove(self):
        return True


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", sys.executable)
    monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_: sys.executable)
    kind = type("Browser", (Browser,), {})
    monkeypatch.setattr("exports.chromium.Chromium", kind)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)  # With whom there is no sandbox to try first.
    return kind


@pytest.fixture
def at_once(monkeypatch):
    """Whatever is given to the loop is over before who gave it can go on."""
    give = asyncio.run_coroutine_threadsafe

    def given(work, loop):
        future = give(work, loop)
        wait([future], PATIENCE)
        return future

    monkeypatch.setattr(asyncio, "run_coroutine_threadsafe", given)


def asked(work):
    """What some work will come to on a thread of its own, an error as a value."""
    future = Future()

    def run():
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whatever it is, a test looks at it.
            future.set_result(error)

    threading.Thread(target=run, daemon=True).start()
    return future


def outcome(work):
    """What some work comes to, an error as a value; fails if it hangs."""
    return asked(work).result(PATIENCE)


def figure(name="one"):
    return {"data": [], "layout": {"width": 100, "height": 100, "title": {"text": name}}}


@pytest.mark.parametrize("ask", [lambda r: r.picture(figure(), "svg"), lambda r: r.print_pdf("<p>")])
def test_a_start_that_fails_at_once_is_told_and_keeps_nobody_waiting_nor_half_a_browser(browser, at_once, ask):
    begun = []

    async def start(self):
        begun.append(self)
        raise OSError("no memory")

    browser.start = start
    renderer = Renderer(tabs=1)
    assert isinstance(outcome(lambda: ask(renderer)), NoBrowser)
    assert isinstance(outcome(lambda: ask(renderer)), NoBrowser)
    assert [one.gone for one in begun] == [True], "after a failure it is left alone for a while"
    assert outcome(renderer.close) is None


def test_a_picture_that_is_given_up_by_its_driver_is_told_and_the_next_is_drawn(browser):
    async def picture(self, figure, format, scale):
        if figure["layout"]["title"]["text"] == "lost":
            raise asyncio.CancelledError
        return b"picture"

    browser.picture = picture
    with Renderer(tabs=1, most_waiting=1) as renderer:
        assert isinstance(outcome(lambda: renderer.picture(figure("lost"), "svg")), RenderFailed)
        assert outcome(lambda: renderer.picture(figure("next"), "svg")) == b"picture"
        made = outcome(lambda: list(renderer.pictures(Job(name, figure(name), "svg") for name in ("lost", "next"))))
        assert {one.job.name: one.data for one in made} == {"lost": b"", "next": b"picture"}
        assert [one.job.name for one in made if one.error] == ["lost"]


def test_where_no_thread_can_be_started_the_reader_is_told_and_the_next_picture_is_drawn(browser, monkeypatch):
    def refuse(*_):
        raise RuntimeError("can't start new thread")

    with Renderer(tabs=1, most_waiting=1) as renderer:
        with monkeypatch.context() as full:
            full.setattr("exports.browser_thread.threading.Thread.start", refuse)
            for work in (
                lambda: renderer.picture(figure(), "svg"),
                lambda: renderer.print_pdf("<p>"),
                lambda: next(renderer.pictures([Job("one", figure())])),
            ):
                with pytest.raises(NoBrowser, match="could not be started") as told:
                    work()
                assert "can't start new thread" in told.value.reason.detail
        assert outcome(lambda: renderer.picture(figure(), "svg")) == b"picture"


def test_a_loop_that_came_to_its_end_is_replaced_and_whoever_waited_is_told(browser):
    begun = threading.Semaphore(0)

    async def picture(self, figure, format, scale):
        begun.release()
        await asyncio.Event().wait()

    async def print_pdf(self, html, seconds):
        asyncio.get_running_loop().stop()
        await asyncio.Event().wait()

    browser.picture, browser.print_pdf = picture, print_pdf
    with Renderer(tabs=2) as renderer:
        waiting = asked(lambda: renderer.picture(figure(), "svg"))
        assert begun.acquire(timeout=PATIENCE)
        assert isinstance(outcome(lambda: renderer.print_pdf("<p>")), RenderFailed)
        assert isinstance(waiting.result(PATIENCE), RenderFailed)
        browser.picture = Browser.picture
        assert outcome(lambda: renderer.picture(figure("next"), "svg")) == b"picture"


def test_a_browser_that_says_nothing_for_too_long_keeps_nobody(browser):
    async def picture(self, figure, format, scale):
        await asyncio.Event().wait()

    browser.picture = picture
    with Renderer(tabs=1) as renderer:
        renderer.patience = 0.1
        assert isinstance(outcome(lambda: renderer.picture(figure(), "svg")), RenderFailed)
        assert isinstance(outcome(lambda: next(renderer.pictures([Job("one", figure())]))), NoBrowser)


def test_a_slow_look_for_the_browser_holds_up_neither_what_is_at_hand_nor_the_end(browser, monkeypatch):
    looked, found = threading.Event(), threading.Event()
    with Renderer(tabs=1) as renderer:
        assert outcome(lambda: renderer.picture(figure(), "svg")) == b"picture"

        def look(**_):
            looked.set()
            found.wait(PATIENCE)
            return sys.executable

        monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", look)
        monkeypatch.setenv("BROWSER_PATH", "another")  # So that it is looked for again.
        other = asked(lambda: renderer.picture(figure("other"), "svg"))
        assert looked.wait(PATIENCE)
        assert outcome(lambda: renderer.picture(figure(), "svg")) == b"picture"
        assert outcome(renderer.close) is None
        found.set()
        assert isinstance(other.result(PATIENCE), NoBrowser)


WAITING = {
    "a picture": lambda r: r.picture(figure(), "svg"),
    "a page": lambda r: r.print_pdf("<p>"),
    "many pictures": lambda r: list(r.pictures(Job(str(i), figure(str(i))) for i in range(50))),
}


@pytest.mark.parametrize("work", WAITING.values(), ids=WAITING)
@pytest.mark.parametrize("started", [True, False], ids=["drawing", "starting"])
def test_whoever_waits_when_the_renderer_is_closed_is_told_and_the_browser_is_ended(browser, work, started):
    begun, browsers = threading.Event(), []

    async def wait_for_ever(self, *_):
        browsers.append(self)
        begun.set()
        await asyncio.Event().wait()

    for name in ("picture", "print_pdf") if started else ("start",):
        setattr(browser, name, wait_for_ever)
    renderer = Renderer(tabs=1)
    waiting = asked(lambda: work(renderer))
    assert begun.wait(PATIENCE)
    assert outcome(renderer.close) is None
    error = waiting.result(PATIENCE)
    assert isinstance(error, NoBrowser)
    assert "is ending" in str(error)
    assert all(one.gone for one in browsers)
    assert renderer.process is None
    assert isinstance(outcome(lambda: work(renderer)), NoBrowser), "a browser is started after the end"
    assert "is ending" in renderer.why_not()


def test_two_who_close_both_return_when_the_browser_has_ended(browser):
    closing, let = threading.Event(), threading.Event()

    async def close(self):
        closing.set()
        await asyncio.to_thread(let.wait, PATIENCE)
        self.gone = True

    browser.close = close
    renderer = Renderer(tabs=1)
    assert outcome(lambda: renderer.picture(figure(), "svg")) == b"picture"
    first = asked(renderer.close)
    assert closing.wait(PATIENCE)
    second = asked(renderer.close)
    assert not second.done()
    let.set()
    assert (first.result(PATIENCE), second.result(PATIENCE)) == (None, None)
    assert outcome(renderer.close) is None, "nor does it matter to close once more"


def test_a_browser_that_cannot_be_ended_in_peace_is_ended_by_force(browser, monkeypatch):
    killed = threading.Event()

    async def close(self):
        await asyncio.Event().wait()

    browser.close, browser.kill = close, lambda self: killed.set()
    monkeypatch.setattr("exports.browser_thread.ENDING", 0.1)
    renderer = Renderer(tabs=1)
    assert outcome(lambda: renderer.picture(figure(), "svg")) == b"picture"
    assert outcome(renderer.close) is None
    assert killed.is_set()


def test_an_import_starts_nothing():
    code = "import threading, exports.browser; print(threading.active_count())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_a_start_goes_on_when_who_asked_first_gives_up(browser):
    begun, let, browsers = threading.Event(), threading.Event(), []

    async def start(self):
        browsers.append(self)
        begun.set()
        await asyncio.to_thread(let.wait, PATIENCE)
        return self

    browser.start = start
    with Renderer(tabs=1) as renderer:
        leaves = renderer._submit(lambda one: one.picture(figure(), "svg", 1))
        assert begun.wait(PATIENCE)
        stays = asked(lambda: renderer.picture(figure(), "svg"))
        leaves.cancel()
        let.set()
        assert stays.result(PATIENCE) == b"picture"
    assert len(browsers) == 1


@pytest.mark.slow
def test_what_was_given_up_is_not_complained_of_afterwards(browser, caplog):
    begun = threading.Event()

    async def picture(self, figure, format, scale):
        try:
            begun.set()
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise RuntimeError("The channel is closed.") from None  # As the driver of a real browser has it.

    def give_up():
        renderer = Renderer(tabs=1)
        waiting = asked(lambda: renderer.picture(figure(), "svg"))
        assert begun.wait(PATIENCE)
        renderer.close()
        return type(waiting.result(PATIENCE))

    browser.picture = picture
    assert give_up() is NoBrowser
    gc.collect()
    assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []


def test_what_became_of_each_picture_is_counted(browser):
    async def picture(self, figure, format, scale):
        if figure["title"] == "odd":
            raise ValueError("odd")
        return b"picture"

    browser.picture = picture
    with Renderer(tabs=1) as renderer:
        for title in ("one", "two", "odd"):
            try:
                renderer.picture({"title": title}, "png")
            except RenderFailed:
                assert title == "odd"
        renderer.print_pdf("<p>page")
        list(renderer.pictures([Job("one", {"title": "one"})]))
        assert renderer.counted() == {"drawn": 4, "failed": 1}
        assert renderer.waiting == 0


def test_pictures_that_are_counted_when_they_are_over_at_once_keep_nobody_waiting(browser, at_once):
    with Renderer(tabs=1) as renderer:
        assert renderer.picture({}, "png") == b"picture"
        assert renderer.counted() == {"drawn": 1}
