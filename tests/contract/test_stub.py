"""The stand-in for the internet is what it says: its routes, its log, its place in the environment and its end."""

import os
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import sdmx
from curl_cffi import requests as curl
from faults import endless, hang, slow_drip
from stub import PATIENCE, Answer, Internet, in_turn, until

BANK = "api.worldbank.org"
FUND = "api.imf.org"
URL = f"https://{BANK}/v2/country/USA"
FIGURES = Answer(200, {"Content-Type": "text/csv"}, b"year,value\n2024,29.2\n")


@pytest.mark.parametrize("get", [requests.get, curl.get, lambda url: curl.get(url, impersonate="chrome")])
def test_a_real_address_is_answered_through_tls(internet, get):
    internet.on(BANK, "/v2/", FIGURES)
    answer = get(URL)
    assert (answer.status_code, answer.content) == (200, FIGURES.body)
    assert answer.headers["Content-Type"] == "text/csv"
    assert internet.connected_hosts == [BANK]
    assert internet.unexpected == []


def test_a_process_of_its_own_is_led_there_by_its_environment(internet):
    internet.on(BANK, "/", FIGURES)
    code = f"""
import requests, urllib.request
from curl_cffi import requests as curl
assert requests.get({URL!r}).text == curl.get({URL!r}).text == urllib.request.urlopen({URL!r}).read().decode()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=internet.environment(), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert internet.count(BANK) == 3


def test_sdmx_comes_by_the_proxy_and_has_to_be_told_whom_to_trust(internet):
    """It sends prepared requests, for which requests reads the proxy from the environment but not REQUESTS_CA_BUNDLE."""
    internet.on("data-api.ecb.europa.eu", "/service/data/EXR/", Answer(503))
    ask = {"resource_id": "EXR", "key": "A.USD.EUR.SP00.A"}
    with pytest.raises(requests.exceptions.SSLError):
        sdmx.Client("ECB").data(**ask)
    with pytest.raises(requests.exceptions.HTTPError, match="503"):
        sdmx.Client("ECB", verify=os.environ["REQUESTS_CA_BUNDLE"]).data(**ask)
    assert internet.unexpected == []


def test_a_handler_sees_the_whole_request(internet):
    seen = []
    internet.on(BANK, "/v2/", lambda request: seen.append(request) or FIGURES)
    requests.post(f"{URL}/A%20B?page=2&format=json&date=", data=b"what", headers={"X-Who": "me"})
    (request,) = seen
    assert (request.method, request.host, request.path) == ("POST", BANK, "/v2/country/USA/A B")
    assert request.query == {"page": "2", "format": "json", "date": ""}
    assert request.body == b"what"
    assert request.headers["x-who"] == "me"
    assert request.url == f"{URL}/A%20B?page=2&format=json&date="
    assert internet.requests == [request]


@pytest.mark.parametrize("get", [requests, curl])
def test_large_bodies_arrive_whole_both_ways(internet, get):
    # curl asks first whether it may send as much as this.
    internet.on(BANK, "/", lambda request: Answer(body=request.body))
    body = bytes(range(256)) * 8000
    assert get.post(URL, data=body).content == body


def test_a_body_sent_in_chunks_arrives(internet):
    internet.on(BANK, "/", lambda request: Answer(body=request.body))
    with requests.Session() as session:
        for _ in range(2):
            assert session.post(URL, data=iter([b"one ", b"two"])).content == b"one two"


def test_connections_are_kept_for_any_method(internet):
    internet.on(BANK, "/", FIGURES)
    with requests.Session() as session:
        head = session.head(URL)
        assert (head.content, head.headers["Content-Length"]) == (b"", str(len(FIGURES.body)))
        assert session.get(URL).content == FIGURES.body
        assert session.post(URL, json={}).content == FIGURES.body
    assert internet.connected_hosts == [BANK]


@pytest.mark.parametrize("by", ["client", "server"])
def test_connections_are_closed_if_either_side_wishes(internet, by):
    close = {"Connection": "close"}
    internet.on(BANK, "/", Answer(headers=close if by == "server" else {}))
    with requests.Session() as session:
        for _ in range(2):
            session.get(URL, headers=close if by == "client" else {})
    assert internet.connected_hosts == [BANK, BANK]


def test_places_are_beginnings_of_paths_or_patterns_found_in_them(internet):
    internet.on(BANK, "/v2/", Answer(body=b"beginning"))
    internet.on(BANK, re.compile(r"/[A-Z]{3}$"), Answer(body=b"pattern"))
    assert requests.get(URL).content == b"pattern"
    assert requests.get(f"{URL}/x").content == b"beginning"


def test_the_latest_route_that_fits_wins(internet):
    internet.on(BANK, "/v2/", Answer(body=b"old"))
    internet.on(BANK, "/v2/", Answer(body=b"new"))
    assert requests.get(URL).content == b"new"
    internet.on(BANK, "/", Answer(503))
    assert requests.get(URL).status_code == 503


def test_what_no_route_leads_to_is_refused_and_noted(internet):
    internet.on(BANK, "/v2/", FIGURES)
    assert requests.get(f"https://{BANK}/v3/").status_code == 404
    assert requests.get(f"https://{FUND}/v2/").status_code == 404
    assert [r.url for r in internet.unexpected] == [f"https://{BANK}/v3/", f"https://{FUND}/v2/"]


@pytest.mark.parametrize("get", [requests.get, curl.get])
def test_plain_http_is_refused_and_noted(internet, get):
    internet.on(BANK, "/", FIGURES)
    assert get(f"http://{BANK}/v2/?page=1").status_code == 403
    (request,) = internet.unexpected
    assert request.url == f"http://{BANK}/v2/?page=1"
    assert internet.connected_hosts == []


def test_plain_http_is_answered_where_a_test_says_so(internet):
    internet.on(BANK, "/", FIGURES, scheme="http")
    with requests.Session() as session:
        assert session.get(f"http://{BANK}/").content == session.get(f"http://{BANK}/x").content == FIGURES.body
    assert internet.unexpected == []
    assert requests.get(f"https://{BANK}/").status_code == 404


def test_requests_are_counted_by_host_and_part_of_the_address(internet):
    internet.on(BANK, "/", FIGURES)
    for page in (1, 2, 2):
        requests.get(URL, params={"page": page})
    assert internet.count(BANK) == internet.count(BANK, "USA") == 3
    assert internet.count(BANK, "page=2") == 2
    assert internet.count(FUND) == 0
    times = [request.at for request in internet.requests]
    assert times == sorted(times)


def test_replies_come_in_turn_and_the_last_stays(internet):
    internet.on(BANK, "/", in_turn(Answer(503), lambda request: Answer(202), FIGURES))
    assert [requests.get(URL).status_code for _ in range(4)] == [503, 202, 200, 200]


def test_the_peak_is_how_many_were_in_flight_together(internet):
    together = threading.Barrier(3)
    internet.on(BANK, "/", lambda request: together.wait(PATIENCE) and FIGURES or FIGURES)
    internet.on(FUND, "/", FIGURES)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(requests.get, [URL] * 3))
    assert internet.peak(BANK) == 3
    for _ in range(3):
        requests.get(f"https://{FUND}/")
    assert internet.peak(FUND) == 1


def test_one_who_asks_again_at_once_is_in_flight_once(internet):
    """A limit of one at a time must not look broken because the stub is still putting its pen down."""
    internet.on(BANK, "/", FIGURES)
    turn = threading.Lock()

    def ask(_):
        with turn:
            return requests.get(URL)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(40)))
    assert internet.peak(BANK) == 1


def test_a_delay_keeps_requests_in_flight(authority, enter):
    with ThreadPoolExecutor(4) as pool:
        with Internet(authority) as internet:
            enter(internet.environment())
            internet.on(BANK, "/", FIGURES)
            internet.delay = 0.01
            assert requests.get(URL).content == FIGURES.body
            internet.delay = PATIENCE
            waiting = [pool.submit(requests.get, URL) for _ in range(4)]
            assert until(lambda: internet.peak(BANK) == 4)
        assert all(one.exception() for one in waiting), "the end lets them go"


def test_a_client_that_does_not_trust_the_authority_gets_nothing(internet, monkeypatch):
    internet.on(BANK, "/", FIGURES)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    monkeypatch.delenv("CURL_CA_BUNDLE")
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(URL)
    assert internet.connected_hosts == [BANK]
    assert internet.requests == []


def test_what_a_handler_asserts_reaches_the_test(authority, enter):
    def handler(request):
        assert request.query == {"page": "1"}

    with pytest.raises(AssertionError, match="page"), Internet(authority) as internet:  # noqa: PT012
        enter(internet.environment())
        internet.on(BANK, "/", handler)
        assert requests.get(URL).status_code == 500


@pytest.mark.parametrize("fault", [FIGURES, slow_drip(FIGURES, 60), slow_drip(FIGURES, 0.001), hang(), endless()])
def test_no_thread_and_no_word_is_left_behind(authority, enter, capfd, fault):
    before = set(threading.enumerate())
    arrived = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        with Internet(authority) as internet, requests.Session() as session:
            enter(internet.environment())
            internet.on(BANK, "/", FIGURES)
            internet.on(BANK, "/fault", lambda request: arrived.set() or fault)
            session.get(URL)
            waiting = pool.submit(curl.get, f"https://{BANK}/fault")
            assert arrived.wait(PATIENCE)
        here = {thread.name for thread in set(threading.enumerate()) - before}
        waiting.exception()  # Whoever still waits for an answer is let go.
    assert not {name for name in here if name.startswith("stub")}
    assert capfd.readouterr().err == ""


def test_an_internet_alone_makes_its_own_authority_and_takes_it_along(enter):
    with Internet() as internet:
        enter(internet.environment())
        internet.on(BANK, "/", FIGURES)
        assert requests.get(URL).content == FIGURES.body
    with pytest.raises(OSError, match="CA certificate"):
        requests.get(URL)
