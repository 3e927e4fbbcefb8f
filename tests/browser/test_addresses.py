"""The addresses beside the pages, through the server that the README starts: they win over the pages, and pictures are the right ones."""

import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect
from serving import LONG, serve

from verdicts.findings import has_figures
from widgets.state import standings


def fetch(url: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Status, headers (lower-case) and body of an answer, whatever its status."""
    try:
        answer = urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=LONG)
    except urllib.error.HTTPError as error:
        answer = error
    return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def test_records_win_over_the_first_page_and_pages_stay(address):
    status, headers, body = fetch(f"{address}/claims.json")
    assert (status, headers["content-type"]) == (200, "application/json")
    claims = json.loads(body)["claims"]
    assert len(claims) == len(standings())
    assert claims[0]["link"] == f"{address}/c/{claims[0]['claim']}"
    assert "set-cookie" not in headers
    for page in ("", "claim?id=us-still-powerful", "sources"):
        assert b'<div id="root">' in fetch(f"{address}/{page}")[2]


@pytest.mark.parametrize("link", ["c/us-still-powerful", "claim/us-still-powerful", "claims/us-still-powerful?ref=x"])
def test_short_links_and_what_people_type_arrive_at_the_claim_page(address, tab, link):
    tab.goto(f"{address}/{link}")
    tab.wait_for_url(f"{address}/claim?id=us-still-powerful")
    expect(tab.locator("h1")).to_have_text(standings()["us-still-powerful"].now.claim.claim)


def test_a_mistyped_short_link_is_a_page_that_is_not_there(address):
    status, headers, body = fetch(f"{address}/c/us-still-powerfull")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b'href="../c/us-still-powerful"' in body


def test_a_coding_is_told_once_wherever_an_answer_is_compressed(address):
    for path in ("claims.json", "", "c/us-still-powerful"):
        request = urllib.request.Request(f"{address}/{path}", headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=LONG) as answer:
            assert answer.headers.get_all("Vary") == ["Accept-Encoding"]


@pytest.mark.parametrize(
    "path",
    [
        "claims/nix.json",
        "claims/..%2f..%2fetc%2fpasswd",
        "claims/%5C%5Chost%5Cshare",
        "pictures/nix.png",
        "embed/%3Cscript%3E",
    ],
)
def test_what_is_not_there_is_an_error_and_not_the_first_page(address, path):
    status, headers, body = fetch(f"{address}/{path}")
    assert (status, headers["content-type"]) == (404, "application/json")
    assert json.loads(body)["error"]["status"] == 404


def test_other_methods_are_refused(address):
    status, headers, body = fetch(f"{address}/claims.json", "POST")
    assert (status, headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert json.loads(body)["error"]["code"] == "method-not-allowed"


def test_under_a_base_path_the_addresses_move_with_the_pages(tmp_path):
    with serve(tmp_path, {"STREAMLIT_SERVER_BASE_URL_PATH": "under/here"}) as url:
        status, headers, body = fetch(f"{url}/claims.json")
        assert (status, headers["content-type"]) == (200, "application/json")
        link = json.loads(body)["claims"][0]["link"]
        assert link.startswith(f"{url}/c/")
        assert b'id="page" href="../claim?id=' in fetch(link)[2]
        assert json.loads(fetch(f"{url}/claims/nix.json")[2])["error"]["status"] == 404


def test_two_hundred_readers_at_once_get_the_forty_charts_they_asked_for(address):
    drawn = [
        (f.evidence.id, f"{s.now.claim.claim} {f.evidence.question}")
        for s in standings().values()
        for f in s.now.findings
        if has_figures(f)
    ][:40]
    with ThreadPoolExecutor(200) as readers:
        found = list(readers.map(lambda one: (one[1], fetch(f"{address}/pictures/{one[0]}.svg")), drawn * 5))
    assert len(found) == 200
    for title, (status, headers, body) in found:
        assert (status, headers["content-type"]) == (200, "image/svg+xml")
        assert ElementTree.fromstring(body).findtext("{http://www.w3.org/2000/svg}title") == title
