"""A reader's own claims stand in an address of their own: found again from the address alone, named nowhere, escaped everywhere."""

import pytest

from exports.own_case import packed
from service.held_cases import MOST_OWN, OWN
from tests.web.calling import SERVED, ask
from verdicts.own_claim import OwnClaim, case_of, knowledge
from verdicts.own_test import OwnTest

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
    assert not first.folder.exists()
    assert ask(f"{HERE}/claims.json").status == 200
    assert SERVED.sites.find(HERE.removeprefix("/cases/")).folder.exists()


@pytest.mark.parametrize(
    "content",
    [
        "AAAA",
        packed(CLAIMS, DAY)[:-5],
        packed((OwnClaim((OwnTest("no_such_figure", "POL", threshold=1.0),)),), DAY),
        packed((OwnClaim((POLAND, POLAND)),), DAY),
        "A" * 7_000,
    ],
    ids=["nothing", "cut", "unknown figure", "twice", "long"],
)
def test_an_address_that_holds_no_claims_is_unknown(content):
    got = ask(f"/cases/{OWN}{content}/claims.json")
    assert (got.status, got.error["code"]) == (404, "unknown-case")
