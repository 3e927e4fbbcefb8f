"""The dashboard with the second case open: every page speaks of that article, and none of the first."""

import pytest
from visiting import words_of

from loaders.catalog import ROOT
from service.application import Application
from widgets import state

ADDRESS = "https://cfi.co/finance/2023/08/otaviano-canuto-the-dollars-exorbitant-privilege-remains/"
OF_THE_FIRST = ("Fateh Sami", "17 February 2025", "Trump", "NATO", "Crimea", "United States and Russia")


@pytest.fixture(scope="module", autouse=True)
def _second():
    state.use(Application(ROOT / "cases" / "dollar-privilege"))
    yield
    state.use(Application())


@pytest.mark.parametrize(
    ("page", "query", "expected"),
    [
        ("", {}, "The Dollar&#x27;s &#x27;Exorbitant Privilege&#x27; Remains"),
        ("", {"look": "Board"}, "The renminbi"),
        ("claim", {"id": "share-fell"}, "from 71% in 1999 to 59% in 2022"),
        ("claim", {"id": "onus"}, "Pettis"),
        ("argument", {}, "It is too early to speak of a world without the dollar at its centre."),
        ("method", {}, "published by 22 August 2023"),
        ("since", {}, "Has the dollar kept its place since August 2023?"),
    ],
)
def test_a_page_is_of_the_second_article(visit, page, query, expected):
    app = visit(page, **query)
    said = words_of(app)
    assert expected in said
    assert [word for word in OF_THE_FIRST if word in said] == []
    assert not app.warning


def test_the_overview_leads_to_the_column_itself(visit):
    assert f'<a href="{ADDRESS}"' in words_of(visit())


def test_the_method_is_told_with_what_was_known_for_this_case(visit):
    app = visit("method")
    told = [e.value for e in app.expander[0].markdown]
    assert any("What was known when the rows were written" in text for text in told)
    assert not any("europe-pressed-to-buy-response" in text for text in told)


def test_a_search_begins_with_words_that_find_something_here(visit, listed):
    (search,) = [e for e in visit().text_input if e.label == "Search"]
    words = search.proto.placeholder.removeprefix("Try: ").split(", ")
    assert words == ["renminbi", "privilege"]
    for word in words:
        assert listed(visit(q=word))


def test_the_data_page_counts_what_stands_behind_these_verdicts(visit):
    said = words_of(visit("sources"))
    # The IMF, the World Bank, UNCTAD and the Federal Reserve.
    assert "from 4 publishers stand behind the verdicts." in said
    assert said.index("Currency Composition of Official Foreign Exchange Reserves") < said.index("not asked here")
