"""oEmbed: a site that is given one of our links gets the frame to show."""

import re
from html import unescape

import pytest
from calling import HOME, SERVED, ask

from verdicts.findings import has_figures

CLAIM = "us-still-powerful"
TEST = next(f.evidence.id for f in SERVED.served.standings[CLAIM].now.findings if has_figures(f))
DECIDING = SERVED.served.standings[CLAIM].now.deciding.evidence.id


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        (f"/c/{CLAIM}", DECIDING),
        (f"/c/{CLAIM}/{TEST}", TEST),
        (f"/c/{CLAIM}%3Fas_of%3Darticle", f"{DECIDING}?as_of=article"),
        (f"/claim%3Fid%3D{CLAIM}", DECIDING),
        (f"/claim%3Fid%3D{CLAIM}%23{TEST}", TEST),
        (f"/claim%3Fid%3D{CLAIM}%26test%3D{TEST}", TEST),
        (f"/embed/{CLAIM}-years", f"{CLAIM}-years"),
        ("/embed/board", "board"),
        (f"/c/{CLAIM}%3Futm_source%3Dx", DECIDING),
    ],
)
def test_a_link_is_answered_with_the_frame_of_its_chart(link, shown):
    record = ask(f"/oembed?format=json&url={HOME}{link}").json
    assert (record["version"], record["type"], record["provider_name"]) == ("1.0", "rich", "Plumbline")
    (src,) = re.findall(r'<iframe src="([^"]+)"', record["html"])
    assert unescape(src) == f"{HOME}/embed/{shown}"
    assert ask(unescape(src).removeprefix(HOME)).status == 200


def test_a_frame_is_not_larger_than_asked_for():
    record = ask(f"/oembed?url={HOME}/c/{CLAIM}&maxwidth=400&maxheight=300").json
    assert (record["width"], record["height"]) == (400, 300)
    assert 'height="300"' in record["html"]
    assert "max-width:400px" in record["html"]
    assert ask(f"/oembed?url={HOME}/c/{CLAIM}&maxwidth=5000").json["width"] == 760


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 404, "unknown-address"),
        (f"url={HOME}/method", 404, "unknown-address"),
        (f"url={HOME}/c/nix", 404, "unknown-claim"),
        (f"url={HOME}/embed/nix", 404, "unknown-picture"),
        (f"url={HOME}/c/{CLAIM}%3Fas_of%3Dnever", 400, "unknown-day"),
        (f"url={HOME}/c/{CLAIM}&format=xml", 501, "unsupported-format"),
        (f"url={HOME}/c/{CLAIM}&maxwidth=wide", 400, "unknown-value"),
    ],
)
def test_what_it_cannot_show_is_told(query, status, code):
    got = ask(f"/oembed?{query}")
    assert (got.status, got.error["code"]) == (status, code)


def test_links_of_others_are_not_answered_where_the_address_is_stated(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_URL", "https://plumbline.test")
    assert ask(f"/oembed?url=https://elsewhere.example/c/{CLAIM}").error["code"] == "unknown-address"
    assert ask(f"/oembed?url=https://plumbline.test/c/{CLAIM}").json["provider_url"] == "https://plumbline.test/"
