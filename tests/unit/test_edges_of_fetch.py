"""Edges of asking a service, without one: redirects, refusals, bounds, and how long it asks us to wait."""

import datetime as dt
from email.utils import format_datetime
from io import BytesIO
from types import SimpleNamespace

import pytest
import requests
from filelock import Timeout
from requests.exceptions import ChunkedEncodingError, ReadTimeout, SSLError
from requests.exceptions import ConnectionError as NoConnection
from urllib3 import HTTPResponse
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProxyError

from loaders.errors import Changed, Locked, RateLimited, Unreachable, _seconds
from loaders.fetch import REDIRECTS, Fetch, Limits
from loaders.rows import Service as Interface

HERE, THERE = "https://example.org/a", "https://other.example/b"


def answer(status=200, body=b"figures", fields=()):
    found = requests.Response()
    found.url, found.status_code, found.reason = HERE, status, "So"
    found.headers.update(fields)
    found.raw = HTTPResponse(BytesIO(body), preload_content=False)
    return found


class Service:
    """Answers with what it was given, in order, the last of them again and again."""

    def __init__(self, monkeypatch, *answers):
        self.answers, self.asked = list(answers), []
        monkeypatch.setattr(requests.Session, "get", self.get)

    def get(self, url, params=None, headers=None, **_):
        self.asked.append((url, params, headers))
        found = answer(*(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]))
        found.url = url
        return found


def leads_to(place):
    return 302, b"", {"Location": place}


FOUND = (200, b"figures", {})


@pytest.fixture
def fetch(tmp_path):
    return Fetch(["example.org", "other.example"], tmp_path, Limits(attempts=1, size=10))


def test_an_address_may_lead_elsewhere_a_few_times_and_no_more(fetch, monkeypatch):
    service = Service(monkeypatch, *[leads_to("/a")] * REDIRECTS, FOUND)
    assert fetch.get(HERE) == b"figures"
    assert len(service.asked) == REDIRECTS + 1
    loop = Service(monkeypatch, leads_to("/again"))
    with pytest.raises(Changed, match=f"more than {REDIRECTS} redirects"):
        fetch.get(HERE + "2")
    assert len(loop.asked) == REDIRECTS + 1


def test_where_an_address_leads_what_was_asked_is_not_sent_again_and_a_token_only_to_its_own_host(fetch, monkeypatch):
    service = Service(monkeypatch, leads_to("/c"), leads_to(THERE), leads_to(HERE), FOUND)
    assert fetch.get(HERE, {"q": "1"}, {"Authorization": "x"}) == b"figures"
    assert service.asked == [
        (HERE, {"q": "1"}, {"Authorization": "x"}), ("https://example.org/c", None, {"Authorization": "x"}), (THERE, None, None),
        (HERE, None, None),
    ]  # fmt: skip


def test_an_address_that_leads_to_nobody_named_is_not_followed(fetch, monkeypatch):
    service = Service(monkeypatch, leads_to("https://example.com/"), FOUND)
    with pytest.raises(Changed, match=r"https://example\.com, which was not contacted"):
        fetch.get(HERE)
    assert len(service.asked) == 1


def test_what_was_asked_for_is_asked_for_once(fetch, monkeypatch):
    service = Service(monkeypatch, FOUND)
    for params in (None, {}, {"q": "1"}, {"q": "1"}, {"q": "2"}):
        fetch.get(HERE, params)
    fetch.get(HERE, headers={"Accept": "x"})
    assert [params for _, params, _ in service.asked] == [None, {"q": "1"}, {"q": "2"}, None]


@pytest.mark.parametrize(
    ("status", "fields", "error", "words"),
    [
        (401, {}, Locked, "example.org answered 401 So: it refuses us."),
        (403, {}, Locked, "example.org answered 403 So: it refuses us."),
        (429, {}, RateLimited, "come back later"), (429, {"Retry-After": "90"}, RateLimited, "come back in 90 seconds"),
        (503, {"Retry-After": "90"}, RateLimited, "come back in 90 seconds"), (503, {}, Unreachable, "out of order"),
        (408, {}, Unreachable, "out of order"), (425, {}, Unreachable, "out of order"), (500, {}, Unreachable, "out of order"),
        (502, {"Retry-After": "90"}, Unreachable, "out of order"), (404, {}, Changed, "404 So"), (400, {}, Changed, "400 So"),
        (402, {}, Changed, "402 So"), (499, {}, Changed, "499 So"), (204, {}, Changed, "204 So"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_for_what_it_is(fetch, monkeypatch, status, fields, error, words):
    Service(monkeypatch, (status, b"", fields))
    with pytest.raises(error) as told:
        fetch.get(HERE)
    assert type(told.value) is error
    assert words in str(told.value)


def test_a_refusal_names_the_token_where_there_is_one(tmp_path, monkeypatch):
    Service(monkeypatch, (403, b"", {}))
    with pytest.raises(Locked, match="it refuses us, the access token included"):
        Fetch(["example.org"], tmp_path, Limits(attempts=1), "sesame-open-9Zy").get(HERE)


def test_an_answer_may_be_as_large_as_the_limit(fetch, monkeypatch):
    Service(monkeypatch, (200, b"0123456789", {}))
    assert fetch.get(HERE) == b"0123456789"
    Service(monkeypatch, (200, b"0123456789x", {}))
    with pytest.raises(Changed, match="MB from example.org"):
        fetch.get(HERE + "2")


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (RateLimited("x", None), True), (RateLimited("x", 60.0), True), (RateLimited("x", 60.1), False),
        (Unreachable("x"), True), (Changed("a", "b"), False), (Locked("x"), False), (ValueError("x"), False),
    ],
)  # fmt: skip
def test_only_what_may_pass_is_asked_again_and_only_as_soon_as_we_wait(tmp_path, error, again):
    assert Fetch([], tmp_path, Limits(patience=60))._worth_another_try(error) == again


@pytest.mark.parametrize("attempts", [1, 2, 3])
def test_what_passes_is_asked_as_often_as_allowed(tmp_path, monkeypatch, attempts):
    service = Service(monkeypatch, (500, b"", {}))
    with pytest.raises(Unreachable):
        Fetch(["example.org"], tmp_path, Limits(attempts=attempts, backoff=0)).get(HERE)
    assert len(service.asked) == attempts


@pytest.mark.parametrize(
    ("text", "seconds"), [("120", 120.0), (" 7 ", 7.0), ("0", 0.0), ("", None), ("soon", None), ("-5", None), ("\N{SUPERSCRIPT TWO}", None)]
)  # fmt: skip
def test_how_long_to_wait_is_a_number_of_seconds(text, seconds):
    assert _seconds(text) == seconds


def test_or_it_is_a_day_and_an_hour():
    now = dt.datetime.now(dt.UTC)
    in_a_year, a_year_ago = (format_datetime(now + sign * dt.timedelta(days=365), usegmt=True) for sign in (1, -1))
    assert _seconds(in_a_year) == pytest.approx(365 * 86_400, abs=60)
    assert _seconds(a_year_ago) == 0
    # Of no time zone nobody knows when it is.
    assert _seconds("Wed, 21 Oct 2065 07:28:00 -0000") is None


def test_a_service_may_send_as_much_as_any_where_its_row_says_nothing():
    row = Interface(
        source="s",
        interface="an API",
        documentation=HERE,
        checked="2026-01-01",
        hosts="example.org other.example",
        fresh_hours=1,
    )
    assert row.max_mb * 1e6 == Limits().size
    assert row.key() == "s"
    for wrong in (
        {"max_mb": 0},
        {"max_mb": 501},
        {"fresh_hours": 0},
        {"fresh_hours": 8785},
        {"hosts": "https://example.org"},
        {"token": "KEY"},
    ):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            Interface.model_validate({**row.model_dump(), **wrong})
    most = {"max_mb": 500, "fresh_hours": 8784, "token": "PLUMBLINE_KEY"}
    assert Interface.model_validate({**row.model_dump(), **most}).max_mb == 500


def test_asking_again_is_told_in_the_log_with_the_reason(tmp_path, monkeypatch, caplog):
    caplog.set_level("INFO", "plumbline.loaders")
    Service(monkeypatch, (500, b"", {}), (429, b"", {"Retry-After": "0"}), FOUND)
    assert Fetch(["example.org"], tmp_path, Limits(attempts=3, backoff=0)).get(HERE) == b"figures"
    told = [(one.message, one.host, one.attempt, one.wait, one.reason) for one in caplog.records]
    assert told == [
        ("asking again", "example.org", 1, 0, "example.org answered 500 So: the service is out of order."),
        ("asking again", "example.org", 2, 0, "example.org answered 429 So: it asks us to come back in 0 seconds."),
    ]


@pytest.fixture
def slept(monkeypatch):
    """The seconds that were waited between attempts, of which none passes; chance adds the most that it can."""
    seconds = []
    monkeypatch.setattr("tenacity.nap.time", SimpleNamespace(sleep=seconds.append))
    monkeypatch.setattr("random.uniform", lambda least, most: most)
    return seconds


def test_waits_double_and_are_as_long_as_the_service_asks_where_it_does(tmp_path, monkeypatch, caplog, slept):
    caplog.set_level("INFO", "plumbline.loaders")
    out, later, now = (500, b"", {}), (429, b"", {"Retry-After": "7"}), (429, b"", {"Retry-After": "0"})
    Service(monkeypatch, out, out, later, now, (429, b"", {}), FOUND)
    fetch = Fetch(["example.org"], tmp_path, Limits(attempts=6, backoff=0.33))
    assert fetch.get(HERE) == b"figures"
    # A third of a second, twice that and so on, each with as much again as the first; 7 and 0 are the service's wish.
    assert slept == pytest.approx([0.33 + 0.33, 0.66 + 0.33, 7, 0, 16 * 0.33 + 0.33])
    assert [one.wait for one in caplog.records] == [0.7, 1.0, 7, 0, 5.6]


def through(fetch, _):
    return fetch.through("example.org", lambda: b"figures")


def get(fetch, monkeypatch):
    Service(monkeypatch, FOUND)
    return fetch.get(HERE)


@pytest.mark.parametrize("ask", [through, get])
def test_a_host_is_asked_in_its_turn_and_it_is_told_who_waits_in_vain(tmp_path, monkeypatch, ask):
    folder, tried = tmp_path / "made" / "when needed", []

    class Held:
        def __init__(self, place):
            self.place = place

        def acquire(self, timeout):
            tried.append((self.place, timeout))
            raise Timeout(str(self.place))

    fetch = Fetch(["example.org"], folder, Limits(attempts=1, whole=120))
    assert ask(fetch, monkeypatch) == b"figures"
    fetch = Fetch(["example.org"], folder, Limits(attempts=1, whole=120))
    monkeypatch.setattr("loaders.fetch.FileLock", Held)
    with pytest.raises(Unreachable) as told:
        ask(fetch, monkeypatch)
    assert str(told.value) == "Another process has been asking example.org for too long."
    # All processes meet at one lock, and one that asks may take its time and as much again.
    assert tried == [(folder / "host-example.org.lock", 240)]


NOBODY = NewConnectionError(None, "nobody there")


@pytest.mark.parametrize(
    ("error", "words", "passing"),
    [
        (ReadTimeout("x"), "example.org did not answer in time.", True),
        (SSLError("x"), "example.org could not prove that it is example.org (certificate).", False),
        (NoConnection(MaxRetryError(None, HERE, NOBODY)), "No connection to example.org: no network, or its name is not known.", False),
        (NoConnection(MaxRetryError(None, HERE, ProxyError("x", NOBODY))),
            "No connection to example.org: no network, or its name is not known.", False),
        (NoConnection(MaxRetryError(None, HERE, OSError("x"))), "example.org broke the connection off.", True),
        (NoConnection("reset"), "example.org broke the connection off.", True),
        (NoConnection(), "example.org broke the connection off.", True),
        (ChunkedEncodingError("x"), "The answer of example.org broke off or cannot be read (ChunkedEncodingError).", True),
    ],
)  # fmt: skip
def test_a_fault_of_the_network_is_told_with_its_host_and_may_pass_or_not(fetch, monkeypatch, error, words, passing):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(requests.Session, "get", fail)
    for ask in (lambda: fetch.get(HERE), lambda: fetch.through("example.org", fail)):
        with pytest.raises(Unreachable) as told:
            ask()
        assert (str(told.value), told.value.passing) == (words, passing)


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (answer(302, fields={"Location": "/b" * 200}), Changed, f"Expected an answer from example.org; found a redirect to {'/b' * 100}."),
        (answer(403), Locked, "example.org answered 403 So: it refuses us."),
        (answer(404), Changed, "Expected an answer at example.org/a; found 404 So."),
        (answer(body=b"x" * 2_000_001), Changed, "Expected at most 2 MB from example.org; found more."),
    ],
)  # fmt: skip
def test_what_a_library_is_answered_is_judged_with_the_name_of_the_host(tmp_path, given, error, words):
    with pytest.raises(error) as told:
        Fetch(["example.org"], tmp_path, Limits(size=2_000_000)).check(given)
    assert str(told.value) == words


def test_what_a_library_is_answered_is_its_to_read_and_from_no_other_host(fetch, tmp_path):
    assert fetch.check(answer()).content == b"figures"
    with pytest.raises(
        Changed, match=r"at example\.com over https; found https://example\.org, which was not contacted"
    ):
        Fetch(["example.com"], tmp_path).check(answer())


def test_of_an_answer_without_end_hardly_more_is_taken_than_the_limit(fetch, monkeypatch):
    class Endless:
        taken = 0

        def read1(self, most=None, decode_content=None):
            assert most is not None, "all of it, which has no end"
            self.taken += most
            return b"0" * most

    given = answer()
    given.raw = raw = Endless()
    with pytest.raises(Changed, match="found more"):
        fetch.check(given)
    assert raw.taken <= 10 + 65_536


@pytest.mark.parametrize(("moment", "in_time"), [(110, True), (110.1, False)])
def test_an_answer_may_take_as_long_as_the_limit_from_its_first_byte_to_its_last(
    tmp_path, monkeypatch, moment, in_time
):
    moments = iter([100, moment])
    monkeypatch.setattr("loaders.fetch.time", SimpleNamespace(monotonic=lambda: next(moments)))
    fetch = Fetch(["example.org"], tmp_path, Limits(whole=10))
    if in_time:
        assert fetch.check(answer()).content == b"figures"
    else:
        with pytest.raises(Unreachable) as told:
            fetch.check(answer())
        assert str(told.value) == "example.org was still sending after 10 seconds."
