"""What a reader of a small world of steel, aid and oil need not choose, and what begins anew with another choice."""

from dataclasses import replace

import pytest
from steel_world import COUNTRIES, GROUPS, world

from verdicts.own_fit import changed, fitted, usual_among
from verdicts.own_test import OwnTest

KNOWN = world()
RISE = OwnTest("steel", "USA", first="2014", last="2024", threshold=5.0, among="NEAR")
LEVEL = replace(RISE, check="at_least", first="", threshold=20.0)
STEP = OwnTest("iron", "DEU", check="steps_up", first="2014", last="2024", event="middle", threshold=20.0)
IRON = replace(STEP, check="rises", event="")
RANK = replace(RISE, measure="rank", versus_entity="WLD", threshold=1.0)
AID = OwnTest("aid", "USA", "CHN", first="2014", last="2024", threshold=10.0)
ALL_AID = replace(AID, entity="WLD", counterpart="WLD", threshold=50.0)
OF_THE_WORLD = replace(AID, entity="WLD", measure="share", versus_counterpart="WLD", threshold=10.0)


@pytest.mark.parametrize(
    ("asked", "filled"),
    [
        # A rise over ten years by a fifth of the 24 of 2014: 4.8, and a person asks for 5.
        (OwnTest("steel", "USA"), replace(RISE, among="ZONE")),
        # Of the countries that its table names the first.
        (OwnTest("steel"), replace(RISE, entity="CHN", threshold=1.5, among="ZONE")),
        # Half of the years have less than 22, half of them more: a person asks for 20.
        (OwnTest("steel", "USA", check="at_least"), replace(LEVEL, among="ZONE")),
        (OwnTest("steel", "USA", check="at_most", first="2020"), replace(LEVEL, check="at_most", first="2020", among="ZONE")),
        # What begins in a year that is chosen ends with the newest figure, whenever that comes.
        (OwnTest("steel", "USA", first="2021"), replace(RISE, first="2021", last="", threshold=7.0, among="ZONE")),
        # Ten years before the end that is chosen; a fifth of 14 is 2.8.
        (OwnTest("steel", "USA", last="2014"), replace(RISE, first="2004", last="2014", threshold=3.0, among="ZONE")),
        # As far back as there are figures: 0 in 2020, so that a fifth of the largest is asked for, 6, of which 5 is nearest.
        (OwnTest("iron", "USA"), OwnTest("iron", "USA", first="2020", last="2024", threshold=5.0)),
        # Nothing at all has no fifth.
        (OwnTest("iron", "RUS"), OwnTest("iron", "RUS", first="2020", last="2024", threshold=1.0)),
        (OwnTest("iron", "RUS", check="at_least"), OwnTest("iron", "RUS", check="at_least", last="2024", threshold=0.0)),
        # One figure neither rises nor falls; 9.5 is nearer to 10 than to 7.
        (OwnTest("iron", "CHN"), OwnTest("iron", "CHN", check="at_least", last="2024", threshold=10.0)),
        # Below zero a fifth is one of the size; the median is -4, of which 3 and 5 are as near.
        (OwnTest("rate", "USA"), OwnTest("rate", "USA", first="2014", last="2024", threshold=0.7)),
        (OwnTest("rate", "USA", check="at_most"), OwnTest("rate", "USA", check="at_most", last="2024", threshold=-3.0)),
        # Sixty months back from June 2024 is June 2019, with 55; a fifth is 11.
        (OwnTest("oil"), OwnTest("oil", "OIL", first="2019-06-01", last="2024-06-30", threshold=10.0)),
        # In per cent of the first year: a fifth more.
        (replace(RISE, measure="index", threshold=None), replace(RISE, measure="index", threshold=20.0)),
        (replace(LEVEL, measure="index", threshold=None), replace(LEVEL, measure="index", first="2014", threshold=120.0)),
        # One place, or the first five; a rank is one in the world.
        (replace(RANK, versus_entity="", threshold=None), RANK),
        (replace(RANK, check="at_most", first="", threshold=None), replace(RANK, check="at_most", first="", threshold=5.0)),
        # A fifth of where the window begins, or the last figure if it begins later.
        (replace(IRON, first="2018", threshold=None), replace(IRON, first="2018")),
        (replace(IRON, first="2024", threshold=None), replace(IRON, first="2024", threshold=150.0)),
        (OwnTest("steel", "USA", first="2026", among="NEAR"), replace(RISE, first="2026", last="", threshold=7.0)),
        # The event that is nearest to the middle of the window; what was before it ends with 2018, and so with 100.
        (replace(STEP, event="", threshold=None), STEP),
        (replace(STEP, event="", first="2000", last="2009"), replace(STEP, event="early", first="2000", last="2009")),
        # A window without an end, or with one to come, ends today, which is the first day of 2030.
        (replace(STEP, event="", last=""), replace(STEP, event="late", last="")),
        (replace(STEP, event="", first="2000", last="2060"), replace(STEP, first="2000", last="2060")),
        # Nothing is held of it.
        (OwnTest("salt"), OwnTest("salt", threshold=1.0)),
        (OwnTest("soap", "USA"), OwnTest("soap", "USA")),
        (OwnTest(check="happened"), OwnTest(check="happened", event="early")),
        (OwnTest(check="happened", event="late", last="2024"), OwnTest(check="happened", event="late", last="2024")),
        # Of all figures the first by name.
        (OwnTest(), ALL_AID),
    ],
)  # fmt: skip
def test_what_a_sentence_leaves_open_is_as_usual(asked, filled):
    assert fitted(asked, KNOWN) == filled


@pytest.mark.parametrize(
    ("column", "asked", "kept"),
    [
        ("to", OwnTest("steel", "USA", check="at_least"), {"last": ""}),
        # Ten years before the newest figure.
        ("to", OwnTest("steel", "USA"), {"first": "2014", "last": ""}),
        ("from", OwnTest("steel", "USA", last="2020"), {"first": ""}),
        ("from", OwnTest("iron", "USA"), {"first": "", "threshold": 5.0}),
        ("check", OwnTest("iron", "CHN"), {"check": "rises"}),
        ("among", OwnTest("steel", "USA"), {"among": ""}),
    ],
)  # fmt: skip
def test_what_a_reader_left_open_on_purpose_stays_open(column, asked, kept):
    filled = fitted(asked, KNOWN)
    left = fitted(asked, KNOWN, {column})
    assert {name: getattr(left, name) for name in kept} == kept
    assert {name: getattr(filled, name) for name in kept} != kept


@pytest.mark.parametrize(
    ("asked", "versus"),
    [
        (RISE, ("", "WLD", "")),
        (AID, ("", "WLD", "")),
        # The world's aid to China, of the world's aid to all.
        (OF_THE_WORLD, ("", "", "WLD")),
        # Nobody but Germany lends: its loans to Russia are a share of all its loans.
        (OwnTest("loans", "DEU", "RUS"), ("", "", "WLD")),
        # All its loans are a share of nothing larger, and there is nobody else.
        (OwnTest("loans", "DEU", "WLD"), ("", "", "")),
        (OwnTest("bonds", "DEU", "RUS"), ("", "", "")),
        # Of all others that have figures the first by its code.
        (OwnTest("steel", "WLD"), ("", "BRA", "")),
    ],
)  # fmt: skip
def test_a_share_is_of_the_whole_wherever_there_are_figures_of_it(asked, versus):
    asked = replace(asked, measure="share", versus_counterpart="", threshold=1.0)
    found = fitted(asked, KNOWN)
    assert (found.versus_indicator, found.versus_entity, found.versus_counterpart) == versus


@pytest.mark.parametrize("measure", ["ratio", "gap", "distance"])
def test_any_other_comparison_is_with_another_country_that_has_the_same_figures(measure):
    """Of the largest economies where there are any of them, else by the code; never with the world or itself."""
    assert fitted(replace(RISE, measure=measure), KNOWN).versus_entity == "BRA"
    assert fitted(replace(AID, measure=measure), KNOWN).versus_entity == "DEU"
    assert fitted(OwnTest("loans", "DEU", "RUS", measure), KNOWN).versus_counterpart == ""
    largest = world({"LARGEST20": ("USA", "RUS", "CHN")})
    assert fitted(replace(RISE, measure=measure), largest).versus_entity == "RUS"


def test_whom_a_sentence_is_about_that_names_nobody():
    """Of the indicator's own table no group and nobody without figures; else of the largest economies; else whoever is first."""
    assert fitted(OwnTest("steel"), world(firsts="WLD UN ZONE DEU CHN")).entity == "DEU"
    assert fitted(OwnTest("steel"), world({"LARGEST20": ("IND", "USA")}, firsts="")).entity == "IND"
    assert fitted(OwnTest("steel"), world(firsts="")).entity == "WLD"
    assert fitted(OwnTest("iron"), KNOWN).entity == "CHN"
    # The other side of a flow is all there are, or else the first of the table.
    assert [fitted(OwnTest(one), KNOWN).counterpart for one in ("loans", "bonds", "steel")] == ["WLD", "RUS", ""]


@pytest.mark.parametrize(
    ("groups", "entity", "among"),
    [
        ({**GROUPS, "LARGEST20": COUNTRIES[:10]}, "BRA", "LARGEST20"),
        # Of the groups that Germany is in the smallest; the USA is in the larger one of the two, China too.
        (GROUPS, "DEU", "NEAR"),
        (GROUPS, "USA", "ZONE"),
        # An institution is in none: then the largest, which is the world, whatever its name.
        (GROUPS, "UN", "WLD"),
        # Nobody is compared with a group.
        (GROUPS, "WLD", ""),
    ],
)  # fmt: skip
def test_who_is_compared_where_nobody_is_named(groups, entity, among):
    assert usual_among(OwnTest("steel", entity), world(groups)) == among


def test_a_step_has_its_line_whenever_the_event_was():
    """A fifth of the first figure where none is before it, of the last where all are; without an event of where it begins."""
    step = replace(STEP, event="", threshold=None)
    assert fitted(step, world(events={"ancient": "1995-06-01"})) == replace(STEP, event="ancient", threshold=2.0)
    assert fitted(step, world(events={"to-come": "2025-06-01"})) == replace(STEP, event="to-come", threshold=150.0)
    assert fitted(step, world(events={})) == replace(STEP, event="", threshold=2.0)


@pytest.mark.parametrize(
    "asked", [OwnTest(), OwnTest("steel"), OwnTest(check="happened"), OwnTest("steel", "USA", measure="share")]
)
def test_where_nothing_is_held_nothing_is_chosen(asked):
    known = world(events={}, lines={}, oil=0)
    assert fitted(asked, known) == (replace(asked, threshold=1.0) if asked.indicator else asked)


@pytest.mark.parametrize(
    ("frequency", "oil", "window"), [("Q", 96, ("2035-04-01", "2040-06-30")), ("D", 2100, ("2017-03-01", "2022-03-31"))]
)
def test_a_window_is_of_twenty_quarters_or_of_the_days_of_sixty_months(frequency, oil, window):
    """96 quarters from the third of 2016 on; 2,100 days from its July on."""
    found = fitted(OwnTest("oil"), world(frequency=frequency, oil=oil))
    assert (found.first, found.last) == window


def test_a_step_over_all_figures_is_at_the_middle_of_all_time():
    """From 1990 to 2030 the middle is 2010: of 2004, 2019 and 2024 the first is nearest."""
    assert fitted(replace(STEP, event="", first="", last=""), KNOWN, {"from", "to"}).event == "early"


ASKED = replace(RISE, threshold=4.0, ends=3, smoothing=2)
SHARE = replace(ASKED, measure="share", versus_entity="WLD")
GAP = replace(ASKED, measure="gap", versus_entity="DEU")
APART = replace(GAP, measure="distance")
OF_NEAR = replace(RISE, entity="NEAR", among="")
OF_GERMANY = replace(SHARE, versus_entity="DEU")
LENT = OwnTest("loans", "DEU", "WLD", first="2014", last="2024", threshold=20.0)
HAPPENED = OwnTest(check="happened", event="late", last="2024")


@pytest.mark.parametrize(
    ("test", "column", "value", "now"),
    [
        # A fall by as much as the rise, a ceiling where the floor was, a step down as a step up.
        (ASKED, "check", "falls", replace(ASKED, check="falls")),
        (replace(LEVEL, threshold=21.0), "check", "at_most", replace(LEVEL, check="at_most", threshold=21.0)),
        (replace(STEP, threshold=4.0), "check", "unchanged", replace(STEP, check="unchanged", threshold=4.0)),
        # A step has whole sides and an event, a level no beginning: their lines are others.
        (replace(RISE, threshold=4.0), "check", "steps_up", replace(RISE, check="steps_up", event="middle")),
        (ASKED, "check", "steps_up", replace(ASKED, check="steps_up", ends=1, event="middle", threshold=5.0)),
        (replace(STEP, threshold=4.0), "check", "rises", replace(IRON, threshold=2.0)),
        (ASKED, "check", "at_least", replace(ASKED, check="at_least", first="", threshold=20.0)),
        (replace(LEVEL, threshold=21.0), "check", "rises", RISE),
        (replace(ASKED, measure="index"), "check", "at_least", replace(ASKED, measure="index", check="at_least", threshold=120.0)),
        # An event looked up has its own end, and shares the event alone with a step.
        (STEP, "check", "happened", replace(HAPPENED, event="middle")),
        (replace(HAPPENED, last="2010"), "check", "steps_up", replace(ALL_AID, check="steps_up", event="late")),
        (HAPPENED, "check", "rises", ALL_AID),
        # In per cent of the world: 24 of 101 in 2014, and 23 of 100 in the year before; a fifth of that is nearly 5.
        (ASKED, "measure", "share", replace(SHARE, threshold=5.0)),
        (replace(SHARE, versus_indicator="iron", versus_counterpart="WLD"), "measure", "level", replace(ASKED, threshold=5.0)),
        # Places: a rise is one of places, a level above a line is within the first ones.
        (ASKED, "measure", "rank", replace(SHARE, measure="rank", threshold=1.0)),
        (LEVEL, "measure", "rank", replace(LEVEL, measure="rank", versus_entity="WLD", check="at_most", threshold=5.0)),
        # Equal powers are those of a group: 9.1 of them in 2014. Nobody is compared with a group.
        (RISE, "measure", "effective_number", replace(RISE, entity="WLD", measure="effective_number", among="", threshold=2.0)),
        (OF_NEAR, "measure", "effective_number", replace(OF_NEAR, measure="effective_number", threshold=2.0)),
        # Of no group is there enough iron.
        (IRON, "measure", "effective_number", replace(IRON, measure="effective_number", threshold=1.0)),
        # As large a share may be asked of anybody, in whatever whole; as many tonnes may not.
        (SHARE, "entity", "CHN", replace(SHARE, entity="CHN")),
        (SHARE, "versus_entity", "NEAR", replace(SHARE, versus_entity="NEAR")),
        (OF_THE_WORLD, "counterpart", "WLD", replace(OF_THE_WORLD, counterpart="WLD")),
        (OF_THE_WORLD, "versus_counterpart", "CHN", replace(OF_THE_WORLD, versus_counterpart="CHN")),
        (ASKED, "entity", "CHN", replace(ASKED, entity="CHN", threshold=1.5)),
        (AID, "counterpart", "WLD", replace(AID, counterpart="WLD", threshold=15.0)),
        (GAP, "versus_entity", "WLD", replace(GAP, versus_entity="WLD", threshold=15.0)),
        (APART, "versus_entity", "WLD", replace(APART, versus_entity="WLD", threshold=15.0)),
        (OF_GERMANY, "versus_indicator", "iron", replace(OF_GERMANY, versus_indicator="iron", threshold=50.0)),
        # Russia and Germany are two of the ten, and eight are too few to compare with.
        (GAP, "entity", "RUS", replace(GAP, entity="RUS", among="ZONE", threshold=1.0)),
        (ASKED, "entity", "NEAR", replace(ASKED, entity="NEAR", among="", threshold=15.0)),
        # Whatever else is chosen, the line stays.
        (ASKED, "from", "2010", replace(ASKED, first="2010")),
        (ASKED, "smoothing", 5, replace(ASKED, smoothing=5)),
        (ASKED, "among", "", replace(ASKED, among="")),
        (ASKED, "threshold", None, replace(ASKED, threshold=5.0)),
    ],
)  # fmt: skip
def test_another_choice_changes_what_it_makes_meaningless_and_nothing_else(test, column, value, now):
    assert changed(test, column, value, KNOWN) == now


@pytest.mark.parametrize(
    ("test", "indicator", "now"),
    [
        # Whoever has figures of that too stays, and so do window and means of the same periods.
        (replace(SHARE, versus_indicator="iron"), "rate", replace(ASKED, indicator="rate", among="", threshold=0.7)),
        (OF_THE_WORLD, "steel", OwnTest("steel", "WLD", first="2014", last="2024", threshold=20.0)),
        (
            replace(ASKED, measure="index"), "iron",
            replace(ASKED, indicator="iron", measure="index", among="", threshold=20.0),
        ),
        # Months are other periods.
        (SHARE, "oil", OwnTest("oil", "OIL", first="2019-06-01", last="2024-06-30", threshold=10.0)),
        # Germany gives to China, but lends to others: by loans to all, by bonds to two. The USA lends nothing.
        (replace(LENT, counterpart="CHN"), "aid", replace(AID, entity="DEU", threshold=5.0)),
        (AID, "loans", LENT),
        (replace(LENT, counterpart="ITA"), "bonds", replace(LENT, indicator="bonds", counterpart="ITA", threshold=5.0)),
        (LENT, "bonds", replace(LENT, indicator="bonds", counterpart="RUS", threshold=10.0)),
        # Nothing is known of it.
        (SHARE, "soap", OwnTest("soap")),
        (AID, "soap", OwnTest("soap")),
    ],
)  # fmt: skip
def test_another_figure_keeps_what_it_has_figures_for(test, indicator, now):
    assert changed(test, "indicator", indicator, KNOWN) == now


def test_a_choice_that_was_made_already_changes_nothing():
    odd = replace(RISE, among="WLD", entity="NEAR", threshold=None)
    assert changed(odd, "check", "rises", KNOWN) == odd


@pytest.mark.parametrize(
    ("column", "value"), [("smoothing", 0), ("measure", "size"), ("to", "soon"), ("threshold", "much")]
)
def test_what_no_cell_may_hold_cannot_be_chosen(column, value):
    with pytest.raises(ValueError, match=str(value)):
        changed(RISE, column, value, KNOWN)
