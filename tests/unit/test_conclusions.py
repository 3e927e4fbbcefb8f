"""What rests on what: strengths passed on, standings, what falls with a claim, and faulty links."""

import pytest
from opened import CATALOG

from exports.conclusion_views import conclusion_views
from verdicts.argument import read_argument
from verdicts.conclusions import could_fall, footings, shifts_with
from verdicts.doubt import conclusions_sentence, shifts_sentence

CLAIMS = "id,topic,kind,section,paragraph,voice,mode,claim,would_be_true_if,caveat\n" + "".join(
    f"{name},t,fact,1,1,author,asserts,{name} is so.,Seen.,\n" for name in ("a", "b", "c")
)
CONCLUSIONS = "id,section,paragraph,conclusion\nlow,1,1,Low.\nhigh,2,1,High.\n"
LINKS = "premise,relation,conclusion,why\na,supports,low,because\nb,attacks,low,because\nlow,supports,high,because\nc,supports,high,because\n"


@pytest.fixture
def read(tmp_path):
    def make(links=LINKS, conclusions=CONCLUSIONS, claims=CLAIMS):
        (tmp_path / "topics.csv").write_text("id,title,question\nt,Title,Why?\n")
        (tmp_path / "claims.csv").write_text(claims)
        header = "id,claim,question,indicator,entity,counterpart,measure,versus_indicator,versus_entity,versus_counterpart,smoothing,check,from,to,event,threshold,unit,weight,alternatives,alternatives_why,proxy,note\n"
        row = "{0}-x,{0},Is it?,gdp_nominal,USA,,level,,,,,rises,,,,1,,1,,,near: close,why\n"
        (tmp_path / "evidence.csv").write_text(header + "".join(map(row.format, "abc")))
        if conclusions is not None:
            (tmp_path / "conclusions.csv").write_text(conclusions)
        if links is not None:
            (tmp_path / "argument.csv").write_text(links)
        return read_argument(CATALOG, tmp_path)

    return make


def stand(argument, **labels):
    names = {
        "S": "supported",
        "s": "leans supported",
        "m": "conflicting",
        "c": "leans contradicted",
        "C": "contradicted",
        "o": "too early",
    }
    return {
        name: (f.standing, f.strength)
        for name, f in footings(argument, {k: names[v] for k, v in labels.items()}).items()
    }


@pytest.mark.parametrize(
    ("a", "b", "c", "low", "high"),
    [
        ("S", "C", "S", ("stands", 1), ("stands", 1)),
        ("S", "S", "S", ("undecided", 0), ("stands", 0.5)),
        ("C", "S", "s", ("falls", -1), ("falls", -0.25)),
        ("s", "o", "o", ("stands", 0.5), ("stands", 0.5)),
        ("o", "o", "c", ("untested", None), ("falls", -0.5)),
        ("o", "o", "o", ("untested", None), ("untested", None)),
        ("m", "m", "m", ("undecided", 0), ("undecided", 0)),
    ],
)
def test_a_conclusion_stands_on_the_mean_of_its_premises_an_attack_turned_round(read, a, b, c, low, high):
    assert stand(read(), a=a, b=b, c=c) == {"low": low, "high": high}


def test_what_stands_otherwise_without_a_claim(read):
    argument = read()
    labels = {"a": "supported", "b": "contradicted", "c": "conflicting"}
    shifts = shifts_with("a", argument, labels)
    assert [(s.conclusion.id, s.before, s.after, s.worse) for s in shifts] == [
        ("low", "stands", "undecided", True),
        ("high", "stands", "undecided", True),
    ]
    assert shifts_with("b", argument, labels) == ()
    assert shifts_sentence(shifts, "supported") == (
        "If it were contradicted, \N{LEFT DOUBLE QUOTATION MARK}Low\N{RIGHT DOUBLE QUOTATION MARK} would be undecided instead of standing. "
        "\N{LEFT DOUBLE QUOTATION MARK}High\N{RIGHT DOUBLE QUOTATION MARK} would be undecided instead of standing."
    )
    assert shifts_sentence((), "conflicting") == "If it were contradicted, no conclusion would change."
    already = "It is contradicted already: this is how the conclusions stand."
    assert shifts_sentence((), "contradicted") == already


def test_without_an_attack_a_conclusion_rises(read):
    argument = read()
    labels = {"a": "supported", "b": "supported", "c": "conflicting"}
    shifts = shifts_with("b", argument, labels)
    assert [(s.conclusion.id, s.before, s.after, s.worse) for s in shifts] == [
        ("low", "undecided", "stands", False),
        ("high", "undecided", "stands", False),
    ]
    assert "would stand instead of being undecided" in shifts_sentence(shifts, "supported")


def test_premises_that_do_not_count_are_listed_all_the_same(read):
    footing = footings(read(), {"a": "too early", "b": "not testable", "c": "no data"})["low"]
    assert [p.link.premise for p in footing.premises] == ["a", "b"]
    assert footing.counted == ()


def test_the_whole_in_a_sentence(read):
    text = conclusions_sentence(read(), {"a": "supported", "b": "conflicting", "c": "contradicted"})
    assert (
        text
        == "Of the article's two conclusions, one stands and one falls. One of the 3 claims that are not opinions would weaken a conclusion if contradicted."
    )


def test_no_judgement_could_fall(read):
    argument = read(
        claims=CLAIMS.replace(
            "a,t,fact,1,1,author,asserts,a is so.,Seen.,",
            "a,t,judgement,1,1,author,asserts,a is so.,Seen.,Nobody can tell.",
        )
    )
    labels = {"a": "not testable", "b": "conflicting", "c": "supported"}
    # Taken as contradicted it would take Low with it, but no figure can do that.
    assert any(shift.worse for shift in shifts_with("a", argument, labels))
    assert [claim.id for claim in could_fall(argument)] == ["b", "c"]
    assert "One of the 2 claims that are not opinions" in conclusions_sentence(argument, labels)


@pytest.mark.parametrize(
    ("change", "line", "column", "words"),
    [
        (("a,supports", "aa,supports"), 2, "premise", "claims.csv or conclusions.csv"),
        (("attacks,low", "attacks,lowe"), 3, "conclusion", "Did you mean 'low'"),
        (("c,supports", "c,proves"), 5, "relation", "supports or attacks"),
        ((",because\nb,", ",\nb,"), 2, "why", "why the one bears on the other"),
    ],
)
def test_a_faulty_link_is_named_with_line_and_remedy(read, change, line, column, words):
    argument = read(LINKS.replace(*change, 1))
    (fault,) = argument.faults
    assert (fault.file, fault.line, fault.column) == ("argument.csv", line, column)
    assert words in f"{fault.problem} {fault.remedy}"
    assert len(argument.links.rows) == 3


def test_conclusions_that_rest_on_each_other_are_a_fault_and_the_rest_works(read):
    argument = read(LINKS + "high,supports,low,because\n")
    assert [f.line for f in argument.faults] == [4, 6]
    assert all("rests on itself" in f.problem for f in argument.faults)
    assert stand(argument, a="S", b="C", c="S") == {"low": ("stands", 1), "high": ("stands", 1)}


def test_every_circle_is_found(read):
    conclusions = CONCLUSIONS + "one,1,1,One.\ntwo,1,1,Two.\n"
    links = LINKS + "high,supports,low,x\none,supports,two,x\ntwo,supports,one,x\n"
    argument = read(links, conclusions)
    assert sorted(f.line for f in argument.faults) == [4, 6, 7, 8]
    assert stand(argument, a="S", b="C", c="S")["one"] == ("untested", None)


def test_what_bears_on_a_conclusion_is_counted_by_side_an_attack_turned_round(read):
    labels = {"a": "supported", "b": "contradicted", "c": "conflicting"}
    low, high = conclusion_views(read(), labels)
    assert [(p.claim, p.side) for p in low.premises] == [("a", "for"), ("b", "for")]
    assert [(p.words, p.side) for p in high.premises] == [("Low.", "for"), ("c is so.", "undecided")]
    assert (low.evidence, low.counted) == ("the evidence is mostly in favour", "2 for; net support +1.00")
    assert high.counted == "1 for, 1 undecided; net support +0.50"
    low, high = conclusion_views(read(), {"a": "contradicted", "b": "supported", "c": "too early"})
    assert low.counted == "2 against; net support \N{MINUS SIGN}1.00"
    assert high.counted == "1 against, 1 undecided; net support \N{MINUS SIGN}1.00"


def test_a_conclusion_that_lost_a_link_says_so_beside_how_it_stands(read):
    labels = {"a": "supported", "b": "conflicting", "c": "supported"}
    less = {view.words: view.counted for view in conclusion_views(read(LINKS.replace("b,attacks", "b,attack")), labels)}
    assert less["Low."] == "1 for; net support +1.00; 1 link left out"
    assert "left out" not in less["High."]
    none = conclusion_views(read("premise,relation\n"), labels)
    assert [view.counted for view in none] == ["nothing bears on it; links left out"] * 2


def test_a_conclusion_may_not_carry_a_claims_id(read):
    argument = read(conclusions=CONCLUSIONS + "a,1,1,So.\n")
    (fault,) = argument.faults
    assert (fault.file, fault.line, fault.column) == ("conclusions.csv", 4, "id")
    assert list(argument.conclusion) == ["low", "high"]


def test_an_argument_may_come_without_conclusions(read):
    argument = read(None, None)
    assert argument.faults == ()
    assert footings(argument, {"a": "supported"}) == {}


def test_links_without_the_table_of_conclusions_are_one_fault(read):
    argument = read(conclusions=None)
    assert [(f.file, "missing" in f.problem) for f in argument.faults] == [("conclusions.csv", True)]


def test_every_conclusion_of_the_article_rests_on_something_that_comes_before_it(case):
    assert all(case.argument.premises.values())
    order = list(case.argument.premises)
    for link in case.argument.links.rows:
        if link.premise in order:
            assert order.index(link.premise) < order.index(link.conclusion)
