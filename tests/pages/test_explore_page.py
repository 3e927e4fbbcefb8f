"""The page of Explore, run as a session would run it: every form, choices, and addresses that ask for what there is not."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from opened import CASE

from loaders.catalog import Catalog
from verdicts.view import FORMS

ASKED = {"indicator": "milex_share_gdp", "entity": "POL,RUS,USA", "from": "2000"}


def widget(app, kind, name):
    return next(one for one in getattr(app, kind) if one.key == f"explore-{name}")


def address_of(app):
    return {
        name: app.query_params[name][0] if isinstance(app.query_params[name], list) else app.query_params[name]
        for name in app.query_params
    }


def links_to(page, text):
    return [dict(parse_qsl(urlsplit(unescape(one)).query)) for one in re.findall(rf'href="({page}\?[^"]+)"', text)]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_shows_the_view_with_its_source_and_its_menu(visit, text_of, form):
    app = visit("explore", **ASKED, form=form)
    text = unescape(text_of(app))
    assert app.title[0].value == "What do the figures show?"
    assert "Military spending as a share of GDP" in text
    assert len(app.get("plotly_chart")) == (form != "table")
    assert len(app.dataframe) == (form == "table")
    assert app.get("bidi_component")
    if form != "table":
        assert "SIPRI Military Expenditure Database" in text


def test_a_page_without_a_question_shows_a_view(visit):
    app = visit("explore")
    assert len(app.get("plotly_chart")) == 1
    assert not app.caption


def test_what_a_reader_changes_is_written_into_the_address_and_shown(visit, text_of):
    app = visit("explore", **ASKED)
    widget(app, "multiselect", "entities").set_value(["POL", "RUS", "USA", "DEU"])
    app.run()
    assert address_of(app) == {**ASKED, "entity": "POL,RUS,USA,DEU"}
    assert "Germany" in app.get("plotly_chart")[0].proto.spec
    widget(app, "selectbox", "way").set_value("index")
    app.run()
    assert address_of(app) == {**ASKED, "entity": "POL,RUS,USA,DEU", "measure": "index"}
    assert "2000 = 100" in text_of(app)
    widget(app, "selectbox", "indicator").set_value("gdp_nominal")
    app.run()
    assert address_of(app) == {"indicator": "gdp_nominal", "entity": "POL,RUS,USA,DEU", "from": "2000"}
    assert not app.exception


def test_set_against_another_a_reader_chooses_whom(visit):
    app = visit("explore", indicator="gdp_nominal", entity="CHN,USA")
    widget(app, "selectbox", "way").set_value("gap")
    app.run()
    assert address_of(app) == {
        "indicator": "gdp_nominal",
        "entity": "CHN,USA",
        "measure": "gap",
        "versus_entity": "USA",
    }
    widget(app, "selectbox", "versus").set_value("DEU")
    app.run()
    assert address_of(app)["versus_entity"] == "DEU"
    widget(app, "toggle", "sides").set_value(True)
    app.run()
    assert address_of(app)["sides"] == "1"
    assert '"Germany"' in app.get("plotly_chart")[0].proto.spec


def test_what_the_address_asks_for_and_cannot_have_is_told_with_the_nearest(visit):
    app = visit("explore", indicator="milex_shar_gdp", entity="POL,Germny", form="pie", colour="red")
    told = " ".join(caption.value for caption in app.caption)
    for word in ("milex\\_shar\\_gdp", "military spending as a share of GDP", "Germny", "Germany", "pie", "colour"):
        assert word in told
    assert len(app.get("plotly_chart")) == 1


def test_where_there_are_no_figures_the_page_says_whose_and_what_is_nearest(visit):
    app = visit("explore", indicator="arms_transfers", entity="GBR", counterpart="UKR")
    assert not app.get("plotly_chart")
    assert "Nearest: exports of major arms." in app.info[0].value.replace("\\", "")


def test_a_search_in_plain_words_leads_to_filled_in_views(visit, text_of):
    app = visit("explore", **ASKED)
    widget(app, "text_input", "q").set_value("how much does poland spend on its army")
    app.run()
    found = links_to("explore", text_of(app))
    assert any(one["indicator"] == "milex_share_gdp" and one["entity"] == "POL" for one in found)
    assert address_of(app) == ASKED


def test_a_search_for_what_is_not_held_says_so(visit, text_of):
    app = visit("explore", **ASKED)
    widget(app, "text_input", "q").set_value("<b>xyzzy</b>")
    app.run()
    assert 'class="explore-found"' in text_of(app)
    assert "<b>xyzzy" not in text_of(app)


def test_the_view_is_carried_to_a_claim_of_one_s_own_and_claims_that_use_it_are_named(visit, text_of):
    asked = {
        "indicator": "arms_transfers",
        "entity": "USA",
        "counterpart": "NATO-EUR@2024",
        "measure": "share",
        "versus_entity": "WLD",
        "smoothing": "5",
    }
    text = text_of(visit("explore", **asked, **{"from": "2014"}, form="bars"))
    (own,) = links_to("your-claim", text)
    assert own == {**asked, "from": "2014"}
    using = {
        row.claim for row in CASE.argument.evidence.rows if row.indicator and "arms_transfers" in row.request.indicators
    }
    named = {one["id"] for one in links_to("claim", text)}
    assert named
    assert named <= using


def test_every_chart_of_a_test_leads_to_explore(visit, text_of):
    claim = CASE.argument.claim["us-still-powerful"]
    asked = links_to("explore", text_of(visit("claim", id=claim.id)))
    rows = {row.indicator: row for row in CASE.argument.evidence_of(claim.id)}
    assert asked
    for one in asked:
        assert one["entity"] == rows[one["indicator"]].entity


def test_figures_that_may_not_be_passed_on_are_shown_and_not_offered(visit, monkeypatch):
    monkeypatch.setattr(Catalog, "may_pass_on", lambda *_: False)
    # Another window than other tests ask for: what is worked out is kept.
    app = visit("explore", **{**ASKED, "from": "2003"}, form="table")
    assert not app.dataframe
    assert len(app.table) == 1
    assert any("may not be passed on" in caption.value for caption in app.caption)
