"""Where a reader goes on from a claim that data cannot settle: claims of its topic with a verdict, the nearest first."""

import dataclasses
import datetime as dt

import pytest
from builders import WRITTEN, a_claim

from verdicts.clock import AsOf
from verdicts.nearby import nearby
from verdicts.rule import SCALE
from verdicts.summary import Standing
from verdicts.verdict import weigh

NOW = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)
HERE = a_claim(id="here", kind="judgement", section=3, paragraph=4)


def standing(name, section, paragraph, label="supported", topic="t"):
    made = weigh(a_claim(id=name, topic=topic, section=section, paragraph=paragraph), [], NOW)
    return Standing(made, dataclasses.replace(made, label=label))


def names(found):
    return [one.now.claim.id for one in found]


AROUND = [
    # Sections count before paragraphs, in either direction; of two that are as far away the first of the table comes first.
    standing("two-later", 5, 4),
    standing("next-far", 4, 9),
    standing("before-near", 2, 5),
    standing("same-far", 3, 9),
    standing("same-near", 3, 6),
    standing("same-as-near", 3, 2),
]


def test_the_nearest_of_the_article_come_first():
    assert names(nearby(HERE, AROUND, 6)) == [
        "same-near", "same-as-near", "same-far", "before-near", "next-far", "two-later",
    ]  # fmt: skip


def test_three_are_enough_if_no_other_number_is_asked_for():
    assert names(nearby(HERE, AROUND)) == ["same-near", "same-as-near", "same-far"]
    assert names(nearby(HERE, AROUND, 1)) == ["same-near"]
    assert nearby(HERE, []) == []


def test_another_topic_and_the_claim_itself_are_no_place_to_go():
    some = [standing("here", 3, 4), standing("elsewhere", 3, 4, topic="u"), standing("there", 9, 1)]
    assert names(nearby(HERE, some)) == ["there"]


@pytest.mark.parametrize("label", SCALE)
def test_each_verdict_on_the_scale_can_be_gone_to(label):
    assert names(nearby(HERE, [standing("there", 3, 4, label)])) == ["there"]


@pytest.mark.parametrize("label", ["too early", "no data", "not testable", "not enough evidence"])
def test_a_claim_without_a_verdict_is_no_place_to_go(label):
    assert nearby(HERE, [standing("there", 3, 4, label)]) == []
