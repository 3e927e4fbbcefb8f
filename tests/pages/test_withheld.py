"""What a page says of figures that a reader may see there but not take away."""

from loaders.catalog import Catalog

CLAIM = "us-still-powerful"


def test_figures_that_may_not_go_are_shown_with_a_word_on_their_download(visit, case, monkeypatch):
    rows = [row for row in case.argument.evidence_of(CLAIM) if row.indicator]
    kept = [row for row in rows if set(row.request.indicators) != {"gdp_nominal"}]
    assert len(rows) > len(kept) > 0

    def opened(row):
        app = visit("claim", id=CLAIM, test=row.id)
        app.session_state[f"table-{row.id}"] = True
        return app.run()

    def said(app):
        return any("may not be passed on" in c.value for c in app.caption)

    assert not said(opened(kept[0]))
    monkeypatch.setattr(Catalog, "may_pass_on", lambda self, indicator: indicator == "gdp_nominal")
    for row in rows:
        app = opened(row)
        assert said(app) == (row in kept)
        # The kind of table that sorts would offer a download of its own.
        assert (len(app.table), len(app.dataframe)) == ((1, 0) if row in kept else (0, 1))


def test_the_data_page_says_what_may_be_downloaded(visit, text_of, case):
    row = case.catalog.source["yahoo"]
    words = text_of(visit("sources", source=f"{row.publisher}: {row.name}"))
    assert "What you may download here" in words
    assert "What we compute and bundle; none of its own figures." in words
