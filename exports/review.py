"""ClaimReview (schema.org) of a claim, as JSON-LD: what search engines and other checkers read.

A judgement gets none. ClaimReview says whether something is true, and no data decides a judgement: a review of it, even
without a rating, would be listed beside those of facts. A forecast still open and a claim without data get one without
a number: they are reviewed, and the answer is that there is none yet.
"""

from __future__ import annotations

from typing import Any

from exports import about
from exports.dossier import Dossier
from verdicts.clock import ARTICLE_DAY
from verdicts.verdict import MEANINGS, SCALE

RATINGS = {label: value for value, label in enumerate(SCALE, 1)}
"""The scale as published: 1 contradicted, 2 leans contradicted, 3 mixed, 4 leans supported, 5 supported."""


def claim_review(dossier: Dossier) -> dict[str, Any] | None:
    """The review of a claim as of the day of the dossier; None for a judgement.

    ``url`` is there only where it is known at which address the dashboard is to be found.
    """
    if dossier.now.label == "not testable":
        return None
    url = {"url": dossier.link} if dossier.address else {}
    author = {"@type": "Organization", "name": about.NAME}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        **url,
        "datePublished": dossier.as_of.day.isoformat(),
        "author": {**author, "url": dossier.address} if dossier.address else author,
        "claimReviewed": dossier.claim.claim,
        "reviewRating": _rating(dossier),
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": about.ARTICLE_AUTHOR},
            "datePublished": ARTICLE_DAY.isoformat(),
            "appearance": {
                "@type": "OpinionNewsArticle",
                "author": {"@type": "Person", "name": about.ARTICLE_AUTHOR},
                "datePublished": ARTICLE_DAY.isoformat(),
                "description": about.ARTICLE_ABOUT,
            },
        },
    }


def _rating(dossier: Dossier) -> dict[str, Any]:
    label = dossier.now.label
    words = {"@type": "Rating", "alternateName": label, "ratingExplanation": f"{MEANINGS[label]} {dossier.now.reason}"}
    if label not in RATINGS:
        return words
    return {**words, "ratingValue": RATINGS[label], "bestRating": len(SCALE), "worstRating": 1}
