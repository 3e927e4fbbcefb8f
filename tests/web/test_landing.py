"""Short links: a card for whoever shares one, the verdict as text, a way on, and a page where an id is mistyped."""

from dataclasses import replace
from urllib.parse import urljoin

import feedparser
import pytest
from calling import HOME, SERVED, ask, reviewed
from cards import Card

from charts.said import verdict_words
from exports.addresses import EVIDENCE_ON_PAGE
from exports.review import claim_review
from verdicts.findings import has_figures
from web import landing

CLAIM = "us-still-powerful"
STANDING = SERVED.served.standings[CLAIM]
TEST = next(f for f in STANDING.now.findings if has_figures(f))
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(autouse=True)
def a_browser_that_draws(monkeypatch):
    """Whether there is one here makes no difference to what a card says."""
    monkeypatch.setattr(SERVED.renderer, "why_not", lambda: "")


def card(path: str, **headers: str) -> Card:
    got = ask(path, **headers)
    assert got.status == 200
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    return Card(got.text)


def test_the_card_of_a_claim_says_its_verdict_and_has_its_picture():
    found = card(f"/c/{CLAIM}")
    claim = STANDING.now.claim.claim.rstrip(".")
    assert found.meta["og:title"] == f"{STANDING.now.label.capitalize()}: {claim}"
    assert found.title == f"{found.meta['og:title']} | Plumbline"
    assert found.meta["description"].lower().startswith(f"{verdict_words(STANDING.now)}. the article claims this")
    assert found.meta["og:description"] == found.meta["twitter:description"] == found.meta["description"]
    assert (found.meta["og:type"], found.meta["og:site_name"]) == ("article", "Plumbline")
    assert found.meta["og:url"] == f"{HOME}/c/{CLAIM}"
    assert found.hrefs(tag="link", rel="canonical") == [f"{HOME}/c/{CLAIM}"]
    assert found.meta["og:image"] == f"{HOME}/claims/{CLAIM}.png?size=social"
    assert (found.meta["og:image:width"], found.meta["og:image:height"]) == ("1200", "630")
    assert found.meta["og:image:alt"].startswith("Does the US")
    assert found.meta["twitter:card"] == "summary_large_image"


def test_the_picture_of_a_card_is_as_large_as_the_card_says():
    figure = ask(f"/pictures/{TEST.evidence.id}.json?size={landing.CARD}").json["layout"]
    found = card(f"/c/{CLAIM}/{TEST.evidence.id}").meta
    assert (found["og:image:width"], found["og:image:height"]) == (str(figure["width"]), str(figure["height"]))
    assert found["og:image"] == f"{HOME}/pictures/{TEST.evidence.id}.png?size={landing.CARD}"


def test_the_card_of_a_test_asks_its_question_and_gives_its_answer():
    found = card(f"/c/{CLAIM}/{TEST.evidence.id}")
    assert found.meta["og:title"] == TEST.evidence.question
    assert found.meta["og:description"] == TEST.sentence
    assert found.meta["og:url"] == f"{HOME}/c/{CLAIM}/{TEST.evidence.id}"
    assert found.hrefs(id="page") == [EVIDENCE_ON_PAGE.link("../..", claim=CLAIM, evidence=TEST.evidence.id)]


def test_a_card_without_a_browser_or_without_figures_promises_no_picture(monkeypatch):
    bare = next(c for c, s in SERVED.served.standings.items() if not any(map(has_figures, s.now.findings)))
    assert "og:image" not in card(f"/c/{bare}").meta
    monkeypatch.setattr(SERVED.renderer, "why_not", lambda: "There is no browser.")
    found = card(f"/c/{CLAIM}?as_of=2022-06-30")
    assert "og:image" not in found.meta
    assert found.meta["twitter:card"] == "summary"


def test_readers_are_taken_on_and_those_without_scripts_read_the_verdict():
    got = ask(f"/c/{CLAIM}?utm_source=mail&view=Evidence")
    found = Card(got.text)
    assert found.hrefs(id="page") == [f"../claim?id={CLAIM}"]
    assert landing.ON in got.text
    assert landing.script_hash(landing.ON) in got.headers["content-security-policy"]
    assert 'http-equiv="refresh"' not in got.text
    for said in (STANDING.now.label.capitalize(), STANDING.now.reason, TEST.evidence.question, TEST.sentence):
        assert said in found.text


def test_the_review_stands_in_the_page_of_a_claim_that_has_one():
    (dossier,) = SERVED.dossiers.of((SERVED.dossiers.claim(reviewed()),), "latest", HOME)
    assert card(f"/c/{reviewed()}").ld == [claim_review(dossier)]
    judgement = next(s.now.claim.id for s in SERVED.served.standings.values() if s.now.claim.kind == "judgement")
    assert card(f"/c/{judgement}").ld == []


def test_feeds_record_and_oembed_are_announced_and_are_there():
    found = card(f"/c/{CLAIM}")
    feeds = found.hrefs(rel="alternate", type="application/atom+xml")
    topic = STANDING.now.claim.topic
    assert feeds == [f"{HOME}/claims/{CLAIM}/feed.atom", f"{HOME}/topics/{topic}/feed.atom", f"{HOME}/feed.atom"]
    for link in feeds:
        read = feedparser.parse(ask(link.removeprefix(HOME)).body)
        assert not read.bozo
        assert read.feed.links[0].href == link
    (oembed,) = found.hrefs(rel="alternate", type="application/json+oembed")
    assert ask(oembed.removeprefix(HOME)).json["type"] == "rich"
    assert found.hrefs(rel="alternate", type="application/json") == [f"{HOME}/claims/{CLAIM}.json"]


def test_a_dated_link_shows_what_was_known_then_and_stays():
    got = ask(f"/c/{CLAIM}?as_of=2020-06-30")
    found = Card(got.text)
    assert landing.ON not in got.text
    assert "This is what was known on 30 June 2020." in found.text
    assert found.meta["og:url"] == f"{HOME}/c/{CLAIM}?as_of=2020-06-30"
    assert found.meta["og:image"] == f"{HOME}/claims/{CLAIM}.png?as_of=2020-06-30&size=social"
    (dossier,) = SERVED.dossiers.of((SERVED.dossiers.claim(CLAIM),), "2020-06-30", HOME)
    assert dossier.now.findings[0].sentence in found.text
    assert dossier.now.findings[0].sentence != STANDING.now.findings[0].sentence
    assert f"../c/{CLAIM}" in found.hrefs(tag="a")
    assert found.ld == []


def test_no_text_of_a_table_becomes_markup(monkeypatch):
    hostile = "</script><script>alert(1)</script>\"'&"
    of = type(SERVED.dossiers).of

    def with_hostile_claim(self, claims, as_of, address):
        (found,) = of(self, claims, as_of, address)
        return [replace(found, now=replace(found.now, claim=found.now.claim.model_copy(update={"claim": hostile})))]

    monkeypatch.setattr(type(SERVED.dossiers), "of", with_hostile_claim)
    text = ask(f"/c/{reviewed()}?as_of=2026-11-28").text
    assert "<script>alert" not in text
    assert Card(text).meta["og:title"].endswith(f"{hostile} (as of 28 November 2026)")


@pytest.mark.parametrize("path", ["/c/us-still-powerfull", "/claim/us-still-powerfull", "/claims/us-still-powerfull"])
def test_a_mistyped_id_is_a_page_with_suggestions_and_json_for_programs(path):
    for accept in (BROWSER, "*/*", ""):
        got = ask(path, accept=accept)
        assert (got.status, got.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert got.headers["cache-control"] == "no-store"
        found = Card(got.text)
        assert found.hrefs(tag="a")[0] == f"../c/{CLAIM}"
        assert STANDING.now.claim.claim in found.text
    for accept in ("application/json", "application/json, text/html;q=0.5"):
        error = ask(path, accept=accept).error
        assert (error["code"], error["near"][0]) == ("unknown-claim", CLAIM)


def test_words_of_a_claim_find_it_too():
    assert "../c/russia-regional-power" in Card(ask("/c/russia-strong-in-its-region").text).hrefs(tag="a")


def test_a_mistyped_test_leads_to_those_of_its_claim_and_a_topic_to_topics():
    assert f"../../c/{CLAIM}/{TEST.evidence.id}" in Card(ask(f"/c/{CLAIM}/nix").text).hrefs(tag="a")
    assert "../energy" in Card(ask("/topic/enrgy").text).hrefs(tag="a")


def test_what_was_typed_is_text_on_the_page():
    got = ask("/c/%3Cscript%3Ealert(1)%3C", accept=BROWSER)
    assert got.status == 404
    assert "<script" not in got.text


def test_a_day_that_is_none_is_told_on_the_page():
    got = ask(f"/c/{CLAIM}?as_of=yesterday", accept=BROWSER)
    assert got.status == 400
    assert "is not a day" in Card(got.text).text
    assert "is not a day" in ask(f"/embed/{TEST.evidence.id}?as_of=yesterday", accept=BROWSER).text


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        (f"/claim/{CLAIM}", f"../claim?id={CLAIM}"),
        (f"/claims/{CLAIM}?utm_source=x&whatever=1", f"../claim?id={CLAIM}"),
        (f"/claim/{CLAIM}?as_of=2023-06-30", f"../c/{CLAIM}?as_of=2023-06-30"),
        ("/topic/energy", "../energy"),
        ("/topics/energy", "../energy"),
    ],
)
def test_what_people_type_leads_to_the_page(typed, page):
    got = ask(typed)
    assert (got.status, got.headers["location"]) == (302, page)


@pytest.mark.parametrize("path", [f"/c/{CLAIM}", f"/c/{CLAIM}/{TEST.evidence.id}", f"/claim/{CLAIM}", "/topic/energy"])
def test_a_slash_at_the_end_makes_no_difference(path):
    got = ask(f"{path}/?as_of=article")
    assert got.status == ask(f"{path}/", "POST").status == 308
    assert urljoin(f"{HOME}{path}/", got.headers["location"]) == f"{HOME}{path}?as_of=article"


def test_a_browser_that_asks_for_a_file_of_a_mistyped_claim_is_helped_on():
    got = ask("/claims/us-still-powerfull.docx", accept=BROWSER)
    assert got.status == 404
    assert Card(got.text).hrefs(tag="a")[0] == f"../c/{CLAIM}"
