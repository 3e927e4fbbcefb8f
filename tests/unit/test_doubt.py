"""How sure a verdict is, in sentences that agree with the figures."""

import datetime as dt

import pytest
from builders import WRITTEN, a_claim, catalog, observations, row, table

from verdicts import doubt
from verdicts.argument import Argument
from verdicts.choices import change_words, if_words
from verdicts.clock import AsOf
from verdicts.evidence import PUBLICATION
from verdicts.multiverse import multiverse
from verdicts.rule import SCALE

NOW = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)
CLAIM = a_claim()


def of(*rows):
    return multiverse(CLAIM, rows, observations({("x", "USA"): [8, 9, 12], ("x", "CHN"): [1, 2, 3]}), catalog(), NOW)


def first(**changes):
    return row(id="c-a", question="Is it large?", threshold=10, alternatives_why="as good", **changes)


SECOND = row(id="c-b", entity="CHN", threshold=2)


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0%"), (0.004, "under 1%"), (0.394, "39%"), (0.996, "over 99%"), (1, "100%")]
)
def test_a_share_is_all_or_none_only_where_it_is(share, text):
    assert doubt.percent(share) == text


def test_the_robustness_of_a_verdict_in_words():
    assert (
        doubt.robustness_sentence(of(first(alternatives="threshold=5|20"), SECOND))
        == "Same verdict in 67% of 3 test settings."
    )
    assert (
        doubt.robustness_sentence(of(first(alternatives="threshold=5|6"), SECOND))
        == "Same verdict in all 3 test settings."
    )
    assert doubt.robustness_sentence(of(SECOND)) == "There is no other way to test it."


def test_a_verdict_on_a_side_says_how_many_share_the_side():
    three = row(id="c-d", entity="CHN", threshold=2.5)
    text = doubt.robustness_sentence(of(first(alternatives="threshold=20"), SECOND, three))
    assert text == "Same verdict in 50% of 2 test settings, same direction in all."


def test_the_choice_that_moves_most_is_named_with_its_question():
    found = of(first(alternatives="threshold=5|20"), SECOND)
    assert doubt.influence_sentence(found) == (
        "The line in \N{LEFT DOUBLE QUOTATION MARK}Is it large?\N{RIGHT DOUBLE QUOTATION MARK} matters most."
    )
    assert (
        doubt.influence_sentence(of(first(alternatives="threshold=5|6"), SECOND))
        == "No single setting moves the result."
    )


def test_a_pivotal_choice_in_words():
    found = of(first(alternatives="threshold=5|20"), SECOND)
    assert doubt.pivotal_words(found.pivotal_choices[0], found, catalog()) == (
        "Is it large?",
        "line 20 tonnes instead of 10 tonnes: conflicting",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("from", "1995-01-01"), "start of the period 1995 instead of the first figure"),
        (("to", "2010-06-30"), "end of the period 30 June 2010 instead of the last figure"),
        (("smoothing", 5), "period averaged 5 years instead of 1 year"),
        (("entity", "CHN"), "subject Chn instead of Usa"),
    ],
)
def test_a_change_of_choice_in_words(change, words):
    column, value = change
    made = row(alternatives=f"{column}={value}", alternatives_why="as good").options[column][1]
    assert change_words(row(), (column, made), "tonnes", "tonnes", catalog()) == words


@pytest.mark.parametrize(
    ("check", "change", "words"),
    [
        ("at_least", ("from", "1995-01-01"), "began with 1995 instead of the first figure"),
        ("at_least", ("smoothing", 5), "averaged over 5 years instead of 1 year"),
        ("at_least", ("threshold", 5), "asked for 5 tonnes instead of 2 tonnes"),
        ("at_most", ("threshold", 5), "drew the line at 5 tonnes instead of 2 tonnes"),
        ("rises", ("threshold", 5), "asked for a rise of 5 tonnes instead of 2 tonnes"),
        ("falls", ("threshold", 5), "asked for a fall of 5 tonnes instead of 2 tonnes"),
        ("at_least", ("entity", "CHN"), "looked at Chn instead of Usa"),
    ],
)
def test_a_change_of_choice_follows_if_we(check, change, words):
    column, value = change
    asked = row(check=check, alternatives=f"{column}={value}", alternatives_why="as good")
    made = column, asked.options[column][1]
    assert if_words(asked, made, "tonnes", "tonnes", catalog()) == words


def test_another_edition_follows_if_we():
    words = if_words(row(), PUBLICATION, "tonnes", "tonnes", catalog())
    assert words == "used the figures published by the article's day, not the newest ones"


@pytest.mark.parametrize(
    ("alternatives", "sentence"),
    [
        (
            "threshold=5|20",
            "It would become conflicting if we asked for 20 tonnes instead of 10 tonnes. "
            "That setting is in the test \N{LEFT DOUBLE QUOTATION MARK}Is it large?\N{RIGHT DOUBLE QUOTATION MARK}.",
        ),
        ("threshold=5|6", "Changing one setting does not flip it."),
        ("", ""),
    ],
)
def test_the_first_setting_that_flips_a_verdict_in_a_sentence(alternatives, sentence):
    found = of(first(alternatives=alternatives), SECOND)
    assert doubt.flip_sentence(found, catalog()) == sentence


def test_the_scoreboard_counts_only_verdicts_that_rest_on_choices():
    firm = of(first(alternatives="threshold=5|6"), SECOND)
    most = of(first(alternatives="threshold=5|20"), SECOND)
    few = of(first(alternatives="threshold=20|30"), SECOND)
    text = doubt.scoreboard_sentence([firm, most, few, of(SECOND)])
    assert text == (
        "Of the 3 verdicts that depend on how we test, one holds in every test setting, one in most of them and one in half or fewer. "
        "Changing one setting flips two."
    )
    rows = doubt.scoreboard_rows([few, firm, most])
    assert [r["Same verdict"] for r in rows] == [pytest.approx(100), pytest.approx(200 / 3), pytest.approx(100 / 3)]
    assert doubt.scoreboard_sentence([of(SECOND)]) == ""


@pytest.mark.slow
def test_the_scoreboard_of_the_article_adds_up(case):
    everything = case.multiverses(case.now)
    contested = [m for m in everything if m.contested]
    text = doubt.scoreboard_sentence(everything)
    assert text.startswith(f"Of the {len(contested)} verdicts that depend on how we test")
    assert all(m.headline in SCALE and m.size > 1 for m in contested)
    rows = doubt.scoreboard_rows(contested)
    assert [r["Same verdict"] for r in rows] == sorted((r["Same verdict"] for r in rows), reverse=True)
    assert all(r["Same side"] >= r["Same verdict"] - 1e-9 for r in rows)


INDEX = row(
    id="c-i",
    measure="index",
    threshold=90,
    alternatives="from=2001; threshold=80",
    alternatives_why="as good",
    **{"from": "2000"},
)


def test_a_changed_base_year_is_that_of_the_changed_index():
    found = of(INDEX)
    both = next(s for s in found.tests[0].all if len(s.changes) == 2)
    assert "line 80 (2001 = 100) instead of 90 (2000 = 100)" in doubt.changes_words(found.tests[0], both, catalog())


def test_what_is_open_under_every_choice_is_not_called_firm():
    forecast = CLAIM.model_copy(update={"kind": "forecast", "caveat": "But."})
    found = multiverse(
        forecast, [first(alternatives="threshold=5|20")], observations({("x", "USA"): [8, 9, 12]}), catalog(), NOW
    )
    assert doubt.robustness_sentence(found) == "The verdict is the same in all 3 test settings: too early."


def test_a_forecast_that_a_choice_would_decide_is_not_open_under_each():
    forecast = CLAIM.model_copy(update={"kind": "forecast", "caveat": "But."})
    rows = [first(to="2020", alternatives="to=2026|2019")]
    found = multiverse(forecast, rows, observations({("x", "USA"): range(27)}), catalog(), NOW)
    assert (found.headline, found.contested) == ("too early", False)
    assert doubt.robustness_sentence(found) == "Same verdict in 67% of 3 test settings."


def test_a_card_names_the_side_where_it_says_more():
    three = row(id="c-d", entity="CHN", threshold=2.5)
    assert (
        doubt.agreement(of(first(alternatives="threshold=20"), SECOND, three))
        == "Same verdict in 50% of test settings, same direction in all"
    )
    assert doubt.agreement(of(first(alternatives="threshold=5|20"), SECOND)) == "Same verdict in 67% of test settings"


def test_a_test_s_combinations_in_words():
    test = of(first(alternatives="threshold=5|20")).tests[0]
    assert doubt.specifications_sentence(test) == "2 of 3 test settings say yes, 1 says no. All give 12 tonnes."


def test_combinations_with_several_bases_name_none_of_them():
    text = doubt.specifications_sentence(of(INDEX).tests[0])
    assert text.endswith("Results range from 133% to 150%.")


def test_a_reading_that_goes_the_other_way_says_even():
    against = of(row(id="c-n", threshold=50, alternatives="threshold=60", alternatives_why="as good"))
    assert doubt.reading_title(against.strongest_for, +1) == "Even the best case for"
    assert doubt.reading_title(against.strongest_against, -1) == "The best case against"


def test_chance_has_a_part_in_tests_of_causes():
    claims = [a_claim(), a_claim(id="why", kind="causal")]
    rows = [row(id="why-a", claim="why", check="rises", threshold=1), row(id="why-b", claim="why"), row(id="c-c")]
    argument = Argument(table([]), table(claims), table(rows), table([]), table([]))
    assert doubt.chance_sentence(argument) == (
        "Two tests ask of a cause whether a change is out of the ordinary. If nothing lay behind any of them, chance alone would still say "
        "yes to up to one in 10."
    )
