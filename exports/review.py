"""ClaimReview (schema.org) of a claim, as JSON-LD: what search engines and other checkers read.

It puts a person's name and a rating on a sentence, so it is made only of what that person asserts as a fact, figures have
answered, and that with high or moderate certainty. A forecast, a cause, a judgement, what the article allows or urges and what
it reports of others get none, nor does a fact without figures or with little certainty: a review, even without a rating, would
be listed beside those of false statements.
"""

from __future__ import annotations

from typing import Any

from charts.said import because, verdict_sentence
from exports import about
from exports.dossier import Dossier
from verdicts.argument import AUTHOR
from verdicts.certainty import Degree
from verdicts.outcome import outcome_words
from verdicts.rule import SCALE

RATINGS = {label: value for value, label in enumerate(SCALE, 1)}
"""The scale as published: 1 contradicted, 2 leans contradicted, 3 conflicting, 4 leans supported, 5 supported."""
CERTAIN_ENOUGH: tuple[Degree, ...] = ("high", "moderate")
"""A rating that others list beside a name rests on no less."""
_KINDS = {"causal": "causal claim", "forecast": "forecast", "judgement": "judgement"}
"""What is not reviewed, in words."""


def why_not_reviewed(dossier: Dossier) -> str:
    """Why a claim has no review as of the day of the dossier, in a sentence; empty for one that has."""
    claim = dossier.claim
    if dossier.case.article.by_reader:
        return "This claim is a reader's own. Only claims of articles are reviewed."
    if claim.kind != "fact":
        return f"This claim is a {_KINDS[claim.kind]}. Only facts are reviewed."
    if (claim.voice, claim.mode) != (AUTHOR, "asserts"):
        return "The author does not assert this as a fact of their own. Only such claims are reviewed."
    if dossier.now.label not in RATINGS:
        return "No figures answer this claim, so there is no review of it."
    certainty = dossier.now.certainty
    if certainty is None or certainty.degree not in CERTAIN_ENOUGH:
        return f"{because(certainty)}. Only verdicts of high or moderate certainty are put into a review."
    return ""


def claim_review(dossier: Dossier) -> dict[str, Any] | None:
    """The review of a claim as of the day of the dossier; None where there is none (:func:`why_not_reviewed`).

    ``url`` is there only where it is known at which address the dashboard is to be found.
    """
    if why_not_reviewed(dossier):
        return None
    url = {"url": dossier.link} if dossier.address else {}
    author = {"@type": "Organization", "name": about.NAME}
    claim, article = dossier.claim, dossier.case.article
    written = {"author": {"@type": "Person", "name": article.author}, "datePublished": article.day.isoformat()}
    stated = {"description": article.about, "headline": article.title, "url": article.address}
    label = dossier.now.label
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        **url,
        "datePublished": dossier.as_of.day.isoformat(),
        "author": {**author, "url": dossier.address} if dossier.address else author,
        "claimReviewed": claim.claim,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": label,
            "ratingExplanation": f"{verdict_sentence(dossier.now)} {outcome_words(dossier.now)} {dossier.now.reason}",
            "ratingValue": RATINGS[label],
            "bestRating": len(SCALE),
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            **written,
            "description": f"A paraphrase in words of {about.NAME}, not a quotation, of what section {claim.section}, "
            f"paragraph {claim.paragraph} of the article says.",
            "appearance": {
                "@type": "OpinionNewsArticle",
                **written,
                **{name: value for name, value in stated.items() if value},
            },
        },
    }
