"""What every browser test does first."""

from playwright.sync_api import Page, expect


def open_page(tab: Page, address: str, path: str = "") -> None:
    """Go to a page and wait until it is whole."""
    tab.goto(f"{address}/{path}")
    expect(tab.locator(".foot")).to_be_visible()
    expect(tab.locator("[data-testid=stStatusWidget]")).to_have_count(0)
