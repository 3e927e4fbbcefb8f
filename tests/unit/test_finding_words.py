"""Sentences of findings on small figures: what each check says to each answer, word for word."""

import datetime as dt

import pytest
from builders import catalog, indicator, known, observations, row

from loaders.rows import Member
from verdicts.findings import InUse, find

EN = "\N{EN DASH}"


def of(values, cat=None, kind="fact", first="2000", frequency="A", day=None, lines=None, **changes):
    """The finding of a row on the figures of one country, or of several."""
    cat = cat or catalog(indicator(unit="%", frequency=frequency))
    figures = observations(lines or {("x", "USA"): values}, frequency, first)
    return find(row(**{"label": "US share", **changes}), known(figures, cat, day), kind)


@pytest.mark.parametrize(
    ("check", "threshold", "margin", "sentence"),
    [
        ("at_least", 20, 0, "Yes. US share stood at 25% in 2001, above our 20% line."),
        ("at_least", 25, 0, "Yes. US share stood at 25% in 2001, exactly on our 25% line."),
        ("at_least", 30, 0, "No. US share stood at 25% in 2001, below our 30% line."),
        ("at_most", 20, 0, "No. US share stood at 25% in 2001, above our 20% line."),
        (
            "at_least",
            24,
            10,
            "Too close to call. US share stood at 25% in 2001, give or take 3 points; our line is 24%.",
        ),
        ("at_most", 0, 0, "No. US share stood at 25% in 2001, above zero."),
    ],
)
def test_a_level(check, threshold, margin, sentence):
    cat = catalog(indicator(unit="%", margin_pct=margin))
    assert of([20, 25], cat, check=check, threshold=threshold).sentence == sentence


def test_a_level_is_told_in_the_digits_of_its_doubt_but_never_on_the_wrong_side_of_our_line():
    assert "stood at 43% in" in of([42.63], catalog(indicator(unit="%", margin_pct=5)), threshold=30).sentence
    # Rounded to whole per cents it would seem to be on the line.
    assert "stood at 19.8% in" in of([19.8], threshold=20).sentence


@pytest.mark.parametrize(
    ("values", "check", "threshold", "sentence"),
    [
        ([35, 39, 43], "rises", 3, "Yes. US share rose by 8 points, from 35% in 2000 to 43% in 2002, more than the 3 points we require."),
        ([35, 39, 38], "rises", 3, "Yes. US share rose by 3 points, from 35% in 2000 to 38% in 2002, exactly the 3 points we require."),
        ([35, 39, 37], "rises", 3, "No. US share rose by 2 points, from 35% in 2000 to 37% in 2002, less than the 3 points we require."),
        ([35, 39, 31], "rises", 3, "No. US share fell by 4 points, from 35% in 2000 to 31% in 2002. We require a rise of 3 points."),
        ([45, 30, 19], "falls", 22, "Yes. US share fell by 26 points, from 45% in 2000 to 19% in 2002, more than the 22 points we require."),
        ([35, 39, 35], "rises", 1, "No. US share hardly changed: 35% in 2000 and 35% in 2002. We require a rise of 1 point."),
    ],
)  # fmt: skip
def test_a_change(values, check, threshold, sentence):
    assert of(values, check=check, threshold=threshold).sentence == sentence


def test_a_change_too_close_to_call_tells_its_doubt():
    cat = catalog(indicator(unit="%", margin_pct=10, margin_shared=0))
    found = of([35, 39, 43], cat, check="rises", threshold=9)
    assert found.sentence == (
        "Too close to call. US share rose by 8 points, from 35% in 2000 to 43% in 2002. "
        "We require a rise of 9 points, and the doubt is 6 points either way."
    )


def test_ends_that_look_alike_hardly_changed_or_are_told_apart():
    cat = catalog(indicator(unit="%", margin_pct=4))
    little = of([40.1, 39, 40.4], cat, check="rises", threshold=3)
    assert little.statement == "US share hardly changed: 40% in 2000 and 40% in 2002. We require a rise of 3 points."
    enough = of([40.1, 39, 40.4], cat, check="rises", threshold=0.1)
    assert "rose by 0.3 points, from 40.1% in 2000 to 40.4% in 2002" in enough.statement


def test_ends_of_several_periods_are_told_as_one():
    found = of([34, 36, 40, 42, 44], check="rises", threshold=3, ends=2)
    assert f"from 35% in 2000{EN}01 to 43% in 2003{EN}04" in found.sentence


def test_an_index_is_told_in_per_cent_of_its_base():
    found = of([20, 30, 50], check="rises", measure="index", threshold=25, label="EU imports of US gas")
    assert found.sentence == "Yes. EU imports of US gas rose by 150% from 2000 to 2002, more than the 25% we require."
    level = of([20, 30, 18], check="at_least", measure="index", threshold=50, label="Deaths")
    assert level.sentence == "Yes. Deaths stood at 90% of the 2000 level in 2002, above our 50% line."


@pytest.mark.parametrize(
    ("check", "threshold", "said"),
    [
        ("steps_up", 3, "That is a rise of 10 points, more than the 3 points we require."),
        ("steps_up", 12, "That is a rise of 10 points, less than the 12 points we require."),
        ("steps_down", 3, "That is a rise of 10 points. We require a fall of 3 points."),
        ("unchanged", 3, "That is a difference of 10 points, more than the 3 points we allow."),
        ("unchanged", 12, "That is a difference of 10 points, within the 12 points we allow."),
    ],
)
def test_a_step(check, threshold, said):
    found = of([20, 22, 18, 30, 30], first="2007", check=check, threshold=threshold, event="break")
    assert found.statement == f"US share averaged 20% in 2007{EN}09 and 30% in 2010{EN}11, after Break. {said}"


def test_a_place_is_told_as_one():
    cat = catalog(groups={"GREAT": ["USA", "CHN", "RUS"]})
    lines = {("x", "USA"): [3], ("x", "CHN"): [5], ("x", "RUS"): [1]}
    asked = {"measure": "rank", "versus_entity": "GREAT", "check": "at_most", "label": "US rank"}
    assert of([], cat, lines=lines, threshold=2, **asked).sentence == "Yes. US rank was second in 2000, in the top two."
    assert of([], cat, lines=lines, threshold=1, **asked).sentence == "No. US rank was second in 2000, not first."


@pytest.mark.parametrize(
    ("unit", "label", "value", "threshold", "said"),
    [
        ("EUR", "Aid to Ukraine", 1.84e9, 1e9, "Aid to Ukraine came to \N{EURO SIGN}1.84bn in 2000, above our \N{EURO SIGN}1bn line."),
        ("deaths", "Deaths in Ukraine", 22_000, 1000, "Deaths in Ukraine came to 22,000 in 2000, above our line of 1,000."),
        ("deaths", "Lives lost", 22_000, 1000, "Lives lost came to 22,000 deaths in 2000, above our line of 1,000."),
        ("countries", "NATO's members", 32, 29, "NATO's members came to 32 in 2000, above our line of 29."),
        ("% of GDP", "Spending as a share of GDP", 4.5, 4, "Spending as a share of GDP stood at 4.5% in 2000, above our 4% line."),
        ("% of GDP", "Spending", 4.5, 4, "Spending stood at 4.5% of GDP in 2000, above our 4% line."),
        ("times", "US output as a multiple of China's", 1.5, 1, "US output as a multiple of China's stood at 1.5 in 2000, above our line of 1."),
        ("2024 US$", "Spending", 56.6e9, 5e9, "Spending came to $56.6bn in 2000 (2024 prices), above our $5bn line."),
        ("thousand barrels a day", "Oil output", 4321, 2000, "Oil output came to 4.32mn barrels a day in 2000, above our line of 2mn."),
    ],
)  # fmt: skip
def test_units_are_said_once_and_not_what_the_subject_has_said(unit, label, value, threshold, said):
    assert of([value], catalog(indicator(unit=unit)), threshold=threshold, label=label).statement == said


def test_money_a_month_says_so():
    cat = catalog(indicator(unit="EUR", frequency="M"))
    found = of(
        [1.8e9] * 24, cat, first="2023-01", frequency="M", smoothing=12, threshold=5e8, unit="EUR a month", label="Aid"
    )
    assert (
        found.statement
        == "Aid averaged \N{EURO SIGN}1.8bn a month in the 12 months to December 2024, above our \N{EURO SIGN}500mn line."
    )


@pytest.mark.parametrize(
    ("label", "opening"),
    [
        ("Number of powers, by output", "Number of powers, by output, stood"),
        ("Views in Germany, France and Britain", "Views in Germany, France and Britain stood"),
        ("agreement with the US, compared with Britain's", "Agreement with the US, compared with Britain's, stood"),
    ],
)
def test_a_comma_in_a_subject_is_closed(label, opening):
    assert of([25], threshold=20, label=label).statement.startswith(opening)


def test_a_row_without_a_label_is_told_by_the_catalog():
    cat = catalog(indicator(name="x", unit="%").model_copy(update={"name": "exports, in all"}))
    assert of([25], cat, threshold=20, label="").statement.startswith("Exports of Usa, in all")


def test_what_is_not_there_is_told_without_figures():
    assert of([25], threshold=3, check="rises").sentence == (
        "No data. US share: only 1 year with figures; the test needs 2."
    )
    assert of([25], threshold=20, **{"from": "2020"}).sentence == (
        "No data. US share: no figures for the period had been published by then."
    )


def test_context_has_no_answer_and_no_line():
    found = of([20, 25], threshold=20, weight=0)
    assert (found.sentence, found.base_words) == ("US share stood at 25% in 2001.", "")


EVENT = {"check": "happened", "event": "break", "indicator": "", "entity": "", "threshold": None}


def test_an_event():
    day = dt.date(2010, 6, 1)
    assert of([1], day=day, **EVENT).sentence == "Yes. Things changed (1 January 2010)."
    late = of([1], day=day, **EVENT, to="2009")
    assert late.sentence == "No. Nothing of the kind was on record by 31 December 2009."


STEADY = [10 + 0.1 * (i % 3) for i in range(40)]
RISING = [10 + i for i in range(40)]


def test_a_base_rate_says_how_many_had_the_same():
    rare = of([*STEADY, 30], first="1980", check="rises", threshold=5, **{"from": "2018"})
    assert rare.base_words == "Such a rise was seen in none of 37 earlier spans."
    common = of(RISING, first="1980", check="rises", threshold=2, **{"from": "2017"})
    assert common.base_words == "Such a rise was seen in all 36 earlier spans."
    no = of(STEADY, first="1980", check="rises", threshold=5, **{"from": "2017"})
    assert no.base_words == "A rise of 5 points or more was seen in none of 36 earlier spans."
    level = of(RISING, first="1980", threshold=30)
    assert level.base_words == "A figure of 30% or more was seen in 19 of 39 earlier years."


def test_a_base_rate_of_few_says_that_it_tells_little():
    few = of([10, 10, 10, 20], check="rises", threshold=5, **{"from": "2002"})
    assert few.base_words == "Such a rise was seen in none of 2 earlier spans. Two spans are too few to tell much."
    single = of([10, 10, 20], check="rises", threshold=5, **{"from": "2001"})
    assert single.base_words == "Such a rise was not seen in the one earlier span. One span tells little."


def test_comparables_are_named():
    cat = catalog(indicator(unit="%"), groups={"GREAT": ["USA", Member(group="GREAT", entity="CHN"), "RUS"]})
    lines = {("x", "USA"): [10, 20], ("x", "CHN"): [10, 20], ("x", "RUS"): [10, 11]}
    found = of([], cat, lines=lines, check="rises", threshold=5, among="GREAT")
    assert found.base_words.startswith("Such a rise was seen in 1 of 2 comparable states (Great).")


def test_a_cause_that_others_share_says_so():
    found = of(RISING, kind="causal", first="1980", check="rises", threshold=2, **{"from": "2017"})
    assert found.sentence == (
        "Not out of the ordinary. US share rose by 2 points, from 47% in 2017 to 49% in 2019, exactly the 2 points we require, "
        "but so did all 36 earlier spans."
    )


def test_a_cause_with_nothing_to_compare_it_with_is_undecided():
    few = of([10, 10, 10, 20], kind="causal", check="rises", threshold=5, **{"from": "2002"})
    assert few.answer == "Undecided"
    assert few.sentence.endswith("With only 2 earlier spans to compare it with, that tells little.")
    none = of([10, 20], kind="causal", check="rises", threshold=5)
    assert none.sentence.endswith("more than the 5 points we require. There is nothing to compare it with.")


@pytest.mark.parametrize(
    ("later", "said"),
    [(30, "And since? Still yes. US share stood at 30% in"), (10, "And since? Now no. US share stood at 10% in")],
)
def test_what_came_since_stands_beside_a_fact(later, said):
    found = of([25] * 25 + [later], threshold=20)
    assert found.sentence.startswith("Yes. US share stood at 25% in 2024")
    assert found.since_words.startswith(said)


def test_a_statement_in_two_is_what_the_figures_are_and_what_is_said_of_them():
    assert of([20, 25], threshold=20).parts == ("US share stood at 25% in 2001, above our 20% line.", "")
    found = of([35, 39, 31], check="rises", threshold=3)
    assert found.parts == (
        "US share fell by 4 points, from 35% in 2000 to 31% in 2002.",
        "We require a rise of 3 points.",
    )
    assert " ".join(found.parts) == found.statement


def test_a_finding_names_the_editions_of_both_its_figures():
    lines = {("x", "USA"): [1, 2], ("y", "USA"): [4, 4]}
    both = of([], catalog(indicator("x"), indicator("y")), lines=lines, measure="ratio", versus_indicator="y")
    out = dt.date(2026, 8, 1)
    assert both.editions == (InUse("x", "first", out), InUse("y", "first", out))


@pytest.mark.parametrize(("page", "source"), [("https://example.org/page", "https://example.org/page"), (None, "")])
def test_a_finding_of_an_event_names_its_page_if_it_has_one(page, source):
    cat = catalog()
    cat.event["break"] = cat.event["break"].model_copy(update={"source": page})
    found = of([1], cat, check="happened", event="break", indicator="", entity="", threshold=None)
    assert (found.source, found.record()["source"]) == (source, source)
