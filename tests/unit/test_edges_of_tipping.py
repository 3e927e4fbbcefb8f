"""Edges of what would change an answer: small figures, wide margins, places, records, and the words for each of them."""

import datetime as dt

import pytest
from builders import WRITTEN, a_claim, catalog, indicator, known, observations, row
from test_edges_of_sentences import place
from test_finding_words import EVENT, of

from verdicts.clock import AsOf
from verdicts.intervals import Interval
from verdicts.tipping import swings, tipping_points, tipping_points_of
from verdicts.tipping_text import found_words, swing_sentence, swing_words, tipping_sentence
from verdicts.verdict import judged, weigh

NOW = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)


def in_unit(unit, **changes):
    return catalog(indicator(unit=unit, **changes))


def turns(*arguments, **changes):
    return [(one.outcome, pytest.approx(one.value), one.above) for one in tipping_points(*arguments, **changes)]


@pytest.mark.parametrize("scale", [1, 1e-10, 1e12])
def test_figures_of_any_size_turn_alike(scale):
    # Five give or take one against two: too close below three, a no below one.
    found = tipping_points("at_least", Interval(5 * scale, 4 * scale, 6 * scale), 2 * scale)
    assert [(one.outcome, one.above) for one in found] == [("inconclusive", False), ("contradicts", False)]
    assert [one.value / scale for one in found] == pytest.approx([3, 1])
    assert [one.away / scale for one in found] == pytest.approx([-2, -4])


@pytest.mark.parametrize(
    ("check", "interval", "threshold", "found"),
    [
        # From 4 below to 1 above: the yes of at least 20 ends at 24, the no begins at 19.
        ("at_least", (30, 26, 31), 20, [("inconclusive", 24, False), ("contradicts", 19, False)]),
        ("at_most", (30, 26, 31), 20, [("inconclusive", 24, False), ("supports", 19, False)]),
        ("at_least", (10, 6, 11), 20, [("inconclusive", 19, True), ("supports", 24, True)]),
        ("rises", (10, 6, 11), 20, [("inconclusive", 19, True), ("supports", 24, True)]),
        ("steps_up", (30, 26, 31), 20, [("inconclusive", 24, False), ("contradicts", 19, False)]),
        # A fall of 20 is one to -20: a yes up to -21, a no from -16.
        ("falls", (-30, -34, -29), 20, [("inconclusive", -21, True), ("contradicts", -16, True)]),
        ("steps_down", (-10, -14, -9), 20, [("inconclusive", -16, False), ("supports", -21, False)]),
        # Between -20 and 20 all of it: from -16 to 19, and none of it beyond 24 or -21.
        ("unchanged", (0, -4, 1), 20, [("inconclusive", -16, False), ("contradicts", -21, False)]),
        ("unchanged", (15, 11, 16), 20, [("inconclusive", 19, True), ("contradicts", 24, True)]),
        ("unchanged", (-15, -19, -14), 20, [("inconclusive", -16, False), ("contradicts", -21, False)]),
        ("unchanged", (30, 26, 31), 20, [("inconclusive", 24, False), ("supports", 19, False)]),
        # However wide the doubt is beside the figure and the line.
        ("at_least", (0, -1e8, 0), 1, [("inconclusive", 1, True), ("supports", 1e8 + 1, True)]),
        ("at_least", (0, 0, 1e8), 1, [("supports", 1, True), ("contradicts", 1 - 1e8, False)]),
        # Without doubt there is nothing between yes and no.
        ("at_least", (30, 30, 30), 20, [("contradicts", 20, False)]),
        ("unchanged", (3, 3, 3), 5, [("contradicts", 5, True)]),
    ],
)  # fmt: skip
def test_an_uneven_doubt_turns_on_either_side_of_the_line_by_its_own_width(check, interval, threshold, found):
    assert turns(check, Interval(*interval), threshold) == found


@pytest.mark.parametrize(
    ("check", "interval", "threshold", "found"),
    [
        # Half below and a quarter above: half of 40 is 20, and 16 and a quarter of it are 20.
        ("at_least", (60, 30, 75), 20, [("inconclusive", 40, False), ("contradicts", 16, False)]),
        ("at_least", (8, 4, 10), 20, [("inconclusive", 16, True), ("supports", 40, True)]),
        # All of it below: however large it is, its low end is nothing, and no yes is reached.
        ("at_least", (8, 0, 10), 20, [("inconclusive", 16, True)]),
        ("at_most", (60, 0, 75), 20, [("supports", 16, False)]),
        # Of a negative one the margins keep their size.
        ("at_most", (-8, -10, -6), 20, [("inconclusive", 16, True), ("contradicts", 80 / 3, True)]),
        # The proportion to nothing is not known: the margin stays as wide as it is.
        ("at_least", (0, -1, 2), 20, [("inconclusive", 18, True), ("supports", 21, True)]),
    ],
)  # fmt: skip
def test_a_proportional_doubt_grows_with_the_level(check, interval, threshold, found):
    assert turns(check, Interval(*interval), threshold, proportional=True) == found


def test_only_the_margin_of_a_level_is_a_proportion_of_it():
    cat = in_unit("%", margin_pct=50, margin_shared=0)
    level = of([60], cat, threshold=20)
    assert [one.value for one in tipping_points_of(level)] == pytest.approx([40, 20 / 1.5])
    # Ends of 10 and 30 err by 5 and 15: by the root of 250 together, wherever the change lies.
    change = of([10, 30], cat, check="rises", threshold=30)
    assert [one.value for one in tipping_points_of(change)] == pytest.approx([30 - 250**0.5, 30 + 250**0.5])
    # A margin in points is the same everywhere.
    points = of([60], in_unit("%", margin_abs=2), threshold=20)
    assert [one.value for one in tipping_points_of(points)] == pytest.approx([22, 18])


def verdict_of(*findings, kind="fact"):
    return weigh(a_claim(kind=kind), findings, NOW)


def swung(found, kind="fact"):
    """What would turn a verdict on one finding: in words, each with the verdict it would give."""
    return [(found_words(one), one.label) for one in swings(verdict_of(found, kind=kind))]


YES, NO, OPEN = "leans supported", "leans contradicted", "not enough evidence"


@pytest.mark.parametrize(
    ("check", "threshold", "turn", "swing"),
    [
        ("at_most", 1, "yes from first place up", ("found first place or higher instead of second", YES)),
        ("at_most", 2, "no from third place down", ("found third place or lower instead of second", NO)),
        ("at_most", 4, "no from fifth place down", ("found fifth place or lower instead of second", NO)),
        # A line between two places is crossed with the next of them.
        ("at_most", 2.5, "no from third place down", ("found third place or lower instead of second", NO)),
        # The line itself is a yes, whichever way is asked.
        ("at_least", 2, "no from first place up", ("found first place or higher instead of second", NO)),
        ("at_least", 3, "yes from third place down", ("found third place or lower instead of second", YES)),
        ("at_least", 1.5, "no from first place up", ("found first place or higher instead of second", NO)),
        ("at_least", 3.5, "yes from fourth place down", ("found fourth place or lower instead of second", YES)),
    ],
)
def test_a_place_turns_the_answer_from_a_whole_place_on(check, threshold, turn, swing):
    found = place([4], check=check, threshold=threshold)
    assert tipping_sentence(found) == f"It is second now. It would become {turn}."
    assert swung(found) == [swing]


def test_nobody_is_before_the_first_place():
    found = place([4], check="at_least", threshold=1)
    assert tipping_sentence(found) == "It is second now; no value would turn the answer."
    assert swung(found) == []


def test_a_change_of_places_turns_at_a_change_and_at_no_place():
    found = place([2, 4], check="falls")
    assert tipping_sentence(found) == "It is −1 place now. It would become no above −1 place."


@pytest.mark.parametrize(
    ("values", "check", "swing"),
    [
        ([2, 4], "falls", ("found a climb of less than 1 place instead of a climb of 1 place", NO)),
        ([2, 4], "rises", ("found a slip of more than 1 place instead of a climb of 1 place", YES)),
        ([6, 2], "rises", ("found a slip of less than 1 place instead of a slip of 2 places", NO)),
        ([2, 2], "falls", ("found a climb of more than 1 place instead of none", YES)),
    ],
)
def test_a_change_of_place_that_would_turn_an_answer_is_a_climb_or_a_slip(values, check, swing):
    assert swung(place(values, check=check)) == [swing]


@pytest.mark.parametrize(
    ("value", "changes", "turn", "swing"),
    [
        (26, {"margin_pct": 5}, "It is 26% now. It would become too close to call below 21% and no below 19%.",
         [("found less than 21% instead of 26%", OPEN), ("found less than 19% instead of 26%", NO)]),
        # Of 18.7 whole per cents are told, until the nearest turn, at 18.9, is another figure.
        (18.7, {"margin_pct": 6}, "It is 18.7% now. It would become too close to call above 18.9% and yes above 21.3%.",
         [("found more than 18.9% instead of 18.7%", OPEN), ("found more than 21% instead of 19%", YES)]),
        (19.999, {}, "It is 19.999% now. It would become yes above 20%.", [("found more than 20% instead of 19.999%", YES)]),
        # Five digits are told at the finest: beyond them figure and turn look alike.
        (19.99999, {}, "It is 20% now. It would become yes above 20%.", [("found more than 20% instead of 20%", YES)]),
    ],
)  # fmt: skip
def test_a_figure_and_its_turns_are_told_apart(value, changes, turn, swing):
    found = of([value], in_unit("%", **changes), threshold=20)
    assert (tipping_sentence(found), swung(found)) == (turn, swing)


@pytest.mark.parametrize(
    ("values", "changes", "turn", "swing"),
    [
        ([26, 27], {"check": "rises", "threshold": 20}, "It is +1 point now. It would become yes above +20 points.",
         "found a rise of more than 20 points instead of a rise of 1 point"),
        ([26, 27], {"check": "falls", "threshold": 20}, "It is +1 point now. It would become yes below \N{MINUS SIGN}20 points.",
         "found a fall of more than 20 points instead of a rise of 1 point"),
        ([26, 20], {"check": "falls", "threshold": 4}, "It is \N{MINUS SIGN}6 points now. It would become no above \N{MINUS SIGN}4 points.",
         "found a fall of less than 4 points instead of a fall of 6 points"),
    ],
)  # fmt: skip
def test_a_change_is_told_with_its_sign_and_as_a_rise_or_a_fall(values, changes, turn, swing):
    found = of(values, **changes)
    assert (tipping_sentence(found), [words for words, _ in swung(found)]) == (turn, [swing])


@pytest.mark.parametrize(
    ("changes", "turn"),
    [
        ({"check": "steps_up", "event": "break"}, "It is +10 deaths a year now. It would become no below +3 deaths a year."),
        ({"check": "unchanged", "event": "break"}, "It is +10 deaths a year now. It would become yes below +3 deaths a year."),
        ({"ends": 2}, "It is 30 deaths a year now. It would become no below 3 deaths a year."),
        ({}, "It is 30 deaths now. It would become no below 3 deaths."),
    ],
)  # fmt: skip
def test_means_of_several_years_are_so_much_a_year(changes, turn):
    values = [20, 22, 18, 30, 30]
    assert tipping_sentence(of(values, in_unit("deaths"), first="2007", threshold=3, **changes)) == turn


@pytest.mark.parametrize(
    ("values", "check", "turn", "swing"),
    [
        # Ends that err by one each err by 1.4 together, our line: from 3 on it is a yes, and a no from nothing on.
        ([20, 26], "rises", "It is +6 points now. It would become too close to call below +3 points and no below 0 points.",
         ["found a rise of less than 3 points instead of a rise of 6 points", "found any fall instead of a rise of 6 points"]),
        ([26, 20], "falls", "It is \N{MINUS SIGN}6 points now. It would become too close to call above \N{MINUS SIGN}3 points and no above 0 points.",
         ["found a fall of less than 3 points instead of a fall of 6 points", "found any rise instead of a fall of 6 points"]),
    ],
)  # fmt: skip
def test_from_nothing_on_it_is_any_rise_or_any_fall(values, check, turn, swing):
    found = of(values, in_unit("%", margin_abs=1, margin_shared=0), check=check, threshold=1.4)
    assert (tipping_sentence(found), [words for words, _ in swung(found)]) == (turn, swing)


@pytest.mark.parametrize(
    ("changes", "turn", "swings"),
    [
        ({}, "It is on record: only a correction of the record could change that.", [("found no record of it in time", NO)]),
        ({"to": "2009"}, "The deadline has passed: only a record of it in time could change that.", [("found it on record", YES)]),
        ({"day": dt.date(2009, 1, 1)}, "It would become yes as soon as it is on record.",
         [("found it on record", YES), ("found no record of it in time", NO)]),
    ],
)  # fmt: skip
def test_a_record_turns_by_what_it_would_say(changes, turn, swings):
    found = of([1], **EVENT, **changes)
    assert (tipping_sentence(found), swung(found, "forecast")) == (turn, swings)


def test_what_has_no_figures_could_say_anything():
    found = of([1], check="rises", threshold=1)
    assert tipping_sentence(found) == "It has no answer yet: only 1 year with figures; the test needs 2."
    assert swung(found) == [
        ("had figures that say yes", YES),
        ("had figures that say no", NO),
        ("had figures, and they were too close to call", OPEN),
    ]


def eight(threshold, **changes):
    """A test that 8 per cent are at least so many."""
    return of([8], threshold=threshold, question=f"Is it {threshold}?", **{"id": f"c-{threshold}", **changes})


@pytest.mark.parametrize(
    ("lines", "changes", "said"),
    [
        ([2, 3], {}, "A different answer to any of its two tests could change the verdict."),
        ([2, 9], {}, "A different answer to any of its two tests could change the verdict."),
        ([2], {}, "A different answer to its one test would change the verdict."),
        ([2], {"weight": 0}, "Its tests are context only: no answer is scored, so none can change it."),
        ([], {}, "Its tests are context only: no answer is scored, so none can change it."),
    ],
)
def test_how_many_answers_could_change_a_verdict(lines, changes, said):
    verdict = verdict_of(*(eight(line, **changes) for line in lines))
    assert swing_sentence(swings(verdict), verdict) == said


def test_tests_that_only_help_may_change_nothing():
    verdict = verdict_of(eight(2), eight(3), eight(4), eight(5), eight(9, weight=0.5))
    found = swings(verdict)
    assert (verdict.label, swing_sentence(found, verdict)) == (
        "supported",
        "A different answer to four of its five tests could change the verdict.",
    )
    assert swing_words(found) == [(f"Is it {line}?", "no: leans supported") for line in (2, 3, 4, 5)]


def test_an_answer_of_a_judgement_changes_nothing():
    verdict = verdict_of(eight(2), kind="judgement")
    assert swing_sentence(swings(verdict), verdict) == "It is not scored, so no answer can change it."


def test_other_choices_that_lower_a_verdict_lower_what_another_answer_would_give_too():
    lines = [
        {"threshold": 2, "alternatives": "threshold=9|10|11", "alternatives_why": "as good"},
        {"threshold": 3},
        {"threshold": 4},
    ]
    rows = [row(id=f"c-{i}", **line) for i, line in enumerate([*lines, {"threshold": 9, "weight": 0.5}])]
    verdict = judged(a_claim(), rows, known(observations({("x", "USA"): [8]}), catalog()))
    assert verdict.label == "leans supported"
    # A yes to the last would be a full verdict, were it not lowered as well.
    assert [(one.finding.evidence.id, one.label) for one in swings(verdict)] == [
        (f"c-{i}", "conflicting") for i in range(3)
    ]


def test_an_answer_that_a_forecast_waits_for_may_give_a_full_verdict():
    # Beside what only helps and says yes already.
    rows = [row(id="c-a", threshold=5, weight=0.5), row(id="c-b", threshold=5, to="2031")]
    verdict = judged(a_claim(kind="forecast"), rows, known(observations({("x", "USA"): [8]}, first="2027"), catalog()))
    assert verdict.label == "too early"
    assert [(one.outcome, one.label) for one in swings(verdict)] == [
        ("supports", "supported"), ("contradicts", "leans contradicted"),
    ]  # fmt: skip


def test_what_is_counted_turns_in_whole_ones():
    assert tipping_sentence(of([18, 18.6], in_unit("countries"), threshold=10.4, ends=2)) == (
        "It is 18 countries now. It would become no below 10 countries."
    )


def test_of_several_open_tests_it_is_told_how_many_could_settle_it():
    verdict = verdict_of(*(of([1], check="rises", threshold=1, id=f"c-{name}") for name in "ab"))
    assert swing_sentence(swings(verdict), verdict) == "Two of its two tests, once decided, could settle it."
