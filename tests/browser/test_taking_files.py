"""Files that the server makes, in a real browser: each is saved or opened by a click."""

import io
import json
import zipfile

import pandas as pd
import pytest
from opened import CASE
from opening import open_page
from openpyxl import load_workbook
from playwright.sync_api import expect

from web.waiting import PROGRESS

CLAIM, PICTURE = "us-still-powerful", "us-still-powerful-gdp"
DAY = CASE.now.day


@pytest.fixture
def click(tab, address):
    """Saves what a link of a claim's page saves: its name and its content."""
    open_page(tab, address, f"claim?id={CLAIM}")
    menu = tab.locator(f".st-key-take-{PICTURE}")
    menu.scroll_into_view_if_needed()
    menu.locator("summary").click()
    expect(menu.get_by_role("status")).to_contain_text("Ready.")

    def save(words, where=menu):
        with tab.expect_download() as download:
            where.get_by_role("link", name=words, exact=True).click()
        return download.value.suggested_filename, download.value.path().read_bytes()

    return save


def test_the_figures_of_a_test_are_saved_in_every_form(click):
    names, contents = zip(*(click(words) for words in ("CSV", "Excel", "Parquet", "JSON")), strict=True)
    assert names == tuple(f"plumbline-{PICTURE}-{DAY}.{ending}" for ending in ("csv", "xlsx", "parquet", "json"))
    csv, xlsx, parquet, record = map(io.BytesIO, contents)
    values = list(pd.read_csv(csv)["value"])
    assert len(values) > 30
    assert list(pd.read_parquet(parquet)["value"]) == pytest.approx(values)
    assert load_workbook(xlsx).sheetnames[0] == "Figures"
    assert json.load(record)["evidence"] == PICTURE


def test_a_claim_is_saved_as_a_bundle_and_cited(click, tab):
    foot = tab.get_by_role("navigation", name="Download this claim")
    assert click("BibTeX", foot)[1].startswith(b"@")
    everything = foot.get_by_role("link", name="Everything (data package, zip)", exact=True)
    # Here and not in a tab beside this one: that one could have it saved before anybody listens.
    assert everything.get_attribute("target") == "_blank"
    everything.evaluate("link => link.removeAttribute('target')")
    name, content = click(everything.inner_text(), foot)
    assert name == f"plumbline-{CLAIM}-{DAY}.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        assert bundle.testzip() is None
        assert f"pictures/{PICTURE}-slide.png" in bundle.namelist()


def test_a_report_opens_beside_the_page(click, tab):
    with tab.expect_popup() as opened:
        tab.get_by_role("navigation", name="Download this claim").get_by_role("link", name="Report (page)").click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("United States")
    assert opened.value.locator("svg").count() >= 4


def test_who_waits_for_a_report_sees_how_far_it_is(tab, address):
    """The question that is held goes on only once the page has shown what the other one was told."""
    held = []

    def answer(route):
        if route.request.is_navigation_request():
            route.continue_()
        elif PROGRESS in route.request.headers["accept"]:
            route.fulfill(status=202, json={"made": 3, "of": 12}, content_type=PROGRESS)
        else:
            held.append(route)

    where = f"{address}/reports/claims/{CLAIM}.html?as_of=2024-03-03"
    tab.route(where, answer)
    tab.goto(where)
    expect(tab.get_by_role("status")).to_have_text("3 of 12 pictures are drawn.")
    expect(tab.get_by_role("progressbar", name="Pictures drawn")).to_have_attribute("max", "12")
    (one,) = held
    one.continue_()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("United States")
    assert tab.locator("svg").count() >= 4
