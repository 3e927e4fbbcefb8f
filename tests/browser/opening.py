"""What every browser test does first."""

from playwright.sync_api import Locator, Page, expect


def open_page(tab: Page, address: str, path: str = "") -> None:
    """Go to a page and wait until it is whole."""
    tab.goto(f"{address}/{path}")
    expect(tab.locator(".foot")).to_be_visible()
    expect(tab.locator("[data-testid=stStatusWidget]")).to_have_count(0)


def click_on(tab: Page, mark: Locator) -> None:
    """Click on a mark of a picture once it stands still."""
    mark.scroll_into_view_if_needed()
    before = None
    while (box := mark.bounding_box()) != before:
        before = box
        tab.wait_for_timeout(200)
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
