"""Edges of a view without figures: why there is nothing, said in a sentence each, and what there is instead."""

import pytest
from small_views import made, small_case

from exports.exhibit import Exhibit
from verdicts.view import View

CASE = small_case({("x", "USA"): [1, 2, 4], ("x", "CHN"): [1, 3, 9], ("x", "COD"): [8, 5, 5]})


def of(case, *entities, indicator="x", **changes):
    return Exhibit(View(indicator, entities, **changes), case)


@pytest.mark.parametrize(
    ("lines", "asked", "why"),
    [
        ({("x", "USA"): [1]}, {"indicator": "aid"}, "Aid: no figures are in hand."),
        ({("x", "USA"): [1]}, {"indicator": "live"}, "Live: no figures bundled; live only."),
        ({("x", "USA"): [1, 2, 3]}, {"entity": "USA", "last": "1999"},
            "Figures for the United States go from 2000 to 2002. There are none for what is chosen here."),
        ({("aid", "USA", "POL"): [1], ("aid", "USA", "USA"): [1], ("aid", "USA", "DEU"): [1], ("aid", "USA", "FRA"): [1],
            ("aid", "CHN", "COD"): [1]}, {"indicator": "aid", "entity": "USA", "counterpart": "COD"},
            "No figures for the United States with the Democratic Republic of the Congo. There are some with Poland, the "
            "United States and Germany."),
        ({("aid", "USA", "POL"): [1, 2], ("aid", "USA", "DEU"): [1]}, {"indicator": "aid", "entity": "USA", "counterpart": "POL",
            "first": "2002"}, "Figures for the United States go from 2000 to 2001. There are none for what is chosen here."),
        ({("aid", "USA", "POL"): [1], ("aid", "CHN"): [1]}, {"indicator": "aid", "entity": "USA"},
            "No figures for the United States without another side. There are some with Poland."),
        ({("rate", "USA"): [1]}, {"indicator": "rate", "entity": "PACT"}, "The pact: growth rate cannot be added up for a group."),
        ({("rate", "USA"): [1]}, {"indicator": "rate", "entity": "CHN"},
            "No figures of growth rate for China. There are some for the United States."),
        ({("x", "USA"): [1]}, {"entity": "PACT"}, "No figures of crude steel for the pact. There are some for the United States."),
        ({("aid", "USA", "POL"): [1], ("aid", "USA", "DEU"): [1], ("aid", "COD", "POL"): [1], ("aid", "FRA", "POL"): [1],
            ("aid", "POL", "POL"): [1]}, {"indicator": "aid", "counterpart": "POL"},
            "No figures of aid for China. There are some for the United States, the Democratic Republic of the Congo and France."),
    ],
)  # fmt: skip
def test_why_there_is_nothing_is_said_with_what_there_is(lines, asked, why):
    indicators = [made(name) for name in ("x", "population", "aid", "rate")]
    case = small_case(lines, *indicators, made("live", update="download"), made("by_hand", update="import"))
    entity, changes = asked.get("entity", "CHN"), {name: value for name, value in asked.items() if name != "entity"}
    assert of(case, entity, **changes).missing == (why,)


def test_a_missing_month_is_told_between_the_months_there_are():
    case = small_case({("x", "POL"): [1, 2, 3]}, made("x", frequency="M"), frequency="M")
    assert of(case, "POL", first="2001").missing == (
        "Figures for Poland go from January 2000 to March 2000. There are none for what is chosen here.",
    )


def test_only_those_without_figures_are_told_each_for_itself():
    assert of(CASE, "USA", "DEU", "COD", "FRA").missing == (
        "No figures of crude steel for Germany. There are some for the United States, China and the Democratic Republic of "
        "the Congo.",
        "No figures of crude steel for France. There are some for the United States, China and the Democratic Republic of the "
        "Congo.",
    )


@pytest.mark.parametrize(
    ("asked", "names", "nearest"),
    [
        ("crude steel", {"a": "steel output", "b": "raw crude steel"}, "raw crude steel"),
        ("crude steel", {"a": "raw crude steel", "b": "steel output"}, "raw crude steel"),
        # Of two that are as near the first is told.
        ("crude steel", {"a": "crude", "b": "steel"}, "crude"),
        # Half of all words are enough, one of three is too little, and so are two of five; little words are none.
        ("crude steel", {"a": "steel output"}, ""),
        ("price of steel", {"a": "price of gas"}, ""),
        ("steel in the east", {"a": "gas in the east"}, ""),
        ("steel a year", {"a": "steel"}, "steel"),
        ("big crude steel", {"a": "steel crude at sea"}, "steel crude at sea"),
        ("big crude steel mills", {"a": "crude steel at sea"}, ""),
        ("crude steel", {"a": "gas"}, ""),
    ],
)
def test_the_indicator_named_most_alike_that_has_figures_is_the_nearest(asked, names, nearest):
    indicators = [
        made("x", name=asked),
        *(made(one, name=name) for one, name in names.items()),
        made("not", name=asked),
    ]
    case = small_case({("x", "USA"): [1], ("not", "USA"): [1], **{(one, "CHN"): [1] for one in names}}, *indicators)
    more = f"Nearest: {nearest}." if nearest else "There are some for the United States."
    assert of(case, "CHN").missing == (f"No figures of {asked} for China. {more}",)
