"""The page "Your claim": a sentence with choices in it, its answer, a guess first, a second test, and the claims that are kept."""

import base64
import json
import re
import zlib

import pytest

from exports.own_case import packed, unpacked
from verdicts.own_claim import LONGEST, OwnClaim, case_of, knowledge
from verdicts.own_sentence import sentence
from verdicts.own_test import OwnTest, parse

POLAND = OwnTest("milex_share_gdp", "POL", first="2014", last="2024", threshold=1.5, among="LARGEST20")
RUSSIA = OwnTest("gdp_growth", "RUS", check="at_least", last="2024", threshold=3.0, among="LARGEST20")
WHOSE = "What is claimed here is a reader\N{RIGHT SINGLE QUOTATION MARK}s"


def link_of(content):
    """What a stranger packs into a link."""
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(content).encode())).decode().rstrip("=")


@pytest.fixture(scope="module")
def known(case):
    return knowledge(case.catalog, case.observations, case.now.day)


@pytest.fixture
def page(visit):
    def page(test=POLAND, **more):
        return visit("your-claim", **test.parameters(), **more)

    return page


def in_address(app, name):
    """The value of a parameter of a page's address; empty for none."""
    values = app.query_params.get(name, "")
    return values if isinstance(values, str) else values[0]


def of_address(app):
    """The test that stands in a page's address."""
    return parse({name: in_address(app, name) for name in app.query_params}).test


def kept_in(app):
    return unpacked(in_address(app, "kept")).claims


def press(app, name):
    app.button(key=name).click().run()
    assert not app.exception


def test_a_sentence_in_the_address_is_answered_at_once(page, text_of, known):
    own = case_of([OwnClaim((POLAND,))], known)
    (verdict,) = own.verdicts(own.now)
    text = text_of(page())
    assert "Leans supported".casefold() in text.casefold()
    assert verdict.findings[0].parts[0] in text
    assert verdict.findings[0].base_words in text
    assert "With one test it can lean and no more." in text
    assert "What would change it" in text
    assert "It can pass and it can fail" in text
    assert WHOSE in text


def test_without_any_choice_the_page_begins_with_one_that_can_be_answered(visit, text_of):
    app = visit("your-claim")
    text = text_of(app)
    assert "What would change it" in text
    assert "No chart" not in text
    # With others to compare with, so that its answer has a base rate; and plain enough to be read at a glance.
    assert app.selectbox(key="own-among-0").value
    assert "Nothing to compare with" not in text
    assert not [one for one in app.selectbox if one.key == "own-counterpart-0"]


def test_a_view_of_explore_fills_the_sentence_in(visit, known):
    app = visit("your-claim", indicator="gdp_growth", entity="POL,DEU,FRA", utm_source="mail")
    assert app.selectbox(key="own-entity-0").value == "POL"
    assert app.selectbox(key="own-indicator-0").value == "gdp_growth"


def test_a_choice_in_a_slot_changes_the_address_and_the_answer(page, text_of):
    app = page()
    app.selectbox(key="own-entity-0").set_value("DEU").run()
    assert (of_address(app).entity, of_address(app).indicator) == ("DEU", "milex_share_gdp")
    assert "Military spending as a share of GDP of Germany" in text_of(app)
    app.number_input(key="own-threshold-0").set_value(0.5).run()
    assert of_address(app).threshold == 0.5
    app.selectbox(key="own-check-0").set_value("falls").run()
    assert (of_address(app).check, of_address(app).threshold) == ("falls", 0.5)


def test_thresholds_of_large_amounts_are_typed_in_their_own_size(visit):
    app = visit(
        "your-claim", indicator="gdp_nominal", entity="CHN", check="at_least", to="2024", threshold="15000000000000"
    )
    assert app.number_input(key="own-threshold-0").value == 15
    app.number_input(key="own-threshold-0").set_value(17.5).run()
    assert of_address(app).threshold == 17.5e12


def test_choices_that_do_not_go_together_say_what_to_change_and_nothing_breaks(visit, text_of):
    app = visit("your-claim", indicator="milex_share_gdp", entity="BRENT", threshold="1")
    assert app.warning[0].value.startswith(
        "We hold no figures of military spending as a share of GDP for Brent crude oil."
    )
    app.selectbox(key="own-entity-0").set_value("POL").run()
    assert not app.warning
    assert "What would change it" in text_of(app)


def test_a_guess_comes_before_the_answer(page, text_of):
    app = page()
    press(app, "own-ask")
    assert in_address(app, "guess") == "ask"
    assert "What would change it" not in text_of(app)
    assert "rose by about 1.8 points" not in text_of(app)
    app.slider(key="own-guess-line").set_value(app.slider(key="own-guess-line").min).run()
    text = text_of(app)
    assert "You said a fall of" in text
    assert "The figures say a rise of 1.8 points" in text
    assert "What would change it" in text


def test_who_does_not_want_to_guess_is_shown(page, text_of):
    app = page(guess="ask")
    press(app, "own-show")
    assert "What would change it" in text_of(app)
    assert "You said" not in text_of(app)


def test_another_choice_asks_for_another_guess(page, text_of):
    app = page(guess="1.2")
    assert "You said a rise of 1.2" in text_of(app)
    app.selectbox(key="own-entity-0").set_value("DEU").run()
    assert in_address(app, "guess") == "ask"
    assert "What would change it" not in text_of(app)


def test_a_second_test_is_offered_and_may_decide(page, text_of):
    app = page(OwnTest("milex_share_gdp", "POL", first="2014", last="2024", threshold=0.5, among="LARGEST20"))
    assert "Defence spending as a share of GDP (NATO&#x27;s count) of Poland" in text_of(app)
    press(app, "own-add")
    text = text_of(app)
    assert re.search(r">supported<", text)
    assert "With one test" not in text
    assert app.selectbox(key="own-indicator-1").value == "nato_spending_share"
    press(app, "own-out-1")
    assert "leans supported" in text_of(app)


def test_claims_are_kept_opened_changed_and_put_in_order(page, text_of, known):
    app = page()
    press(app, "own-keep-button")
    assert kept_in(app) == (OwnClaim((POLAND,)),)
    assert "Kept claims (1)" in text_of(app)
    press(app, "own-new")
    app.selectbox(key="own-entity-0").set_value("DEU").run()
    press(app, "own-keep-button")
    assert [one.tests[0].entity for one in kept_in(app)] == ["POL", "DEU"]
    press(app, "own-Up-1")
    assert [one.tests[0].entity for one in kept_in(app)] == ["DEU", "POL"]
    press(app, "own-Open-1")
    assert app.selectbox(key="own-entity-0").value == "POL"
    app.number_input(key="own-threshold-0").set_value(2.5).run()
    press(app, "own-keep-button")
    assert [one.tests[0].threshold for one in kept_in(app)][1] == 2.5
    assert len(kept_in(app)) == 2


def test_what_is_removed_comes_back_where_it_was(page, known):
    kept = (OwnClaim((POLAND,)), OwnClaim((RUSSIA,), "Russia grows"))
    app = page(kept=packed(kept, known.as_of.written))
    press(app, "own-Remove-0")
    assert kept_in(app) == kept[1:]
    press(app, "own-Remove-0")
    assert "kept" not in app.query_params
    press(app, "own-undo-button")
    assert kept_in(app) == kept[1:]


def test_a_list_in_a_link_is_shown_with_its_verdicts(page, text_of, known):
    kept = (OwnClaim((POLAND,)), OwnClaim((RUSSIA,), '<b>Russia</b> "grows"'))
    text = text_of(page(kept=packed(kept, known.as_of.written)))
    assert "Kept claims (2)" in text
    assert sentence(POLAND, known) in text
    assert "&lt;b&gt;Russia&lt;/b&gt;" in text
    assert "<b>Russia</b>" not in text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("kept", "AAAA", "The link is damaged"),
        ("kept", link_of({"v": 1, "day": "2024-01-01", "claims": [["", {"check": "explodes"}]]}), "There is no check"),
        ("words", "=1+1", "A claim may not begin with ="),
        ("words", "x" * (LONGEST + 1), "The claim is too long"),
        ("threshold", "much", "'much' is not a finite number"),
        ("from", "1066", "'1066' is no year"),
        ("measure", "volume", "There is no measure 'volume'"),
    ],
)
def test_what_strangers_write_into_the_address_is_told_and_the_page_stands(visit, name, value, said):
    app = visit("your-claim", **(POLAND.parameters() | {name: value}))
    assert any(said in warning.value.replace("\\", "") for warning in app.warning)
    assert app.selectbox(key="own-entity-0").value == "POL"


def test_words_find_a_test_and_may_stay_the_claim(visit, text_of):
    app = visit("your-claim")
    app.text_input(key="own-typed").set_value("Poland has sharply raised its defence spending since 2014").run()
    press(app, "own-propose-words-0")
    assert of_address(app).entity == "POL"
    assert of_address(app).check == "rises"
    assert in_address(app, "words") == "Poland has sharply raised its defence spending since 2014"
    assert "no deciding test measures the claim directly" in text_of(app).casefold()


def test_an_event_of_the_catalog_can_be_claimed(visit, text_of):
    text = text_of(visit("your-claim", check="happened", event="iraq-2003", to="2004"))
    assert "so there is no chart" in text
    assert "leans supported" in text
