"""Explore in a real browser, on a desk and on a phone: from a question to a chart, a file, and an address that gives the same view."""

import csv
import io
import re

import pytest
from opening import DESKTOP, PHONE, assert_no_sideways_scrolling, new_tab, open_page
from playwright.sync_api import Page, expect

CHART = ".st-key-explore-chart .js-plotly-plot"


def lines_of(tab: Page) -> list[str]:
    """The names of what is drawn, once it is."""
    expect(tab.locator(f"{CHART} .main-svg").first).to_be_visible()
    return tab.eval_on_selector(CHART, "chart => chart.data.map(trace => trace.name)")


def chosen(tab: Page, label: str, words: str) -> None:
    """Type into a choice and take what it finds."""
    box = tab.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.press_sequentially(words)
    tab.get_by_role("option", name=words, exact=True).click()
    # An open list keeps the rest of the page from those who cannot see it.
    box.press("Escape")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_a_question_to_a_chart_a_file_and_an_address_that_gives_the_same_view(browser, address, size):
    context = browser.new_context(viewport=size, accept_downloads=True)
    with new_tab(context) as tab:
        open_page(tab, address, "explore")
        tab.get_by_label("Search for figures in plain words").fill("how much does poland spend on its army")
        tab.locator(".explore-found a", has_text="Military spending as a share of GDP").first.click()
        tab.wait_for_url("**indicator=milex_share_gdp**")
        assert "Poland" in " ".join(lines_of(tab))

        chosen(tab, "Countries and groups", "Germany")
        tab.wait_for_url(re.compile("entity=[^&]*DEU"))
        expect(tab.locator(f"{CHART} .annotation-text", has_text="Germany").first).to_be_visible()
        with_germany = lines_of(tab)
        assert {"Poland", "Germany"} <= set(with_germany)
        assert_no_sideways_scrolling(tab)

        tab.get_by_role("radio", name="Bars", exact=True).click()
        tab.wait_for_url("**form=bars**")
        expect(tab.locator(f"{CHART} .bars").first).to_be_attached()
        heading = tab.locator("h2.chart-head").first
        told, where = heading.inner_text(), tab.url
        assert_no_sideways_scrolling(tab)

        tab.go_back()
        expect(tab.locator(f"{CHART} .bars")).to_have_count(0)
        assert lines_of(tab) == with_germany
        tab.go_forward()
        expect(tab.locator(f"{CHART} .bars").first).to_be_attached()

        with new_tab(context) as again:
            again.goto(where)
            expect(again.locator(f"{CHART} .bars").first).to_be_attached()
            assert again.locator("h2.chart-head").first.inner_text() == told
            menu = again.locator(".st-key-take-view")
            menu.locator("summary").click()
            expect(menu.get_by_role("status")).to_contain_text("Ready.")
            with again.expect_download() as download:
                menu.get_by_role("link", name="CSV", exact=True).click()
            rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8"))))
            assert {"POL", "DEU"} <= {row["entity"] for row in rows}
            with again.expect_download() as picture:
                menu.get_by_role("button", name="PNG", exact=True).click()
            assert picture.value.suggested_filename.startswith("plumbline-explore-milex_share_gdp-")
            assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    context.close()
