"""A verdict in one sentence: how the article says the claim, and what has come of it."""

import dataclasses

import pytest
from builders import a_claim, catalog, known, observations, row

from verdicts.doubt import unread_sentence
from verdicts.findings import find
from verdicts.outcome import outcome_words
from verdicts.rule import LABELS
from verdicts.verdict import weigh


def verdict(label, **changes):
    """A verdict of this label on a claim."""
    what = known(observations({("x", "USA"): [8]}), catalog())
    made = weigh(a_claim(**changes), [find(row(), what)], what.as_of)
    return dataclasses.replace(made, label=label)


@pytest.mark.parametrize(
    ("label", "changes", "said"),
    [
        ("supported", {}, "The article claims this, and the figures support it."),
        ("contradicted", {}, "The article claims this, but the figures contradict it."),
        ("conflicting", {}, "The article claims this; the figures point both ways."),
        ("leans supported", {"kind": "causal"}, "The article claims this, and the figures fit, though they cannot show the cause."),
        ("leans contradicted", {"kind": "causal", "mode": "allows"}, "The article allows that this may be so, but the figures do not fit."),
        ("contradicted", {"kind": "forecast", "mode": "allows"}, "The article allows that this may come; so far it has not come about."),
        ("supported", {"kind": "forecast", "mode": "expects"}, "The article expects this; so far it has come about."),
        ("too early", {"kind": "forecast", "mode": "expects"}, "The article expects this; it is too early to say whether it has come about."),
        ("supported", {"voice": "some analysts", "mode": "reports"}, "Some analysts said this, as the article reports, and the figures support it."),
        ("no data", {}, "The article claims this; there is no suitable data to test it."),
        ("not testable", {"kind": "judgement"}, "This is an opinion of the article; data cannot settle it."),
        ("not testable", {"kind": "judgement", "mode": "urges"}, "The article urges this; whether advice is good is not for data to settle."),
        ("not testable", {"kind": "judgement", "voice": "a speaker", "mode": "reports"}, "This is what a speaker said; data cannot show whether it was said, or meant."),
    ],
)  # fmt: skip
def test_a_verdict_in_one_sentence(label, changes, said):
    assert outcome_words(verdict(label, **changes)) == said


@pytest.mark.parametrize("kind", ["fact", "causal", "forecast", "judgement"])
@pytest.mark.parametrize("mode", ["asserts", "expects", "allows", "urges", "reports"])
def test_every_label_has_its_sentence_and_none_repeats_the_claim(kind, mode):
    for label in LABELS:
        voice = "a speaker" if mode == "reports" else "author"
        text = outcome_words(verdict(label, kind=kind, mode=mode, voice=voice, claim="Snow is black."))
        assert text[0].isupper()
        assert text.endswith(".")
        assert "Snow" not in text
        assert kind != "forecast" or not {"false", "contradict", "wrong"} & set(text.split())


def test_what_a_speaker_said_has_a_reason_of_its_own():
    speaker = {"kind": "judgement", "voice": "a speaker", "mode": "reports"}
    said = verdict("not testable", **speaker)
    assert said.reason == outcome_words(said)
    opinion = verdict("not testable", kind="judgement")
    assert opinion.reason == outcome_words(opinion) != said.reason
    assert unread_sentence(opinion) == f"{opinion.reason} So there is no case to make for or against it."
