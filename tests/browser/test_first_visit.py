"""What a first visit brings over the wire: the typefaces that are drawn with, and no others."""

from opening import open_page


def fonts_loaded(tab, address: str, path: str = "") -> set[str]:
    """The typefaces that a page loads."""
    asked = set()
    tab.on("request", lambda request: asked.add(request.url.rpartition("/")[2]) if ".woff" in request.url else None)
    open_page(tab, address, path)
    tab.evaluate("document.fonts.ready")
    return {name.partition(".")[0] for name in asked}


def test_headings_are_set_in_the_small_typeface_and_the_large_one_is_not_loaded(first_tab, address):
    tab = first_tab
    loaded = fonts_loaded(tab, address, "method")
    assert "PlumblineSerif" in loaded
    assert not any(name.startswith("SourceSerif") for name in loaded)
    assert tab.evaluate("document.fonts.check('600 20px \"Plumbline Serif\"', 'Méthode 2025–26: −3 ≥ 2 “a”')")


def test_a_heading_in_another_script_is_set_in_the_large_typeface(first_tab, address):
    tab = first_tab
    open_page(tab, address, "method")
    with tab.expect_response(lambda response: "SourceSerif" in response.url) as answer:
        tab.locator("h1").first.evaluate("heading => { heading.textContent = 'Ελλάδα'; }")
    assert answer.value.ok
