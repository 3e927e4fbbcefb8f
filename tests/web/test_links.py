"""Links lead somewhere: each that menus, records, feeds and embedded pages hold is that of exactly one endpoint."""

import datetime as dt
import re
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest
from calling import HOME, ask, reviewed
from starlette.routing import compile_path

from exports.feed import atom
from exports.pictures import KINDS, entries
from loaders.ledger import VerdictMove, VerdictsMoved
from web.endpoints import ENDPOINTS
from widgets import download_menu
from widgets.state import case, standings

CLAIM = "us-still-powerful"
PATTERNS = {endpoint.path: compile_path(endpoint.route)[0] for endpoint in ENDPOINTS}
CONTESTED = {claim for claim, standing in standings().items() if standing.now.multiverse.contested}
ONE_OF_A_KIND = {
    kind.name: next(
        e.id
        for e in entries(case()).values()
        if e.kind is kind and (kind.name != "claim choices" or e.claim in CONTESTED)
    )
    for kind in KINDS
}


def endpoints_at(link: str) -> list[str]:
    """The rows of the table that a link, absolute or relative to the first page, is for."""
    path = unquote(urlsplit(f"{HOME}/{link.removeprefix(HOME).lstrip('/')}").path)
    return [name for name, pattern in PATTERNS.items() if pattern.fullmatch(path)]


def strings(value) -> list[str]:
    if isinstance(value, dict):
        return [text for inside in value.values() for text in strings(inside)]
    if isinstance(value, list):
        return [text for inside in value for text in strings(inside)]
    return [value] if isinstance(value, str) else []


def test_no_two_rows_of_the_table_are_for_the_same_address():
    for path in PATTERNS:
        assert endpoints_at(re.sub(r"{\w+}", "x", path)) == [path]


@pytest.mark.parametrize("picture", ONE_OF_A_KIND.values(), ids=ONE_OF_A_KIND)
def test_a_closed_menu_asks_for_addresses_that_are_there(picture, monkeypatch):
    told = {}
    monkeypatch.setattr(download_menu, "_menu", lambda key, data: told.update(data))
    download_menu.download_menu(picture, "A title")
    assert endpoints_at(told["asks"]) == ["/takeaway/{picture}.json"]
    assert {form for form, _ in told["server"]} == {"PNG", "SVG", "PDF"}
    for form, link in told["server"]:
        assert endpoints_at(link) == [f"/pictures/{{picture}}.{form.lower()}"]


@pytest.mark.parametrize("picture", ONE_OF_A_KIND.values(), ids=ONE_OF_A_KIND)
def test_an_open_menu_offers_addresses_that_are_there(picture):
    told = ask(f"/takeaway/{picture}.json").json
    entries = [entry for group in told["groups"] for entry in group["entries"]]
    copied = [found for entry in entries for found in re.findall(rf'{HOME}/[^"\s]+', entry.get("copy", ""))]
    assert len(copied) == sum("copy" in entry for entry in entries) >= 2
    offered = [entry["href"] for entry in entries if "href" in entry and entry["label"] != "Explore this"] + copied
    scripts = [text for text in strings(told["assets"]) if "/" in text]
    assert len(offered) >= 1
    assert len(scripts) >= 6
    for link in (*offered, *scripts):
        assert len(endpoints_at(link)) == 1, link


@pytest.mark.parametrize(
    "address",
    [
        "/claims.json",
        f"/claims/{CLAIM}.json",
        f"/claims/{reviewed()}.jsonld",
        f"/figures/{CLAIM}-gdp.json",
        "/sources.json",
    ],
)
def test_links_in_records_lead_to_the_dashboard_s_own_addresses(address):
    links = [text for text in strings(ask(address).json) if text.startswith(f"{HOME}/")]
    assert bool(links) == (address != "/sources.json")
    for link in links:
        assert len(endpoints_at(link)) == 1, link


@pytest.mark.parametrize("form", ["bib", "ris", "txt", "csljson"])
def test_the_link_of_a_citation_is_the_claim_s_short_one(form):
    (link,) = re.findall(rf"{HOME}/[\w/?=-]+", ask(f"/claims/{CLAIM}.{form}?as_of=2024-06-30").text)
    assert endpoints_at(link) == ["/c/{claim}"]
    assert link.endswith("?as_of=2024-06-30")
    assert "30 June 2024" in ask(link.removeprefix(HOME)).text


def test_links_of_a_feed_are_there():
    move = VerdictMove(claim=CLAIM, as_of="latest", before="conflicting", after="supported")
    moved = VerdictsMoved(at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC), because={"worldbank": "v"}, moves=(move,))
    links = re.findall(r'href="([^"]+)"', atom([moved], case(), HOME).decode())
    assert [endpoints_at(link) for link in links] == [["/feed.atom"], [], ["/c/{claim}"]]
    assert links[1] == f"{HOME}/"


def test_an_embedded_page_asks_for_a_script_that_is_there_and_links_the_claim():
    page = ask(f"/embed/{CLAIM}-gdp").text
    script = re.findall(r'<script src="\.\./([^"]+)"', page)
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', page) if link != "data:,"]
    assert [endpoints_at(link) for link in script] == [["/scripts/{script}.js"]]
    assert links
    assert {tuple(endpoints_at(link)) for link in links} == {("/c/{claim}",), ("/oembed",)}


def test_without_a_browser_the_ways_that_are_named_are_there(monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", str(tmp_path))
    error = ask(f"/pictures/{CLAIM}-gdp.png?as_of=2023-06-30").error
    assert error["code"] == "no-browser"
    assert [endpoints_at(link) for link in error["allowed"]] == [["/embed/{picture}"], ["/pictures/{picture}.json"]]
