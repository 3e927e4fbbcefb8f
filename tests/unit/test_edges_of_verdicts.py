"""Edges of measures and verdicts: where one more or one less, the other sign or the other side would go unnoticed."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from builders import ARTICLE, WRITTEN, catalog, known, observations, table

from loaders.ledger import VerdictMove
from loaders.observations import Observations
from service.refreshing import verdict_moves
from verdicts.argument import Argument, Claim, Conclusion, Link
from verdicts.case import Case
from verdicts.clock import AsOf
from verdicts.conclusions import footings
from verdicts.evidence import Evidence
from verdicts.measures import Request, measure
from verdicts.verdict import Answer, decide

NOW = AsOf(dt.date(2026, 8, 1), WRITTEN, latest=True)


def test_growth_from_a_negative_figure_says_which_way_it_went():
    # From -10 to -5 is better by half of ten, from -5 to -20 worse by three times five, from -20 to 10 better by 1.5 times 20.
    obs = observations({("x", "USA"): [-10, -5, -20, 10]})
    found = measure(known(obs, catalog()), Request("x", "USA", measure="growth"))
    assert found.values.tolist() == [50, -300, 150]


@pytest.mark.parametrize(
    ("weights_for", "weights_against", "undecided", "score", "label"),
    [
        # One for of four of equal weight: just a quarter.
        ([1], [], [1, 1, 1], Fraction(1, 4), "leans supported"),
        # A half and a quarter for, against one quarter: (0.75 - 0.25) / 2.25 is two ninths, less than a quarter.
        ([0.5, 0.25], [0.25], [1, 0.25], Fraction(2, 9), "mixed"),
        # Five for of six, one against: four sixths, just two thirds, and the one against does not decide.
        ([1, 1, 0.5, 1, 1, 0.5], [0.5, 0.5], [], Fraction(2, 3), "supported"),
    ],
)
def test_a_score_just_at_the_edge_is_past_it_on_either_side(weights_for, weights_against, undecided, score, label):
    for yes, no, side in (("supports", "contradicts", "supported"), ("contradicts", "supports", "contradicted")):
        answers = [Answer(weight, yes, True) for weight in weights_for]
        answers += [Answer(weight, no, True) for weight in weights_against]
        answers += [Answer(weight, "inconclusive", True) for weight in undecided]
        found, value = decide("fact", answers, NOW)
        assert found == label.replace("supported", side)
        assert abs(value) == pytest.approx(float(score))


def test_what_is_compared_is_each_edition_as_of_the_day_it_was_retrieved():
    # The event of 2010 had not come when the old figures were retrieved, and had when the new ones were.
    row = Evidence.model_validate(
        {"id": "c-x", "claim": "c", "question": "Did it happen?", "check": "happened", "event": "break", "weight": 1,
         "proxy": "direct: it", "note": "why"}
    )  # fmt: skip
    claim = Claim(
        id="c", topic="t", kind="fact", section=1, paragraph=1, claim="It is so.", would_be_true_if="Seen.", caveat=""
    )
    argument = Argument(table([]), table([claim]), table([row]), table([]), table([]))
    figures = observations({("x", "USA"): [1]})
    row_of_x = figures.provenance["x"]
    old, new = (
        Observations(figures.frame, {"x": replace(row_of_x, retrieved=day)})
        for day in (dt.date(2009, 6, 1), dt.date(2010, 6, 1))
    )
    case = Case(ARTICLE, catalog(), argument, new)
    moved = VerdictMove(claim="c", as_of="latest", before="no data", after="leans supported")
    assert verdict_moves(old, new, case) == (moved,)
    assert verdict_moves(new, new, case) == ()


@pytest.mark.parametrize(
    ("labels", "strength", "standing"),
    [
        # Two premises each, an attack turned round: (0.5 + 0) / 2 and (-0.5 - 0) / 2, just a quarter either way.
        ({"a": "leans supported", "b": "mixed"}, 0.25, "stands"),
        ({"a": "leans contradicted", "b": "mixed"}, -0.25, "falls"),
        # (0.5 - 0.5) / 2
        ({"a": "leans supported", "b": "leans supported"}, 0, "undecided"),
    ],
)
def test_a_conclusion_at_a_quarter_stands_and_at_a_quarter_below_nothing_falls(labels, strength, standing):
    conclusion = Conclusion(id="z", section=1, paragraph=1, conclusion="So it is.")
    links = [
        Link(premise="a", relation="supports", conclusion="z", why="because"),
        Link(premise="b", relation="attacks", conclusion="z", why="because"),
    ]
    argument = Argument(table([]), table([]), table([]), table([conclusion]), table(links))
    found = footings(argument, labels)["z"]
    assert (found.strength, found.standing) == (strength, standing)
