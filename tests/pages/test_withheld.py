"""What a page says of figures that a reader may see there but not take away."""

from loaders.catalog import Catalog

CLAIM = "us-still-powerful"


def test_figures_that_may_not_go_are_shown_with_a_word_on_their_download(visit, case, monkeypatch):
    plain = visit("claim", id=CLAIM)
    monkeypatch.setattr(Catalog, "may_pass_on", lambda self, indicator: indicator == "gdp_nominal")
    app = visit("claim", id=CLAIM)
    kept = [
        row
        for row in case.argument.evidence_of(CLAIM)
        if row.indicator and set(row.request.indicators) != {"gdp_nominal"}
    ]
    said = [c.value for c in app.caption if "may not be passed on" in c.value]
    assert len(said) == len(kept) > 0
    assert not any("may not be passed on" in c.value for c in plain.caption)
    # The other kind of table would offer a download of its own.
    assert len(app.table) == len(kept)
    assert len(app.table) + len(app.dataframe) == len(plain.dataframe)


def test_the_data_page_says_what_may_be_downloaded(visit, text_of, case):
    row = case.catalog.source["yahoo"]
    words = text_of(visit("sources", source=f"{row.publisher}: {row.name}"))
    assert "What you may download here" in words
    assert "What we compute and bundle; none of its own figures." in words
