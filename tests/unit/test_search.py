"""What readers type, and the claims it finds."""

import pytest
from builders import a_claim, catalog, row, table
from opened import CASE

from loaders.word_rows import Synonym
from verdicts.argument import Argument, Topic
from verdicts.query_words import split, stem
from verdicts.search import Index

INDEX = Index(CASE.argument, CASE.catalog)
CLAIMS = CASE.argument.claim


def in_words(found, word):
    return all(word in CLAIMS[name].claim.casefold() for name in found)


def test_a_topic_is_found_by_its_title():
    found = INDEX.find("arms sales").claims
    assert set(found) == {c.id for c in CASE.argument.claims_of("arms-sales")}


@pytest.mark.parametrize(
    ("query", "among"),
    [
        ("GDP", "china-rises-economic"),
        ("sanctions", "perilous-economic-phase"),
        ("oil price", "perilous-economic-phase"),
        ("NATO", "west-encroaches-nato"),
        ("Crimea", "russia-assertive"),
        ("key rate", "war-drains-russia-economy"),
        ("kyiv", "biden-backed-ukraine"),
        ("Gaddafi", "libya-russia-excluded"),
    ],
    ids=["a synonym", "several synonyms", "an indicator", "an entity", "an event", "a measure", "a city", "a name"],
)
def test_claims_are_found_by_what_stands_in_their_tests(query, among):
    found = INDEX.find(query).claims
    assert among in found
    assert len(found) < len(CLAIMS) / 3


def test_sanctions_find_what_they_touch_in_russia_and_no_oil_of_others():
    assert "iraq-oil-promised" not in INDEX.find("sanctions").claims


@pytest.mark.parametrize("query", ["US", "u.s.", "America"])
def test_what_half_of_all_claims_share_is_asked_of_their_own_words(query):
    found = INDEX.find(query).claims
    assert 0 < len(found) < len(CLAIMS) / 2
    assert "us-still-powerful" in found
    assert "conflicts-persist-ukraine" not in found


@pytest.mark.parametrize(
    ("typed", "meant"), [("Ukrane", "ukraine"), ("inflaton", "inflation"), ("sactions", "sanctions")]
)
def test_a_slip_is_forgiven_and_told(typed, meant):
    slipped, right = INDEX.find(typed), INDEX.find(meant)
    assert set(right.claims) <= set(slipped.claims)
    assert slipped.read_as == ((typed.casefold(), meant),)
    assert right.read_as == ()


def test_the_beginning_of_a_word_finds_it():
    assert set(INDEX.find("afghan").claims) >= {"afghanistan-parallel-withdrawal", "afghanistan-parallel-humiliation"}
    assert INDEX.find("afghan").read_as == ()


def test_all_words_have_to_be_met_and_the_claims_own_count_most():
    found = INDEX.find("ukraine aid").claims
    assert set(found) <= set(INDEX.find("ukraine").claims) & set(INDEX.find("aid").claims)
    assert found[0] in ("trump-cuts-aid", "europe-adjusts-aid")


def test_where_nothing_is_found_the_nearest_is_named():
    found = INDEX.find("ukraine zeppelin")
    assert found.claims == ()
    assert found.nearest
    assert in_words(found.nearest, "ukraine")
    assert INDEX.find("zeppelin").nearest == ()


@pytest.mark.parametrize("query", ["", "  ", "the of", "?!"])
def test_a_query_without_words_finds_all(query):
    assert INDEX.find(query).claims == tuple(CLAIMS)


def test_markup_and_length_are_no_matter():
    assert INDEX.find("<script>zz</script>" * 50).claims == ()


def test_an_argument_may_come_without_synonyms_and_an_event_without_an_indicator():
    topic = Topic(id="t", title="Snow", question="Does it fall?")
    rows = [row(id="c-e", indicator="", entity="", measure="level", check="happened", event="break", threshold=None)]
    argument = Argument(table([topic]), table([a_claim(topic="t")]), table(rows), table([]), table([]))
    index = Index(argument, catalog())
    assert index.find("snow").claims == index.find("things changed").claims == ("c",)


def test_a_synonym_is_another_word_for_what_stands_there():
    topic = Topic(id="t", title="Snow", question="Does it fall?")
    argument = Argument(table([topic]), table([a_claim(topic="t")]), table([row()]), table([]), table([]))
    known = catalog()
    known.__dict__["synonyms"] = table([Synonym(word="white stuff", means="ice|snow")])
    assert Index(argument, known).find("white stuffs").claims == ("c",)
    assert Index(argument, known).find("white").claims == ()


def test_words_are_compared_without_the_ending_of_the_plural():
    assert [stem(word) for word in split("The U.S. allies' taxes, crisis and glass")] == [
        "us", "ally", "taxe", "crisis", "glass",
    ]  # fmt: skip
