"""Edges of searches: how well a name meets a question, who has figures on which side, and the claims that a few words find."""

import dataclasses

import numpy as np
import pytest
from asked_world import asked_catalog, asked_figures
from builders import a_claim, catalog, indicator, observations, row, table

from loaders.word_rows import IndicatorWords, Synonym
from verdicts.argument import Argument, Topic
from verdicts.clock import Knowledge, latest
from verdicts.mentions import Mention
from verdicts.query_words import Part
from verdicts.question import Question
from verdicts.search import Found, Index
from verdicts.senses import Met, Sense, Senses, either_way
from verdicts.sides import Request
from verdicts.slots import Held, Place, Placed, place


def one(*words):
    return frozenset(words)


def part(*words):
    return Part(" ".join(words), (one(*words),))


def asked(*subjects, mentions=(), **changes):
    return Question(subjects, mentions, **changes)


def sense(name, *names, more=()):
    return Sense(names, one(*more).union(*names), IndicatorWords(indicator=name, words=""))


BEANS = sense("beans", one("bean", "eaten"), one("pulse"), more=["kilogram"])
RICE = sense("rice", one("rice", "eaten"), one("rice", "@gives"))
BEANS_AND_RICE = Senses([BEANS, RICE])
RUSSIA = Mention((("RUS",),), ("russia",), one("~RUS"), 0)
# Of two, a word that one has weighs two, one that both have one, and one of buying and selling, or of a measure, a half.
# A name that says no more than the question adds 0.3, and what it says of who gives and takes up to 0.15.


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (asked(part("bean")), [(BEANS, 1 + 0.3 * 2 / 3, 1, 0, False)]),
        (asked(part("pulse")), [(BEANS, 1 + 0.3, 1, 1, True)]),
        (asked(part("bean", "eaten")), [(BEANS, 1 + 0.3, 1, 0, True)]),
        (asked(part("eaten")), [(BEANS, 1 + 0.3 / 3, 1, 0, False), (RICE, 1 + 0.3 / 3, 1, 0, False)]),
        (asked(part("eaten"), part("rice")), [(RICE, 1 + 0.3, 1, 0, True), (BEANS, 1 / 3 + 0.3 / 3, 1 / 3, 0, False)]),
        # A word of the unit, or of another name, counts 0.4 of its weight; one that nobody has weighs as much as a rare one.
        (asked(part("kilogram")), [(BEANS, 0.4, 0.4, 0, False)]),
        (asked(part("pulse"), part("eaten")),
            [(BEANS, 2 / 3 + 0.4 / 3 + 0.3, 2 / 3 + 0.4 / 3, 1, True), (RICE, 1 / 3 + 0.3 / 3, 1 / 3, 0, False)]),
        (asked(part("pulse"), part("wheat")), [(BEANS, 0.5 + 0.3, 0.5, 1, True)]),
        (asked(part("pulse"), Part("zz", ())), [(BEANS, 0.5 + 0.3, 0.5, 1, True)]),
        # The first meaning that is met counts, and the heaviest says what the part weighs.
        (asked(Part("x", (one("wheat"), one("eaten"), one("rice"))), part("pulse")),
            [(BEANS, 0.5 + 0.4 / 2 + 0.3, 0.7, 1, True), (RICE, 0.5 + 0.3 * 2 / 2.5, 0.5, 1, False)]),
        (asked(part("rice"), directions=("gives",)), [(RICE, 1 + 0.3 + 0.15 * 0.5 / 2.5, 1, 1, True)]),
        (asked(part("rice"), directions=("takes",)), [(RICE, 1 + 0.3 * 2 / 2.5, 1, 1, False)]),
        (asked(part("rice"), measures=("gives",)), [(RICE, 1 + 0.3 + 0.15 * 0.5 / 2.5, 1, 1, True)]),
        (asked(directions=("gives",)), [(RICE, 1 + 0.3 * 0.5 / 2.5 + 0.15 * 0.5 / 2.5, 1, 1, False)]),
        (asked(mentions=(RUSSIA,)), []), (asked(part("zeppelin")), []), (asked(), []),
    ],
)  # fmt: skip
def test_a_name_meets_a_question_by_the_weight_of_its_words(question, found):
    met = BEANS_AND_RICE.met(question)
    assert [(m.sense, m.name, m.whole) for m in met] == [
        (sense, sense.names[at], whole) for sense, _, _, at, whole in found
    ]
    assert [(m.score, m.part) for m in met] == [pytest.approx((score, part)) for _, score, part, _, _ in found]


def test_of_many_a_rare_word_weighs_twice_a_common_one():
    """Of four, a word of one weighs 1 + log 4 / log 4, one of two 1 + log 2 / log 4."""
    four = Senses(
        [sense(name, one(name, "grain" if name in "ab" else "pulse" if name == "c" else "nut")) for name in "abcd"]
    )
    scores = [(m.sense.indicator, m.score) for m in four.met(asked(part("a"), part("grain")))]
    assert scores == [("a", pytest.approx(1.3)), ("b", pytest.approx(1.5 / 3.5 + 0.3 * 1.5 / 3.5))]
    (alone,) = Senses([sense("a", one("~RUS", "oil"))]).met(asked(mentions=(RUSSIA,)))
    assert (alone.score, alone.part, alone.whole) == (pytest.approx(1 + 0.3 / 2 + 0.15 / 2), 1, False)
    # What is called by one word, and has no other, is met by it.
    oil = sense("oil", one("oil"))
    assert Senses([oil]).met(asked(part("oil"))) == [Met(oil, pytest.approx(1.3), 1, one("oil"), True)]
    assert Senses([]).met(asked(part("a"))) == []


def test_what_one_gives_another_takes():
    names = (one("@gives", "arm"), one("trade"))
    assert either_way(names) == (*names, one("@takes", "arm"))
    assert either_way((one("@share", "@takes"),)) == (one("@share", "@takes"), one("@share", "@gives"))
    assert BEANS.nearest == ()
    assert Met(BEANS) == Met(BEANS, 0, 0, one(), False)


@pytest.fixture(scope="module")
def held():
    known, figures = asked_catalog(), asked_figures()
    return Held(known, figures, Knowledge(figures, known, latest(figures, figures.latest_retrieval)))


def test_who_is_held_on_either_side_is_told(held):
    assert held.of("arms")["USA"] == {"DEU": None, "WLD": None, "EURO": None}
    assert held.counterparts("arms") == ("DEU", "WLD", "EURO", "CHN", "POL")
    assert (held.counterparts("debt"), held.counterparts("none"), held.of("none")) == ((), (), {})
    assert held.members == {"PAIR": ("DEU", "FRA"), "PACT": ("USA", "POL"), "EURO": ("DEU", "FRA", "ITA")}
    assert list(held.members) == ["PAIR", "PACT", "EURO"]


@pytest.mark.parametrize(
    ("entity", "wider"),
    [("DEU", ["PAIR", "EURO", "WLD"]), ("POL", ["PACT", "WLD"]), ("CHN", ["WLD"]), ("EURO", ["WLD"]), ("PACT@2010", ["WLD"]),
        ("WLD", []), ("BANK", []), ("XXX", [])],
)  # fmt: skip
def test_the_smallest_group_that_one_belongs_to_comes_first_and_the_world_last(held, entity, wider):
    assert list(held.wider(entity)) == wider


@pytest.mark.parametrize(
    ("indicator", "entity", "counterpart", "there"),
    [
        ("arms", "USA", "DEU", True), ("arms", "USA", "CHN", False), ("arms", "USA", "PAIR", False), ("arms", "USA", "EURO", True),
        ("debt", "EURO", "", True), ("debt", "PAIR", "", True), ("debt", "PACT", "", False), ("rate", "PACT", "", False),
        ("debt", "CHN", "", False),
        ("mood", "PAIR", "", True), ("rate", "WLD", "", False),
    ],
)  # fmt: skip
def test_a_side_is_there_as_published_or_from_a_group_s_members(held, indicator, entity, counterpart, there):
    assert held.side(indicator, entity, counterpart) is there


def test_the_newest_year_ends_with_the_newest_figure_of_anybody(held):
    """Of quarters four; whose figures ended before has none, and who has one of them, that one."""
    assert [held.lately("cars", code, "") for code in ("USA", "FRA", "DEU", "POL", "CHN")] == [26, 0, 28, 90, 240]
    assert held.lately("debt", "USA", "") == 31
    assert held.lately("arms", "RUS", "CHN") == 7


def test_a_group_is_meant_by_its_members_of_some_year():
    known = asked_catalog()
    figures = observations(
        {("arms", "PACT@2010", "EURO@2004"): [1], ("arms", "PACT@2014", "EURO"): [1], ("arms", "USA", "DEU"): [1]}
    )
    held = Held(known, figures, Knowledge(figures, known, latest(figures, figures.latest_retrieval)))
    assert held.named("arms", ["PACT", "USA"]) == ["PACT", "PACT@2010", "PACT@2014", "USA"]
    assert held.named("arms", ["EURO"]) == ["EURO"]
    assert held.named("arms", ["EURO", "DEU"], counterparts=True) == ["EURO", "EURO@2004", "DEU"]


def test_what_was_measured_is_measured_once_and_not_kept_without_end(monkeypatch):
    monkeypatch.setattr("verdicts.slots.MOST_KEPT", 3)
    asked, known, figures = [], asked_catalog(), asked_figures()

    def measured(of, request):
        asked.append((request.entity, of))
        return np.zeros(request.smoothing - 1)

    monkeypatch.setattr("verdicts.slots.measure", measured)
    knowledge = Knowledge(figures, known, latest(figures, figures.latest_retrieval))
    held = Held(known, figures, knowledge)
    one, two, three = (
        Request("debt", code, measure="growth", smoothing=n) for n, code in enumerate(("USA", "DEU", "FRA"), 1)
    )
    for request, there in (
        (one, False),
        (one, False),
        (two, True),
        (two, True),
        (three, True),
        (three, True),
        (one, False),
    ):
        assert held.has(request) is there
    # With the third all are forgotten, and what was worked out of the figures with them.
    assert [entity for entity, _ in asked] == ["USA", "DEU", "FRA", "FRA", "USA"]
    *former, last = dict.fromkeys(of for _, of in asked)
    assert former == [knowledge]
    assert (last.observations, last.catalog, last.as_of) == (figures, known, knowledge.as_of)


def a_place(indicator, entity=None, counterpart=None, defaults=("", "")):
    sides = [Mention(names, ("x",) * len(names), one(), 0) if names else None for names in (entity, counterpart)]
    return Place(indicator, *sides, *defaults)


@pytest.mark.parametrize(
    ("asked", "placed"),
    [
        (a_place("debt", [("CHN", "DEU")]), Placed(("DEU",), "")),
        (a_place("debt", [("DEU",), ("CHN",), ("USA",)]), Placed(("DEU", "USA"), "", (("CHN", ""),))),
        (a_place("debt", [("CHN",)]), None), (a_place("debt"), Placed(("USA",), "")),
        (a_place("debt", None, None, ("ITA", "")), Placed(("ITA",), "")),
        (a_place("gdp_nominal"), Placed(("WLD",), "")),
        (a_place("gdp_nominal", [("POL",), ("ITA",)]), Placed(("WLD",), "", (("POL", "WLD"), ("ITA", "WLD")))),
        (a_place("arms"), Placed(("USA",), "WLD")), (a_place("arms", [("DEU",)]), Placed(("DEU",), "POL")),
        (a_place("arms", None, None, ("", "CHN")), Placed(("RUS",), "CHN")),
        (a_place("arms", None, [("DEU",)]), Placed(("USA",), "DEU")),
        (a_place("arms", [("USA",)], [("FRA",)]), Placed(("USA",), "EURO", (("FRA", "EURO"),))),
        (a_place("arms", [("RUS",)], [("FRA",)]), Placed(("RUS",), "WLD", (("FRA", "WLD"),))),
        # Of two on the other side the first is shown; whichever of the ids has figures is meant.
        (a_place("arms", [("USA",)], [("DEU",), ("CHN",)]), Placed(("USA",), "DEU", (("CHN", ""),))),
        (a_place("arms", [("RUS",)], [("XXX", "CHN")]), Placed(("RUS",), "CHN")),
        (a_place("trade", [("USA",)], [("POL",)]), None), (a_place("none"), None),
    ],
)  # fmt: skip
def test_both_sides_are_filled_in_with_those_named_or_who_comes_nearest(held, asked, placed):
    assert place(held, asked) == placed


@pytest.mark.parametrize(("ahead", "found"), [(14, Placed(("DEU",), "POL")), (15, None)])
def test_sixteen_of_many_others_are_tried(ahead, found):
    """The world is the first of them. Whoever is asked for has figures with the last only."""
    known = dataclasses.replace(catalog(indicator("arms")), members=table([]))
    lines = {("arms", "USA", f"C{at:02}"): [1] for at in range(ahead)}
    figures = observations(lines | {("arms", "DEU", "POL"): [1]})
    held = Held(known, figures, Knowledge(figures, known, latest(figures, figures.latest_retrieval)))
    assert place(held, a_place("arms", [("DEU",)])) == found


def an_argument(*claims, tests=(), topics=()):
    """Claims c0, c1, ... that say these, by topic, and what their tests ask."""
    rows = [a_claim(id=f"c{at}", claim=text, topic=topic) for at, (topic, text) in enumerate(claims)]
    themes = [Topic(id=id, title=title, question=question) for id, title, question in topics]
    return Argument(table(themes), table(rows), table(tests), table([]), table([]))


TOPICS = [("frost", "Cold sky", "Is there ice?"), ("heat", "Warm days", "Does snow melt?")]
CLAIMS = [
    ("frost", "Snow falls."),
    ("heat", "It rains from the sky."),
    *[("heat", f"Day {n} is hot.") for n in range(6)],
]
TESTS = [
    row(id="c1-x", claim="c1", question="Do clouds bring it?", label="Grey sky", entity="DEU", counterpart="RUS", indicator="rice",
        versus_indicator="beans",
        versus_entity="CHN", measure="ratio", versus_counterpart="USA"),
    row(id="c2-x", claim="c2", question="Is the sky dry?", indicator="rice", entity="USA", event="break", check="happened",
        threshold=None),
]  # fmt: skip


@pytest.fixture(scope="module")
def index():
    names = {"rice": "bowls of pilaf", "beans": "legumes"}
    known = catalog(*(indicator(id).model_copy(update={"name": name}) for id, name in names.items()))
    known = dataclasses.replace(known, synonyms=table([Synonym(word="white stuff", means="ice|snow")]))
    return Index(an_argument(*CLAIMS, tests=TESTS, topics=TOPICS), known)


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        # Its own words come first, then the topic's title and id, then the topic's question and the tests.
        ("rains", ["c1"]), ("cold", ["c0"]), ("frost", ["c0"]), ("ice", ["c0"]), ("white stuff", ["c0"]), ("grey", ["c1"]),
        ("clouds", ["c1"]), ("legume", ["c1"]),
        ("pilaf", ["c1", "c2"]), ("deu", ["c1"]), ("rus", ["c1"]), ("chn", ["c1"]), ("usa", ["c1", "c2"]), ("break", ["c2"]),
        ("things changed", ["c2"]),
        ("day", ["c2", "c3", "c4", "c5", "c6", "c7"]), ("hot pilaf", ["c2"]), ("rains snow", []),
        # What more than a quarter share through their tests or their topic is not asked there, where others say it themselves.
        ("snow", ["c0"]), ("sky", ["c1", "c0"]), ("melt", ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]),
        ("warm", ["c1", "c2", "c3", "c4", "c5", "c6", "c7"]),
    ],
)  # fmt: skip
def test_claims_are_found_by_their_own_words_their_topic_and_their_tests(index, query, claims):
    assert index.find(query).claims == tuple(claims)


def test_of_words_that_no_claim_has_all_of_the_nearest_three_are_named(index):
    assert index.find("hot ziebel") == Found((), (), ("c2", "c3", "c4"))
    assert index.find("ziebel rians") == Found((), (("rians", "rains"),), ("c1",))
    assert index.find("rians") == Found(("c1",), (("rians", "rains"),))
    assert index.find("rains snow") == Found((), (), ("c0", "c1"))
    assert index.find("zeppelin") == Found(())
    assert index.find("the") == Found(tuple(f"c{n}" for n in range(8)))


@pytest.mark.parametrize(("shared", "claims"), [(1, ("c7", "c0")), (2, ("c7",))])
def test_a_word_that_more_than_a_quarter_share_in_their_tests_is_not_asked_there(shared, claims):
    """Of eight claims two are a quarter; the one that says it itself comes first."""
    texts = [("t", "It is so.")] * 7 + [("t", "Rice is grown.")]
    tests = [row(id=f"c{n}-x", claim=f"c{n}", question="Is rice grown?", indicator="x") for n in range(shared)]
    index = Index(an_argument(*texts, tests=tests, topics=[("t", "Theme", "What?")]), catalog())
    assert index.find("rice").claims == claims


def test_what_a_topic_says_comes_before_what_a_test_says():
    """Of eight claims the first has the word in its test, the last in its topic, and neither itself."""
    claims = [*[("t", f"It is so {n}.") for n in range(7)], ("rice", "It is grown.")]
    topics = [("t", "Theme", "What?"), ("rice", "Theme", "What?")]
    tests = [row(id="c0-x", claim="c0", question="Is rice grown?", indicator="x")]
    assert Index(an_argument(*claims, tests=tests, topics=topics), catalog()).find("rice").claims == ("c7", "c0")
