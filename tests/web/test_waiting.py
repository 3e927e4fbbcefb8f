"""Who waits for a document in a browser sees how far it is; programs get the document as before."""

import asyncio
import threading

import pytest
from calling import ENDPOINTS, ask, asking

from exports.rendering import HowFar
from service.documents import Report
from web.answer_cache import AnswerCache
from web.waiting import PROGRESS

CLAIM = "us-still-powerful"
REPORT = f"/reports/claims/{CLAIM}.html"
LONG = 600
READER = {"accept": "text/html,*/*;q=0.8", "sec-fetch-dest": "document"}


class Hand:
    """Makes documents in place of the process: draws two of five pictures, and the rest once it may."""

    def __init__(self):
        self.begun, self.go = threading.Event(), threading.Event()

    def make(self, form, document, stop):
        stop.say(HowFar(2, 5))
        self.begun.set()
        assert self.go.wait(LONG)
        return Report("<p>The report</p>", "")


@pytest.fixture
def hand(makes_documents):
    return makes_documents(Hand())


def how_far(path=REPORT):
    return ask(path, accept=PROGRESS)


def test_a_reader_waits_on_a_page_that_says_how_far_the_document_is_and_then_has_it(hand):
    page = ask(REPORT, **READER)
    assert (page.status, page.headers["cache-control"]) == (200, "no-store")
    assert "The report is being made" in page.body.decode()
    assert "script-src 'sha256-" in page.headers["content-security-policy"]
    # To look at the page, or at how far it is, begins nothing.
    assert (how_far().status, how_far().json) == (202, {"made": 0, "of": 0})
    assert not hand.begun.is_set()

    async def held():
        asked = asyncio.create_task(asking(REPORT))
        assert await asyncio.to_thread(hand.begun.wait, LONG)
        told = await asking(REPORT, accept=PROGRESS)
        hand.go.set()
        return told, await asked

    told, got = asyncio.run(held())
    assert told.json == {"made": 2, "of": 5}
    assert got.body == b"<p>The report</p>"
    assert ask(REPORT, **READER).body == how_far().body == got.body


def test_the_page_of_a_file_calls_it_what_it_is(hand):
    assert "The data package is being made" in ask(f"/bundles/claims/{CLAIM}.zip", **READER).body.decode()


@pytest.mark.parametrize(
    "path", ["/reports/claims/nobody.html", "/reports/topics/nothing.pdf", "/bundles/topics/nothing.zip"]
)
def test_nobody_waits_for_a_document_of_nothing(hand, path):
    assert ask(path, **READER).status == 404


def test_a_program_and_who_asks_for_a_part_wait_for_the_document_itself(hand):
    hand.go.set()
    assert ask(REPORT, accept="*/*").body == b"<p>The report</p>"
    ENDPOINTS.queues.documents = AnswerCache(1, 8, 2**20)
    assert ask(REPORT, **READER, range="bytes=0-2").body == b"<p>"


def test_an_answer_that_is_no_document_has_no_such_page():
    assert ask(f"/claims/{CLAIM}.json", **READER).json["claim"] == CLAIM
    assert ask(f"/claims/{CLAIM}.json", accept=PROGRESS).json["claim"] == CLAIM
