"""A view as the parameters of an address: there and back, and what of an address cannot be had."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import CASE

from verdicts.measures import MEASURES
from verdicts.view import FORMS, MOST, PARAMETERS, View, canonical, view_of
from verdicts.view_reading import parse

INDICATORS = sorted(CASE.catalog.indicator)
ENTITIES = sorted(CASE.catalog.entity)
ANY = st.text(max_size=12)
YEARS = st.sampled_from(["", "1992", "2000", "2014-02-27", "2024", "20", "2024-13-01", "soon"])
ADDRESS = st.fixed_dictionaries(
    {},
    optional={
        "indicator": st.sampled_from(INDICATORS) | ANY,
        "entity": st.lists(st.sampled_from([*ENTITIES, "NATO@2014", "poland", "XX"]) | ANY, max_size=15).map(",".join),
        "counterpart": st.sampled_from([*ENTITIES, ""]) | ANY,
        "measure": st.sampled_from([*MEASURES, "slope"]),
        "versus_indicator": st.sampled_from([*INDICATORS, "", "x"]),
        "versus_entity": st.sampled_from([*ENTITIES, "", "NATO@2014", "x"]),
        "versus_counterpart": st.sampled_from([*ENTITIES, "", "x"]),
        "smoothing": st.sampled_from(["", "1", "5", "120", "0", "121", "-1", "1.5", "five", "\u0665"]),
        "from": YEARS,
        "to": YEARS,
        "edition": st.sampled_from(["", "today", "publication", "latest", "article", "2024-06-30", "1800-01-01", "x"]),
        "form": st.sampled_from([*FORMS, "pie"]),
        "log": st.sampled_from(["", "0", "1", "true", "yes"]),
        "events": st.lists(st.sampled_from([*CASE.catalog.event, "no-event"]), max_size=3).map(",".join),
        "sides": st.sampled_from(["", "0", "1"]),
        "colour": ANY,
    },
)


@settings(max_examples=400)
@given(ADDRESS)
def test_any_address_comes_to_a_view_that_goes_there_and_back_without_loss(address):
    read = parse(address, CASE)
    again = parse(canonical(read.view), CASE)
    assert again.view == read.view
    assert again.dropped == ()
    assert 1 <= len(read.view.entities) <= MOST
    assert set(canonical(read.view)) <= set(PARAMETERS)
    for one in read.dropped:
        assert one.parameter in address
        assert one.why.endswith(".")


@pytest.mark.parametrize(
    ("parameter", "value", "near"),
    [
        ("indicator", "milex_shar_gdp", "milex_share_gdp"),
        ("entity", "Germny", "DEU"),
        ("measure", "shares", "share"),
        ("form", "lines", "line"),
        ("events", "crimea-2015", "crimea-2014"),
    ],
)
def test_what_is_misspelt_is_dropped_with_the_nearest_there_is(parameter, value, near):
    (dropped,) = parse({"indicator": "gdp_nominal", parameter: value}, CASE).dropped
    assert (dropped.parameter, dropped.value) == (parameter, value)
    assert near in dropped.near
    assert repr(value) in dropped.why


def test_names_do_for_codes_in_any_case():
    view = parse({"indicator": "GDP at market exchange rates", "entity": "poland,usa,NATO@2014"}, CASE).view
    assert (view.indicator, view.entities) == ("gdp_nominal", ("POL", "USA", "NATO@2014"))


def test_twelve_are_shown_and_the_rest_is_told():
    codes = [row.id for row in CASE.catalog.entities.rows if row.kind == "country"][:14]
    read = parse({"indicator": "gdp_nominal", "entity": ",".join(codes)}, CASE)
    assert list(read.view.entities) == codes[:12]
    (dropped,) = read.dropped
    assert CASE.catalog.name_of(codes[12]) in dropped.why


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"measure": "share"}, "measure"),
        ({"measure": "rank", "versus_entity": "POL"}, "versus_entity"),
        ({"from": "2020", "to": "2010"}, "to"),
        ({"counterpart": "USA"}, "counterpart"),
        ({"indicator": "gdp_growth", "measure": "share", "versus_entity": "WLD"}, "measure"),
    ],
)
def test_what_does_not_go_together_is_told(asked, parameter):
    read = parse({"indicator": "population", "entity": "POL", **asked}, CASE)
    assert read.view.measure == "level"
    assert [one.parameter for one in read.dropped] == [parameter]


def test_without_words_a_view_shows_what_most_tests_look_at_and_those_they_look_at():
    view = parse({}, CASE).view
    rows = [row for row in CASE.argument.evidence.rows if row.indicator == view.indicator]
    assert len(rows) >= 2
    assert view.entities[0] in {row.entity for row in rows}
    assert view.counterpart == ""


def test_a_flow_has_all_as_its_other_side_where_none_is_named():
    assert parse({"indicator": "arms_transfers"}, CASE).view.counterpart == "WLD"
    assert parse({"indicator": "aid_military"}, CASE).view.counterpart == "UKR"


def test_each_test_of_figures_is_a_view_that_its_address_gives_back():
    rows = [row for row in CASE.argument.evidence.rows if row.indicator]
    for row in rows:
        view = view_of(row)
        assert view.request(row.entity) == row.request
        assert (view.window.start, view.window.end) == (row.first, row.last)
        read = parse(canonical(view), CASE)
        assert (read.view, read.dropped) == (view, ())


def test_what_is_as_usual_is_left_out_of_an_address():
    assert canonical(View("gdp_nominal", ("POL", "DEU"))) == {"indicator": "gdp_nominal", "entity": "POL,DEU"}
