"""What every browser test does first."""

from playwright.sync_api import Page, expect

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

FITS = """() => new Promise(done => {
    const main = document.querySelector("[data-testid=stMain]");
    let looks = 0, fitting = 0;
    const look = () => {
        fitting = main.scrollWidth <= innerWidth ? fitting + 1 : 0;
        fitting === 15 || ++looks === 1000 ? done(main.scrollWidth) : requestAnimationFrame(look);
    };
    look();
})"""
"""The width of a page's content, once it has fitted the window for a quarter of a second's frames or is given up."""


def open_page(tab: Page, address: str, path: str = "") -> None:
    """Go to a page and wait until it is whole."""
    tab.goto(f"{address}/{path}")
    expect(tab.locator(".foot")).to_be_visible()
    expect(tab.locator("[data-testid=stStatusWidget]")).to_have_count(0)


def assert_no_sideways_scrolling(tab: Page) -> None:
    """Fails unless a page fits its window; charts are given the time they need to be drawn again for another width."""
    assert tab.evaluate(FITS) <= tab.viewport_size["width"]
