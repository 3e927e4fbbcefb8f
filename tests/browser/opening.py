"""What every browser test does first."""

from playwright.sync_api import Locator, Page, expect

STILL = """mark => new Promise(done => {
    let before, still = 0;
    const look = () => {
        const box = JSON.stringify(mark.getBoundingClientRect());
        still = box === before ? still + 1 : 0;
        before = box;
        still === 15 ? done() : requestAnimationFrame(look);
    };
    look();
})"""
"""Until an element has not moved for a quarter of a second's frames, however long the browser takes for them."""


def open_page(tab: Page, address: str, path: str = "") -> None:
    """Go to a page and wait until it is whole."""
    tab.goto(f"{address}/{path}")
    expect(tab.locator(".foot")).to_be_visible()
    expect(tab.locator("[data-testid=stStatusWidget]")).to_have_count(0)


def click_on(tab: Page, mark: Locator) -> None:
    """Click on a mark of a picture once it stands still."""
    mark.scroll_into_view_if_needed()
    mark.evaluate(STILL)
    box = mark.bounding_box()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
