"""Readers who leave, and readers who vary what they call this server: neither has it work for nobody."""

import asyncio
import io
import threading
import zipfile

import pytest
from calling import APP, ENDPOINTS, HOST, SERVED, ask, asking, reviewed

from service.stop import GivenUp
from web import document_answers
from web.answer_cache import AnswerCache
from web.endpoints import ENDPOINTS as ENDPOINT_ROWS

CLAIM = "us-still-powerful"
REPORT = f"/reports/claims/{CLAIM}.html"
LONG = 600
"""Seconds after which something hangs, on a slow machine too."""


class Hand:
    """Makes documents in place of the process: each is begun, and goes on until it is told to stop."""

    def __init__(self):
        self.begun, self.ended = threading.Semaphore(0), threading.Semaphore(0)
        self.made = []

    def make(self, form, document, stop):
        self.made.append(document.name)
        told = threading.Event()
        with stop.calling(told.set):
            self.begun.release()
            assert told.wait(LONG), "nobody told it to stop"
        self.ended.release()
        raise GivenUp


@pytest.fixture
def hand(makes_documents):
    return makes_documents(Hand())


async def asking_and_leaving(path, hand):
    """Asks for something and, once it is being made, disconnects as uvicorn tells it."""
    gone = asyncio.Event()
    first = True

    async def receive():
        nonlocal first
        if first:
            first = False
            return {"type": "http.request", "body": b"", "more_body": False}
        await gone.wait()
        return {"type": "http.disconnect"}

    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 9), "root_path": "", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": [(b"host", HOST.encode())],
    }  # fmt: skip
    sent = []

    async def send(message):
        sent.append(message)

    asked = asyncio.create_task(APP(scope, receive, send))
    assert await asyncio.to_thread(hand.begun.acquire, timeout=LONG)
    gone.set()
    await asked
    return sent


def test_a_report_that_its_reader_left_is_given_up(hand):
    asyncio.run(asking_and_leaving(REPORT, hand))
    assert hand.ended.acquire(timeout=LONG)


def test_a_report_whose_request_is_cancelled_is_given_up(hand):
    async def cancelled():
        asked = asyncio.create_task(asking(REPORT))
        assert await asyncio.to_thread(hand.begun.acquire, timeout=LONG)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked

    asyncio.run(cancelled())
    assert hand.ended.acquire(timeout=LONG)


def test_who_waits_for_a_report_when_the_server_stops_gets_the_envelope(hand):
    async def stopped():
        asked = asyncio.create_task(asking(REPORT))
        assert await asyncio.to_thread(hand.begun.acquire, timeout=LONG)
        ENDPOINTS.queues.documents.close()
        return await asked

    got = asyncio.run(stopped())
    assert (got.status, got.error["code"], got.headers["retry-after"]) == (503, "busy", "5")
    assert hand.ended.acquire(timeout=LONG)


HOSTS = [f"visitor-{i}.example" for i in range(30)]


@pytest.mark.parametrize(
    "path",
    ["/claims.json", f"/claims/{CLAIM}.bib", f"/claims/{reviewed()}.jsonld", f"/embed/{CLAIM}-gdp", "/openapi.json"]
    + [f"/c/{CLAIM}?as_of=article", "/sitemap.xml", f"/oembed?url=https://any.example/c/{CLAIM}"],
)
def test_an_answer_names_the_address_asked_for_and_is_made_once_for_all_of_them(path, monkeypatch):
    shop, made = AnswerCache(1, 10, 2**24), []
    monkeypatch.setattr(ENDPOINTS.queues, "records", shop)
    asked = shop.ask
    monkeypatch.setattr(
        shop, "ask", lambda key, make, **whose: asked(key, lambda stop: made.append(key) or make(stop), **whose)
    )
    answers = {host: ask(path, host=host) for host in HOSTS}
    for host, got in answers.items():
        assert f"http://{host}" in got.text
        assert not any(f"//{other}" in got.text for other in HOSTS if other != host and not host.startswith(other))
        assert "invalid" not in got.text
        assert got.headers["etag"] == ask(path, host=host).headers["etag"]
    assert len({got.headers["etag"] for got in answers.values()}) == len(HOSTS)
    assert len(made) == 1
    assert len(shop._kept) == 1


@pytest.mark.parametrize("endpoint", [one for one in ENDPOINT_ROWS if not one.drawn], ids=lambda one: one.path)
def test_no_answer_holds_what_stands_for_the_address(endpoint):
    names = {"claim": CLAIM, "evidence": f"{CLAIM}-gdp", "picture": f"{CLAIM}-gdp", "source": "worldbank"}
    names["topic"] = "energy"
    got = ask(endpoint.path.format_map({**names, "script": "x", "hash": "x", "asset": "x"}))
    files = [got.body]
    if endpoint.path.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(got.body)) as book:
            files = [book.read(name) for name in book.namelist()]
    assert not any(b"address-asked-for" in file for file in files)


def test_pictures_and_documents_name_no_address_but_the_operator_s(monkeypatch):
    class Made:
        html, why_not = "", ""

    named = []

    class Hand:
        def make(self, form, document, stop):
            named.append({dossier.address for dossier in document.dossiers})
            return Made

    monkeypatch.setattr(SERVED, "documents", Hand())
    monkeypatch.setattr(ENDPOINTS.queues, "documents", AnswerCache(1, 8, 2**20))
    monkeypatch.setattr(document_answers, "_tell", lambda reasons: None)
    address = f"/pictures/{CLAIM}-gdp.json"
    ask(REPORT, host="visitor.example")
    assert "visitor.example" not in ask(address, host="visitor.example").text
    monkeypatch.setenv("PLUMBLINE_URL", "https://plumbline.test")
    ask(REPORT, host="visitor.example")
    assert f"https://plumbline.test/c/{CLAIM}" in ask(address, host="visitor.example").text
    assert named == [{""}, {"https://plumbline.test"}]


def test_an_answer_at_another_address_is_other_bytes_and_its_tag_says_so():
    tag = ask("/claims.json", host="one.example").headers["etag"]
    assert ask("/claims.json", host="other.example", if_none_match=tag).status == 200
    assert ask("/claims.json", host="one.example", if_none_match=tag).status == 304
