"""How a reader's own test is worded: the line in its unit, whom it is about, the verb, the window, and the line under it."""

from dataclasses import replace

import pytest
from builders import catalog, indicator, known, observations, table

from loaders.rows import Entity
from verdicts.measures import MEASURES
from verdicts.own_figures import whole_series
from verdicts.own_sentence import (
    Line,
    Slot,
    amount_of,
    check_words,
    fine_print,
    line_of,
    named,
    sentence,
    sentence_parts,
)
from verdicts.own_test import OwnTest

UNITS = {
    "steel": "tonnes", "ore": "thousand tonnes", "milex": "US$", "budget": "2015 US$", "rate": "% of GDP", "prices": "2015 = 100",
    "odds": "times", "deaths": "deaths", "wheat": "tonnes", "debt": "EUR a day",
}  # fmt: skip
LINES = {(name, one): [1.0, 2.0, 3.0, 4.0] for name in UNITS for one in ("USA", "CHN", "RUS")} | {
    ("milex", "USA"): [4e11, 7e11, 8e11, 9.2e11], ("budget", "USA"): [4e9, 5e9, 7e9, 8e9],
    ("wheat", "USA"): [1e6, 2e6, 3e6, 4e6], ("debt", "USA"): [-9e6, -9e6, 1e5, 2e5],
    **{(name, "USA", one): [50.0] * 4 for name, one in (("aid", "CHN"), ("aid", "RUS"), ("loans", "CHN"), ("gifts", "CHN"))},
}  # fmt: skip
ROWS = catalog(
    *(indicator({"steel": "steel output"}.get(name, name), id=name, unit=unit) for name, unit in UNITS.items()),
    indicator("aid", unit="US$"), indicator("loans", unit="US$"),
    indicator("gifts", unit="US$", wording="from {entity} to {counterpart}, all of them"),
    indicator("oil price", id="oil", frequency="M", unit="US$ a barrel", wording="none"),
    indicator("rates", frequency="Q", unit="%"), indicator("shares", frequency="D", unit="US$"),
    groups={"LAND": ["CHN", "RUS", "DEU"]},
)  # fmt: skip
ENTITIES = [
    Entity(id="USA", name="United States", short="US", kind="country", article="the"),
    Entity(id="CHN", name="China", kind="country"),
    Entity(id="RUS", name="Russian Federation as", short="Russia", kind="country", article="the"),
    Entity(id="DEU", name="German Federation as", short="Germany", kind="country"),
    Entity(id="WLD", name="world", kind="group", article="the"),
    Entity(id="LAND", name="states that have much land", short="Land powers", kind="group", article="the"),
    Entity(id="SEA", name="larger sea powers of today", short="Sea powers", kind="group"),
]  # fmt: skip
MONTHLY = observations({("oil", "CHN"): [60.0, 70.0, 80.0]}, "M", "2024-10")
KNOWN = known(observations(LINES, first="2021").plus(MONTHLY), replace(ROWS, entities=table(ENTITIES)))
"""As of the first day of 2030."""
LAND, STEEL = "the states that have much land", "Steel output of China"
NOBODY = "\N{HORIZONTAL ELLIPSIS}"
RISE = OwnTest("steel", "CHN", first="2021", last="2024", threshold=2.0, among="LAND")
LEVEL = replace(RISE, check="at_least", first="")
STEP = replace(RISE, check="steps_up", event="break")
RANK = replace(RISE, measure="rank", versus_entity="WLD")
CLIMB = replace(RANK, check="falls", last="2031")
GAP = replace(RISE, measure="gap", versus_indicator="ore", versus_entity="USA")
DEATHS = replace(LEVEL, indicator="deaths")
OF_RUSSIA = replace(GAP, versus_indicator="", versus_entity="RUS")
FEWER = replace(RISE, indicator="deaths", check="falls")
AID = replace(RISE, indicator="aid", entity="USA", counterpart="CHN")
SHARE = replace(AID, measure="share", versus_indicator="gifts", versus_entity="USA", versus_counterpart="RUS")


def shown(parts):
    """What a reader of the slots is shown: those in brackets, with a star where they are left out of what is only read."""
    return "".join(f"[{one.shown}{'*' * one.usual}]" if isinstance(one, Slot) else one.words for one in parts)


def line(**changes):
    test = replace(RISE, entity="USA", **changes)
    return line_of(test, whole_series(KNOWN, test.request))


@pytest.mark.parametrize(
    ("changes", "level", "change"),
    [
        ({"threshold": 2.0}, ("", " tonnes", 1.0), ("", " tonnes", 1.0)),
        ({"threshold": 1.0}, ("", " tonne", 1.0), ("", " tonne", 1.0)),
        ({"threshold": None}, ("", " tonnes", 1.0), ("", " tonnes", 1.0)),
        # Thousands are a unit of their own; money and amounts are shortened as far as the largest of them.
        ({"indicator": "ore"}, ("", " thousand tonnes", 1.0), ("", " thousand tonnes", 1.0)),
        ({"indicator": "milex"}, ("$", "bn", 1e9), ("$", "bn", 1e9)),
        ({"indicator": "budget"}, ("$", "bn (2015 prices)", 1e9), ("$", "bn (2015 prices)", 1e9)),
        ({"indicator": "debt"}, ("€", "mn a day", 1e6), ("€", "mn a day", 1e6)),
        ({"indicator": "wheat"}, ("", "mn tonnes", 1e6), ("", "mn tonnes", 1e6)),
        ({"indicator": "wheat", "threshold": 1.0}, ("", "mn tonnes", 1e6), ("", "mn tonnes", 1e6)),
        # Nothing is held of Germany, so that nothing has to be short.
        ({"indicator": "milex", "counterpart": "DEU"}, ("$", "", 1.0), ("$", "", 1.0)),
        # Per cents differ by points, and so do those of the first period and the points of an index.
        ({"indicator": "rate"}, ("", "% of GDP", 1.0), ("", " points", 1.0)),
        ({"measure": "growth"}, ("", "%", 1.0), ("", " points", 1.0)),
        ({"indicator": "prices"}, ("", " points", 1.0), ("", " index points", 1.0)),
        ({"measure": "index"}, ("", "%", 1.0), ("", " points", 1.0)),
        ({"measure": "index", "threshold": 1.0}, ("", "%", 1.0), ("", " point", 1.0)),
        # A place is named by the words before it, and a slip is one of places.
        ({"measure": "rank", "versus_entity": "WLD"}, ("", " or lower", 1.0), ("", " places", 1.0)),
        ({"measure": "rank", "versus_entity": "WLD", "threshold": 1.0}, ("", " or lower", 1.0), ("", " place", 1.0)),
        # Multiples differ by a number.
        ({"measure": "ratio", "versus_entity": "CHN"}, ("", " times", 1.0), ("", "", 1.0)),
        ({"indicator": "odds", "threshold": 1.0}, ("", " time", 1.0), ("", "", 1.0)),
    ],
)  # fmt: skip
def test_a_line_is_written_in_the_unit_of_what_is_held_against_it(changes, level, change):
    assert line(check="at_least", **changes) == Line(*level)
    assert line(check="falls", **changes) == Line(*change)


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        (None, 1.0, ""),
        (1.5, 1.0, "1.5"),
        (-2.25, 1.0, "\N{MINUS SIGN}2.25"),
        (1234567.0, 1.0, "1,234,567"),
        (29.1234567e12, 1e12, "29.1234567"),
        (1 / 3, 1.0, "0.3333333333"),
        # No longer than a line has room for.
        (1.2345678e21, 1e6, "1.23457e+15"),
        (-1e-7, 1.0, "\N{MINUS SIGN}1e\N{MINUS SIGN}07"),
    ],
)  # fmt: skip
def test_a_threshold_is_written_as_a_reader_types_it(value, scale, text):
    assert amount_of(value, scale) == text


@pytest.mark.parametrize(
    ("entity", "name"),
    [
        ("USA", "the United States"),
        # Twenty-one letters are too many; twenty are not.
        ("RUS", "Russia"),
        ("DEU", "German Federation as"),
        # What is no name of its own keeps its article, and begins small.
        ("LAND", "the land powers"),
        ("SEA", "sea powers"),
        ("LAND@2014", "the land powers (members of 2014)"),
        ("WLD@2014", "the world (members of 2014)"),
        ("XYZ", "XYZ"),
        ("", NOBODY),
    ],
)  # fmt: skip
def test_a_long_name_gives_way_to_its_short_form(entity, name):
    assert named(KNOWN, entity) == name


CHINA = "[steel output] of [China]"
SPAN, OPEN = "between [2021] and [2024].", "between [the first figure] and [the newest figure]."


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (RISE, f"{CHINA} [as published*] [rose] by at least [2] tonnes {SPAN}"),
        (replace(RISE, first="", last=""), f"{CHINA} [as published*] [rose] by at least [2] tonnes {OPEN}"),
        (LEVEL, f"{CHINA} [as published*] [was at least] [2] tonnes in [2024]."),
        (replace(LEVEL, last=""), f"{CHINA} [as published*] [was at least] [2] tonnes in [the newest figure]."),
        (replace(LEVEL, last="2024-06-30"), f"{CHINA} [as published*] [was at least] [2] tonnes on [30 June 2024]."),
        (replace(LEVEL, first="2021"), f"{CHINA} [as published*] [was at least] [2] tonnes in the last figure {SPAN}"),
        (
            replace(LEVEL, check="at_most", measure="index", first="2021", threshold=90.0),
            f"{CHINA} [as a percentage of its first period] [was at most] [90]% in [2024], against [2021].",
        ),
        (STEP, f"{CHINA} [as published*] [was higher] after [Break] than before, by at least [2] tonnes {SPAN}"),
        (
            replace(STEP, check="unchanged", event="nothing", threshold=None),
            f"{CHINA} [as published*] [stayed the same] after [an event], give or take [] tonnes {SPAN}",
        ),
        (replace(RANK, threshold=1.0), f"{CHINA} [by rank in] [the world] [slipped] by at least [1] place {SPAN}"),
        (GAP, f"{CHINA} [less] [ore] of [the United States] [rose] by at least [2] tonnes {SPAN}"),
        (OF_RUSSIA, f"{CHINA} [less] [the same] of [Russia] [rose] by at least [2] tonnes {SPAN}"),
        (
            SHARE,
            "[aid] of [the United States] with [China] [as a share of] [gifts] from [the United States] to [Russia], all of them "
            f"[rose] by at least [2] points {SPAN}",
        ),
        # A figure that is not there is told by what can be said of it.
        (replace(GAP, versus_indicator="soap"), f"{CHINA} [less] [the same] of [the United States] [rose] by at least [2] {SPAN}"),
        (replace(RISE, indicator="soap"), f"[a figure] of [China] [as published*] [rose] by at least [2] {SPAN}"),
        # The other side of a flow is named where there is more than one, wherever its wording has a place for it.
        (AID, f"[aid] of [the United States] with [China] [as published*] [rose] by at least $[2] {SPAN}"),
        (replace(AID, indicator="loans"), f"[loans] of [the United States] [as published*] [rose] by at least $[2] {SPAN}"),
        (
            replace(AID, indicator="gifts", counterpart=""),
            f"[gifts] from [the United States] to [{NOBODY}], all of them [as published*] [rose] by at least $[2] {SPAN}",
        ),
        # Whose price of oil it is need not be said.
        (
            OwnTest("oil", "CHN", first="2024-10-01", last="2024-11-30", threshold=5.0),
            "[oil price] [as published*] [rose] by at least $[5] a barrel between [October 2024] and [November 2024].",
        ),
        (OwnTest(check="happened", event="break"), "[Break] [happened] by [today]."),
        (OwnTest(check="happened", event="nothing", last="2024-03-31"), "[an event] [happened] by [31 March 2024]."),
    ],
)  # fmt: skip
def test_a_sentence_has_a_slot_for_each_choice(test, said):
    assert shown(sentence_parts(test, KNOWN)) == said


@pytest.mark.parametrize(
    ("parts", "columns"),
    [
        (
            sentence_parts(SHARE, KNOWN),
            "indicator entity counterpart measure versus_indicator versus_entity versus_counterpart check threshold from to",
        ),
        (sentence_parts(RANK, KNOWN), "indicator entity measure versus_entity check threshold from to"),
        (sentence_parts(replace(LEVEL, measure="index"), KNOWN), "indicator entity measure check threshold to from"),
        (sentence_parts(STEP, KNOWN), "indicator entity measure check event threshold from to"),
        (sentence_parts(OwnTest(check="happened"), KNOWN), "event check to"),
        (fine_print(RISE, KNOWN), "smoothing ends among"),
    ],
)  # fmt: skip
def test_each_slot_fills_its_column(parts, columns):
    assert [one.column for one in parts if isinstance(one, Slot)] == columns.split()


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (replace(RISE, last="2031"), "Steel output of China will rise by at least 2 tonnes between 2021 and 2031."),
        # Today is the first day of 2030, and the year has not ended.
        (replace(LEVEL, last="2030"), "Steel output of China will be at least 2 tonnes in 2030."),
        (replace(RISE, last="2030-01-01"), "Steel output of China rose by at least 2 tonnes between 2021 and 1 January 2030."),
        (
            replace(STEP, check="unchanged", last="2031"),
            "Steel output of China will stay the same after Break, give or take 2 tonnes between 2021 and 2031.",
        ),
        (CLIMB, f"{STEEL} by rank in the world will climb by at least 2 places between 2021 and 2031."),
        (replace(RANK, last="2031"), f"{STEEL} by rank in the world will slip by at least 2 places between 2021 and 2031."),
        (replace(FEWER, last="2031"), "Deaths of China will fall by at least 2 deaths between 2021 and 2031."),
        (OwnTest(check="happened", event="break", last="2031"), "Break will happen by 2031."),
        # Several things were, and will be; a number of powers was.
        (DEATHS, "Deaths of China were at least 2 deaths in 2024."),
        (replace(DEATHS, last="2031"), "Deaths of China will be at least 2 deaths in 2031."),
        (
            replace(DEATHS, entity="LAND", measure="effective_number"),
            "Deaths of the land powers as a number of equal powers was at least 2 powers in 2024.",
        ),
    ],
)  # fmt: skip
def test_a_verb_is_of_its_time_and_number(test, said):
    assert sentence(test, KNOWN) == said


def test_each_check_has_its_verb_and_that_of_a_place():
    checks = ("at_least", "at_most", "rises", "falls", "steps_up", "steps_down", "unchanged", "happened")
    assert [check_words(check) for check in checks] == [
        "was at least", "was at most", "rose", "fell", "was higher", "was lower", "stayed the same", "happened",
    ]  # fmt: skip
    assert [check_words(check, rank=True) for check in checks[1:]] == [
        "was in the top", "slipped", "climbed", "was lower", "was higher", "stayed the same", "happened",
    ]  # fmt: skip


def test_each_measure_follows_its_figure():
    found = {one: sentence_parts(replace(RISE, measure=one), KNOWN) for one in MEASURES}
    assert {one: next(slot.shown for slot in parts if slot[0] == "measure") for one, parts in found.items()} == {
        "level": "as published", "share": "as a share of", "ratio": "as a multiple of", "gap": "less",
        "distance": "in distance from", "rank": "by rank in", "effective_number": "as a number of equal powers",
        "growth": "in yearly growth", "index": "as a percentage of its first period",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (RISE, f"Measured in [single years*] · at either end [one year*] · compared with [{LAND} (1 with figures)]"),
        (
            OwnTest("oil", "CHN", check="at_most", smoothing=12, ends=2),
            "Measured in [means over 12 months] · at the end [2 months] · compared with [nobody]",
        ),
        # A step has no ends, and an event looked up nothing of all this.
        (replace(STEP, indicator="rates", smoothing=2, among=""), "Measured in [means over 2 quarters] · compared with [nobody]"),
        (replace(STEP, indicator="shares", among=""), "Measured in [single days*] · compared with [nobody]"),
        (OwnTest(check="happened", event="break"), ""),
    ],
)  # fmt: skip
def test_the_line_under_a_sentence_has_the_other_choices(test, said):
    assert shown(fine_print(test, KNOWN)) == said


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (replace(RISE, smoothing=3), f"{STEEL} rose by at least 2 tonnes between 2021 and 2024, in means over 3 years."),
        (replace(RISE, ends=2), f"{STEEL} rose by at least 2 tonnes between 2021 and 2024, with 2 years at either end."),
        (
            OwnTest("oil", "CHN", check="at_least", last="2024-12-31", threshold=5.0, smoothing=2, ends=3),
            "Oil price was at least $5 a barrel in December 2024, in means over 2 months, with 3 months at the end.",
        ),
        (OwnTest(check="happened", event="break", last="2012", smoothing=2, ends=2), "Break happened by 2012."),
        # An empty slot leaves no gap behind.
        (replace(RISE, threshold=None), "Steel output of China rose by at least tonnes between 2021 and 2024."),
    ],
)  # fmt: skip
def test_a_sentence_in_words_says_of_the_other_choices_those_that_are_made(test, said):
    assert sentence(test, KNOWN) == said
