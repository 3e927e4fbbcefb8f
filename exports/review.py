"""ClaimReview (schema.org) of a claim, as JSON-LD: what search engines and other checkers read.

A judgement gets none. ClaimReview says whether something is true, and no data decides a judgement: a review of it, even
without a rating, would be listed beside those of facts. A forecast still open and a claim without data get one without
a number: they are reviewed, and the answer is that there is none yet.
"""

from __future__ import annotations

from typing import Any

from exports import about
from exports.dossier import Dossier
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
    article = dossier.case.article
    written = {"author": {"@type": "Person", "name": article.author}, "datePublished": article.day.isoformat()}
    stated = {"description": article.about, "headline": article.title, "url": article.address}
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
            **written,
            "appearance": {
                "@type": "OpinionNewsArticle",
                **written,
                **{name: value for name, value in stated.items() if value},
            },
        },
    }


def _rating(dossier: Dossier) -> dict[str, Any]:
    label = dossier.now.label
    words = {"@type": "Rating", "alternateName": label, "ratingExplanation": f"{MEANINGS[label]} {dossier.now.reason}"}
    if label not in RATINGS:
        return words
    return {**words, "ratingValue": RATINGS[label], "bestRating": len(SCALE), "worstRating": 1}
