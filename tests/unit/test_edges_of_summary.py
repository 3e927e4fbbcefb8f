"""Edges of what many verdicts amount to: shares at their borders, verbs by their numbers, which finding is named."""

import dataclasses
import datetime as dt

import pytest
from builders import WRITTEN, a_claim, catalog, observations, row
from test_summary import plainly, standings

from loaders.tables import Fault
from verdicts.clock import AsOf, Knowledge
from verdicts.findings import find
from verdicts.left_out import LostTest
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
FAULT = Fault("evidence.csv", 2, "check", "'most' is no check.", "Write at_most.")


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "few"), (19, "few"), (20, "about a quarter"), (28, "about a quarter"), (29, "about a third"), (37, "about a third"),
        (38, "fewer than half"), (44, "fewer than half"), (45, "about half"), (54, "about half"), (55, "more than half"),
        (61, "more than half"), (62, "about two thirds"), (70, "about two thirds"), (71, "about three quarters"),
        (79, "about three quarters"), (80, "most"), (99, "most"),
    ],
)  # fmt: skip
def test_each_share_has_its_words_from_its_border_on(n, words):
    assert part_of(n, 100) == words


@pytest.mark.parametrize(
    ("n", "of", "words"), [(1, 9, "one"), (5, 9, "five"), (5, 10, "about half"), (1, 10, "few"), (1, 1, "all"), (0, 1, "none")]
)  # fmt: skip
def test_of_fewer_than_ten_they_are_counted(n, of, words):
    assert part_of(n, of) == words


@pytest.mark.parametrize(
    ("firm", "others", "fact"),
    [
        (0, 2, ("0 of 2", "verdicts hold however we test.", "Changing one setting flips two of them.")),
        (1, 0, ("1 of 1", "verdicts holds however we test.", "Changing one setting flips none of them.")),
        (2, 1, ("2 of 3", "verdicts hold however we test.", "Changing one setting flips one of them.")),
    ],
)
def test_what_is_firm_has_its_verb_by_its_number(firm, others, fact):
    some = [
        *[plainly("supported", 1)] * firm,
        *[plainly("supported")] * others,
        plainly("too early", 1, contested=False),
    ]
    assert firm_words([one.now.multiverse for one in some]) == fact


@pytest.mark.parametrize(
    ("then", "fact"),
    [
        ([], ("0", "verdicts have changed since publication.", "")),
        (["conflicting"], ("1", "verdict has changed since publication.", "")),
        (["too early"] * 2, ("2", "verdicts have changed since publication.", "Two of them were too early to call then.")),
        (["too early", "no data"], ("2", "verdicts have changed since publication.", "One of them was too early to call then.")),
    ],
)  # fmt: skip
def test_what_changed_has_its_verb_by_its_number(then, fact):
    same = [plainly("too early"), plainly("supported")]
    assert changed_words([*same, *(plainly("supported", then=label) for label in then)]) == fact


@pytest.mark.parametrize(
    ("stands", "fact"),
    [
        (["stands"], ("1 of 1", "conclusions holds up.", "None fall; none are undecided.")),
        (["stands", "stands", "falls", "undecided"], ("2 of 4", "conclusions hold up.", "One falls; one is undecided.")),
        (["falls", "falls", "undecided", "undecided", "untested"], ("0 of 5", "conclusions hold up.", "Two fall; two are undecided.")),
    ],
)  # fmt: skip
def test_conclusions_that_hold_and_fall_have_their_verbs(stands, fact):
    assert conclusions_words(stands) == fact


LEANS = ["leans supported", "leans supported", "leans contradicted", "leans contradicted", "conflicting", "conflicting"]


def test_the_counts_in_the_plural():
    assert counts_sentence(standings("supported", "supported", "contradicted", "contradicted", *LEANS)) == (
        "Of 10 claims, two are supported and two lean that way; two are contradicted and two lean that way; "
        "on two the evidence conflicts."
    )
    assert counts_sentence(standings("no data", "too early", "not testable", "not enough evidence")) == (
        "Of 4 claims, none are supported; none are contradicted. One lacks enough evidence, one is too early to call, "
        "one has no suitable data and one is an opinion or a report of what was said."
    )
    assert counts_sentence(standings("supported", "supported", then="no data")) == (
        "Of 2 claims, two are supported; none are contradicted. Two verdicts have changed since publication."
    )


def test_both_steps_of_a_side_together_in_singular_and_plural():
    assert counted_sentence(standings("supported", *LEANS)) == (
        "Of 7 claims, three are supported or lean that way, two are contradicted or lean that way and on two the evidence conflicts."
    )
    assert counted_sentence(standings("leans contradicted", "no data")) == (
        "Of 2 claims, one is contradicted or leans that way. One has no score: no suitable data."
    )
    assert counted_sentence(standings("leans supported", "too early", "too early", "not enough evidence")) == (
        "Of 4 claims, one is supported or leans that way. "
        "Three have no score: too little evidence or a forecast it is too early to call."
    )


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (0, ""),
        (1, " For one claim some tests are left out, because their rows are faulty."),
        (2, " For two claims some tests are left out, because their rows are faulty."),
    ],
)
def test_claims_that_rest_on_fewer_tests_than_were_meant_are_counted_after_all_else(lost, said):
    some = standings(*["supported"] * 3)
    faulty = [
        Standing(one.then, dataclasses.replace(one.now, lost=(LostTest("c-x", FAULT),))) if i < lost else one
        for i, one in enumerate(some)
    ]
    assert counts_sentence(faulty) == f"Of 3 claims, three are supported; none are contradicted.{said}"
    assert counted_sentence(faulty) == f"Of 3 claims, three are supported or lean that way.{said}"


def test_the_answer_counts_only_what_was_tested_in_several_ways_as_firm():
    once = plainly("supported", 1, contested=False)
    # Nothing was tested in another way: then nothing is said of it.
    assert (
        answer_sentence([once, once, plainly("contradicted")])
        == "The data back two of the article's three testable claims."
    )
    some = [once, plainly("supported", 1), plainly("leans supported"), plainly("contradicted")]
    assert answer_sentence(some, "this author's") == (
        "The data back three of this author's four testable claims. One of the two tested in several ways holds however we test them."
    )
    two = [plainly("supported", 1), plainly("leans supported", 1), plainly("conflicting")]
    assert answer_sentence(two) == (
        "The data back two of the article's three testable claims. All of those verdicts hold however we test them."
    )
    one = [plainly("supported", 1), plainly("conflicting")]
    assert answer_sentence(one).endswith(
        "one of the article's two testable claims. That verdict holds however we test it."
    )


def test_claims_of_a_topic_are_said_to_be():
    about = " on war"
    assert answer_sentence([plainly("not testable")], "the", about) == "Data can settle none of the claims on war."
    assert answer_sentence([plainly("leans supported")], "the", about) == "The data back the one testable claim on war."
    assert (
        answer_sentence([plainly("too early")] * 2, "the", about)
        == "The data back none of the two testable claims on war."
    )


def weighed(claim, *thresholds):
    """A verdict on 8 tonnes held against each of some lines."""
    known = Knowledge(observations({("x", "USA"): [8]}), catalog(), NOW)
    rows = [row(id=f"c-{i}", threshold=line, label="Snow") for i, line in enumerate(thresholds)]
    made = weigh(a_claim(claim=claim), [find(one, known) for one in rows], NOW)
    return Standing(made, made)


def test_of_claims_with_one_score_the_first_with_the_most_tests_is_named():
    some = [
        weighed("Few.", 1),
        weighed("Many.", 2, 3),
        weighed("As many.", 2, 3),
        weighed("Mixed.", 9, 4, 5),
        weighed("None.", 10),
        weighed("More.", 11, 12),
    ]
    assert topic_sentences(some) == [
        counts_sentence(some),
        "Best supported, in our paraphrase: Many. Yes. Snow came to 8 tonnes in 2000, above our line of 2.",
        "Least supported, in our paraphrase: More. No. Snow came to 8 tonnes in 2000, below our line of 11.",
    ]


def test_a_topic_with_one_side_names_that_alone_and_the_finding_that_speaks_for_it():
    assert topic_sentences([weighed("Mixed.", 9, 4, 5)])[1:] == [
        "Best supported, in our paraphrase: Mixed. Yes. Snow came to 8 tonnes in 2000, above our line of 4."
    ]
    assert topic_sentences([weighed("None.", 10)])[1:] == [
        "Least supported, in our paraphrase: None. No. Snow came to 8 tonnes in 2000, below our line of 10."
    ]
    assert topic_sentences([weighed("Even.", 9, 4)])[1:] == []
