"""Edges of describing: each term of a rule and of a source with its text, whole; what a claim is."""

import dataclasses
import datetime as dt

import pytest
from builders import a_claim, catalog, indicator, observations, table
from test_finding_words import EVENT, of

from loaders.observations import Observations
from verdicts.describe import about_claim, rule_of, source_of

WHY = {"alternatives_why": "as good"}


def rule(found, cat=None):
    return rule_of(found, cat or found.catalog)


def test_the_rule_of_a_level_choice_by_choice():
    found = of(
        [1, 2, 9], threshold=5, smoothing=2, alternatives="threshold=3|4; smoothing=1|3; entity=CHN", weight=0.5,
        proxy="direct: the thing: all of it", **WHY,
    )  # fmt: skip
    assert rule(found) == [
        ("What is measured", "X of Usa"),
        ("Measure", "level: the figure as published"),
        ("Check", "at least: The latest figure of the window, or the mean of its last few, is at or above our line."),
        ("Period", "from the first figure to the last figure"),
        ("Averaged over", "2 years"),
        ("Our line", "5%"),
        ("Weight", "helps (0.5)"),
        ("Why this window and threshold", "why"),
        ("How directly this tests the claim", "directly: the thing: all of it"),
        ("Other ways to test", "line 3% or 4%; period averaged 1 year or 3 years; subject Chn"),
        ("Why these too", "as good"),
        ("Periods used", "2"),
    ]


def test_the_rule_of_a_step_names_its_event_and_its_line_is_a_difference():
    found = of(
        [1, 2, 9],
        first="2008",
        check="steps_up",
        event="break",
        threshold=5,
        proxy="far: for want of better",
        to="2010",
        weight=0.5,
    )
    assert rule(found) == [
        ("What is measured", "X of Usa"),
        ("Measure", "level: the figure as published"),
        (
            "Check",
            "steps up: The mean after an event is higher than the mean before it by at least as much as we require.",
        ),
        ("Event", "Things changed. (1 January 2010)"),
        ("Period", "from the first figure to 2010"),
        ("Our line", "5 points"),
        ("Weight", "helps (0.5)"),
        ("Why this window and threshold", "why"),
        ("How directly this tests the claim", "only loosely: for want of better"),
        ("Other ways to test", ""),
        ("Why these too", ""),
        ("Periods used", "3"),
    ]


@pytest.mark.parametrize(
    ("changes", "deadline", "used"),
    [({}, [], "1"), ({"to": "2010"}, [("Deadline", "31 December 2010")], "1"), ({"day": dt.date(2009, 1, 1)}, [], "")],
)
def test_the_rule_of_an_event_has_a_deadline_where_there_is_one(changes, deadline, used):
    asked = "A documented event took place, by the deadline if there is one. If the deadline has passed without it, the answer is no."
    assert rule(of([1], **EVENT, **changes), catalog()) == [
        ("Check", f"happened: {asked}"),
        ("Event", "Things changed. (1 January 2010)"),
        *deadline,
        ("Weight", "decides (1)"),
        ("Why this window and threshold", "why"),
        ("How directly this tests the claim", "nearly: close"),
        ("Other ways to test", ""),
        ("Why these too", ""),
        ("Periods used", used),
    ]


def test_context_is_not_scored_and_what_is_not_averaged_does_not_say_so():
    assert dict(rule(of([1], weight=0, threshold=3)))["Our line"] == "3%"
    assert dict(rule(of([1], weight=0, threshold=3)))["Weight"] == "context only (0): not scored"
    assert "Averaged over" not in dict(rule(of([1], threshold=3)))


def held(**changes):
    """The figures of one indicator, with where they come from."""
    figures = observations({("x", "USA"): [1]})
    return Observations(figures.table, {"x": dataclasses.replace(figures.provenance["x"], **changes)})


def sources(cat, figures):
    return source_of(of([1], cat, threshold=1), figures, cat)


def test_a_source_term_by_term():
    cat = catalog(indicator(unit="%", lag_days=1, margin_pct=5, margin_why="ours", notes="Mind this."))
    source = cat.source["s"].model_copy(
        update={"licence_url": "https://example.org/licence", "citation": "Office, {edition}."}
    )
    cat = dataclasses.replace(cat, sources=table([source]))
    figures = held(
        edition="second", published=dt.date(2026, 7, 3), retrieved=dt.date(2026, 8, 4), last=dt.date(2025, 12, 31),
        state="stored", found_at="some/copies, commit 0a1b2c, data/x.csv", doubt="A copy.", corrections=("One.", "Two."), sha256="ab",
    )  # fmt: skip
    assert sources(cat, figures) == [
        (
            "X",
            [
                ("Published by", "Office: Series"),
                ("Our copy", "found on GitHub: some/copies, commit 0a1b2c, file data/x.csv"),
                ("Address", "https://example.org/"),
                ("Licence", "CC0 (https://example.org/licence)"),
                ("Citation", "Office, second."),
                ("Unit", "%"),
                ("Edition", "second, published by 3 July 2026"),
                ("Held here", "stored on this computer; data retrieved 4 August 2026, figures to 31 December 2025"),
                ("Read from", "x.csv (SHA-256 ab)"),
                ("Known problems", "A copy."),
                ("Corrected by us", "One. Two."),
                ("Published", "1 day after the end of a period"),
                ("Margin of error", "5% either way; ours"),
                ("Bear in mind", "Mind this."),
            ],
        )
    ]


def test_a_source_of_which_no_figures_are_in_hand_and_whose_licence_stands_nowhere():
    cat = catalog(indicator())
    source = cat.source["s"].model_copy(update={"citation": "Office, {edition}."})
    cat = dataclasses.replace(cat, sources=table([source]))
    none = observations({("y", "USA"): [1]})
    assert sources(cat, none) == [
        (
            "X",
            [
                ("Published by", "Office: Series"),
                ("Our copy", ""),
                ("Address", "https://example.org/"),
                ("Licence", "CC0"),
                ("Citation", "Office, no edition in hand."),
                ("Unit", "tonnes"),
                ("Published", "100 days after the end of a period"),
                ("Margin of error", ""),
                ("Bear in mind", ""),
            ],
        )
    ]


def test_an_event_is_documented_at_its_page():
    assert source_of(of([1], **EVENT), observations({("x", "USA"): [1]}), catalog()) == [
        ("Break", [("Event", "Things changed."), ("Documented at", "https://example.org/")])
    ]


LOW = {"low": "y", "high": "z"}
OWN = "the source's own low and high estimates"


@pytest.mark.parametrize(
    ("unit", "changes", "told"),
    [
        ("%", {}, ""),
        ("%", {"margin_why": "for nothing"}, ""),
        ("%", {"margin_pct": 2.5}, "2.5% either way"),
        ("%", {"margin_abs": 2}, "2 points either way"),
        ("tonnes", {"margin_abs": 2}, "2 tonnes either way"),
        ("%", LOW, OWN),
        ("%", {**LOW, "margin_why": "by the office"}, f"{OWN}; by the office"),
        ("%", {**LOW, "margin_pct": 5}, f"{OWN}, else 5% either way"),
        ("%", {**LOW, "margin_abs": 1, "margin_why": "by us"}, f"{OWN}, else 1 point either way; by us"),
    ],
)
def test_the_margin_of_error_of_an_indicator(unit, changes, told):
    cat = catalog(indicator(unit=unit, **changes), indicator("y", unit=unit), indicator("z", unit=unit))
    lines = {(name, "USA"): [1] for name in "xyz"}
    ((_, pairs), *_) = source_of(of([], cat, lines=lines, threshold=1), observations(lines), cat)
    assert dict(pairs)["Margin of error"] == told


@pytest.mark.parametrize(
    ("kind", "what", "bears"),
    [
        ("fact", "A factual claim", "Bear in mind"),
        ("causal", "A claim that one thing brings about another", "Bear in mind"),
        ("forecast", "A forecast, settled by what came after", "Bear in mind"),
        ("judgement", "An opinion or advice; data cannot settle it", "Why data cannot settle it"),
    ],
)
def test_what_kind_of_claim_it_is(kind, what, bears):
    assert about_claim(a_claim(kind=kind)) == [("Kind", what), ("What we tested", "Seen."), (bears, "But.")]
