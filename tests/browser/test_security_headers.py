"""Security headers in a browser: pages work under them, without a word in the console, and strangers cannot frame them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opening import open_page
from playwright.sync_api import expect
from serving import serve

CLAIM = "claim?id=us-still-powerful"
PAGES = ["", "energy", CLAIM, "argument", "method", "sources", "?look=Scoreboard"]


@pytest.mark.parametrize("page", [CLAIM, "?look=Scoreboard"])
def test_no_page_is_kept_from_anything_it_does(address, tab, said, page):
    """In dark colours, and where there is most to draw; test_reader hears what is said on every page in light ones."""
    tab.emulate_media(color_scheme="dark")
    open_page(tab, address, page)
    assert said == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_comes_with_the_policy(address, tab, page):
    answered = tab.request.get(f"{address}/{page}")
    assert "default-src 'none'" in answered.headers["content-security-policy"]


def test_charts_tables_and_files_of_a_page_work(address, tab, said):
    open_page(tab, address, CLAIM)
    expect(tab.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    menu = tab.get_by_text("Download and share").first
    menu.click()
    for name, ending in (("PNG", "png"), ("SVG", "svg"), ("PDF", "pdf"), ("Interactive page", "html")):
        with tab.expect_download() as download:
            tab.get_by_role("button", name=name, exact=True).first.click()
        assert download.value.suggested_filename.endswith(f".{ending}")
        assert Path(download.value.path()).stat().st_size > 1000
    open_page(tab, address, "sources")
    with tab.expect_download() as download:
        tab.get_by_role("button", name=re.compile("Description of the bundled data")).click()
    assert download.value.suggested_filename == "datapackage.json"
    assert said == []


@pytest.mark.parametrize("path", ["static/nix.js", "_stcore/nix", "app/nix", "nix/nix"])
def test_wherever_the_server_answers_with_its_page_the_policy_is_there(address, tab, path):
    answered = tab.request.get(f"{address}/{path}")
    assert 'id="root"' in answered.text()
    assert answered.headers["content-security-policy"].endswith("frame-ancestors 'self'")


def test_no_page_around_a_frame_may_command_the_one_in_it(address, tab):
    assert tab.request.get(f"{address}/_stcore/host-config").json()["allowedOrigins"] == []


def test_a_script_that_is_not_ours_does_not_run(address, tab):
    open_page(tab, address, "method")
    refused = tab.evaluate(
        """() => new Promise(done => {
            document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.stranger = true";
            document.body.append(script);
        })"""
    )
    assert refused == "script-src-elem"
    assert tab.evaluate("window.stranger") is None


def framed(tab, elsewhere, address: str) -> bool:
    """Whether a page stands in a frame of another origin's page."""
    with tab.expect_response(lambda response: response.url == address):
        tab.goto(elsewhere(f'<iframe src="{address}" width="800" height="600"></iframe>'))
    tab.wait_for_load_state("load")
    return tab.frames[1].locator("#root, main").count() > 0


def test_an_embed_stands_in_a_frame_of_anybody_and_a_page_does_not(address, elsewhere, tab, said):
    assert framed(tab, elsewhere, f"{address}/embed/board")
    assert not framed(tab, elsewhere, f"{address}/method")
    assert any("frame-ancestors" in words for words in said)


def test_a_page_stands_in_a_frame_of_whom_the_setting_names(elsewhere, tab, tmp_path):
    with serve(tmp_path, {"PLUMBLINE_FRAMES": elsewhere("").rstrip("/")}) as address:
        assert framed(tab, elsewhere, f"{address}/method")
