"""A reader's own claims stand in an address of their own: found again from the address alone, named nowhere, escaped everywhere."""

import pytest

from exports.own_case import packed
from service.held_cases import MOST_OWN, OWN
from tests.web.calling import SERVED, application, ask
from verdicts.own_claim import OwnClaim, case_of, knowledge
from verdicts.own_test import OwnTest
from web import routes
from web.front import Front
from web.limits import Limit

POLAND = OwnTest("milex_share_gdp", "POL", first="2014", last="2024", threshold=1.5, among="LARGEST20")
WORDS = '<script>alert("1")</script> Poland & arms'
CATALOG, OBSERVATIONS = SERVED.sites.figures
KNOWN = knowledge(CATALOG, OBSERVATIONS, OBSERVATIONS.latest_retrieval)
DAY = KNOWN.as_of.written
CLAIMS = (OwnClaim((POLAND,)), OwnClaim((POLAND,), WORDS))
HERE = f"/cases/{OWN}{packed(CLAIMS, DAY)}"


def test_an_address_that_holds_claims_is_answered_with_their_verdicts():
    got = ask(f"{HERE}/claims.json")
    own = case_of(CLAIMS, KNOWN)
    assert got.status == 200
    assert got.json["article"]["author"] == "You"
    assert [one["claim"] for one in got.json["claims"]] == ["claim-1", "claim-2"]
    told = [(one["verdict"]["verdict"], one["verdict"]["certainty"]) for one in got.json["claims"]]
    assert told == [(v.label, v.certainty.degree) for v in own.verdicts(own.now)]


def test_nobody_else_is_led_to_it():
    got = ask(f"{HERE}/claims.json")
    assert (got.headers["x-robots-tag"], got.headers["cache-control"]) == ("noindex", "private, no-store")
    assert OWN not in ask("/sitemap.xml").text
    assert OWN not in ask("/cases.json").text


def test_what_a_reader_wrote_is_text_wherever_it_is_shown():
    for path in ("reports/argument.html", "c/claim-2"):
        text = ask(f"{HERE}/{path}").text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_a_report_says_that_the_claims_are_a_readers():
    text = ask(f"{HERE}/reports/argument.html").text
    assert "The claims are a reader&#39;s own, not Plumbline&#39;s." in text


def test_no_review_is_given_out_of_a_readers_claim():
    got = ask(f"{HERE}/claims/claim-1.jsonld")
    assert got.status == 404
    assert "This claim is a reader's own." in got.text


def test_a_citation_says_whose_the_claim_is():
    assert "Verdict on a reader" in ask(f"{HERE}/claims/claim-1.txt").text


def test_it_is_made_again_from_its_address_when_it_is_no_longer_held():
    first = SERVED.sites.find(HERE.removeprefix("/cases/"))
    for year in range(MOST_OWN + 1):
        test = OwnTest("milex_share_gdp", "POL", first="2014", last="2024", threshold=1.0 + year, among="LARGEST20")
        SERVED.sites.find(f"{OWN}{packed((OwnClaim((test,)),), DAY)}")
    assert ask(f"{HERE}/claims.json").status == 200
    again = SERVED.sites.find(HERE.removeprefix("/cases/"))
    assert again is not first
    assert again.folder.exists()


@pytest.mark.parametrize(
    "content",
    [
        "AAAA",
        packed(CLAIMS, DAY)[:-5],
        packed((OwnClaim((OwnTest("no_such_figure", "POL", threshold=1.0),)),), DAY),
        packed((OwnClaim((POLAND, POLAND)),), DAY),
        "A" * 7_000,
        "A" * 20_000,
    ],
    ids=["nothing", "cut", "unknown figure", "twice", "long", "too long for a header"],
)
def test_an_address_that_holds_no_claims_is_unknown(content):
    got = ask(f"/cases/{OWN}{content}/claims.json")
    assert (got.status, got.error["code"]) == (404, "unknown-case")


def test_a_client_that_makes_up_one_case_after_another_is_held_back_and_nobody_else(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_LIMITS", "on")
    # Each takes two: the case, and its answer.
    monkeypatch.setattr(routes, "LIMITS", {"days": Limit(5, 1)})
    app = application(front=Front(lambda: SERVED))

    def asked(number, peer):
        test = OwnTest("milex_share_gdp", "POL", first="2013", last="2024", threshold=1.0 + number)
        where = f"/cases/{OWN}{packed((OwnClaim((test,)),), DAY)}/claims/claim-1.json"
        return ask(where, app=app, peer=peer).status

    assert [asked(number, "203.0.113.5") for number in (0, 1, 0, 2, 3)] == [200, 200, 200, 429, 429]
    assert [asked(number, "198.51.100.7") for number in (3, 4)] == [200, 200]
    assert asked(1, "203.0.113.5") == 200
