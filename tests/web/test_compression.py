"""Scripts and styles of Streamlit's are compressed once, for whom it suits, and everything else is left as it was."""

import asyncio
import gzip
from pathlib import Path

import pyarrow as pa
import pytest
from calling import ask, asking
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Route
from streamlit import file_util
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from web.compression import CompressedOnce

SCRIPT = b"const answer = 42;\n" * 1000
FOR_EVER = {"cache-control": "public, immutable, max-age=31536000", "etag": '"one"'}


class Counted:
    """An application that answers everything alike and counts how often it is asked."""

    def __init__(self, body: bytes = SCRIPT, status: int = 200, media: str = "text/javascript", **headers: str) -> None:
        self.asked = 0
        said = {**FOR_EVER, **{name.replace("_", "-"): value for name, value in headers.items()}}

        async def answer(_) -> Response:
            self.asked += 1
            await asyncio.sleep(0)
            return Response(body, status, said, media)

        # As in app.py: what compresses the rest stands before it.
        middleware = [Middleware(GZipMiddleware, minimum_size=1000), Middleware(CompressedOnce)]
        self.app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])], middleware=middleware)

    def ask(self, path: str = "/static/js/a.js", method: str = "GET", **headers: str):
        return ask(path, method, self.app, **{"accept_encoding": "gzip, br", **headers})


def unpacked(got) -> bytes:
    """The body of an answer, whatever its coding."""
    if got.headers.get("content-encoding") == "br":
        return pa.Codec("brotli").decompress(got.raw, len(SCRIPT), asbytes=True)
    return got.body


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("", None),
    ],
)
def test_a_browser_gets_the_best_coding_it_takes_and_the_script_whole(accepted, coding):
    got = Counted().ask(accept_encoding=accepted)
    assert (got.status, got.headers.get("content-encoding")) == (200, coding)
    assert int(got.headers["content-length"]) == len(got.raw)
    assert unpacked(got) == SCRIPT
    if coding:
        assert "Accept-Encoding" in got.headers["vary"]
        assert got.headers["cache-control"] == FOR_EVER["cache-control"]


def test_the_second_reader_gets_what_was_made_for_the_first():
    served = Counted()
    one, two = served.ask(), served.ask()
    assert served.asked == 1
    assert (one.raw, one.headers) == (two.raw, two.headers)


def test_readers_who_ask_at_once_wait_for_one_and_the_same():
    served = Counted()

    async def all_at_once():
        return await asyncio.gather(*(asking("/static/a.js", app=served.app, accept_encoding="br") for _ in range(20)))

    assert {unpacked(got) for got in asyncio.run(all_at_once())} == {SCRIPT}
    assert served.asked == 1


def test_each_coding_has_its_tag_and_a_reader_who_has_it_is_told_so():
    served = Counted()
    brotli, zipped = served.ask(accept_encoding="br"), served.ask(accept_encoding="gzip")
    assert len({brotli.headers["etag"], zipped.headers["etag"], FOR_EVER["etag"]}) == 3
    again = served.ask(accept_encoding="br", if_none_match=brotli.headers["etag"])
    assert (again.status, again.raw, again.headers["etag"]) == (304, b"", brotli.headers["etag"])
    assert served.ask(accept_encoding="br", if_none_match=zipped.headers["etag"]).status == 200


@pytest.mark.parametrize(
    "other",
    [
        Counted(cache_control="no-cache"),
        Counted(status=404),
        Counted(media="font/woff2"),
        Counted(content_encoding="gzip", body=gzip.compress(SCRIPT, mtime=0)),
        Counted(set_cookie="who=me"),
        Counted(body=b"short"),
    ],
    ids=["may change", "not there", "font", "has a coding", "for one reader", "short"],
)
def test_what_is_not_to_be_kept_is_asked_for_each_time_and_passed_on(other):
    first, second = other.ask(accept_encoding="br"), other.ask(accept_encoding="br")
    assert other.asked == 2
    assert (first.raw, first.headers) == (second.raw, second.headers)
    assert first.headers.get("content-encoding") != "br"


@pytest.mark.parametrize(
    "asked", [{"path": "/claims.json"}, {"method": "POST"}, {"range": "bytes=0-9"}], ids=["path", "method", "range"]
)
def test_other_requests_are_not_looked_at(asked):
    served = Counted()
    for _ in range(2):
        assert served.ask(**{**asked, "accept_encoding": "br"}).raw == SCRIPT
    assert served.asked == 2


def test_scripts_and_styles_of_streamlits_arrive_as_they_are():
    folder = Path(file_util.get_static_dir())
    files = sorted([*folder.rglob("*.js"), *folder.rglob("*.css")], key=lambda path: path.stat().st_size)[-20:]
    app = Starlette(routes=create_streamlit_static_assets_routes(""), middleware=[Middleware(CompressedOnce)])
    for file in files:
        got = ask(f"/{file.relative_to(folder).as_posix()}", app=app, accept_encoding="gzip")
        assert got.headers.get("content-encoding") == "gzip"
        assert got.body == file.read_bytes()


def test_brotli_is_in_the_arrow_that_is_installed():
    assert pa.Codec.is_available("brotli")
