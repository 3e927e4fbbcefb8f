"""A reader tests a claim of their own: from words to a verdict, kept in the link, opened anew elsewhere, taken away as a case."""

import re
import zipfile

import pytest
from opening import DESKTOP, PHONE, assert_no_sideways_scrolling, new_tab, open_page
from playwright.sync_api import expect

import cli

WORDS = "Poland has sharply raised its defence spending since 2014"
SENTENCE = "Military spending as a share of GDP of Poland rose by at least"


def slot(tab, name):
    return tab.get_by_role("combobox", name=name, exact=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_from_words_to_a_verdict_that_is_kept_in_the_link_and_taken_away_as_a_case(
    tab, browser, address, size, tmp_path, capsys
):
    tab.set_viewport_size(size)
    open_page(tab, address, "your-claim")
    tab.get_by_text("Or say it in your own words").click()
    tab.get_by_label("Your claim in your own words").fill(WORDS)
    tab.get_by_label("Your claim in your own words").press("Enter")
    tab.get_by_role("button", name="Test this", exact=True).first.click()
    expect(slot(tab, "Of whom")).to_have_value("Poland")
    expect(tab.locator(".band")).to_contain_text(re.compile("leans supported", re.IGNORECASE))
    expect(tab.locator(".js-plotly-plot").first).to_be_visible()
    assert_no_sideways_scrolling(tab)

    tab.get_by_label("By how much, or how much").fill("1.5")
    tab.get_by_label("By how much, or how much").press("Enter")
    expect(tab.locator(".band")).to_contain_text("more than the 1.5 points we require")
    tab.get_by_role("button", name="Keep this claim").click()
    expect(tab.get_by_role("heading", name="Kept claims (1)")).to_be_visible()
    expect(tab.locator(".own-kept")).to_contain_text(SENTENCE)
    told = tab.locator(".band").inner_text()

    elsewhere = browser.new_context(viewport=size)
    with new_tab(elsewhere) as anew:
        anew.goto(tab.url)
        expect(anew.locator(".own-kept")).to_contain_text(SENTENCE)
        expect(anew.locator(".band")).to_have_text(told, use_inner_text=True)
        assert anew.url == tab.url
    elsewhere.close()

    with tab.expect_download() as taken:
        tab.get_by_role("button", name="Download as a case").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        archive.extractall(tmp_path / "case")
    assert cli.main(["validate", str(tmp_path / "case")]) == 0
    assert "1 claim, 1 row of evidence" in capsys.readouterr().out

    open_page(tab, address, "your-claim")
    expect(tab.locator(".own-kept")).to_have_count(0)
    tab.get_by_role("link", name="Bring back the claims that this browser kept").click()
    expect(tab.locator(".own-kept")).to_contain_text(SENTENCE)


def test_back_undoes_a_choice(tab, address):
    tab.set_viewport_size(DESKTOP)
    open_page(tab, address, "your-claim?indicator=milex_share_gdp&entity=POL&from=2014&to=2024&threshold=1.5")
    tab.get_by_label("By how much, or how much").fill("3")
    tab.get_by_label("By how much, or how much").press("Enter")
    expect(tab.locator(".band")).to_contain_text("3 points we require")
    tab.go_back()
    expect(tab.locator(".band")).to_contain_text("1.5 points we require")
    expect(tab.get_by_label("By how much, or how much")).to_have_value("1.5")


def test_the_menu_and_the_pages_of_a_readers_list_are_those_of_the_list(tab, address):
    tab.set_viewport_size(DESKTOP)
    open_page(tab, address, "your-claim?indicator=milex_share_gdp&entity=POL&from=2014&to=2024&threshold=1.5")
    menu = tab.locator(".st-key-take-evidence-claim-1-test-1, [class*='st-key-take-']").first
    menu.locator("summary").click()
    expect(menu.get_by_role("status")).to_contain_text("Ready.")
    tab.get_by_role("link", name="All of it").click()
    expect(tab.locator(".claim-head")).to_contain_text("A reader claims (not Plumbline)")
    expect(tab.locator("h1")).to_contain_text("Military spending as a share of GDP of Poland rose")
    expect(tab.locator(".foot")).to_contain_text("not Plumbline")
    assert "/cases/own~" in tab.url
