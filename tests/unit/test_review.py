"""ClaimReview: what search engines read, checked by a JSON-LD processor."""

from newest import NEWEST
from pyld import jsonld
from travelling import dossier_of

from exports.review import RATINGS, claim_review

SCHEMA = "https://schema.org/"


def offline(url, options=None):
    """The context of schema.org as far as a review needs it: every word is one of its own."""
    assert url == "https://schema.org"
    document = {"@context": {"@vocab": SCHEMA, "url": {"@id": f"{SCHEMA}url", "@type": "@id"}}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def expanded(review):
    (node,) = jsonld.expand(review, {"documentLoader": offline})
    return node


def value(node, *path):
    for name in path:
        (node,) = node[SCHEMA + name]
    return node.get("@value", node.get("@id", node))


def test_every_claim_but_a_judgement_has_a_review_that_is_complete(taken):
    for dossier in taken:
        review = claim_review(dossier)
        if dossier.claim.kind == "judgement":
            assert review is None
            continue
        node = expanded(review)
        assert node["@type"] == [f"{SCHEMA}ClaimReview"]
        assert value(node, "claimReviewed") == dossier.claim.claim
        assert value(node, "datePublished") == NEWEST.isoformat()
        assert value(node, "author", "name") == "Plumbline"
        assert value(node, "itemReviewed", "author", "name") == "Fateh Sami"
        assert value(node, "itemReviewed", "appearance", "datePublished") == "2025-02-17"
        assert value(node, "reviewRating", "alternateName") == dossier.now.label
        assert dossier.now.reason in value(node, "reviewRating", "ratingExplanation")
        rated = f"{SCHEMA}ratingValue" in node[f"{SCHEMA}reviewRating"][0]
        assert rated == (dossier.now.label in RATINGS)
        if rated:
            assert value(node, "reviewRating", "ratingValue") == RATINGS[dossier.now.label]
            assert (value(node, "reviewRating", "worstRating"), value(node, "reviewRating", "bestRating")) == (1, 5)


def test_the_scale_runs_from_contradicted_to_supported():
    assert RATINGS == {
        "contradicted": 1,
        "leans contradicted": 2,
        "mixed": 3,
        "leans supported": 4,
        "supported": 5,
    }


def test_what_is_open_or_without_data_has_no_number():
    for dossier, label in ((dossier_of([], kind="forecast"), "open"), (dossier_of([]), "no data")):
        rating = claim_review(dossier)["reviewRating"]
        assert rating["alternateName"] == label
        assert not rating.keys() & {"ratingValue", "bestRating", "worstRating"}


def test_a_judgement_is_not_reviewed():
    assert claim_review(dossier_of([1, 2], kind="judgement")) is None


def test_a_review_leads_to_the_claim_where_its_address_is_known():
    node = expanded(claim_review(dossier_of([1, 3], address="https://example.org")))
    assert value(node, "url") == "https://example.org/c/c"
    assert "url" not in claim_review(dossier_of([1, 3]))
