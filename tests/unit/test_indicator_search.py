"""Questions in plain words, and the figures they find. What is expected was written by hand before the search read it."""

import csv
import dataclasses
from pathlib import Path

import pytest
from builders import catalog, indicator, observations, table
from hypothesis import given
from hypothesis import strategies as st
from opened import CASE

from loaders.catalog import ROOT, read_catalog
from loaders.word_rows import IndicatorWords, Nickname, NotHeld, QuestionWord
from service.refresher import Refresher
from service.served_case import ServedCase, SharedFigures
from verdicts.clock import Knowledge, latest
from verdicts.indicator_search import IndicatorIndex
from verdicts.measures import measure
from verdicts.sides import Request

INDEX = IndicatorIndex(CASE.catalog, CASE.observations)
KNOWN = Knowledge(CASE.observations, CASE.catalog, latest(CASE.observations, CASE.article.day))
COLUMNS = ("indicator", "counterpart", "measure", "versus_indicator", "versus_entity", "versus_counterpart", "event")


def queries(name):
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["words"]) for row in csv.DictReader(file)]


QUERIES = [*queries("indicator_queries.csv"), *queries("indicator_queries_held_out.csv")]


def request(proposal, entity):
    of = proposal
    versus = (of.versus_indicator, of.versus_entity, of.versus_counterpart)
    return Request(of.indicator, entity, of.counterpart, of.measure, *versus)


@pytest.mark.parametrize("row", QUERIES)
def test_what_is_asked_in_plain_words_comes_first(row):
    found = INDEX.find(row["words"])
    first = found.matches[0]
    assert {name: getattr(first, name) for name in COLUMNS} == {name: row[name] for name in COLUMNS}
    assert " ".join(first.entities) == row["entities"]
    assert (first.first, first.last) == tuple(int(row[name]) if row[name] else None for name in ("first", "last"))
    assert row["missing"] in found.missing
    assert bool(row["missing"]) == bool(found.missing)


@pytest.mark.parametrize("row", QUERIES)
def test_all_that_is_proposed_has_figures(row):
    for proposal in INDEX.find(row["words"]).matches:
        for entity in proposal.entities:
            assert len(measure(KNOWN, request(proposal, entity))), (proposal, entity)


@pytest.mark.parametrize("name", [name for name in CASE.catalog.indicator if name in CASE.observations.provenance])
def test_every_indicator_with_figures_is_found_by_its_own_name(name):
    found = [proposal.indicator for proposal in INDEX.find(CASE.catalog.indicator[name].name).matches]
    assert name in found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("inflaton in rusia", (("inflaton", "inflation"), ("rusia", "russia"))),
        ("miltary spendnig of Polnad", (("miltary", "military"), ("spendnig", "spending"), ("polnad", "poland"))),
        ("uranum output", (("uranum", "uranium"),)),
    ],
)
def test_slips_are_forgiven_and_told(typed, said):
    assert INDEX.find(typed).read_as == said


def test_a_slip_is_no_excuse_for_another_subject():
    """Unemployment is two letters and a beginning away from deployment."""
    assert "unemployment" in INDEX.find("unemployment in Germany").missing
    assert INDEX.find("unemployment").read_as == ()


@pytest.mark.parametrize(
    ("words", "subject"),
    [("life expectancy in Russia", "life expectancy"), ("poverty", "poverty"), ("lithium in Ukraine", "lithium"), ("zeppelins over Germany", "zeppelins")],
)  # fmt: skip
def test_what_is_not_held_says_so(words, subject):
    found = INDEX.find(words)
    assert found.missing.startswith(f"We hold no figures on {subject}.")


def test_what_comes_nearest_is_named_and_proposed():
    found = INDEX.find("joblessness in France")
    names = [CASE.catalog.indicator[proposal.indicator].name for proposal in found.matches]
    assert found.missing == f"We hold no figures on unemployment. Nearest: {'; '.join(names)}."
    assert {proposal.entities for proposal in found.matches} == {("FRA",)}


def test_what_fits_only_nearly_says_what_it_is_instead():
    first = INDEX.find("weapons Germany bought from America").matches[0]
    assert not first.exact
    assert "no figures of Germany alone" in first.why
    assert "European NATO members" in first.why
    held = INDEX.find("weapons Ukraine bought from America").matches[0]
    assert (held.entities, held.counterpart, held.exact) == (("USA",), "UKR", True)


@pytest.mark.parametrize(
    "words",
    ["weapons Ukraine sold to France", "arms France bought from Ukraine", "arms imports of France from Ukraine", "French purchases of Ukrainian arms"],
)  # fmt: skip
def test_who_sells_is_never_taken_for_who_buys(words):
    assert [p for p in INDEX.find(words).matches if p.indicator == "arms_transfers" and p.entities == ("FRA",)] == []


@pytest.mark.parametrize(
    "words",
    ["weapons Iraq bought from Russia", "weapons Russia sold to Iraq", "Russian weapons bought by Iraq", "Iraq's arms imports from Russia",
     "arms exports of Russia to Iraq", "Russian arms sales to Iraq", "arms deliveries from Russia to Iraq", "does Iraq buy Russian arms"],
)  # fmt: skip
def test_the_same_trade_is_found_from_either_side(words):
    first = INDEX.find(words).matches[0]
    assert (first.indicator, first.entities, first.counterpart) == ("arms_transfers", ("RUS",), "IRQ")


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("inflation in Russia since 2014", (2014, None)), ("inflation in Russia until 2014", (None, 2014)),
        ("inflation in Russia from 2000 to 2024", (2000, 2024)), ("inflation in Russia between 2000 and 2024", (2000, 2024)),
        ("inflation in Russia 2014-24", (2014, 2024)), ("inflation in Russia 2014\N{EN DASH}2024", (2014, 2024)),
        ("inflation in Russia in 2022", (2022, 2022)), ("inflation in Russia in the 1990s", (1990, 1999)),
        ("inflation in Russia", (None, None)), ("inflation in Russia since the year 3000", (None, None)),
    ],
)  # fmt: skip
def test_years_are_taken_over(words, years):
    first = INDEX.find(words).matches[0]
    assert (first.indicator, first.first, first.last) == ("inflation", *years)


def test_the_last_years_count_back_from_the_newest_figures():
    newest = CASE.observations.latest_retrieval.year
    assert INDEX.find("oil price last 10 years").matches[0].first == newest - 10


def test_of_several_all_are_shown():
    assert INDEX.find("inflation in Russia, China and the US").matches[0].entities == ("RUS", "CHN", "USA")


def test_the_largest_are_told_by_the_newest_figures():
    warheads = {e: CASE.observations.line("warheads", e).values[-1] for e in CASE.catalog.members_of("NUCLEAR")}
    first = INDEX.find("which country has the most nuclear warheads").matches[0]
    assert first.entities == tuple(sorted(warheads, key=warheads.get, reverse=True)[:5])


def test_no_place_is_given_where_most_have_no_figures():
    first = INDEX.find("Poland's rank in military spending").matches[0]
    assert (first.measure, first.exact) == ("level", False)
    assert "Too few countries" in first.why


def test_whom_the_source_counts_with_somebody_else_is_told():
    assert "UCDP counts the deaths of Gaza with Israel's" in INDEX.find("deaths in Gaza").matches[0].why


def test_a_name_alone_finds_what_there_is_of_it():
    found = INDEX.find("Mongolia")
    assert found.missing == ""
    assert {proposal.entities for proposal in found.matches} == {("MNG",)}


@pytest.mark.parametrize("words", ["", "  ", "?!", "how much is it", "\x00", "a" * 5000])
def test_a_question_about_nothing_finds_nothing(words):
    assert INDEX.find(words).matches == ()


WORDS = [
    *(row.word for row in CASE.catalog.question_words.rows), *(row.words for row in CASE.catalog.nicknames.rows),
    *(row.words for row in CASE.catalog.indicator_words.rows), "2014", "since", "1990s", ",", "zeppelin", "the",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)))
def test_any_text_is_answered_and_the_same_one_alike(text):
    found = INDEX.find(text)
    assert found == INDEX.find(text)
    held = {proposal.indicator for proposal in found.matches}
    assert held <= set(CASE.observations.provenance)
    assert all(proposal.entities for proposal in found.matches)


def small(**tables):
    named = {"beans": "beans eaten", "rice": "rice grown"}
    known = catalog(*(indicator(key).model_copy(update={"name": name}) for key, name in named.items()))
    for name, rows in tables.items():
        known.__dict__[name] = table(rows)
    return known


def test_a_catalog_without_words_is_searched_by_names():
    index = IndicatorIndex(small(), observations({("beans", "USA"): [1, 2], ("rice", "CHN"): [3, 4]}))
    found = index.find("rice grown")
    assert [(p.indicator, p.entities) for p in found.matches] == [("rice", ("CHN",))]
    assert index.find("wheat").missing == "We hold no figures on wheat."


def test_words_nicknames_and_what_is_not_held_are_tables():
    known = small(
        indicator_words=[IndicatorWords(indicator="beans", words="legumes|pulses")],
        nicknames=[Nickname(id="RUS", words="Rus land", note="Read with care.")],
        question_words=[QuestionWord(word="pro kopf", role="per head"), QuestionWord(word="wie", role="ignored")],
        not_held=[NotHeld(words="wheat|corn", nearest="rice")],
    )
    index = IndicatorIndex(known, observations({("beans", "RUS"): [1, 2], ("rice", "CHN"): [3, 4]}))
    first = index.find("wie pulses Rus land").matches[0]
    assert (first.indicator, first.entities) == ("beans", ("RUS",))
    assert "Read with care." in first.why
    assert index.find("corn").missing == "We hold no figures on wheat. Nearest: rice grown."
    per_head = index.find("pulses pro kopf").matches[0]
    assert (per_head.measure, per_head.exact) == ("level", False)


def test_the_tables_of_words_are_checked(tmp_path):
    root = Path(__file__).parents[2] / "catalog"
    for path in root.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "indicator_words.csv").write_text(
        "indicator,words,entity_is,entity,counterpart\ngdp_nominl,GDP,,,\ninflation,prices,,RUSS,\n"
    )
    (tmp_path / "nicknames.csv").write_text("id,words,note\nRUSS,Rus,\n")
    (tmp_path / "question_words.csv").write_text("word,role\nper head,perhead\n")
    (tmp_path / "not_held.csv").write_text("words,nearest\njobs,gdp_grwth\n")
    said = [str(fault) for fault in read_catalog(tmp_path).faults]
    assert any("indicator_words.csv, line 2, column indicator" in text and "'gdp_nominal'" in text for text in said)
    assert any("indicator_words.csv, line 3, column entity" in text and "'RUS'" in text for text in said)
    assert any("nicknames.csv, line 2, column id" in text for text in said)
    assert any("question_words.csv, line 2, column role" in text for text in said)
    assert any("not_held.csv, line 2, column nearest" in text and "'gdp_growth'" in text for text in said)


def test_cases_over_the_same_figures_share_what_is_searched(tmp_path):
    for name in ("case.toml", "topics.csv", "claims.csv", "evidence.csv"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    figures = SharedFigures(Refresher())
    first, other = ServedCase(figures), ServedCase(figures, tmp_path)
    assert other.case is not first.case
    assert other.indicator_index is first.indicator_index
    assert other.indicator_index.find("oil price").matches[0].indicator == "brent_price"


def test_a_proposal_says_what_a_request_asks():
    """What pages hand on: each field of a request has one of a proposal."""
    fields = {field.name for field in dataclasses.fields(INDEX.find("inflation").matches[0])}
    asked = {field.name for field in dataclasses.fields(Request)} - {"entity", "smoothing"}
    assert asked < fields


def test_what_questions_measured_is_not_kept_without_end(monkeypatch):
    """What strangers may ask for has no end; what was asked for first is found again alike."""
    monkeypatch.setattr("verdicts.slots.MOST_KEPT", 20)
    index = IndicatorIndex(CASE.catalog, CASE.observations)
    words = [f"rank of exports of {name}" for name in ("Poland", "Chile", "Japan", "India", "Norway", "Kenya", "Italy")]
    found = [index.find(text) for text in words]
    measured, _ = index._held._measured
    assert len(measured) < 20
    assert [index.find(text) for text in words] == found
