"""Edges of an argument and its article: which claims lose a test, what limits and rules its tables have, what case.toml may say."""

import datetime as dt

import pytest
from builders import a_claim, catalog, row, table

from loaders.tables import Fault, LeftOut, Table
from verdicts.argument import Argument, Claim, Conclusion, Link, Topic, read_argument
from verdicts.article import READER_S_LIST, Article, NoArticle, article_of, read_article
from verdicts.evidence import Evidence
from verdicts.left_out import LostTest, lost_sentence, lost_tests, lost_words

CLAIMS = ("solo", "us-weak", "us-weak-now", "eu-strong")
FAULT = Fault("evidence.csv", 3, "weight", "It is faulty.", "Mend it.")
OTHER = Fault("evidence.csv", 7, "", "It is faulty.", "Mend it.")


def lost(*left_out, claims=CLAIMS):
    return lost_tests(Table[Evidence]("evidence.csv", (), {}, (FAULT,), tuple(left_out)), claims)


@pytest.mark.parametrize(
    ("cells", "misread", "claims"),
    [
        ({"id": " us-weak-x ", "claim": " solo "}, "", ["solo"]), ({"id": "us-weak-x"}, "", ["us-weak"]),
        ({"id": "us-weak-now-x", "claim": "?"}, "", ["us-weak-now"]),
        ({"id": "us-weak", "claim": ""}, "", []), ({"id": "solo-a-b"}, "", ["solo"]), ({"id": "us weak-x"}, "", []),
        ({"claim": "solo"}, "", ["solo"]),
        ({}, "", []), ({"id": ""}, "", []), ({"id": "eu-strong-x", "claim": "eu-strong-"}, "", ["eu-strong"]),
        # Where marks do not fit, whatever claim stands anywhere in the row, itself or by a test of it, has lost one too, once.
        ({"claim": "solo"}, "solo,us-weak-now-y,us-weak,solo,us-weak-z", ["solo", "us-weak-now", "us-weak"]),
        ({}, "solo, so-called", []),
        ({"id": "us-weak-x"}, "us-weak-x,US-WEAK", ["us-weak"]),
    ],
)  # fmt: skip
def test_a_row_that_is_left_out_belongs_to_the_claim_that_it_names_or_is_called_after(cells, misread, claims):
    found = lost(LeftOut(cells, FAULT, misread))
    assert found == {claim: (LostTest(cells.get("id", "").strip(), FAULT),) for claim in claims}
    assert list(found) == claims


def test_several_lost_tests_stand_in_the_order_of_their_rows():
    rows = LeftOut({"id": "solo-b"}, FAULT), LeftOut({"id": "solo-a"}, OTHER), LeftOut({"claim": "solo"}, OTHER)
    assert (found := lost(*rows)["solo"]) == (LostTest("solo-b", FAULT), LostTest("solo-a", OTHER), LostTest("", OTHER))
    assert [test.record() for test in found[:2]] == [
        {"evidence": "solo-b", "where": "evidence.csv, line 3, column weight", "problem": "It is faulty."},
        {"evidence": "solo-a", "where": "evidence.csv, line 7", "problem": "It is faulty."},
    ]
    unread = Table[Evidence]("evidence.csv", (), {}, (OTHER, FAULT), (), readable=False)
    assert lost_tests(unread, CLAIMS) == {claim: (LostTest("", OTHER),) for claim in CLAIMS}


ONE, NONE = LostTest("solo-b", FAULT), LostTest("", FAULT)
COULD_NOT = "Its tests could not be read, so the verdict may be another one."


@pytest.mark.parametrize(
    ("tests", "sentence", "words"),
    [
        ((), "", ""), ((NONE,), COULD_NOT, "tests left out"), ((NONE, NONE), COULD_NOT, "tests left out"),
        ((ONE,), "One test of it is left out, because its row is faulty: with it the verdict may be another one.",
            "1 test left out"),
        ((NONE, ONE), "2 tests of it are left out, because their rows are faulty: with them the verdict may be another one.",
            "2 tests left out"),
    ],
)  # fmt: skip
def test_what_lost_tests_mean_is_told_in_a_sentence_and_in_a_few_words(tests, sentence, words):
    assert (lost_sentence(tests), lost_words(tests)) == (sentence, words)


def a_link(premise, conclusion):
    return Link(premise=premise, relation="supports", conclusion=conclusion, why="So.")


def an_argument(links):
    topics = [Topic(id="t", title="T", question="Q?"), Topic(id="u", title="U", question="Q?")]
    claims = [a_claim(id="one"), a_claim(id="two", topic="u"), a_claim(id="three")]
    conclusions = [
        Conclusion(id=id, section=1, paragraph=1, conclusion=f"It is {id}.") for id in ("top", "low", "bare")
    ]
    tests = [row(id="one-a", claim="one"), row(id="two-a", claim="two"), row(id="one-b", claim="one")]
    return Argument(table(topics), table(claims), table(tests), table(conclusions), links)


def test_what_belongs_to_a_claim_a_topic_and_a_conclusion_is_found():
    links = [a_link("low", "top"), a_link("one", "top"), a_link("two", "low")]
    argument = an_argument(table(links))
    assert [test.id for test in argument.evidence_of("one")] == ["one-a", "one-b"]
    assert (argument.evidence_of("three"), argument.lost_of("three"), argument.faults) == ((), (), ())
    assert [[claim.id for claim in argument.claims_of(topic)] for topic in "tux"] == [["one", "three"], ["two"], []]
    premises = argument.premises
    assert premises == {"low": (links[2],), "top": (links[0], links[1]), "bare": ()}
    assert list(premises).index("low") < list(premises).index("top")


def test_links_that_are_left_out_are_counted_by_conclusion():
    left_out = tuple(
        LeftOut(cells, FAULT) for cells in ({"conclusion": " top "}, {"conclusion": "low"}, {"conclusion": "top"}, {})
    )
    argument = an_argument(Table[Link]("argument.csv", (), {}, (FAULT,), left_out))
    assert [argument.less_of(id) for id in ("top", "low", "bare")] == ["2 links left out", "1 link left out", ""]
    assert argument.faults == (FAULT,)
    assert an_argument(table([]).refused(FAULT)).less_of("bare") == "links left out"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "judgement", "caveat": ""}, "A judgement says in its caveat why no data decides it."),
        ({"would_be_true_if": ""}, "A claim that is tested says in would_be_true_if what would bear it out."),
        ({"mode": "reports"}, "What the article reports someone else says. Name them in voice, or write another mode."),
        ({"voice": "Putin"}, "What 'Putin' says the article reports. Write reports in mode, or author in voice."),
        ({"section": -1}, "greater than or equal to 0"), ({"section": 1000}, "less than or equal to 999"),
        ({"paragraph": 0}, "greater than or equal to 1"),
        ({"paragraph": 1000}, "less than or equal to 999"), ({"voice": "x" * 61, "mode": "reports"}, "at most 60 characters"),
    ],
)  # fmt: skip
def test_what_a_claim_may_not_be_is_said(changes, problem):
    with pytest.raises(ValueError, match=problem.replace(".", r"\.")):
        a_claim(**changes)


def test_what_a_claim_may_be_is_taken():
    assert a_claim(kind="judgement", would_be_true_if="").caveat == "But."
    assert a_claim(caveat="", section=0, paragraph=999).section == 0
    assert a_claim(voice="x" * 60, mode="reports", section=999).mode == "reports"
    with pytest.raises(ValueError, match="'claim' is the address of a page of its own"):
        Topic(id="claim", title="T", question="Q?")


CLAIM_ROW = "{id},t,judgement,1,1,author,urges,It is so.,,But."


def written(folder, **tables):
    """Tables of an argument: one topic, a claim, no test; others in place of them."""
    texts = {
        "topics": ["id,title,question", "t,T,Q?"],
        "claims": [",".join(Claim.model_fields), *(CLAIM_ROW.format(id=id) for id in ("one", "two"))],
        "evidence": [",".join(field.alias or name for name, field in Evidence.model_fields.items())],
    }
    for name, lines in (texts | tables).items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_argument(catalog(), folder)


def test_a_thousand_topics_claims_and_conclusions_are_read(tmp_path):
    topics = ["id,title,question", *(f"t{at},T,Q?" for at in range(1_001))]
    claims = [
        ",".join(Claim.model_fields),
        *(CLAIM_ROW.format(id=f"c{at}").replace(",t,", ",t0,") for at in range(1_001)),
    ]
    conclusions = [",".join(Conclusion.model_fields), *(f"e{at},1,1,It is." for at in range(1_001))]
    argument = written(
        tmp_path, topics=topics, claims=claims, conclusions=conclusions, argument=[",".join(Link.model_fields)]
    )
    assert [len(found.rows) for found in (argument.topics, argument.claims, argument.conclusions)] == [1_000] * 3
    said = "The table has 1,001 rows. Up to 1,000 rows are read."
    assert [(f.file, f.line, f.problem) for f in argument.faults] == [
        (name, 1_002, said) for name in ("topics.csv", "claims.csv", "conclusions.csv")
    ]


def test_fifty_times_as_many_lines_of_links_are_read_as_links_are_weighed(tmp_path, monkeypatch):
    monkeypatch.setattr("verdicts.argument.MOST_LINKS", 2)
    conclusions = [",".join(Conclusion.model_fields), "end,1,1,It is."]
    links = [",".join(Link.model_fields), "one,supports,end,So.", *["zzz,supports,end,So."] * 99]
    assert len(written(tmp_path, conclusions=conclusions, argument=links).links.rows) == 1
    found = written(tmp_path, conclusions=conclusions, argument=[*links, "two,supports,end,So."]).links
    assert [link.premise for link in found.rows] == ["one"]
    assert any(fault.problem == "The table has 101 rows. Up to 100 rows are read." for fault in found.faults)


def test_of_more_links_than_are_weighed_none_is(tmp_path, monkeypatch):
    monkeypatch.setattr("verdicts.cross_checks.MOST_LINKS", 1)
    conclusions = [",".join(Conclusion.model_fields), "end,1,1,It is."]
    links = [",".join(Link.model_fields), "one,supports,end,So.", "two,attacks,end,So."]
    argument = written(tmp_path, conclusions=conclusions, argument=links)
    assert (argument.links.rows, argument.less_of("end")) == ((), "links left out")
    assert [(fault.line, fault.cost) for fault in argument.faults] == [(3, "file")]


def test_an_argument_may_come_without_conclusions_and_links_need_some(tmp_path):
    assert written(tmp_path).faults == ()
    bare = written(tmp_path, conclusions=[",".join(Conclusion.model_fields)])
    assert (bare.conclusions.rows, bare.links.rows, bare.faults) == ((), (), ())
    (tmp_path / "conclusions.csv").unlink()
    links = [",".join(Link.model_fields), "one,supports,end,So."]
    assert [(f.file, f.problem) for f in written(tmp_path, argument=links).faults] == [
        ("conclusions.csv", "The file is missing.")
    ]
    both = written(
        tmp_path,
        conclusions=[",".join(Conclusion.model_fields), "end,1,1,It is.", "two,1,1,It is."],
        argument=[*links, "end,supports,two,So."],
    )
    assert [(f.file, f.line, f.column) for f in both.faults] == [
        ("conclusions.csv", 3, "id"),
        ("argument.csv", 3, "conclusion"),
    ]
    assert [link.key() for link in both.links.rows] == ["one end"]


TODAY = dt.date.today()
GOOD = '[article]\nauthor = "A. Writer"\nday = 2020-03-01\nabout = "An article"\n'


DAY = "The day it appeared, without quotation marks: day = 2024-06-30."
KEYS = "The keys are: author, day, about, subject, title, address, url, language."
TEXTS = "See that texts stand between quotation marks."
AUTHOR = "The name of whoever wrote it, between quotation marks."


def read(folder, text):
    (folder / "case.toml").write_text(text, encoding="utf-8")
    return read_article(folder)


@pytest.mark.parametrize(
    ("changes", "line", "column", "problem", "remedy", "cost"),
    [
        ({"2020-03-01": "1499-12-31"}, 3, "day", "1499-12-31 lies before 1500.", DAY, "case"),
        ({"2020-03-01": f"{TODAY + dt.timedelta(2)}"}, 3, "day", f"{TODAY + dt.timedelta(2)} is yet to come.", DAY, "case"),
        ({"2020-03-01": "7"}, 3, "day", "7 is no day.", DAY, "case"),
        ({'"An article"': '" "'}, 4, "about", "The text is empty.",
            "What the article is, in a few words of our own, between quotation marks.", "case"),
        ({'"A. Writer"': '"\\u202e"'}, 2, "author", "The text holds U+202E RIGHT-TO-LEFT OVERRIDE, which nobody sees.",
            AUTHOR, "case"),
        ({"[article]\n": "titel = 1\n[article]\n"}, 1, "titel", "There is no 'titel' here.", "Take it out.", "key"),
        ({"[article]\n": "[artikle]\n[article]\n"}, 1, "artikle", "There is no 'artikle' here.", "Did you mean 'article'?", "key"),
        ({'cle"\n': 'cle"\nzzz = 1\n'}, 5, "zzz", "There is no key 'zzz'.", KEYS, "key"),
        ({'cle"\n': 'cle"\n"a b".c = 1\n'}, 5, "'a b'", "There is no key 'a b'.", KEYS, "key"),
        ({'cle"\n': f'cle"\nsubject = "{"x" * 301}"\n'}, 5, "subject", "The text has 301 characters; up to 300 are shown.",
            "What it is on, as it follows the word 'on' in a sentence, between quotation marks.", "key"),
        ({'author = "A. Writer"\n': "", "[article]": "# It is\n [ article ]"}, 2, "author", "The key is missing.", AUTHOR, "case"),
        ({GOOD: "article = 1"}, 1, "article", "'article' is no table.", "Write [article] above its keys.", "case"),
        ({'"A. Writer"': "A"}, 2, "", "It is no TOML: Invalid value (at line 2, column 10).", TEXTS, "case"),
        ({GOOD: 'x = "'}, 1, "", "It is no TOML: Unterminated string (at end of document).", TEXTS, "case"),
        ({GOOD: "x = " + "[" * 5_000}, 1, "", "It is nested too deeply to be read.",
            "Write [article] and its keys, nothing within them.", "case"),
        ({GOOD: "#" * 100_001}, 1, "",
            "The file cannot be read. The file is too large: up to 100.0 kB are read, and it has 100.0 kB.",
            "See that it is a text file in UTF-8, and may be read.", "case"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_case_toml_is_told_whole(tmp_path, changes, line, column, problem, remedy, cost):
    text = GOOD
    for before, after in changes.items():
        text = text.replace(before, after)
    found = read(tmp_path, text)
    assert found.faults == (Fault("case.toml", line, column, problem, remedy, cost),)
    assert (found.article is None) == (cost == "case")


def test_a_day_may_be_that_of_today_and_an_address_stand_there_twice(tmp_path):
    more = "url = 'https://a.org'\naddress = 'https://a.org'\n"
    found = read(tmp_path, GOOD.replace("2020-03-01", f"{TODAY}") + more + f"subject = '{'x' * 300}'\n" + "#" * 90_000)
    assert found == (Article("A. Writer", TODAY, "An article", "x" * 300, address="https://a.org"), ())
    assert read(tmp_path, GOOD.replace("2020-03-01", "1500-01-01")).article.day == dt.date(1500, 1, 1)
    assert read(tmp_path, GOOD + "address = ''\nlanguage = ''\n") == (
        Article("A. Writer", dt.date(2020, 3, 1), "An article"),
        (),
    )
    assert (
        len(
            read(
                tmp_path, "".join(f"x{n} = 1\n" for n in range(30)) + GOOD + "".join(f"y{n} = 1\n" for n in range(30))
            ).faults
        )
        == 40
    )


def test_an_article_is_called_by_its_title_or_by_what_it_is():
    plain, day = Article("A. Writer", dt.date(2020, 3, 1), "An article"), dt.date(2020, 3, 1)
    titled = Article("A. Writer", day, "An article", "bread", "So", "http://a.org", "en")
    assert (plain.named, plain.page) == ("An article, A. Writer, 1 March 2020", "")
    assert titled.named == "\N{LEFT DOUBLE QUOTATION MARK}So\N{RIGHT DOUBLE QUOTATION MARK}, A. Writer, 1 March 2020"
    assert (titled.page, titled.introduced) == ("http://a.org", "An opinion article of 1 March 2020 on bread")
    assert titled.record() == {
        "author": "A. Writer", "published": "2020-03-01", "about": "An article", "title": "So", "address": "http://a.org",
        "language": "en",
    }  # fmt: skip
    own = Article("Me", dt.date(2020, 3, 1), READER_S_LIST, "bread", address="ftp://a.org")
    assert (own.introduced, own.page, own.by_reader) == ("A reader's own list of 1 March 2020", "", True)


def test_an_article_that_cannot_be_read_says_why_and_one_with_a_lesser_fault_is_taken(tmp_path):
    read(tmp_path, GOOD + "titel = 'So'\n")
    article, faults = article_of(tmp_path)
    assert (article.author, [fault.column for fault in faults]) == ("A. Writer", ["titel"])
    faults = read(tmp_path, "").faults
    with pytest.raises(NoArticle) as told:
        article_of(tmp_path)
    assert str(told.value) == (
        "The article cannot be read, so nothing can be judged. case.toml, line 1, column article: The table [article] is missing. "
        "Write [article] above its keys."
    )
    assert told.value.faults == faults
