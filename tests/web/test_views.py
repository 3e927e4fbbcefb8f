"""Views of Explore at their addresses: figures, charts, pages for frames, menus, and what is wrong with a question."""

import csv
import io
import json
import re
from html import unescape
from urllib.parse import parse_qsl, quote, urlsplit

import pyarrow.parquet as pq
import pytest
from calling import HOME, ask
from opened import CASE
from openpyxl import load_workbook

from exports.pictures import SIZES
from exports.view_values import COLUMNS
from loaders.catalog import Catalog
from verdicts.view import FORMS, PARAMETERS
from web.views import VIEW

DAY = CASE.now.day
ASKED = "indicator=milex_share_gdp&entity=POL,USA&from=2010&to=2024"
FILES = ("csv", "json", "xlsx", "parquet")


def raw(indicator, entity):
    part = CASE.observations.part(indicator)
    part = part[part["entity"] == entity]
    return {str(date.date()): value for date, value in zip(part["date"], part["value"], strict=True)}


def rows_of(form, query=ASKED):
    got = ask(f"/views/figures.{form}?{query}")
    assert got.status == 200
    if form == "csv":
        return list(csv.DictReader(io.StringIO(got.text)))
    if form == "parquet":
        return pq.read_table(io.BytesIO(got.body)).to_pylist()
    sheet = load_workbook(io.BytesIO(got.body)).worksheets[0]
    head, *rows = sheet.values
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_figures_are_those_of_the_source_with_their_doubt_unit_and_licence(form):
    rows = rows_of(form)
    assert list(rows[0]) == list(COLUMNS)
    for entity in ("POL", "USA"):
        held = {date: value for date, value in raw("milex_share_gdp", entity).items() if "2010" <= date[:4] <= "2024"}
        told = {str(row["date"])[:10]: float(row["value"]) for row in rows if row["entity"] == entity}
        assert told == pytest.approx(held)
    for row in rows:
        assert float(row["low"]) < float(row["value"]) < float(row["high"])
        assert row["unit"] == "% of GDP"
        assert "SIPRI" in row["licence"]
        assert row["citation"]
        assert not row["note"]


def test_the_record_says_what_is_seen_and_of_whom():
    record = ask(f"/views/figures.json?{ASKED}").json
    assert record["view"] == dict(parse_qsl(ASKED))
    assert record["what"] == "Military spending as a share of GDP"
    assert [one["entity"] for one in record["series"]] == ["POL", "USA"]
    assert len(record["series"][0]["figures"]) == 15
    assert record["sources"][0]["publisher"] == "Stockholm International Peace Research Institute"
    assert record["link"] == f"{HOME}/explore?{ASKED}"


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_a_chart_with_its_source_and_the_way_back(form):
    chart = ask(f"/views/chart.json?{ASKED}&form={form}").json
    words = chart["layout"]["meta"]
    assert chart["data"]
    assert words["verdicts"] == [
        {"label": None, "word": "", "when": f"Figures as of {DAY.day} {DAY:%B %Y}", "certainty": "", "because": ""}
    ]
    assert "SIPRI" in words["sources"]
    assert (chart["layout"]["width"], chart["layout"]["height"]) == SIZES["slide"]
    assert words["file"]["author"] == "Plumbline"


def test_the_page_for_a_frame_has_the_chart_in_both_modes_and_leads_to_the_view():
    got = ask(f"/views/embed?{ASKED}")
    assert got.status == 200
    charts = json.loads(re.search(r'id="figures">(.*?)</script>', got.text, re.DOTALL)[1])
    assert set(charts) == {"light", "dark"}
    assert f'href="{HOME}/explore?{ASKED}"' in unescape(got.text)
    assert "<h2>" not in got.text
    assert ask(f"/views/embed?{ASKED}&utm_source=x&whatever=1").status == 200


def test_the_menu_offers_pictures_files_the_citation_of_the_source_links_and_code():
    told = ask(f"/views/menu.json?{ASKED}").json
    assert set(told["figures"]) == {"light", "dark"}
    assert set(told["figures"]["light"]) == set(SIZES)
    groups = {group["title"]: group["entries"] for group in told["groups"]}
    assert [entry["href"] for entry in groups["Figures"]] == [
        f"views/figures.{form}?{ASKED}" for form in ("csv", "xlsx", "parquet", "json")
    ]
    assert {entry["href"] for entry in groups["Cite Stockholm International Peace Research Institute"]} == {
        f"sources/sipri_milex.{form}" for form in ("bib", "ris", "csljson")
    }
    live, pinned = (entry["copy"] for entry in groups["Link"])
    assert live == f"{HOME}/explore?{ASKED}"
    assert pinned == f"{HOME}/explore?{ASKED}&edition={DAY}"
    assert f'src="{HOME}/views/embed?' in groups["Embed"][0]["copy"]
    assert f"{HOME}/views/figures.csv?{ASKED}" in groups["Load the figures"][0]["copy"]
    for entry in groups["Figures"]:
        assert ask(f"/{entry['href']}").status == 200


def test_the_menu_of_a_test_leads_to_explore_with_its_parts_filled_in():
    row = next(
        row for row in CASE.argument.evidence.rows if row.measure == "share" and row.smoothing > 1 and row.counterpart
    )
    told = ask(f"/takeaway/{row.id}.json").json
    (entry,) = next(group["entries"] for group in told["groups"] if group["title"] == "Explore")
    asked = dict(parse_qsl(urlsplit(entry["href"]).query))
    assert asked["indicator"] == row.indicator
    assert asked["entity"] == row.entity
    assert asked["counterpart"] == row.counterpart
    assert asked["measure"] == "share"
    assert asked["smoothing"] == str(row.smoothing)
    assert (asked.get("from"), asked.get("to")) == tuple(day and str(day.year) for day in (row.first, row.last))


@pytest.mark.parametrize("where", [f"explore?{ASKED}", f"views/embed?{ASKED}"])
def test_a_site_is_told_how_to_show_a_view(where):
    told = ask(f"/oembed?url={quote(f'{HOME}/{where}', safe='')}").json
    assert told["type"] == "rich"
    assert f"/views/embed?{ASKED}" in unescape(told["html"])
    assert told["title"].startswith("Military spending as a share of GDP")


@pytest.mark.parametrize(
    ("query", "parameter", "word"),
    [
        ("indicator=milex_shar_gdp", "indicator", "military spending"),
        ("indicator=gdp_nominal&entity=POL,Germny", "entity", "Germany"),
        ("measure=share", "measure", "versus_entity"),
        ("indicator=gdp_nominal&measure=rank&versus_entity=POL", "versus_entity", "group"),
        ("form=pie", "form", "multiples"),
        ("smoothing=0", "smoothing", "120"),
        ("from=20", "from", "year"),
        ("from=2024-13-01", "from", "calendar"),
        ("from=2020&to=2010", "to", "before it begins"),
        ("edition=1950-01-01", "edition", "publication"),
        ("events=crimea-2015", "events", "Crimea"),
        ("log=yes", "log", "1"),
    ],
)
def test_what_cannot_be_had_is_an_error_that_says_what_would_do(query, parameter, word):
    for address in ("figures.csv", "chart.json", "menu.json", "embed"):
        got = ask(f"/views/{address}?{query}", accept="application/json")
        assert (got.status, got.error["code"], got.error["parameter"]) == (400, "unknown-value", parameter)
        assert word in got.error["message"]


def test_a_parameter_that_is_none_or_stands_twice_is_an_error():
    assert ask("/views/figures.csv?entities=POL").error["code"] == "unknown-parameter"
    assert ask("/views/figures.csv?entity=POL&entity=DEU").error["code"] == "repeated-parameter"
    assert ask("/views/figures.pdf?entity=POL").error["code"] == "unknown-address"


def test_where_there_are_no_figures_files_say_so_and_there_is_nothing_to_draw():
    query = "indicator=milex_share_gdp&entity=NATO@2024"
    (row,) = rows_of("csv", query)
    assert "cannot be added up for a group" in row["note"]
    assert row["value"] == ""
    got = ask(f"/views/chart.json?{query}")
    assert (got.status, got.error["code"]) == (404, "nothing-to-draw")
    assert "cannot be added up" in got.error["message"]


@pytest.mark.parametrize("form", FORMS)
def test_figures_that_may_not_be_passed_on_are_in_no_answer(monkeypatch, form):
    monkeypatch.setattr(Catalog, "may_pass_on", lambda self, indicator: indicator != "milex_share_gdp")
    # Another window than other tests ask for: their answers are kept.
    query = f"indicator=milex_share_gdp&entity=POL,DEU&from=2011&to=2023&form={form}"
    (row,) = rows_of("csv", query)
    assert "may not be passed on" in row["note"]
    assert row["value"] == row["low"] == ""
    record = ask(f"/views/figures.json?{query}").json
    assert record["series"] == []
    assert "may not be passed on" in record["figures_note"]
    assert ask(f"/views/chart.json?{query}").error["code"] == "withheld"
    told = ask(f"/views/menu.json?{query}").json
    assert told["figures"] == told["pages"] == {}
    assert "may not be passed on" in told["withheld"]
    page = ask(f"/views/embed?{query}").text
    assert 'id="figures"' not in page
    assert "may not be passed on" in page


def test_what_is_set_against_may_be_kept_from_being_passed_on_too(monkeypatch):
    monkeypatch.setattr(Catalog, "may_pass_on", lambda self, indicator: indicator != "population")
    (row,) = rows_of("csv", "indicator=gdp_ppp&entity=DEU&measure=ratio&versus_indicator=population&from=2011")
    assert "population" in row["note"]


def test_a_view_of_a_day_may_be_kept_and_one_of_now_for_a_minute():
    now, then = (
        ask(f"/views/figures.csv?{ASKED}{more}").headers["cache-control"] for more in ("", "&edition=publication")
    )
    assert "max-age=60" in now
    assert "max-age=86400" in then


def test_the_addresses_take_what_the_page_takes():
    assert tuple(one.name for one in VIEW) == PARAMETERS
    assert f"{HOME}/explore" in ask("/sitemap.xml").text
