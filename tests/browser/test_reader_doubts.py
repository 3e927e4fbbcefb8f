"""How a reader finds out how sure a verdict is, in a real browser."""

import re

from opening import DESKTOP, PHONE, assert_no_sideways_scrolling, click_on, open_page
from playwright.sync_api import expect

from service.opening import open_case

CASE = open_case()
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
    expect(tab.locator("h1")).to_have_text("What rests on what?")
    expect(tab.get_by_text("If it were contradicted")).to_be_visible()
    expect(tab.get_by_role("combobox")).to_have_value(CASE.argument.claim["war-of-attrition"].claim)


def test_a_mark_on_the_map_opens_its_claim(tab, address):
    open_page(tab, address, "argument")
    mark = tab.locator(".js-plotly-plot .scatterlayer path.point").first
    expect(mark).to_be_attached()
    click_on(tab, mark)
    expect(tab).to_have_url(re.compile(r"/claim\?id="))


def test_on_a_phone_the_map_scrolls_inside_its_own_frame(tab, address):
    tab.set_viewport_size(PHONE)
    open_page(tab, address, "argument")
    expect(tab.locator(".js-plotly-plot").first).to_be_visible()
    inner, outer = tab.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.st-key-map'))")
    assert inner > 800 > outer


def test_a_conclusion_unfolds_to_its_premises_as_links(tab, address):
    open_page(tab, address, "argument")
    conclusion = tab.locator("details.conclusion").first
    conclusion.locator("summary").click()
    conclusion.get_by_role("link").first.click()
    expect(tab).to_have_url(re.compile(r"/claim\?id="))
