"""ClaimReview: what search engines read, checked by a JSON-LD processor."""

import pytest
from newest import NEWEST
from pyld import jsonld
from travelling import dossier_of

from exports.review import RATINGS, claim_review, why_not_reviewed

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


def test_only_facts_that_the_author_asserts_and_figures_answer_with_some_certainty_are_reviewed(taken):
    reviewed = []
    for dossier in taken:
        review, claim = claim_review(dossier), dossier.claim
        certain = dossier.now.certainty and dossier.now.certainty.degree in ("high", "moderate")
        if (claim.kind, claim.voice, claim.mode) != ("fact", "author", "asserts") or not certain:
            assert review is None
            assert why_not_reviewed(dossier).endswith(".")
            continue
        reviewed.append(claim.id)
        node = expanded(review)
        assert node["@type"] == [f"{SCHEMA}ClaimReview"]
        assert value(node, "claimReviewed") == claim.claim
        assert value(node, "datePublished") == NEWEST.isoformat()
        assert value(node, "author", "name") == "Plumbline"
        assert value(node, "itemReviewed", "author", "name") == "Fateh Sami"
        assert value(node, "itemReviewed", "appearance", "datePublished") == "2025-02-17"
        assert "A paraphrase" in value(node, "itemReviewed", "description")
        assert f"section {claim.section}, paragraph {claim.paragraph}" in value(node, "itemReviewed", "description")
        assert value(node, "reviewRating", "alternateName") == dossier.now.label
        assert dossier.now.reason in value(node, "reviewRating", "ratingExplanation")
        assert f"{dossier.now.certainty.degree} certainty" in value(node, "reviewRating", "ratingExplanation")
        assert value(node, "reviewRating", "ratingValue") == RATINGS[dossier.now.label]
        assert (value(node, "reviewRating", "worstRating"), value(node, "reviewRating", "bestRating")) == (1, 5)
    assert reviewed


def test_the_scale_runs_from_contradicted_to_supported():
    assert RATINGS == {
        "contradicted": 1,
        "leans contradicted": 2,
        "conflicting": 3,
        "leans supported": 4,
        "supported": 5,
    }


REPORTED = {"voice": "some analysts", "mode": "reports"}


@pytest.mark.parametrize(
    ("values", "said", "why"),
    [
        ([], {}, "No figures answer this claim"),
        ([1, 2], {"kind": "judgement"}, "This claim is a judgement."),
        ([1, 2], {"kind": "forecast"}, "This claim is a forecast."),
        ([1, 2], {"kind": "causal"}, "This claim is a causal claim."),
        ([1, 2], {"mode": "allows"}, "The author does not assert this"),
        ([1, 2], {"mode": "expects"}, "The author does not assert this"),
        ([1, 2], {"mode": "urges"}, "The author does not assert this"),
        ([1, 2], REPORTED, "The author does not assert this"),
    ],
)
def test_nobody_is_rated_for_what_they_did_not_assert_or_no_figure_answers(values, said, why):
    dossier = dossier_of(values, **said)
    assert claim_review(dossier) is None
    assert why_not_reviewed(dossier).startswith(why)


def test_a_fact_of_which_little_is_certain_has_no_review():
    """One test alone, far from its line and direct: high. One that is near, and close to its line: low."""
    assert claim_review(dossier_of([1, 9], proxy="direct: the thing itself"))["reviewRating"]["ratingValue"] == 4
    moderate = dossier_of([1, 9])
    assert moderate.now.certainty.degree == "moderate"
    assert claim_review(moderate)["reviewRating"]["ratingExplanation"].startswith(
        "Leans supported, moderate certainty: no deciding test measures the claim directly. "
    )
    fragile = dossier_of([1, 3], alternatives="threshold=4", alternatives_why="why")
    assert fragile.now.certainty.degree == "low"
    assert claim_review(fragile) is None
    assert why_not_reviewed(fragile).startswith("Low certainty: no deciding test measures the claim directly; ")


def test_a_review_leads_to_the_claim_where_its_address_is_known():
    node = expanded(claim_review(dossier_of([1, 3], address="https://example.org")))
    assert value(node, "url") == "https://example.org/c/c"
    assert "url" not in claim_review(dossier_of([1, 3]))
