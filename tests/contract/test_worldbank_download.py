"""What is special to the World Bank: pages, errors with status 200, names that tell the unit."""

import json
import re

import pytest
import wbgapi
from cases import worldbank as bank
from downloads import CATALOG, ask, figures, frame, refresh, serve_changed
from faults import html_error_page, xml_error_page
from stub import Answer

from loaders.errors import Changed, Empty
from loaders.fetch import AGENT
from loaders.sources import worldbank

CODE = "NY.GDP.MKTP.CD"
SERIES = f"/v2/en/sources/2/series/{CODE}/country/all/time/all"
FRAME = frame(
    ("USA", "2023-12-31", 27.5e12),
    ("USA", "2024-12-31", float("nan")),
    ("WLD", "2023-12-31", 105e12),
    ("EU", "2024-12-31", 18.25e12),
)


def test_a_series_comes_with_its_edition(internet, tmp_path):
    bank.serve(internet, {"gdp_nominal": FRAME})
    delivery, table = refresh("worldbank", CODE, tmp_path)
    assert figures(table, "USA") == {"2023-12-31": (27.5e12, "")}
    assert figures(table, "EU") == {"2024-12-31": (18.25e12, "")}
    assert set(table["entity"]) == {"USA", "EU", "WLD"}
    assert (delivery.edition, str(delivery.published)) == ("WDI, updated 2026-11-02", "2026-11-02")
    assert internet.unexpected == []
    assert {request.headers["User-Agent"] for request in internet.requests} == {AGENT}


def test_the_bytes_are_the_rows_that_have_a_value_and_one_page_holds_them(internet, tmp_path, monkeypatch):
    monkeypatch.setitem(bank.NAMES, CODE, "GDP \u2013 of all (current US$)")
    bank.serve(internet, {"gdp_nominal": FRAME})
    delivery = ask("worldbank", CODE, tmp_path)
    rows = (("USA", 2023, "27500000000000.0"), ("WLD", 2023, "105000000000000.0"), ("EUU", 2024, "18250000000000.0"), ("ARB", 2020, "1.0"))  # fmt: skip
    cells = ",".join(f'{{"economy":"{economy}","time":"{year}","value":{value}}}' for economy, year, value in rows)
    content = (
        f'{{"series":"{CODE}","name":"GDP \u2013 of all (current US$)","rows":[{cells}],"lastupdated":"2026-11-02"}}'
    )
    assert delivery.files == {f"wdi_{CODE}.json": content.encode()}
    # Of some 17,000 rows each series has two pages; beyond 32,500 the Bank gives none.
    asked = [
        (request.query["page"], request.query["per_page"]) for request in internet.requests if request.path == SERIES
    ]
    assert asked == [("1", "10000")]


def test_all_pages_are_read(internet, tmp_path, monkeypatch):
    monkeypatch.setattr(worldbank, "PER_PAGE", 2)
    bank.serve(internet, {"gdp_nominal": FRAME})
    _, table = refresh("worldbank", CODE, tmp_path)
    assert figures(table, "EU") == {"2024-12-31": (18.25e12, "")}
    asked = [request.query["page"] for request in internet.requests if request.path == SERIES]
    assert asked == ["1", "2", "3"]


def test_a_service_that_never_comes_to_an_end_is_left(internet, tmp_path):
    bank.serve(internet, {"gdp_nominal": FRAME})
    source = {"id": "2", "name": "WDI", "data": []}
    internet.on(bank.HOST, SERIES, bank.json_answer({"page": 1, "per_page": 0, "total": 9, "source": source}))
    with pytest.raises(Changed, match=f"at most {worldbank.REQUESTS} pages"):
        ask("worldbank", CODE, tmp_path)
    assert internet.count(bank.HOST) == worldbank.REQUESTS + 1


@pytest.mark.parametrize("indicator", [i.id for i in CATALOG.indicators.rows if i.source == "worldbank"])
def test_the_banks_own_names_fit_the_units_of_the_catalog(internet, tmp_path, indicator):
    bank.serve(internet, {indicator: FRAME})
    _, table = refresh("worldbank", CATALOG.indicator[indicator].code, tmp_path)
    assert figures(table, "USA") == {"2023-12-31": (27.5e12, "")}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("NY.GDP.MKTP.KD", "GDP (constant 2021 US$)"),
        ("NY.GDP.MKTP.PP.KD", "GDP, PPP (constant 2024 international $)"),
        ("NY.GDP.MKTP.CD", "GDP (current LCU)"),
        ("NE.TRD.GNFS.ZS", "Trade"),
        ("SP.POP.TOTL", "Population, total (thousands)"),
    ],
)
def test_a_series_in_another_unit_is_refused(internet, tmp_path, monkeypatch, code, name):
    monkeypatch.setitem(bank.NAMES, code, name)
    indicator = next(i.id for i in CATALOG.indicators.rows if i.code == code)
    bank.serve(internet, {indicator: FRAME})
    with pytest.raises(Changed, match=re.escape(name)):
        refresh("worldbank", code, tmp_path)


def test_a_series_that_there_is_not_is_told_with_the_banks_words(internet, tmp_path):
    bank.serve(internet, {"gdp_nominal": FRAME})
    with pytest.raises(Changed, match="NY.GDP.MKTP.KD.*Invalid value: The provided parameter value is not valid"):
        ask("worldbank", "NY.GDP.MKTP.KD", tmp_path)


@pytest.mark.parametrize(
    "answer",
    [
        xml_error_page(),
        html_error_page(),
        bank.json_answer([]),
        bank.json_answer("Service unavailable"),
        bank.json_answer({"page": 1}),
        bank.json_answer([{"page": 0, "pages": 0, "per_page": 0, "total": 0}, None]),
    ],
)
def test_another_answer_with_status_200_is_told_and_leaves_no_trace(internet, tmp_path, answer):
    bank.serve(internet, {"gdp_nominal": FRAME})
    internet.on(bank.HOST, SERIES, answer)
    with pytest.raises(Changed, match=f"the series {CODE} from api.worldbank.org"):
        ask("worldbank", CODE, tmp_path)
    assert (wbgapi.get_options, wbgapi.per_page) == ({}, 1000)


def test_rows_without_a_value_are_no_figures(internet, tmp_path):
    serve_changed(internet, bank.CASE, {"gdp_nominal": FRAME}, bank.CASE.empty)
    with pytest.raises(Empty, match=CODE):
        ask("worldbank", CODE, tmp_path)


def test_no_rows_are_no_figures(internet, tmp_path):
    bank.serve(internet, {"gdp_nominal": FRAME})
    source = {"id": "2", "name": "WDI", "data": []}
    internet.on(bank.HOST, SERIES, bank.json_answer({"page": 1, "per_page": 50, "total": 0, "source": source}))
    with pytest.raises(Empty, match=CODE):
        ask("worldbank", CODE, tmp_path)


def test_other_names_of_keys_are_told(internet, tmp_path):
    serve_changed(internet, bank.CASE, {"gdp_nominal": FRAME}, bank.CASE.spoil)
    with pytest.raises(Changed, match="JSON of another shape"):
        ask("worldbank", CODE, tmp_path)


def test_an_economy_that_is_new_is_reported(internet, tmp_path):
    bank.serve(internet, {"gdp_nominal": FRAME.replace({"entity": {"EU": "ATL"}})})
    with pytest.raises(Changed, match="'ATL'"):
        refresh("worldbank", CODE, tmp_path)


def test_a_moment_in_place_of_the_day_of_the_last_update_is_refused(internet, tmp_path):
    bank.serve(internet, {"gdp_nominal": FRAME})
    record = [{"page": "1", "per_page": "1", "total": "1"}, [{"id": "2", "lastupdated": "soon"}]]
    internet.on(bank.HOST, re.compile("^/v2/en/sources/2$"), Answer(200, {}, json.dumps(record).encode()))
    with pytest.raises(Changed, match="the day of the last update"):
        ask("worldbank", CODE, tmp_path)
