"""What many verdicts amount to, in sentences with the right verbs."""

import dataclasses
import datetime as dt
from types import SimpleNamespace

import pytest
from builders import WRITTEN, a_claim, catalog, observations, row

from verdicts.clock import AsOf, Knowledge
from verdicts.findings import find
from verdicts.summary import (
    Standing,
    answer_sentence,
    changed_words,
    conclusions_words,
    counted_sentence,
    counts_sentence,
    firm_words,
    part_of,
    topic_sentences,
)
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


def plainly(label, robustness=0.5, contested=True, then=None):
    """A standing as far as counting goes."""
    multiverse = SimpleNamespace(
        robustness=robustness, contested=contested, pivotal_choices=() if robustness == 1 else (1,)
    )
    now = SimpleNamespace(label=label, multiverse=multiverse, lost=())
    return Standing(SimpleNamespace(label=then or label), now)


@pytest.mark.parametrize(
    ("n", "of", "words"),
    [(0, 40, "none"), (40, 40, "all"), (1, 40, "few"), (10, 40, "about a quarter"), (13, 40, "about a third"), (16, 40, "fewer than half"),
     (20, 40, "about half"), (24, 40, "more than half"), (27, 40, "about two thirds"), (30, 40, "about three quarters"), (39, 40, "most"),
     (2, 9, "two"), (0, 9, "none"), (9, 9, "all")],
)  # fmt: skip
def test_how_much_of_a_whole_is_said_in_words(n, of, words):
    assert part_of(n, of) == words


def test_the_answer_says_how_much_the_data_back_and_how_far_that_depends_on_the_test():
    some = [plainly("supported", 1)] * 2 + [plainly("leans supported")] * 18 + [plainly("contradicted")] * 20
    assert answer_sentence([*some, plainly("not testable")]) == (
        "The data back about half of the article's 40 testable claims. Few of those verdicts hold however we test them."
    )


def test_the_answer_where_all_or_none_or_one_are_backed():
    all_ = answer_sentence([plainly("supported", 1)] * 12)
    assert (
        all_
        == "The data back all of the article's twelve testable claims. All of those verdicts hold however we test them."
    )
    assert (
        answer_sentence([plainly("contradicted")] * 12) == "The data back none of the article's twelve testable claims."
    )
    one = [plainly("supported"), *[plainly("too early")] * 4]
    assert answer_sentence(one, "the", " on this topic") == (
        "The data back one of the five testable claims on this topic. That verdict does not hold however we test it."
    )
    two = [plainly("supported", 1), plainly("supported"), plainly("no data")]
    assert answer_sentence(two).endswith("One of those verdicts holds however we test them.")


def test_the_answer_of_one_claim_or_of_opinions_alone():
    assert answer_sentence([plainly("supported")]) == "The data back the one testable claim."
    assert answer_sentence([plainly("conflicting")]) == "The data do not back the one testable claim."
    assert answer_sentence([plainly("not testable")] * 3) == "Data can settle none of the article's claims."


def test_the_counts_take_both_steps_of_a_side_together():
    some = [
        *map(plainly, ["supported", "leans supported", "leans contradicted", "conflicting", "no data", "not testable"])
    ]
    assert counted_sentence(some) == (
        "Of 6 claims, two are supported or lean that way, one is contradicted or leans that way and on one the evidence "
        "conflicts. Two have no score: no suitable data or an opinion."
    )
    assert counted_sentence([plainly("no data")]) == "No claim is scored. One has no score: no suitable data."


def test_facts_count_what_changed_what_is_firm_and_what_holds():
    some = [
        plainly("supported", 1, then="too early"),
        plainly("supported", then="conflicting"),
        plainly("no data", 1, False),
    ]
    assert changed_words(some) == (
        "2",
        "verdicts have changed since publication.",
        "One of them was too early to call then.",
    )
    assert firm_words([s.now.multiverse for s in some]) == (
        "1 of 2",
        "verdicts holds however we test.",
        "Changing one setting flips one of them.",
    )
    assert conclusions_words(["stands", "falls", "undecided", "stands"])[0] == "2 of 4"


def test_a_fact_without_anything_to_count_is_left_out():
    assert firm_words([]) == conclusions_words([]) == ("", "", "")
