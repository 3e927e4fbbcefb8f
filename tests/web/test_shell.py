"""The page around ours has our name from the first byte."""

import asyncio
from pathlib import Path

import pytest
from starlette.responses import Response
from streamlit.file_util import get_static_dir

from web.shell import Shell
from widgets.serve import draws_charts, first_page

CHARTS = "./static/js/PlotlyChart.1.js"


def sent(response, path="/", **options) -> tuple[dict[bytes, bytes], bytes]:
    """The headers and the body of an answer, as they leave the middleware."""
    said = []

    async def ask() -> None:
        async def send(message) -> None:
            said.append(message)

        await Shell(response, **options)({"type": "http", "method": "GET", "path": path, "headers": []}, None, send)

    asyncio.run(ask())
    return dict(said[0]["headers"]), b"".join(message.get("body", b"") for message in said[1:])


def test_the_shell_is_called_plumbline_and_stays_as_long():
    headers, body = sent(Response(first_page(), media_type="text/html"))
    assert b"<title>Plumbline</title>" in body
    assert b"<title>Streamlit</title>" not in body
    assert int(headers[b"content-length"]) == len(body)


def test_a_page_is_asked_for_plain_so_that_its_title_can_be_read():
    asked = []

    async def page(scope, receive, send) -> None:
        asked.append(dict(scope["headers"]))
        await Response("")(scope, receive, send)

    for accept in (b"text/html,*/*", b"*/*"):
        headers = [(b"accept", accept), (b"accept-encoding", b"gzip")]
        asyncio.run(Shell(page)({"type": "http", "method": "GET", "path": "/", "headers": headers}, None, _nowhere))
    assert [b"accept-encoding" in headers for headers in asked] == [False, True]


async def _nowhere(_) -> None:
    """Where an answer goes that nobody reads."""


@pytest.mark.parametrize(
    ("text", "kind"), [("<title>A claim</title>", "text/html"), ("<title>Streamlit</title>", "application/json")]
)
def test_what_has_another_title_or_is_no_page_stays_as_it_is(text, kind):
    assert sent(Response(text, media_type=kind))[1] == text.encode()


@pytest.mark.parametrize(
    ("path", "fetched"),
    [
        ("/claim", True),
        ("/energy", True),
        ("/explore", True),
        ("/", False),
        ("/cases", False),
        ("/embed/board", False),
        ("/c/us-still-powerful", False),
    ],
)
def test_what_draws_charts_is_fetched_ahead_of_pages_that_have_some(path, fetched):
    headers, _ = sent(Response(first_page(), media_type="text/html"), path, charts=CHARTS)
    assert headers.get(b"link", b"") == (f"<{CHARTS}>; rel=modulepreload; crossorigin".encode() if fetched else b"")


def test_nothing_is_fetched_ahead_of_what_is_no_page_nor_where_it_is_not_known():
    assert b"link" not in sent(Response("{}", media_type="application/json"), "/claim", charts=CHARTS)[0]
    assert b"link" not in sent(Response(first_page(), media_type="text/html"), "/claim")[0]


def test_below_a_base_path_pages_are_known_by_what_follows_it():
    page = Response(first_page(), media_type="text/html")
    assert b"link" in sent(page, "/data/claim", charts=CHARTS, base=lambda: "data")[0]
    assert b"link" not in sent(page, "/data/", charts=CHARTS, base=lambda: "data")[0]


def test_what_streamlit_draws_charts_with_is_there():
    assert Path(get_static_dir(), draws_charts()).is_file()
