"""Edges of questions in plain words: how words are compared, slips forgiven, and what a question is taken apart into."""

import dataclasses
import datetime as dt

import pytest
from builders import catalog, table

from loaders.rows import Entity, EntityName, Event
from loaders.word_rows import Nickname, QuestionWord, Synonym
from verdicts.mentions import Mention
from verdicts.query_words import Part, Vocabulary, slips_between, split, stem, words_of
from verdicts.question import Language, Question

ROLES = {
    "the": "ignored", "and": "and", "from": "from", "to": "to", "by": "by", "of": "of", "in": "in", "with": "with",
    "since": "since",
    "until": "until", "between": "between", "last": "last", "years": "ignored", "bought": "buys", "imports": "imports",
    "sold": "sells",
    "exports": "exports", "share": "share", "per head": "per head", "most": "largest", "compared with": "ratio",
}  # fmt: skip
NAMES = {
    "USA": "United States",
    "RUS": "Russia",
    "CHN": "China",
    "PRK": "North Korea",
    "KOR": "South Korea",
    "WLD": "world",
}
OTHER_NAMES = [("*", "Cathay", "CHN"), ("s", "Sina", "CHN"), ("*", "Oz", "")]
EVENTS = [("wall", "Fall of Russia", 1991), ("war", "Big war", 2014)]
SYNONYMS = [
    Synonym(word="white stuff", means="ice|snow falling"),
    Synonym(word="White Stuff maker", means="cloud"),
    Synonym(word="GDP", means="output"),
    Synonym(word="Turnover", means="exports|trade in Russia"),
]


def one(*words):
    return frozenset(words)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "abcd", 1), ("abcd", "bcd", 1),
        ("abc", "xyz", 3),
        # Neighbours in each other's place are one slip, at the beginning, in the middle and at the end.
        ("ab", "ba", 1), ("abcd", "bacd", 1), ("abcd", "acbd", 1), ("abcd", "abdc", 1), ("abcd", "badc", 2), ("abc", "bca", 2),
        ("kitten", "sitting", 3), ("inflaton", "inflation", 1), ("ca", "abc", 3), ("abcb", "bacc", 2),
    ],
)  # fmt: skip
def test_slips_are_letters_put_in_left_out_changed_or_swapped(one, other, slips):
    assert slips_between(one, other) == slips_between(other, one) == slips


def closed(*texts, synonyms=()):
    known = Vocabulary(synonyms)
    for text in texts:
        known.noted(text)
    known.close()
    return known


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("cane", ["cane"]), ("can", ["candle", "cane"]), ("ca", []), ("cn", []), ("zebra", []), ("caxe", ["cane", "cape"]),
        ("acne", []),
        # Four letters forgive one slip, eight two; a word may be as much longer or shorter as slips are forgiven.
        ("cnae", ["cane"]), ("canee", ["cane"]), ("caneee", []), ("spening", ["spending"]), ("spendng", ["spending"]),
        ("spenigg", []),
        ("spanding", ["spending"]), ("spandiny", ["spending"]), ("spxxxing", []), ("spendingxx", ["spending"]), ("spendingxxx", []),
        # What is one slip away is taken, and what is two away beside it is not.
        ("stronges", ["strongest"]), ("strangex", ["strange"]), ("strongey", ["stronger"]), ("stronyes", ["stronger", "strongest"]),
    ],
)  # fmt: skip
def test_a_word_stands_for_itself_what_begins_with_it_or_the_two_that_are_nearest(typed, taken):
    known = closed("cane cape case cave candle spending strange strong stronger strongest")
    assert known.taken_for(typed) == taken


def test_a_query_in_parts_has_other_words_and_what_slips_were_taken_for():
    known = closed("infla inflation inflow snow falling ice cloud output allies ally", synonyms=SYNONYMS)
    parts, read_as = known.parts(split("The GDP of white stuffs and cluod inf whitestuff turnovr white stuff maker"))
    assert parts == [
        Part("gdp", (one("gdp"), one("output"))),
        Part("white stuffs", (one("white", "stuff"), one("ice"), one("snow", "falling"))),
        Part("cluod", (one("cloud"),)),
        Part("inf", (one("infla"), one("inflation"), one("inflow"))),
        Part("whitestuff", (one("whitestuff"),)),
        Part("turnovr", (one("turnover"), one("export"), one("trade", "russia"))),
        Part("white stuff maker", (one("white", "stuff", "maker"), one("cloud"))),
    ]
    assert read_as == (("cluod", "cloud"), ("turnovr", "turnover"))
    assert known.written["ally"] == "ally", "of one text the last counts"


def test_a_word_is_written_as_it_was_first():
    assert closed("allies", "ally").written == {"ally": "allies"}
    assert Vocabulary(()).parts(["rice", "grown"]) == (
        [Part("rice", (one("rice"),)), Part("grown", (one("grown"),))],
        (),
    )


def test_words_are_compared_without_endings_of_the_plural():
    typed = "ties flies allies gas cars glass virus basis is"
    assert [stem(word) for word in words_of(typed)] == [
        "tie",
        "fly",
        "ally",
        "gas",
        "car",
        "glass",
        "virus",
        "basis",
        "is",
    ]
    assert words_of("The U.S. and N.A.T.O., U.S x_y 3.5") == ("the", "us", "and", "nato", "u", "s", "x", "y", "3", "5")
    assert split("a an and at by for from in is of on or s the to with without") == ("without",)


@pytest.fixture(scope="module")
def language():
    """A language of a few words, in which the names of two figures are known."""
    entities = [
        Entity(id=id, name=name, short="U.S." if id == "USA" else "", kind="group" if id == "WLD" else "country")
        for id, name in NAMES.items()
    ]
    known = dataclasses.replace(
        catalog(),
        entities=table([*entities, Entity(id="VAG", name="Vagueland (old)", kind="country")]),
        events=table(
            [Event(id=id, date=dt.date(y, 1, 1), label=label, description="It was.") for id, label, y in EVENTS]
        ),
        question_words=table([QuestionWord(word=word, role=role) for word, role in ROLES.items()]),
        nicknames=table(
            [
                Nickname(id="RUS", words="Moscow|Kremlin", note="Read with care."),
                Nickname(id="PRK", words="Korea"),
                Nickname(id="KOR", words="Korea", note="Either may be meant."),
                Nickname(id="wall", words="big change|the turn"),
                Nickname(id="none", words="Nowhere"),
            ]
        ),
        names=table([EntityName(source=source, name=name, entity=id) for source, name, id in OTHER_NAMES]),
        synonyms=table(SYNONYMS),
    )  # fmt: skip
    vocabulary = Vocabulary(known.synonyms.rows)
    found = Language(known, vocabulary)
    found.plain("weapons delivered inflation snow falling")
    vocabulary.close()
    return found


def a_mention(code, typed, at, **changes):
    return Mention(((code,),), (typed,), one(f"~{code}"), at, **changes)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("weapons sold by the United States", one("weapon", "@gives", "~USA")),
        ("imports of Cathay per head", one("@takes", "~CHN", "@per head")),
        ("share of exports in the world", one("@share", "@gives", "~WLD")), ("Sina and Oz", one("sina", "oz")),
        ("Vagueland", one("vagueland")), ("Nowhere", one("nowhere")), ("U.S. weapons", one("weapon", "~USA")), ("", one()),
        # A name that may be that of two is compared as one; an event's words are as others are.
        ("Korea", one("~KOR")), ("Fall of Russia", one("fall", "~RUS")), ("big change", one("big", "change")),
    ],
)  # fmt: skip
def test_a_name_is_compared_by_who_is_meant_and_what_its_words_do(language, name, words):
    assert language.plain(name) == words


WEAPONS = (Part("weapons", (one("weapon"),)),)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "weapons the United States bought from Moscow since 2014",
            Question(
                WEAPONS,
                (a_mention("USA", "united states", 2, side="takes"),
                    a_mention("RUS", "moscow", 6, before="from", side="gives", note="Read with care.")),
                ("takes",), first=2014,
            ),
        ),
        (
            "weapns sold to Russia, Cathay and the U.S. per head",
            Question(
                (Part("weapns", (one("weapon"),)),),
                (
                    Mention(
                        (("RUS",), ("CHN",), ("USA",)), ("russia", "cathay", "us"), one("~RUS", "~CHN", "~USA"), 3, "to", "takes"
                    ),
                ),
                ("gives",),
                ("per head",),
                read_as=(("weapns", "weapons"),),
            ),
        ),
        (
            "Korea and weapons and China compared with Russia since the big war",
            Question(
                WEAPONS,
                (
                    Mention((("PRK", "KOR"),), ("korea",), one("~KOR"), 0, note="Either may be meant."),
                    a_mention("CHN", "china", 4),
                    a_mention("RUS", "russia", 7, before="ratio"),
                ),
                (), ("ratio",), event="war", when="since",
            ),
        ),
        ("share of Russia in the world until the turn",
            Question((), (a_mention("RUS", "russia", 2, before="of"), a_mention("WLD", "world", 5, before="in")), (), ("share",),
                event="wall", when="until")),
        # An event that no word of time stands before is a subject, and what is known together stays together.
        ("big war white stuffs turnover",
            Question((Part("big", (one("big"),)), Part("war", (one("war"),)),
                    Part("white stuffs", (one("white", "stuff"), one("ice"), one("snow", "falling"))),
                    Part("turnover", (one("turnover"), one("@gives"), one("trade", "~RUS")))), ())),
        ("infl", Question((Part("infl", (one("inflation"),)),), ())),
        ("share share of weapons sold sold imports", Question(WEAPONS, (), ("gives", "takes"), ("share",))),
        ("", Question((), ())),
    ],
    ids=["bought", "several", "an event", "a share", "subjects", "a beginning", "twice", "nothing"],
)  # fmt: skip
def test_a_question_is_taken_apart(language, text, question):
    assert language.read(text) == question


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("since 2014", (2014, None)), ("from 2014", (2014, None)), ("until 2014", (None, 2014)), ("to 2014", (None, 2014)),
        ("in 2014", (2014, 2014)),
        ("2014-24", (2014, 2024)), ("2019/2014", (2014, 2019)), ("in the 1990s", (1990, 1999)), ("2010 2001 2005", (2001, 2010)),
        ("1899", (None, None)), ("1900", (1900, 1900)), ("2100", (2100, 2100)), ("2101", (None, None)),
        ("last 0 years", (None, None)), ("last 1 year", (-1, None)), ("last 99 years", (-99, None)),
        ("last 100 years", (None, None)),
        ("last weapons 10", (None, None)), ("10 years", (None, None)), ("since exports 2014", (2014, 2014)),
        ("since Russia 2014", (2014, 2014)),
        ("by more than 2014 %", (None, None)), ("at least 2014.5 percentage points since 2010", (2010, None)),
        ("2014 percent", (None, None)),
    ],
)  # fmt: skip
def test_years_are_read_with_the_word_before_them(language, text, years):
    found = language.read(text)
    assert (found.first, found.last) == years


@pytest.mark.parametrize(
    "amount", ["by 5 %", "by at least 5.5%", "over 12 per cent", "about 3 percentage points", "1 point"]
)
def test_how_much_is_no_subject(language, amount):
    assert [part.typed for part in language.read(f"weapons {amount} falling").subjects] == ["weapons", "falling"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Russia sold China", ["gives", "takes"]), ("Russia bought China", ["takes", "gives"]), ("sold Russia", [""]),
        ("exports Russia", ["gives"]), ("exports of Russia to China", ["gives", "takes"]),
        ("exports from Russia of China", ["gives", "gives"]),
        ("Russia exports by China", ["takes", "gives"]), ("Russia and China exports", ["gives"]),
        ("China Russia exports", ["takes", "gives"]),
        ("exports of China Russia", ["takes", "gives"]), ("with China Russia sold", ["", "gives"]),
        ("share Russia sold China", ["gives", "takes"]),
        ("world Russia exports", ["takes", "gives"]), ("Russia world exports", ["gives", "takes"]), ("world exports", ["gives"]),
        ("from Russia to China", ["gives", "takes"]), ("Russia China", ["", ""]), ("sold by Russia with China", ["gives", ""]),
    ],
)  # fmt: skip
def test_who_gives_and_who_takes_is_told_by_the_words_beside_them(language, text, sides):
    assert [mention.side for mention in language.read(text).mentions] == sides


def test_the_world_is_the_whole_of_a_share_and_a_place_only(language):
    whole = {
        text: [m.typed for m in language.read(f"{text} in the world").wholes]
        for text in ("share Russia", "most", "per head", "")
    }
    assert whole == {"share Russia": [("world",)], "most": [("world",)], "per head": [], "": []}


def test_how_much_of_a_question_is_read_has_an_end(language):
    assert language.read("in " * 39 + "2014").first == 2014
    assert language.read("in " * 40 + "2014").first is None
    assert language.read(" " * 996 + "2014").first == 2014
    assert language.read(" " * 997 + "2014").first is None
    # Ten words that are unknown are looked up, and figures are not counted among them.
    unknown = " ".join(f"zzz{letter}qq" for letter in "abcdefghi")
    assert language.read(f"{unknown} 77 weapns").read_as == (("weapns", "weapons"),)
    assert language.read(f"{unknown} zzzjqq weapns").read_as == ()


def test_where_no_word_joins_a_comma_only_parts():
    known = dataclasses.replace(catalog(), question_words=table([QuestionWord(word="the", role="ignored")]))
    assert [part.typed for part in Language(known, Vocabulary(())).read("rice, the corn").subjects] == ["rice", "corn"]
