"""What every browser test does first."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page, expect

PATIENCE = 300_000
"""A limit for machines under load, not a measure of speed: milliseconds."""
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


@contextmanager
def new_tab(context: BrowserContext) -> Iterator[Page]:
    """A new page; fails at its end if the page logged an error or asked another host for anything."""
    before = set(context.pages)
    tab = context.new_page()
    faults, hosts = [], set()
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("request", lambda r: hosts.add(r.url.split("/")[2]) if r.url.startswith("http") else None)
    tab.set_default_timeout(PATIENCE)
    yield tab
    for page in set(context.pages) - before:
        page.close()
    assert not faults
    assert all(host.startswith("127.0.0.1:") for host in hosts), f"other hosts were asked: {hosts}"


def open_page(tab: Page, address: str, path: str = "") -> None:
    """Go to a page and wait until it is whole."""
    tab.goto(f"{address}/{path}")
    expect(tab.locator(".foot")).to_be_visible()
    expect(tab.locator("[data-testid=stStatusWidget]")).to_have_count(0)


def assert_no_sideways_scrolling(tab: Page) -> None:
    """Fails unless a page fits its window; charts are given the time they need to be drawn again for another width."""
    assert tab.evaluate(FITS) <= tab.viewport_size["width"]
