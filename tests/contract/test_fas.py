"""Our World in Data: the edition from the metadata, and names of columns that change."""

import datetime as dt
import json

import pytest
from asking import delivered, fetch_for, figures
from cases import fas as service
from stub import Answer

from loaders.errors import Changed

TABLE = (
    b"entity,code,year,warheads_2026,owid_region\nChina,CHN,2026,620,Asia\nWorld,OWID_WRL,2026,12200,\n"
    b"France,FRA,2026,,Europe\n"
)


@pytest.fixture
def asked(internet, tmp_path):
    """The chart with this table and metadata, asked for."""

    def serve(columns: object = service.METADATA["columns"]):
        internet.on(service.HOST, f"{service.CHART}.csv", Answer(200, {}, TABLE))
        described = json.dumps({**service.METADATA, "columns": columns}).encode()
        internet.on(service.HOST, f"{service.CHART}.metadata.json", Answer(200, {}, described))
        return fetch_for("fas", tmp_path)

    return serve


def test_the_whole_table_is_asked_for_with_short_names(internet, asked):
    assert figures("fas", "stockpile", asked()).to_dict() == {("CHN", "2026-12-31"): 620}
    assert {request.target.partition("?")[2] for request in internet.requests} == {
        "v=1&csvType=full&useColumnShortNames=true"
    }


def test_edition_and_day_are_those_of_the_metadata(asked):
    delivery = delivered("fas", "stockpile", asked())
    assert delivery.edition.startswith("Federation of American Scientists (2026)")
    assert delivery.published == dt.date(2026, 5, 13)


@pytest.mark.parametrize("about", [{}, {"lastUpdated": None, "citationShort": None}])
def test_metadata_may_leave_them_out(asked, about):
    delivery = delivered("fas", "stockpile", asked({"warheads": about, "owid_region": {}}))
    assert (delivery.edition, delivery.published) == ("", None)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ([], "an object as columns; found a list"),
        ({}, "metadata of one column; found none"),
        ({"a": {}, "b": {}}, "metadata of one column; found a, b"),
        ({"a": "warheads"}, "an object as a; found text"),
        ({"a": {"lastUpdated": "May 2026"}}, "a day such as 2026-05-13 as lastUpdated; found 'May 2026'"),
        ({"a": {"citationShort": ["FAS"]}}, "text as citationShort; found a list"),
    ],
)
def test_metadata_of_another_shape_are_refused(asked, columns, words):
    with pytest.raises(Changed, match=words):
        delivered("fas", "stockpile", asked(columns))
