"""What a verdict comes to, in one sentence as a reader would say it: how the article says the claim, and what the figures say to it.

The claim itself is not repeated, so nothing is put into anybody's mouth. A forecast has come about or has not; it is never
called false.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verdicts.argument import AUTHOR, Claim
from verdicts.rule import Label
from verdicts.words import capitalised

if TYPE_CHECKING:
    from verdicts.verdict import Verdict

_SAID = {
    "asserts": "The article claims this",
    "expects": "The article expects this",
    "allows": "The article allows that this may be so",
    "urges": "The article urges this",
}
_COMING = "The article allows that this may come"
_SO: dict[Label, str] = {
    "supported": ", and the figures support it",
    "leans supported": ", and the figures lean that way",
    "conflicting": "; the figures point both ways",
    "leans contradicted": ", but the figures lean the other way",
    "contradicted": ", but the figures contradict it",
    "not enough evidence": "; there is not enough evidence to say",
    "too early": "; it is too early to say",
    "no data": "; there is no suitable data to test it",
}
_CAUSED: dict[Label, str] = {
    "supported": ", and the figures fit, though they cannot show the cause",
    "leans supported": ", and the figures fit, though they cannot show the cause",
    "leans contradicted": ", but the figures do not fit",
    "contradicted": ", but the figures do not fit",
}
_CAME: dict[Label, str] = {
    "supported": "; so far it has come about",
    "leans supported": "; so far it has come about in part",
    "conflicting": "; so far some of it has come about and some has not",
    "leans contradicted": "; so far most of it has not come about",
    "contradicted": "; so far it has not come about",
    "not enough evidence": "; so far there is not enough evidence to say whether it has come about",
    "too early": "; it is too early to say whether it has come about",
    "no data": "; there is no suitable data to tell whether it has come about",
}


def outcome_words(verdict: Verdict) -> str:
    """The verdict in one sentence, with who says the claim and how."""
    claim = verdict.claim
    if verdict.label == "not testable":
        return unsettled_words(claim)
    told = _CAME if claim.kind == "forecast" else _SO | _CAUSED if claim.kind == "causal" else _SO
    return f"{_said(claim)}{told[verdict.label]}."


def unsettled_words(claim: Claim) -> str:
    """Why data cannot settle a claim, by how the article says it."""
    if claim.mode == "reports":
        return f"This is what {_speaker(claim)} said; data cannot show whether it was said, or meant."
    if claim.mode == "urges":
        return "The article urges this; whether advice is good is not for data to settle."
    return "This is an opinion of the article; data cannot settle it."


def _said(claim: Claim) -> str:
    if claim.mode == "reports":
        return f"{capitalised(_speaker(claim))} said this, as the article reports"
    return _COMING if claim.mode == "allows" and claim.kind == "forecast" else _SAID[claim.mode]


def _speaker(claim: Claim) -> str:
    return "a speaker" if claim.voice == AUTHOR else claim.voice
