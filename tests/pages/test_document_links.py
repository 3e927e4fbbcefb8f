"""What pages offer to take away, with a browser on the server and without."""

import re
from html import unescape

import pytest
from opened import CASE
from starlette.routing import compile_path

from exports.addresses import OWN_CLAIM_PAGE, PAGES
from web.endpoints import ENDPOINTS

TOPICS = [topic.id for topic in CASE.argument.topics.rows]
LINKS = {
    ("overview", ""): ["reports/argument.html", "reports/argument.pdf", "bundles/argument.zip", "feed.atom"],
    ("energy", ""): ["reports/topics/energy.html", "reports/topics/energy.pdf", "bundles/topics/energy.zip"],
    ("argument", ""): ["argument.argdown", "argument.aif.json"],
    ("claim", "us-still-powerful"): [
        "reports/claims/us-still-powerful.html",
        "reports/claims/us-still-powerful.pdf",
        "bundles/claims/us-still-powerful.zip",
        "claims/us-still-powerful.bib",
    ],
}


@pytest.mark.parametrize(("page", "claim"), LINKS)
def test_a_page_links_what_can_be_taken_of_it(visit, text_of, page, claim):
    said = text_of(visit(page, **({"id": claim} if claim else {})))
    for address in LINKS[page, claim]:
        assert f'href="{address}"' in said


@pytest.mark.parametrize(
    ("page", "claim", "view"),
    [
        ("overview", "", ""),
        ("energy", "", ""),
        ("claim", "us-still-powerful", ""),
        ("claim", "us-still-powerful", "Why it matters to the argument"),
        ("claim", "no-such-claim", ""),
        ("argument", "", ""),
        ("method", "", ""),
        ("sources", "", ""),
    ],
)
def test_every_link_of_a_page_is_that_of_a_page_or_of_one_endpoint(visit, text_of, page, claim, view):
    said = text_of(visit(page, **({"id": claim} if claim else {}), **({"view": view} if view else {})))
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', said)]
    assert links
    for link in links:
        path = link.partition("?")[0]
        if path in ("./", "claim", OWN_CLAIM_PAGE.page, *PAGES, *TOPICS) or path.startswith("https://"):
            continue
        found = [e.path for e in ENDPOINTS if compile_path(e.route)[0].fullmatch(f"/{path}")]
        assert len(found) == 1, link


def test_without_a_browser_there_is_no_link_to_paper_and_a_word_on_why(visit, text_of, monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    monkeypatch.setenv("PATH", str(tmp_path))
    said = text_of(visit("claim", id="us-still-powerful"))
    assert 'href="reports/claims/us-still-powerful.html"' in said
    assert "us-still-powerful.pdf" not in said
    assert "Install Chromium or Chrome" in said
