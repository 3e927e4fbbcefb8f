"""Each fault is the one it is named after, as the clients of the loaders see it."""

from datetime import UTC, datetime

import faults
import pytest
import requests
from curl_cffi import requests as curl
from requests.exceptions import ChunkedEncodingError, ReadTimeout
from requests.exceptions import ConnectionError as NoConnection
from stub import Answer, until

BANK = "api.worldbank.org"
URL = f"https://{BANK}/v2/country/USA"
FIGURES = Answer(200, {"Content-Type": "text/csv"}, b"year,value\n2024,29.2\n")
NO_CURL = curl.exceptions.ConnectionError
SHORT, LONG = 0.1, 600
"""Seconds a client waits where waiting is the point, and where it is not."""


@pytest.fixture
def met(internet):
    """What a client meets at the address."""

    def meet(reply, get=requests.get, **options):
        internet.on(BANK, "/", reply)
        return get(URL, **options)

    return meet


def test_a_status_comes_with_its_body_and_headers(met):
    answer = met(faults.status(503, b"closed", {"X-Why": "night"}))
    assert (answer.status_code, answer.reason, answer.content) == (503, "Service Unavailable", b"closed")
    assert answer.headers["X-Why"] == "night"
    assert met(faults.status(599)).status_code == 599  # No name in any standard.


@pytest.mark.parametrize(
    ("given", "header"),
    [
        (None, None),
        (3, "3"),
        (datetime(2026, 8, 22, 10, 0, tzinfo=UTC), "Sat, 22 Aug 2026 10:00:00 GMT"),
        ("soon", "soon"),
    ],
)
def test_too_many_says_when_to_come_back_or_not(met, given, header):
    answer = met(faults.too_many(given))
    assert (answer.status_code, answer.headers.get("Retry-After")) == (429, header)


def test_error_pages_look_like_success_to_those_who_read_the_status_only(met):
    html, xml = met(faults.html_error_page()), met(faults.xml_error_page())
    assert (html.status_code, xml.status_code) == (200, 200)
    assert html.headers["Content-Type"].startswith("text/html")
    assert "maintenance" in html.text
    assert xml.headers["Content-Type"] == "application/xml"
    assert xml.text.startswith("<?xml")


@pytest.mark.parametrize("code", [302, 308])
def test_a_redirect_leads_on(met, internet, code):
    internet.on("data.worldbank.org", "/", FIGURES)
    answer = met(faults.redirect("https://data.worldbank.org/new", code))
    assert answer.content == FIGURES.body
    assert answer.history[0].status_code == code
    assert internet.connected_hosts == [BANK, "data.worldbank.org"]


@pytest.mark.parametrize(
    "fault", [faults.cut_off(FIGURES), faults.cut_off(FIGURES, keep=0), faults.cut_off_chunked(FIGURES)]
)
@pytest.mark.parametrize(("get", "error"), [(requests.get, ChunkedEncodingError), (curl.get, NO_CURL)])
def test_a_cut_off_body_is_noticed_by_clients(met, fault, get, error):
    with pytest.raises(error):
        met(fault, get)


def test_what_is_kept_of_a_cut_off_body_arrives(met):
    answer = met(faults.cut_off(FIGURES), stream=True)
    assert answer.headers["Content-Length"] == str(len(FIGURES.body))
    assert answer.raw.read(10) == FIGURES.body[:10]
    answer = met(faults.cut_off_chunked(FIGURES), stream=True)
    assert "Content-Length" not in answer.headers
    assert next(answer.iter_content(None)) == FIGURES.body[:10]


def test_a_length_too_small_hides_the_rest(met):
    assert met(faults.wrong_length(FIGURES, -5)).content == FIGURES.body[:-5]


def test_a_length_too_large_keeps_clients_waiting(met):
    answer = met(faults.wrong_length(FIGURES, 5), stream=True, timeout=LONG)
    assert answer.raw.read(len(FIGURES.body)) == FIGURES.body
    answer.raw.connection.sock.settimeout(SHORT)
    with pytest.raises(NoConnection, match="timed out"):
        next(answer.iter_content())


def test_a_slow_drip_sends_headers_at_once_and_lets_no_read_time_out(met):
    answer = met(faults.slow_drip(FIGURES, 0.001), timeout=LONG, stream=True)
    assert answer.headers["Content-Length"] == str(len(FIGURES.body))
    assert answer.content == FIGURES.body
    answer = met(faults.slow_drip(FIGURES, 60), timeout=LONG, stream=True)
    assert answer.raw.read(1) == FIGURES.body[:1]
    answer.close()


def test_a_hang_says_nothing_and_the_request_has_come(met, internet):
    with pytest.raises(ReadTimeout):
        met(faults.hang(), timeout=(LONG, SHORT))
    assert until(lambda: internet.count(BANK) == 1)
    assert internet.unexpected == []


@pytest.mark.parametrize(("get", "error"), [(requests.get, NoConnection), (curl.get, NO_CURL)])
def test_a_reset_comes_before_any_answer(met, internet, get, error):
    with pytest.raises(error):
        met(faults.reset(), get)
    # Python's ssl takes a reset for an ordinary end; without TLS one sees what it is.
    internet.on(BANK, "/", faults.reset(), scheme="http")
    with pytest.raises(error, match="reset by peer"):
        get(f"http://{BANK}/")


def test_an_endless_body_goes_on_until_the_client_has_had_enough(met):
    with met(faults.endless(b"2024,29.2\n", {"Content-Type": "text/csv"}), stream=True) as answer:
        assert answer.headers["Content-Type"] == "text/csv"
        pieces = answer.iter_content(None)
        assert {next(pieces) for _ in range(10_000)} == {b"2024,29.2\n"}


@pytest.mark.parametrize("size", [0, 1000, 3 * faults.MEGABYTE, 5 * faults.MEGABYTE + 1])
@pytest.mark.parametrize("get", [requests.get, curl.get])
def test_a_bomb_unpacks_to_so_many_zeros(met, get, size):
    answer = met(faults.gzip_bomb(size), get)
    assert answer.content == bytes(size)
    assert int(answer.headers["Content-Length"]) <= 100 + size / 100


@pytest.mark.parametrize(
    "fault",
    [
        FIGURES, faults.cut_off(FIGURES), faults.cut_off_chunked(FIGURES), faults.wrong_length(FIGURES, 5),
        faults.wrong_length(FIGURES, -5), faults.slow_drip(FIGURES, 60), faults.endless(), faults.gzip_bomb(1000),
    ],
)  # fmt: skip
def test_faults_of_the_body_spare_a_request_for_the_headers(internet, fault):
    internet.on(BANK, "/", fault)
    with requests.Session() as session:
        for _ in range(2):
            assert session.head(URL).content == b""
    assert internet.connected_hosts == [BANK]


@pytest.mark.parametrize("get", [requests.get, curl.get])
def test_every_connection_is_refused(enter, get):
    enter(faults.refused_environment())
    with pytest.raises((NoConnection, NO_CURL), match="refused|Could not connect"):
        get(URL)


@pytest.mark.parametrize("get", [requests.get, curl.get])
@pytest.mark.parametrize(("direct", "url"), [(False, URL), (True, "https://api.worldbank.invalid/")])
def test_no_name_is_found(enter, get, direct, url):
    enter(faults.no_dns_environment(direct=direct))
    with pytest.raises((NoConnection, curl.exceptions.DNSError, curl.exceptions.ProxyError), match="resolve"):
        get(url)
