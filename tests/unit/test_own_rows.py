"""A reader's test as a row of evidence, cell by cell, and the other choices that the written rule gives it."""

import dataclasses
from dataclasses import replace

import pytest
from builders import observations, table
from own_market import event, market, named

from loaders.word_rows import Synonym
from verdicts.evidence import Evidence
from verdicts.own_rows import DIRECT, NEAR, NOTE, WHY, Impossible, alternatives, question, row_of, siblings
from verdicts.own_test import OwnTest

LONG_NAME = "r" * 69
RYE = observations({("rye", "USA"): range(1, 15), ("rye", "CHN"): range(2, 16)}, first="2010")
"""One tonne more a year, from 2010 to 2023."""
TIDE = [
    observations({("tide", "USA"): range(90)}, "D", "2024-02-01"),
    observations({("snow", "USA"): range(1, 49)}, "M", "2020-01"),
]
"""Daily from 1 February to 30 April 2024; monthly from 2020 to 2023."""
KNOWN = market(
    named("rye", "rye"), named("tide", "tide", frequency="D"), named("snow", "snow", frequency="M"), named("quota", "quota", unit="%"),
    named("long", LONG_NAME), named("longer", LONG_NAME + "r"),
    figures=[RYE, *TIDE, observations({(name, "USA"): [2, 3, 4, 5] for name in ("long", "longer", "quota")}, first="2020")],
    events=[event("brexit", "2022-01-01", "Brexit"), event("end-of-2021", "2021-12-31", "the end of 2021")],
)  # fmt: skip
GRAIN = OwnTest("grain", "USA", first="2020", last="2023", threshold=10.0, among="BIG")
LONG_RYE = OwnTest("rye", "USA", first="2015", last="2020", threshold=2.0)


def test_a_row_has_the_choices_of_the_sentence_and_by_rule_all_else():
    """A start a year later, and half and one and a half times of ten tonnes; four years have no room for three at either end."""
    assert row_of(GRAIN, KNOWN, "mine", 2) == Evidence.model_validate(
        {
            "id": "mine-test-2", "claim": "mine",
            "question": "Is it so that grain harvest of the United States rose by at least 10 tonnes between 2020 and 2023?",
            "label": "Grain harvest of the United States",
            "indicator": "grain", "entity": "USA", "measure": "level", "check": "rises", "from": "2020", "to": "2023",
            "among": "BIG", "threshold": "10", "unit": "tonnes", "weight": "1", "alternatives": "from=2021; threshold=5|15",
            "alternatives_why": "By the rule for readers' own claims, which is the same for all of them and was written before any was tried.",
            "proxy": "direct: the sentence names this very figure.", "note": "Window and line are the reader's own.",
        }
    )  # fmt: skip


def test_in_words_of_its_own_a_claim_is_only_near_to_its_figure():
    assert (row_of(GRAIN, KNOWN, "mine", 1, True).proxy, row_of(GRAIN, KNOWN, "mine", 1).proxy) == (NEAR, DIRECT)
    assert NEAR == "near: a reader chose this figure for words that do not name it."


def test_a_row_that_looks_an_event_up_has_neither_figures_nor_other_choices():
    made = row_of(OwnTest(check="happened", event="flood", last="2022"), KNOWN, "mine", 1)
    assert made == Evidence.model_validate(
        {
            "id": "mine-test-1", "claim": "mine", "question": "Is it so that the flood happened by 2022?", "check": "happened",
            "event": "flood", "to": "2022", "weight": "1", "proxy": DIRECT, "note": NOTE,
        }
    )  # fmt: skip
    assert (made.label, made.unit, made.alternatives, made.alternatives_why) == ("", "", "", "")
    assert row_of(GRAIN, KNOWN, "mine", 1).alternatives_why == WHY


@pytest.mark.parametrize(
    ("test", "unit"),
    [
        (OwnTest("quota", "USA", check="at_least", threshold=3.0), "%"),
        (OwnTest("quota", "USA", check="rises", threshold=3.0), "percentage points"),
        (replace(GRAIN, measure="index", check="at_most"), "2020 = 100"),
        (replace(GRAIN, measure="index"), "index points"),
        (OwnTest("grain", "USA", measure="rank", versus_entity="BIG", check="at_most", threshold=3.0), "rank"),
        (OwnTest("grain", "USA", measure="rank", versus_entity="BIG", check="falls", threshold=3.0), "places"),
    ],
)
def test_a_line_is_in_the_unit_of_what_it_is_drawn_through(test, unit):
    assert row_of(test, KNOWN, "mine", 1).unit == unit


def test_a_label_is_left_out_where_a_chart_has_no_room_for_it():
    """With `` of the United States`` a name of 69 letters makes a label of 90, which is the most."""
    shown = replace(GRAIN, indicator="long", among="")
    assert row_of(shown, KNOWN, "mine", 1).label == f"R{LONG_NAME[1:]} of the United States"
    assert row_of(replace(shown, indicator="longer"), KNOWN, "mine", 1).label == ""


@pytest.mark.parametrize(
    ("test", "asked"),
    [
        (OwnTest("hay", "CHN", check="at_least", last="2023", threshold=2.0), "Hay harvest of China was at least 2 tonnes in 2023"),
        (OwnTest("rye", "CHN", check="at_most", last="2023", threshold=1.0), "rye of China was at most 1 tonne in 2023"),
        (OwnTest(check="happened", event="brexit"), "Brexit happened by today"),
        (OwnTest(check="happened", event="drought", last="2030"), "the drought will happen by 2030"),
        # Of a step it is the figure that a sentence begins with, whatever its event is called.
        (
            OwnTest("rye", "CHN", check="steps_up", event="brexit", first="2015", threshold=2.0),
            "rye of China was higher after Brexit than before, by at least 2 tonnes between 2015 and the newest figure",
        ),
        (
            OwnTest("hay", "CHN", check="unchanged", event="flood", threshold=2.0),
            "Hay harvest of China stayed the same after the flood, give or take 2 tonnes between the first figure and the newest figure",
        ),
    ],
)  # fmt: skip
def test_in_a_question_a_name_keeps_its_capital_and_other_words_lose_theirs(test, asked):
    assert question(test, KNOWN) == f"Is it so that {asked}?"


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        # Six years from 2015 to 2020 have room for three at either end, five have not.
        ({}, "from=2014|2016; threshold=1|3; ends=3"),
        ({"last": "2019"}, "from=2014|2016; threshold=1|3"),
        ({"first": "2016"}, "from=2015|2017; threshold=1|3"),
        ({"first": "2015-12-31", "last": "2020-12-31"}, "threshold=1|3; ends=3"),
        ({"first": "2015-12-31", "last": "2020-12-30"}, "threshold=1|3"),
        ({"first": "2016-01-01", "last": "2020-12-31"}, "from=2015|2017; threshold=1|3"),
        ({"last": ""}, "from=2014|2016; threshold=1|3; ends=3"),
        ({"first": ""}, "threshold=1|3; ends=3"),
        ({"first": "", "last": "2014"}, "threshold=1|3"),
        ({"first": "2019", "last": ""}, "from=2018|2020; threshold=1|3"),
        ({"ends": 2}, "from=2014|2016; threshold=1|3"),
        ({"smoothing": 2}, "from=2014|2016; threshold=1|3"),
        # A level is the last figure: three years are enough for its end, and no start is tried.
        ({"check": "at_least", "first": "2018"}, "threshold=1.8|2.2; ends=3"),
        ({"check": "at_most", "first": "2019"}, "threshold=1.8|2.2"),
        ({"check": "at_least", "threshold": -2.0}, "threshold=-2.2|-1.8; ends=3"),
        ({"check": "at_least", "threshold": 0.0}, "ends=3"),
        ({"threshold": None}, "from=2014|2016; ends=3"),
        # But for an index, which is counted from it.
        ({"measure": "index", "check": "at_least", "threshold": 120.0}, "from=2014|2016; threshold=108|132; ends=3"),
        # Six digits of a third, and no more.
        ({"threshold": 1 / 3}, "from=2014|2016; threshold=0.166667|0.5; ends=3"),
        ({"threshold": 2e9}, "from=2014|2016; threshold=1000000000|3000000000; ends=3"),
        # The first figures are of 2010: an earlier start than that has none.
        ({"first": "2010"}, "from=2011; threshold=1|3; ends=3"), ({"first": "2011"}, "from=2010|2012; threshold=1|3; ends=3"),
        # A start one period before the end leaves nothing between.
        ({"first": "2018", "last": "2020"}, "from=2017|2019; threshold=1|3"), ({"first": "2019", "last": "2020"}, "from=2018; threshold=1|3"),
        ({"first": "2019", "last": "2021-01-01"}, "from=2018|2020; threshold=1|3"),
        ({"first": "2021", "last": ""}, "from=2020|2022; threshold=1|3"), ({"first": "2022", "last": ""}, "from=2021; threshold=1|3"),
        ({"first": "2015-03-01"}, "from=2014-03-01|2016-03-01; threshold=1|3; ends=3"),
        ({"first": "2015-03-02"}, "threshold=1|3; ends=3"),
        # Before and after an event: a start has to leave a year before it, and no end is varied.
        ({"check": "steps_up", "event": "brexit", "first": "2019", "last": ""}, "from=2018|2020; threshold=1|3"),
        ({"check": "steps_up", "event": "brexit", "first": "2020", "last": ""}, "from=2019|2021; threshold=1|3"),
        ({"check": "steps_up", "event": "end-of-2021", "first": "2020", "last": ""}, "from=2019; threshold=1|3"),
        ({"check": "unchanged", "event": "brexit", "first": "2020", "last": "2021"}, "from=2019; threshold=1|3"),
        # A place: the ones beside it, none before the first.
        ({"measure": "rank", "versus_entity": "PAIR", "check": "at_most", "threshold": 1.0}, "threshold=2"),
        ({"measure": "rank", "versus_entity": "PAIR", "check": "at_most", "threshold": 2.0}, "threshold=1|3"),
        ({"measure": "rank", "versus_entity": "PAIR", "check": "falls", "threshold": 2.0}, "from=2014|2016; threshold=1|3"),
    ],
)  # fmt: skip
def test_other_choices_follow_from_the_sentence_alone(changes, cell):
    assert alternatives(replace(LONG_RYE, **changes), KNOWN) == cell


@pytest.mark.parametrize(
    ("test", "cell"),
    [
        (OwnTest("snow", "USA", first="2021", last="2022", threshold=2.0), "from=2020-12-01|2021-02-01; threshold=1|3"),
        (OwnTest("tide", "USA", first="2024-03-01", threshold=2.0), "from=2024-02-01; threshold=1|3"),
        # The first day is 1 February: a start in January would look at the same figures.
        (OwnTest("tide", "USA", first="2024-02-01", threshold=2.0), "from=2024-03-01; threshold=1|3"),
        # Of what nothing is held there is no period to begin with.
        (OwnTest("salt", "USA", first="2020", threshold=2.0), "threshold=1|3"),
    ],
)
def test_other_starts_are_a_period_of_the_figures_away_and_ends_of_others_than_years_stay(test, cell):
    assert alternatives(test, KNOWN) == cell


OTHERS = (
    named("grain_low", "grain harvest"), named("grain_high", "grain harvest"),
    named("late", "grain harvest (since 2021)"), named("early", "grain harvest (to 2022)"), named("half", "grain (wheat) Harvest (of farms)"),
    named("corn", "corn harvest", low="grain_low", high="grain_high"), named("crop", "grain yield"), named("heavy", "grain harvest", unit="kg"),
    named("monthly", "grain harvest", frequency="M"), named("longer", "grain harvest of farms"), named("empty", "grain harvest (planned)"),
)  # fmt: skip
WHOLE = [100, 110, 120, 130]
SIBLINGS = market(
    *OTHERS,
    figures=[
        observations({(name, "USA"): WHOLE for name in ("half", "corn", "crop", "heavy", "monthly", "longer", "grain_low", "grain_high")}, first="2020"),
        observations({("late", "USA"): WHOLE[:3]}, first="2021"),
        observations({("early", "USA"): WHOLE[:3]}, first="2020"),
    ],
    synonyms=table([Synonym(word="Corn", means="Grain|maize"), Synonym(word="yield", means="output")]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        # Of the same name but for brackets and synonyms, in the same unit and periods; not what bounds another.
        ({}, ["half", "corn"]),
        # What begins in 2021, or ends in 2022, is tried where the window asks for no more.
        ({"first": "2021"}, ["late", "half"]), ({"first": ""}, ["late", "half"]), ({"last": "2022"}, ["early", "half"]),
        ({"first": "2021", "last": "2022"}, ["late", "early"]), ({"last": ""}, ["half", "corn"]),
        # A window that reaches beyond the figures asks for all of them.
        ({"first": "2010"}, ["half", "corn"]), ({"last": "2030"}, ["half", "corn"]), ({"first": "2020-12-31"}, ["half", "corn"]),
        ({"first": "2010", "last": "2022"}, ["early", "half"]), ({"first": "2024"}, []), ({"first": "2023"}, ["late", "half"]),
        ({"entity": "CHN"}, []), ({"entity": "NLD"}, []),
        ({"measure": "ratio", "versus_indicator": "hay"}, []), ({"measure": "ratio", "versus_entity": "CHN"}, []),
        # A synonym is one either way round.
        ({"indicator": "corn"}, ["grain", "half"]), ({"indicator": "crop"}, []), ({"indicator": "heavy"}, []),
    ],
)  # fmt: skip
def test_another_figure_of_the_same_is_tried_where_it_reaches_over_the_window(changes, found):
    assert siblings(replace(GRAIN, **changes), SIBLINGS) == found


def test_another_figure_comes_last_in_the_cell_of_other_choices():
    assert alternatives(GRAIN, SIBLINGS) == "from=2021; threshold=5|15; indicator=half|corn"


def test_a_figure_of_an_edition_in_another_unit_is_none_to_try():
    told = dict(SIBLINGS.observations.provenance)
    told["half"] = dataclasses.replace(told["half"], unit="kg")
    known = replace(SIBLINGS, observations=replace(SIBLINGS.observations, provenance=told))
    assert siblings(GRAIN, known) == ["corn"]


def test_what_no_row_may_hold_is_told_as_what_to_change():
    with pytest.raises(Impossible) as told:
        row_of(replace(GRAIN, threshold=1e31), KNOWN, "mine", 1)
    assert str(told.value) == "'1e+31' is larger than any figure: write one up to 1e+30."
