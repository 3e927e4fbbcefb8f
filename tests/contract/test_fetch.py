"""Asking: only hosts that are listed, bounded, in turn, patiently, and never telling a token."""

from __future__ import annotations

import datetime as dt
import gzip
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import requests
from faults import gzip_bomb, redirect, status, too_many
from house import GENEROUS
from stub import Answer, in_turn

from loaders.errors import Changed, Locked, RateLimited, Unreachable
from loaders.fetch import Fetch

HOST, OTHER = "figures.example", "files.example"
URL = f"https://{HOST}/table.csv"
SECRET = "a-secret-of-tests"


@pytest.fixture
def fetch(tmp_path):
    return Fetch([HOST, OTHER], tmp_path / "locks", GENEROUS, SECRET)


def test_what_is_asked_for_comes_whole_and_only_once(fetch, internet):
    internet.on(HOST, "/", lambda r: Answer(body=f"{r.path}?{r.query.get('id', '')}".encode()))
    assert fetch.get(URL, {"id": "1"}) == b"/table.csv?1"
    assert fetch.get(URL, {"id": "1"}) == b"/table.csv?1"
    assert fetch.get(URL, {"id": "2"}) == b"/table.csv?2"
    assert internet.count(HOST) == 2


def test_a_compressed_answer_is_expanded(fetch, internet):
    body = b"figures " * 10_000
    internet.on(HOST, "/", Answer(headers={"Content-Encoding": "gzip"}, body=gzip.compress(body)))
    assert fetch.get(URL) == body


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/x", f"http://{HOST}/x", f"ftp://{HOST}/x", f"https://{HOST}.elsewhere.example/x",
            f"https://elsewhere.example@other.example/{HOST}", "file:///etc/hostname"],
)  # fmt: skip
def test_no_other_address_is_contacted(url, fetch, internet):
    with pytest.raises(Changed, match="was not contacted"):
        fetch.get(url)
    assert internet.connected_hosts == []
    assert internet.requests == []


def test_a_redirect_to_a_listed_host_is_followed_without_the_token(fetch, internet):
    internet.on(HOST, "/", redirect(f"https://{OTHER}/kept"))
    internet.on(OTHER, "/kept", Answer(body=b"figures"))
    assert fetch.get(URL, headers={"x-token": SECRET}) == b"figures"
    first, second = internet.requests
    assert first.headers["x-token"] == SECRET
    assert "x-token" not in second.headers


@pytest.mark.parametrize("to", ["https://elsewhere.example/x", f"http://{HOST}/x", "//elsewhere.example/x"])
def test_a_redirect_elsewhere_is_refused(to, fetch, internet):
    internet.on(HOST, "/", redirect(to))
    with pytest.raises(Changed, match="was not contacted"):
        fetch.get(URL)
    assert set(internet.connected_hosts) == {HOST}


def test_a_circle_of_redirects_ends(fetch, internet):
    internet.on(HOST, "/", redirect(URL))
    with pytest.raises(Changed, match="redirects"):
        fetch.get(URL)


@pytest.mark.parametrize("size", [999_999, 1_000_000, 1_000_001, 50_000_000])
def test_an_answer_is_bounded_once_expanded(size, tmp_path, internet):
    fetch = Fetch([HOST], tmp_path, replace(GENEROUS, size=1_000_000))
    internet.on(HOST, "/", gzip_bomb(size))
    if size <= 1_000_000:
        assert len(fetch.get(URL)) == size
    else:
        with pytest.raises(Changed, match="at most 1 MB"):
            fetch.get(URL)


def test_retry_after_is_waited_for_where_it_is_short(fetch, internet):
    internet.on(HOST, "/", in_turn(too_many(0), Answer(body=b"figures")))
    assert fetch.get(URL) == b"figures"
    assert internet.count(HOST) == 2


@pytest.mark.parametrize("later", [3600, dt.datetime(2099, 1, 1, tzinfo=dt.UTC)])
def test_a_long_retry_after_is_taken_at_its_word(later, fetch, internet):
    internet.on(HOST, "/", too_many(later))
    with pytest.raises(RateLimited) as caught:
        fetch.get(URL)
    assert caught.value.retry_after >= 3600
    assert internet.count(HOST) == 1


def test_429_without_a_word_is_tried_again_a_few_times(fetch, internet):
    internet.on(HOST, "/", too_many())
    with pytest.raises(RateLimited):
        fetch.get(URL)
    assert internet.count(HOST) == GENEROUS.attempts


@pytest.mark.parametrize("code", [401, 403])
def test_a_refused_token_is_told_without_telling_it(code, fetch, internet):
    internet.on(HOST, "/", status(code))
    with pytest.raises(Locked, match="token") as caught:
        fetch.get(URL, headers={"x-token": SECRET})
    assert SECRET not in str(caught.value)
    assert internet.count(HOST) == 1


def test_no_token_reaches_a_log(fetch, internet, caplog):
    internet.on(HOST, "/", status(500))
    with caplog.at_level(logging.DEBUG), pytest.raises(Unreachable):
        fetch.get(URL, headers={"x-token": SECRET})
    assert SECRET not in caplog.text


def test_a_host_is_asked_one_request_at_a_time(tmp_path, internet):
    internet.on(HOST, "/", lambda r: Answer(body=r.path.encode()))
    internet.delay = 0.05
    several = [Fetch([HOST], tmp_path, GENEROUS) for _ in range(4)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda i: several[i % 4].get(f"https://{HOST}/{i}"), range(12)))
    assert answers == [f"/{i}".encode() for i in range(12)]
    assert internet.peak(HOST) == 1


def test_a_library_that_sends_by_itself_is_held_to_the_same(fetch, internet):
    def call():
        options = {
            "timeout": fetch.timeout,
            "stream": True,
            "allow_redirects": False,
            "hooks": {"response": fetch.check},
        }
        return requests.get(URL, **options).json()

    internet.on(HOST, "/", in_turn(status(502), Answer(body=b'{"value": 1}')))
    assert fetch.through(HOST, call) == {"value": 1}
    internet.on(HOST, "/", redirect("https://elsewhere.example/"))
    with pytest.raises(Changed, match="redirect"):
        fetch.through(HOST, call)
    internet.on(HOST, "/", gzip_bomb(200_000_000))
    with pytest.raises(Changed, match="at most 60 MB"):
        fetch.through(HOST, call)
    with pytest.raises(Changed, match="was not contacted"):
        fetch.through("elsewhere.example", call)


def test_each_further_attempt_is_logged_with_its_wait_and_reason(fetch, internet, caplog):
    caplog.set_level(logging.INFO, "plumbline")
    internet.on(HOST, "/", in_turn(status(502), Answer(body=b"figures")))
    assert fetch.get(URL) == b"figures"
    (again,) = [vars(record) for record in caplog.records if record.name == "plumbline.loaders"]
    assert (again["msg"], again["host"], again["attempt"]) == ("asking again", HOST, 1)
    assert again["reason"].startswith(f"{HOST} answered 502")
    assert again["wait"] >= 0
