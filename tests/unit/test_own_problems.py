"""What a reader is told whose choices do not go together: whole sentences, the first of them that applies."""

from dataclasses import replace

import pytest
from builders import observations
from own_market import event, market, named

from loaders.rows import Member
from loaders.tables import Fault, LeftOut, Table
from verdicts.own_rows import problem_of
from verdicts.own_test import OwnTest

TOLD = [
    ("barley", "Barley yield"),
    ("barley_b", "barley yields"),
    ("barley_c", "barley yield c"),
    ("barley_d", "barley yield d"),
]
KNOWN = market(
    *(named(code, name) for code, name in TOLD), named("gifts", "gifts", wording="from {entity} to {counterpart}"),
    named("mood", "mood", unit="points", aggregation="mean"),
    figures=[
        observations({("mood", "USA"): [1, 2, 3, 4], ("mood", "CHN"): [1, 2, 3, 4]}, first="2020"),
        observations({("gifts", "USA", code): [1, 2] for code in ("AUT", "CHN", "GBR", "JPN")}, first="2020"),
    ],
    events=[event("brexit", "2022-01-01", "the exit")],
)  # fmt: skip
GRAIN = OwnTest("grain", "USA", first="2020", last="2023", threshold=10.0, among="BIG")
TRADE = OwnTest("trade", "USA", "DEU", first="2020", last="2023", threshold=1.0)
LOOKS_UP = OwnTest(check="happened", event="flood")


def told(changes, test=GRAIN, known=KNOWN):
    return problem_of(replace(test, **changes), known)


@pytest.mark.parametrize(
    "changes",
    [
        {}, {"first": "", "last": ""}, {"first": "2023"}, {"first": "2020-05-01", "last": "2020-05-01"}, {"among": ""},
        {"among": "ALPS@2014"}, {"entity": "BIG", "measure": "effective_number"}, {"check": "at_least", "threshold": 0.0},
        {"check": "at_most", "threshold": -5.0}, {"check": "unchanged", "event": "flood"}, {"threshold": 0.001},
        {"measure": "rank", "versus_entity": "BIG", "check": "at_most", "threshold": 1.0},
        {"measure": "rank", "versus_entity": "BIG", "threshold": 0.5},
        {"measure": "ratio", "versus_indicator": "hay"}, {"measure": "gap", "versus_entity": "PAIR"}, {"ends": 60},
        # An event on the first day of the window, or on the last, lies in it.
        {"check": "steps_up", "event": "flood", "first": "2022-03-01"}, {"check": "steps_up", "event": "flood", "last": "2022-03-01"},
        {"check": "steps_up", "event": "flood", "first": "", "last": ""},
    ],
)  # fmt: skip
def test_choices_that_go_together_are_no_problem(changes):
    assert told(changes) == ""


def test_an_event_alone_is_looked_up_whatever_else_is_chosen():
    assert told({}, LOOKS_UP) == ""
    assert told({"indicator": "nonsense", "entity": "ZZZ", "first": "2023", "last": "2020"}, LOOKS_UP) == ""
    assert told({"event": "big-bang"}, LOOKS_UP) == "There is no event “big-bang”. Choose one of the list."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"check": "steps_up"}, "There is no event “”. Choose one of the list."),
        ({"check": "steps_down", "event": "ebb"}, "There is no event “ebb”. Choose one of the list."),
        # Nothing near; one by its name, in whatever letters; one by its id; three at the most, each once.
        ({"indicator": ""}, "There is no figure called “”. Choose one of the list."),
        ({"indicator": "xyzzy"}, "There is no figure called “xyzzy”. Choose one of the list."),
        ({"indicator": "HAY HARVESTS"}, "There is no figure called “HAY HARVESTS”. Did you mean Hay harvest or grain harvest?"),
        ({"indicator": "coall"}, "There is no figure called “coall”. Did you mean coal output?"),
        ({"indicator": "Barley"}, "There is no figure called “Barley”. Did you mean Barley yield, barley yield d or barley yield c?"),
        ({"measure": "ratio", "versus_indicator": "trades"}, "There is no figure called “trades”. Did you mean sales of arms or exchange rate?"),
        # The figure that it is about is told first.
        ({"indicator": "xyzzy", "versus_indicator": "xyz"}, "There is no figure called “xyzzy”. Choose one of the list."),
        # So is whom it is about, then the other sides.
        ({"entity": "ZZZ", "counterpart": "YYY"}, "'ZZZ' is no country or group that we know. Choose one of the list."),
        ({"counterpart": "YYY", "versus_entity": "XXX"}, "'YYY' is no country or group that we know. Choose one of the list."),
        ({"versus_entity": "XXX", "versus_counterpart": "WWW"}, "'XXX' is no country or group that we know. Choose one of the list."),
        ({"versus_counterpart": "WWW"}, "'WWW' is no country or group that we know. Choose one of the list."),
        ({"entity": "USA@2014"}, "'USA@2014' has a year behind it, and USA is no group. Choose one of the list."),
    ],
)  # fmt: skip
def test_names_of_nothing_are_told_with_what_may_be_meant(changes, said):
    assert told(changes) == said


@pytest.mark.parametrize(
    "changes", [{"entity": "ALPS"}, {"entity": "ALPS@2014"}, {"measure": "gap", "versus_entity": "ALPS"}]
)
def test_a_group_whose_members_cannot_be_read_is_not_used(changes):
    """Of one of its members nobody knows the name: what the rest come to would be of another group."""
    fault = Fault("groups.csv", 9, "entity", "It is no entity.", "Write another.")
    rows = (Member(group="BIG", entity="USA"), Member(group="ALPS", entity="AUT"))
    members = Table(
        "groups.csv",
        rows,
        {row.key(): 2 for row in rows},
        (fault,),
        (LeftOut({"group": "ALPS", "entity": "?"}, fault),),
    )
    known = market(members=members)
    name = "Alps (members of 2014)" if changes.get("entity") == "ALPS@2014" else "Alps"
    said = f"The group {name} cannot be used: a row of its members is faulty. Choose another one."
    assert told(changes, known=known) == said
    assert told({"among": ""}, known=known) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"indicator": "salt"}, "We hold no figures of salt output. Choose another figure."),
        ({"entity": ""}, "Say whom it is about: choose a country or a group."),
        # Three that there are, groups first.
        (
            {"entity": "NLD"},
            "We hold no figures of grain harvest for Kingdom of the Netherlands. Choose another, such as the world, ten large countries or "
            "the two giants.",
        ),
        ({"indicator": "hay", "entity": "GBR"}, "We hold no figures of Hay harvest for the United Kingdom. Choose another, such as China or the United States."),
        # With the other side the United States alone have figures; with no other side at all, the other sides are named.
        (
            {"indicator": "trade", "entity": "CHN", "counterpart": "AUT"},
            "We hold no figures of sales of arms for China and Austria. Choose another, such as the United States.",
        ),
        (
            {"indicator": "trade", "counterpart": "GBR"},
            "We hold no figures of sales of arms for the United States and the United Kingdom. Choose another, such as the two giants, China "
            "or the United States.",
        ),
        (
            {"indicator": "gifts"},
            "We hold no figures of gifts for the United States. Choose another, such as Austria, China or the United Kingdom.",
        ),
    ],
)  # fmt: skip
def test_whom_no_figures_are_held_of_is_told_with_whom_there_are(changes, said):
    assert told(changes) == said


def test_where_nobody_has_a_figure_with_another_side_another_figure_is_to_be_chosen():
    """Grain is of one side: nobody has any with China, and there are no other sides to name."""
    said = "We hold no figures of grain harvest for the United States and China. Choose another figure."
    assert told({"counterpart": "CHN"}) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"among": "CHN"}, "Only the members of a group can be compared with. Choose a group, or nobody."),
        ({"measure": "effective_number"}, "Equal powers are counted within a group, and the United States is none. Choose a group."),
        (
            {"measure": "rank", "versus_entity": "GBR"},
            "A rank needs a group to stand in, and the United Kingdom is none. Choose the world or another group.",
        ),
        (
            {"measure": "rank"},
            "A rank needs a group to stand in, and the United States is none. Choose the world or another group.",
        ),
        (
            {"indicator": "mood", "measure": "share", "versus_entity": "CHN"},
            "Figures of mood cannot be added up, so nobody has a share in them. Choose another measure.",
        ),
        (
            {"measure": "ratio"},
            "A comparison needs something else to compare with. Choose another country, group or figure after it.",
        ),
        (
            {"measure": "gap", "versus_indicator": "grain", "versus_entity": "USA"},
            "A comparison needs something else to compare with. Choose another country, group or figure after it.",
        ),
        (
            {"measure": "ratio", "versus_indicator": "coal"},
            "The two figures are not of the same periods: one is by the year, the other by the quarter. Choose two of the same kind.",
        ),
        (
            {"measure": "ratio", "versus_indicator": "hay", "versus_entity": "GBR"},
            "We hold no figures of Hay harvest for the United Kingdom to compare with. Choose another.",
        ),
        (
            {"measure": "distance", "versus_entity": "NLD"},
            "We hold no figures of grain harvest for Kingdom of the Netherlands to compare with. Choose another.",
        ),
        # What is no comparison has no other side that could be missing.
        ({"measure": "growth", "versus_entity": "NLD"}, ""), ({"versus_indicator": "coal"}, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_set_beside_each_other_is_told(changes, said):
    assert told(changes) == said


def test_the_other_side_of_a_flow_is_something_else_to_compare_with():
    assert told({"measure": "share", "versus_counterpart": "AUT"}, TRADE) == ""
    assert told({"measure": "share", "versus_counterpart": "DEU"}, TRADE) == (
        "A comparison needs something else to compare with. Choose another country, group or figure after it."
    )
    assert told({"measure": "ratio", "versus_counterpart": "CHN"}, TRADE) == (
        "We hold no figures of sales of arms for the United States to compare with. Choose another."
    )
    assert told({"measure": "ratio", "versus_entity": "DEU", "versus_counterpart": "CHN"}, TRADE) == ""


OUTSIDE = "The flood lies outside the period. Choose a longer period or another event."
TOO_SMALL = "Ask for a change above 0: how large it has to be. The word before it says the direction."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": "2023", "last": "2022"}, "The period ends before it begins. Choose an earlier start or a later end."),
        ({"first": "2020-05-02", "last": "2020-05-01"}, "The period ends before it begins. Choose an earlier start or a later end."),
        ({"threshold": None}, "Say how much: type a number."),
        ({"threshold": 0.0}, TOO_SMALL), ({"check": "falls", "threshold": -10.0}, TOO_SMALL),
        ({"check": "unchanged", "event": "flood", "threshold": 0.0}, TOO_SMALL),
        ({"measure": "rank", "versus_entity": "BIG", "check": "at_least", "threshold": 0.5}, "The first place is 1. Choose that or one behind it."),
        (
            {"check": "steps_up", "event": "flood", "ends": 2},
            "Before and after an event all periods are taken. Set the length of each end to one.",
        ),
        ({"check": "steps_up", "event": "flood", "first": "2022-03-02"}, OUTSIDE),
        ({"check": "steps_down", "event": "flood", "last": "2022-02-28"}, OUTSIDE),
        ({"check": "unchanged", "event": "flood", "last": "2021"}, OUTSIDE),
    ],
)  # fmt: skip
def test_windows_and_lines_that_no_test_can_have_are_told(changes, said):
    assert told(changes) == said
