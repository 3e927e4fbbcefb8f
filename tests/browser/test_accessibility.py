"""What axe finds on pages, embedded charts and reports, in both themes and at both widths: nothing that is ours.

Each page is opened twice, wide in the light and on a phone in the dark, where its motion is reduced too.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from opening import DESKTOP, PHONE, assert_no_sideways_scrolling, new_tab, open_page
from playwright.sync_api import expect

CLAIM = "us-still-powerful"
OWN = "your-claim?indicator=milex_share_gdp&entity=POL&from=2014&to=2024&threshold=1.5"
PAGES = [
    "", "energy", f"claim?id={CLAIM}", f"claim?id={CLAIM}&view=Other+ways+to+test", "argument", "method", "sources", "cases", OWN, f"{OWN}&guess=ask",
    "explore", "explore?indicator=gdp_nominal&form=map", "explore?indicator=gdp_nominal&measure=share&versus_entity=WLD&form=table",
]  # fmt: skip
DOCUMENTS = [f"embed/{CLAIM}-gdp", "embed/map", "views/embed?indicator=gdp_nominal", f"reports/claims/{CLAIM}.html"]
ZOOMED, SMALL = {"width": 720, "height": 450}, {"width": 320, "height": 640}
"""A window of 1440 pixels at 200 per cent, and the narrowest that has to do without sideways scrolling."""
NOT_OURS = ["[data-testid=stSidebarNavItems]", "[data-testid=stFileUploaderDropzone]"]
"""Streamlit groups the pages of its sidebar, which is the navigation on a phone, in a list whose children are no list items; and
where files are dropped it names a section that it takes every role from."""
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
    const look = getComputedStyle(e);
    return [look.transitionDuration, look.animationDuration].some(d => d.split(",").some(one => parseFloat(one) > 0.001));
}).length"""

axe = Axe()


@pytest.fixture(scope="module")
def night(browser):
    """A phone in the dark of a reader who wants no motion."""
    context = browser.new_context(viewport=PHONE, color_scheme="dark", reduced_motion="reduce", is_mobile=True)
    with new_tab(context) as tab:
        yield tab
    context.close()


@pytest.fixture
def day(shared_tab):
    shared_tab.set_viewport_size(DESKTOP)
    return shared_tab


def found(tab) -> list[str]:
    """The violations of a page as it is: rule, element, and what is wrong with it."""
    result = axe.run(tab, {"exclude": [[part] for part in NOT_OURS]}, RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in result for node in one["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_a_wide_page_in_the_light_has_no_fault_and_fits_small_and_zoomed_windows(day, address, path):
    open_page(day, address, path)
    assert found(day) == []
    assert day.locator("h1").count() == 1
    for size in (ZOOMED, SMALL):
        day.set_viewport_size(size)
        assert_no_sideways_scrolling(day)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_on_a_phone_in_the_dark_has_no_fault_and_does_not_move(night, address, path):
    open_page(night, address, path)
    expect(night.locator(".stApp")).to_have_css("color-scheme", "dark")
    assert found(night) == []
    assert night.evaluate(MOVING) == 0


@pytest.mark.parametrize("path", DOCUMENTS)
def test_embedded_charts_and_reports_have_no_fault(day, night, address, path):
    for tab in (day, night):
        tab.goto(f"{address}/{path}")
        # The page that waits for a report has one of these.
        expect(tab.get_by_role("progressbar")).to_have_count(0)
        expect(tab.locator("h1").first).to_be_visible()
        assert found(tab) == []


def test_the_page_that_waits_for_a_report_has_no_fault(day, night, address):
    where = f"{address}/reports/claims/{CLAIM}.html?as_of=2023-02-02"
    for tab in (day, night):
        # Its questions stay without an answer.
        tab.route(where, lambda route: route.continue_() if route.request.is_navigation_request() else None)
        tab.goto(where)
        expect(tab.get_by_role("progressbar")).to_be_visible()
        assert found(tab) == []
        assert tab.evaluate(MOVING) == 0
        tab.unroute(where)
