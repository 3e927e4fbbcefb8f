"""A client may have so many heavy answers made in a while; others, and what is kept or cheap, are not touched by it."""

import re

import pytest
from calling import SERVED, application, ask
from starlette.applications import Starlette
from starlette.middleware import Middleware

from loaders.home import ROOT
from web import limits, routes
from web.clients import BehindProxies, client_of
from web.endpoints import ENDPOINTS
from web.faults import Fault
from web.front import Front
from web.limits import LIMITS, Limit, Limits, kind_of
from web.openapi import described

CLAIM = "/claims/us-still-powerful.json"
READER, NEIGHBOUR = "203.0.113.5", "198.51.100.7"


@pytest.fixture
def two_days(monkeypatch):
    """Addresses at which each client may have two days worked out at once, and one a minute."""
    monkeypatch.setenv("PLUMBLINE_LIMITS", "on")
    monkeypatch.setattr(routes, "LIMITS", {"days": Limit(2, 1)})
    return application(front=Front(lambda: SERVED))


def days(app, *which: int, **asked: str) -> list[int]:
    return [ask(f"{CLAIM}?as_of=2021-05-{day:02}", app=app, **asked).status for day in which]


def test_a_client_who_wants_too_much_is_told_when_to_come_again(two_days):
    assert days(two_days, 1, 2, peer=READER) == [200, 200]
    got = ask(f"{CLAIM}?as_of=2021-05-03", app=two_days, peer=READER)
    assert (got.status, got.error["code"]) == (429, "too-many-requests")
    assert 1 <= got.error["retry_after"] <= 60
    assert got.headers["retry-after"] == str(got.error["retry_after"])
    assert got.headers["cache-control"] == "no-store"


def test_other_clients_are_answered_while_one_is_refused(two_days):
    assert days(two_days, 4, 5, 6, peer=READER) == [200, 200, 429]
    assert days(two_days, 6, peer=NEIGHBOUR) == [200]


def test_what_is_kept_or_cheap_or_wrong_costs_nothing(two_days):
    assert days(two_days, 7, 7, 7, 8, 8, 9, peer=READER) == [200, 200, 200, 200, 200, 429]
    assert [
        ask(path, app=two_days, peer=READER).status for path in ("/claims.json", CLAIM, f"{CLAIM}?as_of=article")
    ] == [200] * 3
    assert ask(f"{CLAIM}?as_of=yesterday", app=two_days, peer=READER).status == 400
    assert days(two_days, 7, 8, peer=READER) == [200, 200]


def test_addresses_of_one_network_of_ipv6_are_one_client(two_days):
    assert days(two_days, 10, peer="2001:db8:0:1::1") + days(two_days, 11, peer="2001:db8:0:1:ffff::2") == [200, 200]
    assert days(two_days, 12, peer="2001:db8:0:1:abcd::3") == [429]
    assert days(two_days, 12, peer="2001:db8:0:2::1") == [200]


def test_limits_can_be_turned_off(monkeypatch, two_days):
    monkeypatch.setenv("PLUMBLINE_LIMITS", "off")
    free = application(front=Front(lambda: SERVED))
    assert days(free, 13, 14, 15, 16, peer=READER) == [200] * 4


def behind(app: Starlette, *proxies: str) -> Starlette:
    return Starlette(
        routes=app.routes, middleware=[Middleware(BehindProxies, trusted_hosts=list(proxies)), *app.user_middleware]
    )


def test_behind_a_proxy_that_is_named_each_reader_is_a_client(two_days):
    app = behind(two_days, "10.0.0.1")
    assert days(app, 17, 18, 19, peer="10.0.0.1", x_forwarded_for=READER) == [200, 200, 429]
    assert days(app, 19, peer="10.0.0.1", x_forwarded_for=NEIGHBOUR) == [200]


def test_a_reader_cannot_choose_who_to_be(two_days):
    app = behind(two_days, "10.0.0.1")
    forged = [days(app, day, peer=READER, x_forwarded_for=f"192.0.2.{day}")[0] for day in (20, 21, 22)]
    assert forged == [200, 200, 429]
    # What the proxy itself saw stands last in the list, behind whatever the reader had written.
    passed_on = [
        days(app, day, peer="10.0.0.1", x_forwarded_for=f"192.0.2.{day}, {NEIGHBOUR}")[0] for day in (23, 24, 25)
    ]
    assert passed_on == [200, 200, 429]


def test_a_proxy_that_is_not_named_is_one_client_and_the_log_says_so_once(two_days, caplog):
    asked = [days(two_days, day, peer="10.0.0.1", x_forwarded_for=f"192.0.2.{day}")[0] for day in (26, 27, 28, 29, 30)]
    assert asked == [200, 200, 429, 429, 429]
    (told,) = [record for record in caplog.records if record.message == "proxy not named"]
    assert told.address == "10.0.0.1"


def test_a_reader_who_is_refused_writes_nothing_to_the_log(two_days, caplog):
    app = behind(two_days, "10.0.0.1")
    asked = [days(app, day, peer="10.0.0.1", x_forwarded_for=READER)[0] for day in (26, 27, 28, 29)]
    assert asked == [200, 200, 429, 429]
    assert not caplog.records


@pytest.mark.parametrize("said", ["https", "http, https", "HTTPS"])
def test_the_scheme_is_believed_of_a_named_proxy_and_of_this_machine(two_days, said):
    app = behind(two_days, "10.0.0.1")
    here = ("127.0.0.1", "::1", "::ffff:127.0.0.1")
    named = ("10.0.0.1",) if said == "https" else ()
    for peer, scheme in (*((one, "https") for one in (*here, *named)), (READER, "http"), ("unknown", "http")):
        page = ask("/c/us-still-powerful", app=app, peer=peer, x_forwarded_proto=said).text
        assert f'rel="canonical" href="{scheme}://' in page, peer


def test_a_scheme_that_is_none_is_not_repeated_and_nobody_here_may_say_for_whom_they_ask(two_days):
    app = behind(two_days, "10.0.0.1")
    assert "javascript" not in ask("/c/us-still-powerful", app=app, x_forwarded_proto="javascript").text
    forged = [days(app, day, x_forwarded_proto="https", x_forwarded_for=f"192.0.2.{day}")[0] for day in (1, 2, 3)]
    assert forged == [200, 200, 429]


@pytest.mark.parametrize(
    ("peer", "client"),
    [
        (("203.0.113.5", 1), "203.0.113.5"),
        (("::ffff:203.0.113.5", 1), "203.0.113.5"),
        (("2001:db8::1", 1), "2001:db8::/64"),
        (("testclient", 1), "unknown"),
        (None, "unknown"),
    ],
)
def test_a_client_is_told_by_its_address(peer, client):
    assert client_of({"type": "http", "client": peer}) == client


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def taken(bucket: Limits, client: str, times: int = 50) -> int:
    """How many a client gets until it is refused."""
    for number in range(times):
        try:
            bucket.take(client, "pictures")
        except Fault:
            return number
    return times


def test_a_bucket_fills_up_again_as_fast_as_is_stated():
    clock = Clock()
    bucket = Limits({"pictures": Limit(6, 12)}, clock)
    assert taken(bucket, READER) == 6
    clock.now += 4.9
    assert taken(bucket, READER) == 0
    clock.now += 0.1  # Twelve a minute are one in five seconds.
    assert taken(bucket, READER) == 1
    clock.now += 3600
    assert taken(bucket, READER) == 6


def test_who_waits_as_long_as_told_is_answered():
    clock = Clock()
    bucket = Limits({"pictures": Limit(1, 7)}, clock)
    bucket.take(READER, "pictures")
    with pytest.raises(Fault) as refused:
        bucket.take(READER, "pictures")
    clock.now += refused.value.details["retry_after"]
    bucket.take(READER, "pictures")


def test_clients_beyond_number_are_forgotten_the_longest_silent_first(monkeypatch):
    monkeypatch.setattr(limits, "CLIENTS", 3)
    bucket = Limits({"pictures": Limit(2, 1)}, Clock())
    assert [taken(bucket, client) for client in "abc"] == [2, 2, 2]
    assert taken(bucket, "c") == 0
    assert taken(bucket, "d") == 2
    assert taken(bucket, "c") == 0
    assert taken(bucket, "a") == 2


def test_the_limits_are_those_that_are_stated():
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    stated = re.findall(r"^\| [^|]+ \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert {(int(at_once), int(a_minute)) for at_once, a_minute in stated} == set(LIMITS.values())


def test_every_kind_of_heavy_answer_has_a_limit_and_every_description_says_so():
    """A light answer may be of a case that is made first."""
    paths = described(ENDPOINTS, "")["paths"]
    for endpoint in ENDPOINTS:
        takes_day = any(parameter.name == "as_of" for parameter in endpoint.parameters)
        assert kind_of(endpoint, "2020-01-01" if takes_day else "latest") in {"records", *LIMITS}
        assert paths[endpoint.path]["get"]["responses"]["429"]["headers"]["Retry-After"]
    assert set(LIMITS) == {"days", "pictures", "documents"}
