"""A page on paper: whole, as wide as the sheet, in light colours, without what one can only click on."""

import pytest
from opening import DESKTOP, new_tab, open_page
from playwright.sync_api import expect

CLAIM = "claim?id=us-still-powerful"
SHEET = {"width": 696, "height": 1000}
"""What margins leave of A4, in pixels of 1/96 inch."""
WIDTHS = "() => [...document.querySelectorAll('.js-plotly-plot .main-svg')].map(s => s.getBoundingClientRect().width)"
DRAWN = """() => new Promise(done => {
    const look = () => {
        const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")];
        charts.length && charts.every(chart => chart.querySelector(".main-svg")) ? done() : requestAnimationFrame(look);
    };
    look();
})"""
"""Until all charts are drawn."""
AGAIN = """before => new Promise(done => {
    const look = () => JSON.stringify((%s)()) === JSON.stringify(before) ? done() : requestAnimationFrame(look);
    look();
})"""
"""Until charts are as wide as they were."""
EVENT = "name => { dispatchEvent(new Event(name)) }"


@pytest.fixture(scope="module")
def night(browser):
    """A reader in the dark."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="dark")
    with new_tab(context) as tab:
        yield tab
    context.close()


@pytest.mark.parametrize("path", [CLAIM, "method"])
def test_charts_are_drawn_as_wide_as_the_sheet_while_a_page_is_printed(shared_tab, address, path):
    tab = shared_tab
    tab.set_viewport_size(DESKTOP)
    open_page(tab, address, path)
    tab.evaluate(DRAWN)
    expect(tab.locator("html")).to_have_attribute("data-prints-whole", "")
    before = tab.evaluate(WIDTHS)
    assert max(before) > SHEET["width"]
    # Read within the event, as a browser takes its print.
    printed = tab.evaluate(f"() => {{ dispatchEvent(new Event('beforeprint')); return ({WIDTHS})() }}")
    assert len(printed) == len(before)
    assert max(printed) <= SHEET["width"]
    tab.evaluate(EVENT, "afterprint")
    tab.evaluate(AGAIN % WIDTHS, before)


@pytest.mark.parametrize("path", [CLAIM, "argument", "sources"])
def test_a_page_printed_from_the_dark_is_light_fits_the_sheet_and_has_no_menus(night, address, path):
    night.emulate_media(media="screen")
    night.set_viewport_size(DESKTOP)
    open_page(night, address, path)
    expect(night.locator(".stApp")).to_have_css("color-scheme", "dark")
    expect(night.locator("html")).to_have_attribute("data-prints-whole", "")
    night.evaluate(EVENT, "beforeprint")
    night.emulate_media(media="print")
    night.set_viewport_size(SHEET)
    expect(night.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(night.locator("h1")).to_have_css("color", "rgb(28, 30, 33)")
    for hidden in ("stHeader", "stSidebar", "stSelectbox", "stDownloadButton"):
        for part in night.get_by_test_id(hidden).all():
            expect(part).to_be_hidden()
    assert night.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= SHEET["width"]


def test_what_is_folded_on_the_screen_stands_on_the_paper(night, address):
    night.emulate_media(media="screen")
    night.set_viewport_size(DESKTOP)
    open_page(night, address, "argument")
    premise = night.locator("details.conclusion .claims a").first
    expect(premise).to_be_hidden()
    night.emulate_media(media="print")
    expect(premise).to_be_visible()
