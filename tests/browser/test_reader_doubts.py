"""How a reader finds out how sure a verdict is, in a real browser."""

import re

from opened import CASE
from opening import DESKTOP, PHONE, assert_no_sideways_scrolling, open_page
from playwright.sync_api import expect

CLAIM = "us-still-powerful"
VIEWS = ["Other ways to test", "Best case for and against", "Verdict over time", "Why it matters to the argument"]
"""Beside the one that a page opens with."""


def test_each_view_of_a_claim_fits_the_screen_and_keeps_its_address(tab, address):
    open_page(tab, address, f"claim?id={CLAIM}")
    for view in VIEWS:
        tab.get_by_role("radio", name=view).click()
        expect(tab).to_have_url(re.compile(rf"view={view.replace(' ', '.')}"))
        tab.reload()
        expect(tab.get_by_role("radio", name=view)).to_be_checked()
        expect(tab.locator(".foot")).to_be_visible()
        for size in (PHONE, DESKTOP):
            tab.set_viewport_size(size)
            expect(tab.locator("[data-testid=stException]")).to_have_count(0)
            assert_no_sideways_scrolling(tab)


def test_the_curve_of_another_test_is_drawn_when_asked_for(tab, address):
    open_page(tab, address, f"claim?id={CLAIM}&view=Other+ways+to+test")
    expect(tab.locator("[class*=st-key-us-still-powerful] .js-plotly-plot")).to_have_count(2)
    question = CASE.argument.evidence_of(CLAIM)[2].question
    tab.get_by_role("combobox").fill(question[:30])
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("figure", name=re.compile(re.escape(question)))).to_be_visible()


def test_from_a_claim_to_the_map_and_what_falls_with_it(tab, address):
    open_page(tab, address, "claim?id=war-of-attrition&view=Why+it+matters+to+the+argument")
    tab.get_by_role("link", name="See how the argument fits together").click()
    expect(tab.locator("h1")).to_have_text("How the argument fits together")
    expect(tab.get_by_text("If it were contradicted")).to_be_visible()
    expect(tab.get_by_role("combobox")).to_have_value(CASE.argument.claim["war-of-attrition"].claim)


def test_the_map_names_claims_in_words_and_the_keyboard_opens_one(tab, address):
    open_page(tab, address, "argument")
    area = tab.get_by_role("region", name="Map of the argument")
    area.focus()
    tab.keyboard.press("Tab")
    words = tab.evaluate("document.activeElement.innerText")
    (claim,) = [c for c in CASE.argument.claims.rows if c.claim in words]
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile(rf"/claim\?id={claim.id}$"))


def test_the_map_scrolls_in_a_frame_of_its_own_and_gives_way_to_the_list_on_a_phone(tab, address):
    tab.set_viewport_size({"width": 820, "height": 900})
    open_page(tab, address, "argument")
    area = tab.get_by_role("region", name="Map of the argument")
    expect(area).to_be_visible()
    assert area.evaluate("e => e.scrollWidth > e.clientWidth")
    assert_no_sideways_scrolling(tab)
    tab.set_viewport_size(PHONE)
    expect(area).to_be_hidden()
    expect(tab.get_by_text("The list of conclusions says the same")).to_be_visible()


def test_a_conclusion_unfolds_to_its_premises_as_links(tab, address):
    open_page(tab, address, "argument")
    conclusion = tab.locator("details.conclusion").first
    conclusion.locator("summary").click()
    conclusion.get_by_role("link").first.click()
    expect(tab).to_have_url(re.compile(r"/claim\?id="))
