"""A real browser and a real server. A machine without Chromium gets one, or the run fails and says why."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from chromium import QUIET, find_browser, install_browser
from opening import DESKTOP, PATIENCE, new_tab
from serving import serve

expect.set_options(timeout=PATIENCE)
PAGE = """<!doctype html><title>Another page</title><body style="margin:0">{frames}<script>
const told = [];
addEventListener("message", (event) => {{
  if (event.data?.type === "plumbline:height") told.push(event.data.height);
  for (const frame of document.querySelectorAll("iframe"))
    if (event.source === frame.contentWindow && event.data?.type === "plumbline:height") frame.height = event.data.height;
}});</script>"""


@pytest.fixture(scope="session")
def browser(request):
    path = find_browser() or install_browser()
    if not path:
        pytest.fail("No Chrome or Chromium was found or could be installed. Install one, or name it in BROWSER_PATH.")
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\nBrowser tests use {path}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The dashboard, served as the README says, for all tests."""
    with serve(tmp_path_factory.mktemp("server")) as url:
        yield url


@pytest.fixture
def fresh_address(tmp_path):
    """A dashboard that nobody has visited yet."""
    with serve(tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def reader(browser):
    """A reader's browser that has the program of the pages from earlier visits: to fetch and read it takes most of a visit."""
    context = browser.new_context(viewport=DESKTOP, accept_downloads=True)
    # Of tabs that a page opens too.
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def tab(reader):
    """A page of the test's own."""
    with new_tab(reader) as tab:
        yield tab


@pytest.fixture(scope="module")
def shared_tab(reader):
    """One page for tests that leave it as they found it, or say what they need of it."""
    with new_tab(reader) as tab:
        yield tab


@pytest.fixture
def first_tab(browser):
    """A page in a browser that was never here."""
    context = browser.new_context(viewport=DESKTOP, accept_downloads=True)
    with new_tab(context) as tab:
        yield tab
    context.close()


def heard(tab) -> list[str]:
    """What the browser says of its policies, and other errors; of addresses that Streamlit only tries, nothing."""
    errors: list[str] = []

    def hear(message) -> None:
        tried = message.text.startswith("Failed to load resource")
        if (message.type == "error" and not tried) or "Policy" in message.text:
            errors.append(message.text)

    tab.on("console", hear)
    return errors


@pytest.fixture
def said(tab):
    return heard(tab)


@pytest.fixture(scope="module")
def shared_said(shared_tab):
    return heard(shared_tab)


@pytest.fixture
def elsewhere() -> Iterator:
    """Serves a page from another port; the value sets its frames and gives its address."""

    class Handler(BaseHTTPRequestHandler):
        frames = ""

        def do_GET(self):
            body = PAGE.format(frames=self.frames).encode() if self.path == "/" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def page(frames: str) -> str:
        Handler.frames = frames
        return f"http://127.0.0.1:{server.server_port}/"

    yield page
    server.shutdown()
    server.server_close()
