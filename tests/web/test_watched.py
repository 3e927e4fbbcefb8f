"""Every request has a name, in its answer and in the log; whoever asks cannot make it up."""

import asyncio
import json
import logging
import re

import calling
import pytest
from calling import FRONT, ask
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from loaders import request_ids
from loaders.logs import setup
from web import record_answers
from web.answer_cache import AnswerCache
from web.watched import Watched, endpoint_of, from_one_of

NAME = re.compile(r"[0-9a-f]{16}")


async def page(scope, receive, send):
    await PlainTextResponse(request_ids.current())(scope, receive, send)


def watched(**options):
    """The addresses, and a page that says what its request is called."""
    return Starlette(routes=[FRONT, Mount("/", app=page)], middleware=[Middleware(Watched, **options)])


APP = watched()


@pytest.mark.parametrize("path", ["/claims.json", "/claims/nix.json", "/claims/x", "/overview"])
def test_every_answer_says_what_its_request_is_called(path):
    first, second = ask(path, app=APP), ask(path, app=APP)
    assert NAME.fullmatch(first.headers["x-request-id"])
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


def test_what_answers_knows_the_name():
    got = ask("/overview", app=APP)
    assert got.text == got.headers["x-request-id"]


def test_a_name_from_outside_is_replaced():
    got = ask("/overview", app=APP, x_request_id="mine")
    assert NAME.fullmatch(got.text)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("b1946ac92492d2347c6235b4d2611184", True),
        ("3f2c7e1a-0b1d-4f7e-9c55-aa0d6a6f2f11", True),
        ("", False),
        ("a" * 65, False),
        ("x y", False),
        ('x"} {"level": "info', False),
        ("x\ty", False),
        ("-x", False),
        ("ä", False),
    ],
)
def test_a_proxy_that_is_trusted_may_name_it_in_a_safe_form(given, kept):
    got = ask("/overview", app=watched(trusted=from_one_of(["127.0.0.0/8"])), x_request_id=given)
    assert (got.text == given) is kept
    assert kept or NAME.fullmatch(got.text)


@pytest.mark.parametrize("client", [("10.0.0.9", 1), ("::1", 1), ("testclient", 1), None])
def test_who_is_no_proxy_of_ours_names_nothing(client):
    trusted = from_one_of(["127.0.0.1", "10.0.0.1/32", "2001:db8::/32"])
    assert not trusted({"type": "http", "client": client})
    assert trusted({"type": "http", "client": ("2001:db8::7", 1)})


def test_a_fault_of_ours_is_in_the_log_under_the_name_that_the_answer_gives(monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("odd")

    monkeypatch.setattr(record_answers.records, "sources_record", fail)
    monkeypatch.setattr(calling.ENDPOINTS.queues, "records", AnswerCache(1, 10, 0))
    got = ask("/sources.json", app=APP)
    (told,) = [r for r in caplog.records if r.message == "request failed"]
    assert got.status == 500
    assert got.headers["x-request-id"] == got.error["request"] == told.request


def test_every_line_about_a_request_names_it_on_whatever_thread_it_was_written(monkeypatch, capsys):
    def told(*_):
        logging.getLogger("plumbline.web").warning("told by the one that makes the answer")
        return {}

    monkeypatch.setattr(record_answers.records, "sources_record", told)
    monkeypatch.setattr(calling.ENDPOINTS.queues, "records", AnswerCache(1, 10, 0))
    logger = logging.getLogger("plumbline")
    handlers, level = list(logger.handlers), logger.level
    try:
        setup("warning", "json")
        got = ask("/sources.json", app=APP)
    finally:
        logger.handlers[:] = handlers
        logger.setLevel(level)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["request"] == got.headers["x-request-id"]


def test_a_page_that_is_open_has_a_name_too():
    """A session of Streamlit's is one request that lasts: its name is among the headers that pages see."""
    seen = []

    async def session(scope, receive, send):
        seen.append(dict(scope["headers"]))

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"x-request-id", b"mine")]}
    asyncio.run(Watched(session)(scope, None, None))
    assert NAME.fullmatch(seen[0][b"x-request-id"].decode())


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("/claims.json", "/claims.json"),
        ("/claims/us-still-powerful.csv", "/claims/{claim}.{form}"),
        ("/claims/no-such-claim.csv", "/claims/{claim}.{form}"),
        ("/reports/argument.pdf", "/reports/argument.{form}"),
        ("/reports/claims/x.pdf", "/reports/claims/{claim}.{form}"),
        ("/c/a/b", "/c/{claim}/{evidence}"),
        ("/claims/a/b/c", "unknown"),
        ("/claims.xml", "unknown"),
        ("/healthz", "/healthz"),
        ("/readyz", "/readyz"),
        ("/", "page"),
        ("/energy", "page"),
        ("/whatever-somebody-types", "page"),
        ("/_stcore/health", "streamlit"),
        ("/static/js/main.js", "streamlit"),
    ],
)
def test_what_was_asked_for_is_known_by_the_family_of_its_address(path, family):
    assert endpoint_of({"type": "http", "path": path}, "") == family
    assert endpoint_of({"type": "http", "path": f"/argument{path}"}, "/argument") == family
