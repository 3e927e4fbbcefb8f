"""The way of somebody who brings an article: the empty case is taken, a table is filled, the zip file is dropped, its pages are read."""

import re
import zipfile

import pytest
from opening import DESKTOP, PHONE, assert_no_sideways_scrolling, new_tab, open_page
from playwright.sync_api import expect

CLAIM = "The price of gold has doubled since 2015."


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_from_the_empty_case_to_the_verdicts_of_an_article_of_ones_own(tab, address, tmp_path, size):
    tab.set_viewport_size(size)
    open_page(tab, address, "cases")
    with tab.expect_download() as taken:
        tab.get_by_role("button", name="Download the empty case").click()
    empty, mine = tmp_path / "empty.zip", tmp_path / "mine.zip"
    taken.value.save_as(empty)
    with zipfile.ZipFile(empty) as given, zipfile.ZipFile(mine, "w") as filled:
        for name in given.namelist():
            filled.writestr(
                name, with_own_claim(given.read(name).decode()) if name == "claims.csv" else given.read(name)
            )
    tab.locator("input[type=file]").set_input_files(mine)
    tab.get_by_role("link", name="Open it").click()
    expect(tab.locator(".private")).to_contain_text("Brought by a visitor.")
    expect(tab).to_have_url(re.compile("/cases/visit~"))
    assert_no_sideways_scrolling(tab)

    tab.get_by_role("link", name=CLAIM).first.click()
    expect(tab.locator("h1")).to_have_text(CLAIM)
    expect(tab.locator(".js-plotly-plot").first).to_be_visible()
    assert_no_sideways_scrolling(tab)
    own = tab.url

    # Another visitor sees it by its address alone.
    with new_tab(tab.context.browser.new_context()) as other:
        open_page(other, address, "cases")
        expect(other.locator(".case")).to_have_count(2)
        other.goto(own)
        expect(other.locator("h1")).to_have_text(CLAIM)


def with_own_claim(table: str) -> str:
    """The table of the worked example, with another sentence for its claim."""
    head, row = table.splitlines()[:2]
    was = re.search(r',asserts,("[^"]*"|[^,]*),', row)
    assert was
    return f"{head}\n{row.replace(was[1], CLAIM)}\n"
