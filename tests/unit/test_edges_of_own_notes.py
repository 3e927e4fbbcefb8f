"""What a reader of a small world of steel is told of a test, to the word, and where the same is not said any more."""

from dataclasses import replace

import pytest
from builders import WRITTEN, catalog, indicator, observations, row
from steel_world import COUNTRIES, of_countries

from verdicts.findings import find
from verdicts.own_claim import OwnClaim, case_of, knowledge
from verdicts.own_notes import Note, guess_told, notes_on, other_choices, reasons, second_test, span_of
from verdicts.own_test import OwnTest
from verdicts.specifications import specify

GROUPS = {"TEN": COUNTRIES[2:], "NINE": COUNTRIES[1:10], "EIGHT": COUNTRIES[2:10]}
YEARS = 29
"""From 1996 to 2024: spans of ten years that end by 2014 are nine, those of eleven years that end by 2013 are seven."""


def steel(mine, rises=0, name="steel"):
    """Figures of the USA that end in 2024, as they were up to then, and 10 of all others; so many of these rose to 30 in 2024."""
    ends = {one: 30.0 if place < rises else 10.0 for place, one in enumerate(COUNTRIES[2:])}
    lines = {(name, one): [10.0] * (YEARS - 1) + [end] for one, end in ends.items()}
    return lines | {(name, "CHN"): [10.0] * YEARS, (name, "USA"): [float(mine[0])] * (YEARS - len(mine)) + list(mine)}


STEADY = [12.0 + year for year in range(YEARS)]
"""One a year more, up to 40."""


def world(lines, frequency="A", **changes):
    rows = catalog(
        indicator("steel output", **{"id": "steel", **changes}), indicator("steel output (survey)", id="survey"),
        indicator("aid", aggregation="sum"), indicator("oil", frequency="M"),
    )  # fmt: skip
    return knowledge(of_countries(rows, GROUPS), observations(lines, frequency, "1996"), WRITTEN)


KNOWN = world(steel(STEADY))
LATELY = world(steel([10.0, 11.0, 12.0, 14.0]))
RISE = OwnTest("steel", "USA", first="2014", last="2024", threshold=5.0, among="TEN")
LEVEL = replace(RISE, check="at_least", first="", threshold=20.0)
FIRST = replace(LEVEL, measure="rank", versus_entity="WLD", check="at_most", threshold=1.0)
EVENT = OwnTest(check="happened", event="break")


def judged(*tests, known=KNOWN):
    own = case_of([OwnClaim(tests)], known)
    return own.verdicts(own.now)[0]


DIRECT = (0, "Direct: the figure is the one the claim names")
PRECISE = (0, "Precise: the answer is well clear of the line")
FIRM = (0, "Firm: other test settings mostly say the same")
TELLING = (0, "Telling: most others do not pass the same test")
COMMON = (1, "Most comparable cases or periods pass the same test")


@pytest.mark.parametrize(
    ("known", "tests", "told"),
    [
        # All earlier spans rose as much.
        (KNOWN, (RISE,), (COMMON, DIRECT, PRECISE, FIRM)),
        (LATELY, (replace(RISE, threshold=2.0),), (DIRECT, PRECISE, FIRM, TELLING)),
        # Nine others are enough to tell, eight are not; spans of eleven years are seven.
        (LATELY, (replace(RISE, first="2013", threshold=2.0, among="NINE"),), (DIRECT, PRECISE, FIRM, TELLING)),
        (LATELY, (replace(RISE, first="2013", threshold=2.0, among="EIGHT"),), (DIRECT, PRECISE, FIRM)),
        # It rose by 4, and of three lines this one and that of 6.75 are missed.
        (
            LATELY, (replace(RISE, threshold=4.5),),
            ((1, "Other test settings often give another verdict: 6 of 18 settings say yes, 12 say no"), DIRECT, PRECISE, TELLING),
        ),
        # Of a place there is one other setting.
        (KNOWN, (FIRST,), (DIRECT, PRECISE, FIRM, TELLING)),
        # An event has no other settings, nobody to compare with, and nothing to measure.
        (KNOWN, (EVENT,), (DIRECT,)),
        # Of several tests it is not said how the settings of one answer.
        (
            LATELY, (replace(RISE, threshold=6.0), replace(RISE, threshold=7.0)),
            ((1, "Other test settings often give another verdict"), DIRECT, PRECISE, TELLING),
        ),
    ],
)  # fmt: skip
def test_reasons_are_told_as_far_as_they_hold(known, tests, told):
    assert reasons(judged(*tests, known=known)) == told


BOTH = (True, "It can pass and it can fail", "")
NONE = Note(True, "Not passed by most others", "None of 10 comparable states (Ten) passes.")
ALWAYS = (
    False,
    "It cannot fail",
    "The test cannot fail: the figure cannot be beyond 0 tonnes. Choose a line within that.",
)
APART = "pass the same test. Draw the line where it tells cases apart."
SEVEN = (False, "Few to compare with", "Only 7 earlier spans. It takes 9 to call a change rare.")
TWO_COUNTS = world(steel(STEADY) | steel(STEADY, name="survey"))


@pytest.mark.parametrize(
    ("known", "tests", "told"),
    [
        # Half of the others are not most of them; four fifths are, and of more a table is told that it tells nobody apart.
        (world(steel(STEADY, 5)), (RISE,), (BOTH, (True, "Not passed by most others", "5 of 10 comparable states (Ten) pass."))),
        (world(steel(STEADY, 6)), (RISE,), (BOTH, (False, "Passed by most others", "6 of 10 comparable states (Ten) pass."))),
        (world(steel(STEADY, 8)), (RISE,), (BOTH, (False, "Passed by most others", "8 of 10 comparable states (Ten) pass."))),
        (world(steel(STEADY, 9)), (RISE,), (BOTH, (False, "Most others pass too", f"9 of 10 comparable cases {APART}"))),
        # Nine others are enough; eight, or seven spans of eleven years, are few.
        (KNOWN, (replace(RISE, among="NINE"),), (BOTH, NONE._replace(more="None of 9 comparable states (Nine) passes."))),
        (
            KNOWN, (replace(RISE, first="2013", among="EIGHT"),),
            (BOTH, SEVEN, (False, "Few to compare with", "Only 8 comparable cases. It takes 9 to call a change rare.")),
        ),
        (
            KNOWN, (replace(RISE, first="1996", among=""),),
            (BOTH, (False, "Nothing to compare with", "Whether the answer is out of the ordinary cannot be told.")),
        ),
        (KNOWN, (replace(RISE, first="2024"),), ((False, "It has no answer", "Only 1 year with figures; the test needs 2."),)),
        (KNOWN, (EVENT,), ()),
        # What is wrong with one test is not wrong with another, and what is right comes first.
        (KNOWN, (replace(LEVEL, threshold=0.0, among=""),), (ALWAYS,)),
        (
            KNOWN, (replace(LEVEL, threshold=0.0, among=""), RISE),
            (
                BOTH, NONE, ALWAYS,
                (
                    False, "It always says the same",
                    "The line was passed in all 28 earlier periods, and the claim is about a change. Ask for a change.",
                ),
            ),
        ),
        (
            world(steel(STEADY), margin_pct=20), (replace(RISE, threshold=2.0),),
            (
                BOTH, NONE,
                (
                    False, "It asks for less than can be measured",
                    "The threshold of 2 tonnes is less than the doubt of measuring, 3.69 tonnes either way. Ask for more than the "
                    "doubt, or take a figure that is better known.",
                ),
            ),
        ),
        # A second count is proposed as long as no test has it.
        (
            TWO_COUNTS, (RISE,),
            (BOTH, NONE, (False, "One source", "There is another count: steel output (survey). Add it as a second test.")),
        ),
        (TWO_COUNTS, (RISE, replace(RISE, indicator="survey")), (BOTH, NONE)),
    ],
)  # fmt: skip
def test_notes_say_what_is_right_with_a_test_and_then_what_is_wrong(known, tests, told):
    assert notes_on(judged(*tests, known=known), known) == told


@pytest.mark.parametrize(
    ("lately", "changes", "told"),
    [
        # A third of the change is enough to hang on, and all of it; more than all of it is no part.
        ([10.0, 11.0, 12.0, 13.0], {}, "2024 alone brings 1 tonne"),
        ([10.0, 9.0, 8.0, 7.0], {"check": "falls"}, "2024 alone brings 1 tonne"),
        ([10.0, 14.0], {}, "2024 alone brings 4 tonnes"),
        ([10.0, 13.0, 17.0, 20.0], {}, ""),
        ([10.0, 9.0, 13.0], {}, ""),
        ([10.0, 13.0, 10.0], {}, ""),
        # Three years have a last one; two have a first and a last one.
        ([10.0, 11.0, 14.0], {"first": "2022"}, "2024 alone brings 3 tonnes"),
        ([10.0, 14.0], {"first": "2023"}, ""),
        # Means at either end hang on nothing; of means over three years the last one is that of 2022-24.
        ([10.0, 14.0, 18.0], {"ends": 2}, ""),
        ([10.0, 40.0], {"smoothing": 3}, "2022\N{EN DASH}24 alone brings 10 tonnes a year"),
        # A level is no change.
        ([10.0, 14.0], {"check": "at_least", "first": ""}, ""),
    ],
)  # fmt: skip
def test_a_change_hangs_on_a_last_period_that_brings_a_third_of_it_or_more(lately, changes, told):
    known = world(steel(lately))
    found = [
        note.more
        for note in notes_on(judged(replace(RISE, **changes), known=known), known)
        if note.head.startswith("It hangs")
    ]
    assert found == ([f"{told} of the change. Consider a mean of three periods at either end."] if told else [])


def test_other_choices_are_told_with_what_they_change():
    """The one that turns the answer comes first; the others keep their order, and of lines alone it is told who passes."""
    verdict = judged(replace(RISE, threshold=4.5), known=LATELY)
    found = other_choices(verdict.findings[0], verdict.multiverse.tests[0], LATELY)
    assert [(one.words, one.result.outcome, one.passed) for one in found] == [
        ("Asked for a rise of 2.25 tonnes instead of 4.5 tonnes", "supports", "0 of 10 comparables pass"),
        ("Averaged 3 years at each end instead of 1 year", "contradicts", ""),
        ("Asked for a rise of 6.75 tonnes instead of 4.5 tonnes", "contradicts", "0 of 10 comparables pass"),
        ("Began with 2013 instead of 2014", "contradicts", ""),
        ("Began with 2015 instead of 2014", "contradicts", ""),
    ]


def test_no_more_than_eight_other_choices_are_told():
    many = row(indicator="steel", alternatives="threshold=3|4|5|6|7|8|9|10|11|12", alternatives_why="Any would do.")
    found = other_choices(find(many, KNOWN), specify(many, KNOWN), KNOWN)
    assert [one.words.split()[2] for one in found] == ["3", "4", "5", "6", "7", "8", "9", "10"]


FORTY, DEATHS = world(steel([12.0, 40.3]), margin_abs=4), world(steel([12.0, 22.0]), unit="deaths")
CLIMB = replace(FIRST, check="falls", first="2014")
BEHIND = world(steel([5.0, 40.0]))  # The last of twelve, and then the first.


@pytest.mark.parametrize(
    ("known", "test", "guess", "said"),
    [
        # As many digits as its doubt carries, but for a figure that would seem to be on its line.
        (FORTY, LEVEL, 50.26, "You said 50 tonnes. The figures say 40 tonnes."),
        (FORTY, replace(LEVEL, threshold=40.0), 3.333, "You said 3.3 tonnes. The figures say 40.3 tonnes."),
        # Either end of the doubt is within it.
        (FORTY, LEVEL, 40.3 - 4, "You said 36 tonnes. The figures say 40 tonnes. That is within their doubt."),
        (FORTY, LEVEL, 40.3 + 4, "You said 44 tonnes. The figures say 40 tonnes. That is within their doubt."),
        (FORTY, LEVEL, 36.2, "You said 36 tonnes. The figures say 40 tonnes."),
        (FORTY, LEVEL, 44.4, "You said 44 tonnes. The figures say 40 tonnes."),
        (KNOWN, RISE, -2.0, "You said a fall of 2 tonnes. The figures say a rise of 10 tonnes."),
        (DEATHS, RISE, 2.6, "You said a rise of 3 deaths. The figures say a rise of 10 deaths."),
        (BEHIND, CLIMB, 2.0, "You said a slip of 2 places. The figures say a climb of 11 places."),
        # What rounds to nothing is none.
        *((KNOWN, RISE, guess, "You said no change. The figures say a rise of 10 tonnes.") for guess in (0.0, 1e-9)),
        (KNOWN, replace(RISE, first="2024"), 2.0, ""),
    ],
)  # fmt: skip
def test_a_guess_is_told_in_the_digits_of_the_figures(known, test, guess, said):
    assert guess_told(guess, judged(test, known=known).findings[0]) == said


@pytest.mark.parametrize(
    ("known", "test", "span"),
    [
        # From 12 to 40, or the line where that is beyond, and five sixteenths of as much on either side.
        (KNOWN, LEVEL, (12 - 8.75, 40 + 8.75)),
        (KNOWN, replace(LEVEL, threshold=8.0), (8 - 8.75, 40 + 8.75)),
        (KNOWN, replace(LEVEL, threshold=0.0), (12 - 8.75, 40 + 8.75)),
        (KNOWN, replace(LEVEL, threshold=64.0), (12 - 20.0, 64 + 20.0)),
        # A change may be as large as all that lies in the window, and a quarter more; or as what was asked for.
        (KNOWN, RISE, (-12.5, 12.5)),
        (KNOWN, replace(RISE, threshold=16.0), (-20.0, 20.0)),
        # Half a tonne is something, nothing is not.
        (world(steel([1.0, 1.5])), replace(LEVEL, threshold=0.0), (1 - 0.15625, 1.5 + 0.15625)),
        (world(steel([0.0])), replace(LEVEL, threshold=0.0), None),
        (KNOWN, FIRST, None),
        (KNOWN, replace(RISE, first="1990", last="1995"), None),
    ],
)  # fmt: skip
def test_a_guess_may_lie_wherever_the_whole_series_does(known, test, span):
    assert span_of(judged(test, known=known).findings[0], test) == span


SURVEY = replace(RISE, indicator="survey")
SHARE = replace(RISE, measure="share", versus_entity="WLD", threshold=1.0)
THREE = replace(RISE, ends=3)
LONGER = replace(RISE, first="2003")
MONTHS = OwnTest("oil", "USA", first="1998-02-01", last="1998-05-31", threshold=1.0)
AID = OwnTest("aid", "USA", "CHN", first="2014", last="2024", threshold=1.0)
FLOWS = world({("aid", one, "CHN"): STEADY for one in ("USA", "WLD")})


def both(**changes):
    return tuple(replace(one, **changes) for one in (RISE, SHARE))


@pytest.mark.parametrize(
    ("known", "tests", "second"),
    [
        (TWO_COUNTS, (RISE,), SURVEY),
        (TWO_COUNTS, (RISE, SURVEY), SHARE),
        (KNOWN, (RISE,), SHARE),
        (KNOWN, (RISE, SHARE), THREE),
        # Eleven years from 2014 on, and then twenty-two.
        (KNOWN, (RISE, SHARE, THREE), LONGER),
        (KNOWN, (RISE, SHARE, THREE, LONGER), None),
        # What cannot be made is not proposed: a second count without a line is none.
        (TWO_COUNTS, (replace(RISE, threshold=None),), SHARE),
        # Levels and means have no share in the world, nor has the world in itself.
        (KNOWN, (LEVEL,), replace(LEVEL, ends=3)),
        (world(steel(STEADY), aggregation="mean"), (RISE,), THREE),
        (KNOWN, (replace(RISE, entity="WLD"),), replace(THREE, entity="WLD")),
        (KNOWN, (SHARE,), replace(SHARE, ends=3)),
        (KNOWN, (replace(RISE, measure="growth"),), replace(THREE, measure="growth")),
        # The world gives to China too; no total of its aid is held.
        (FLOWS, (AID,), replace(AID, measure="share", versus_entity="WLD")),
        # Ends that are means already, and means of years, are not made of three again; nor are those of months or of a step.
        (KNOWN, both(ends=3), replace(LONGER, ends=3)),
        (KNOWN, both(smoothing=3), replace(LONGER, smoothing=3)),
        (world({("oil", "USA"): STEADY}, "M"), (MONTHS,), replace(MONTHS, first="1997-10-01")),
        # Seven years and then fourteen, two and then four, and as far back as there are figures: of 14 years 28, not of 15.
        (KNOWN, both(first="2010", last="2023", ends=2), replace(RISE, first="1996", last="2023", ends=2)),
        (KNOWN, both(first="2010", ends=2), None),
        (KNOWN, both(last="2020", ends=2), replace(RISE, first="2007", last="2020", ends=2)),
        (KNOWN, both(first="2023", smoothing=2), replace(RISE, first="2021", smoothing=2)),
        (KNOWN, both(last="", ends=2), replace(LONGER, last="", ends=2)),
        (KNOWN, (replace(LEVEL, ends=2),), None),
    ],
)  # fmt: skip
def test_a_second_test_is_the_first_that_can_be_made(known, tests, second):
    assert second_test(tests, known) == second
