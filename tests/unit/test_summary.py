"""What many verdicts amount to, in sentences with the right verbs."""

import dataclasses
import datetime as dt

from builders import WRITTEN, a_claim, catalog, observations, row

from verdicts.clock import AsOf, Knowledge
from verdicts.findings import find
from verdicts.summary import Standing, counts_sentence, topic_sentences
from verdicts.verdict import weigh

NOW = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)


def verdict(label, claim="It is so.", threshold=2):
    """A verdict of this label whose two tests say yes, or no to a threshold above 8."""
    known = Knowledge(observations({("x", "USA"): [8]}), catalog(), NOW)
    rows = [row(id=f"c-{name}", threshold=threshold, label="US share") for name in "ab"]
    made = weigh(a_claim(claim=claim), [find(one, known) for one in rows], NOW)
    return dataclasses.replace(made, label=label)


def standings(*labels, then=None):
    return [Standing(verdict(then or label), verdict(label)) for label in labels]


def test_one_of_each_has_its_verb_in_the_singular():
    text = counts_sentence(
        standings("supported", "leans supported", "contradicted", "leans contradicted", "conflicting")
    )
    assert text == (
        "Of 5 claims, one is supported and one leans that way; one is contradicted and one leans that way; "
        "on one the evidence conflicts."
    )


def test_several_have_theirs_in_the_plural():
    text = counts_sentence(standings(*["supported", "too early", "no data", "not testable", "not enough evidence"] * 2))
    assert text == (
        "Of 10 claims, two are supported; none are contradicted. Two lack enough evidence, two are too early to call, "
        "two have no suitable data and two are opinions or reports of what was said."
    )


def test_verdicts_that_changed_are_counted():
    assert counts_sentence(standings("supported", then="conflicting")).endswith(
        "One verdict has changed since publication."
    )
    assert "changed" not in counts_sentence(standings("supported"))


def test_a_topic_names_what_is_best_and_least_supported():
    best, least = verdict("supported", "Snow falls."), verdict("contradicted", "Rain rises.", threshold=9)
    _, first, second = topic_sentences([Standing(best, best), Standing(least, least)])
    assert first == (
        "Best supported, in our paraphrase: Snow falls. Yes. US share came to 8 tonnes in 2000, above our line of 2."
    )
    assert second == (
        "Least supported, in our paraphrase: Rain rises. No. US share came to 8 tonnes in 2000, below our line of 9."
    )
