"""What crawlers and browsers ask every site for is what it says it is."""

import re
import struct
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from calling import HOME, SERVED, SHELL, application, ask

from widgets import frame

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_robots_lets_cards_and_pictures_be_read_and_names_the_map():
    got = ask("/robots.txt")
    assert got.headers["content-type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(got.text.splitlines())
    for path in ("/", "/energy", "/c/us-still-powerful", "/claims/us-still-powerful.png?size=social", "/feed.atom"):
        assert robots.can_fetch("any", f"{HOME}{path}"), path
    assert not robots.can_fetch("any", f"{HOME}/bundles/argument.zip")
    assert robots.site_maps() == [f"{HOME}/sitemap.xml"]


def test_the_map_has_every_page_and_claim_with_a_day():
    got = ask("/sitemap.xml")
    assert got.headers["content-type"] == "application/xml; charset=utf-8"
    rows = ElementTree.fromstring(got.body).findall(f"{SITEMAP}url")
    places = [row.findtext(f"{SITEMAP}loc") for row in rows]
    assert {row.findtext(f"{SITEMAP}lastmod") for row in rows} == {SERVED.served.case.now.day.isoformat()}
    assert len(set(places)) == len(places)
    claims = {f"{HOME}/c/{claim}" for claim in SERVED.served.standings}
    assert claims < set(places)
    assert all(ask(place.removeprefix(HOME)).status == 200 for place in sorted(claims)[:3])


def test_the_pages_of_the_map_are_those_of_the_navigation(monkeypatch):
    made = []
    monkeypatch.setattr(frame.st, "Page", lambda file, **said: made.append(said))
    frame.pages()
    shown = {"" if said.get("default") else said["url_path"] for said in made if said.get("visibility") != "hidden"}
    places = re.findall(rf"<loc>{HOME}/([^<]*)</loc>", ask("/sitemap.xml").text)
    assert {place for place in places if not place.startswith(("c/", "cases/"))} == shown


@pytest.mark.parametrize("form", ["ico", "png"])
def test_the_icon_is_a_picture(form):
    got = ask(f"/favicon.{form}")
    assert got.status == 200
    if form == "ico":
        assert got.headers["content-type"] == "image/vnd.microsoft.icon"
        reserved, kind, count = struct.unpack("<HHH", got.raw[:6])
        assert (reserved, kind) == (0, 1)
        offsets = [struct.unpack("<IIII", got.raw[6 + 16 * at : 22 + 16 * at])[3] for at in range(count)]
        assert all(got.raw[at : at + 8] == b"\x89PNG\r\n\x1a\n" for at in offsets)
    else:
        assert got.headers["content-type"] == "image/png"
        assert got.raw.startswith(b"\x89PNG\r\n\x1a\n")


def test_below_a_base_path_they_stand_there():
    app = application("/under/here")
    assert f"{HOME}/under/here/c/us-still-powerful<" in ask("/under/here/sitemap.xml", app=app).text
    assert ask("/under/here/claim/us-still-powerful", app=app).headers["location"] == "../claim?id=us-still-powerful"
    assert ask("/robots.txt", app=app).text == SHELL
