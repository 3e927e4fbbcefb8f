"""The page around ours has our name from the first byte."""

import asyncio

import pytest
from starlette.responses import Response

from web.shell import Titled
from widgets.serve import first_page


def sent(response) -> tuple[dict[bytes, bytes], bytes]:
    """The headers and the body of an answer, as they leave the middleware."""
    said = []

    async def ask() -> None:
        async def send(message) -> None:
            said.append(message)

        await Titled(response)({"type": "http", "method": "GET", "headers": []}, None, send)

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
        asyncio.run(Titled(page)({"type": "http", "method": "GET", "headers": headers}, None, _nowhere))
    assert [b"accept-encoding" in headers for headers in asked] == [False, True]


async def _nowhere(_) -> None:
    """Where an answer goes that nobody reads."""


@pytest.mark.parametrize(
    ("text", "kind"), [("<title>A claim</title>", "text/html"), ("<title>Streamlit</title>", "application/json")]
)
def test_what_has_another_title_or_is_no_page_stays_as_it_is(text, kind):
    assert sent(Response(text, media_type=kind))[1] == text.encode()
