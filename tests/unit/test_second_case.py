"""A second article on another subject: judged by its own day and tables, beside the first one and untouched by it."""

import csv
import datetime as dt
import json
from collections import Counter

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from taking_all import everything

from exports.citations import FORMS, of_claim
from exports.dossier import dossiers
from exports.review import claim_review
from loaders.catalog import ROOT
from service.opening import open_case
from verdicts.checks import LEVELS
from verdicts.findings import SeriesFinding
from verdicts.search import Index
from verdicts.soundness import weak_tests
from verdicts.start_here import start_here
from verdicts.summary import Standing, answer_sentence, counts_sentence

FOLDER = ROOT / "cases" / "dollar-privilege"
DAY = dt.date(2023, 8, 22)
OF_THE_FIRST = ("Sami", "17 February 2025", "2025-02-17", "U.S.-Russia", "United States and Russia", "Trump")
OF_THE_SECOND = ("Canuto", "22 August 2023", "2023-08-22", "Exorbitant Privilege", "cfi.co", "world's reserve currency")


@pytest.fixture(scope="module")
def second():
    return open_case(FOLDER)


@pytest.fixture(scope="module")
def then(second):
    return {verdict.claim.id: verdict for verdict in second.verdicts(second.then)}


@pytest.fixture(scope="module")
def now(second):
    return {verdict.claim.id: verdict for verdict in second.verdicts(second.now)}


@pytest.fixture(scope="module")
def taken_second(second):
    return dossiers(second, address="https://example.org")


def observed(indicator, entity):
    """The figures of one line as they are bundled, by the last day of the period: read past all of our own code."""
    table = pq.read_table(ROOT / "data" / "observations" / "imf_cofer.parquet")
    asked = (
        pc.equal(table[name].cast("string"), value) for name, value in (("indicator", indicator), ("entity", entity))
    )
    mine = table.filter(pc.and_(*asked))
    return {
        date.isoformat()[:10]: value
        for date, value in zip(mine["date"].to_pylist(), mine["value"].to_pylist(), strict=True)
    }


def of_year(line, year):
    values = [value for date, value in line.items() if date.startswith(str(year))]
    assert len(values) == 4
    return sum(values) / 4


def found(verdict, row):
    (finding,) = (f for f in verdict.findings if f.evidence.id == f"{verdict.claim.id}-{row}")
    return finding


# The tables


def test_the_tables_have_no_fault_and_no_test_that_tells_little_decides(second, then, now):
    assert second.faults == ()
    weak = weak_tests((*then.values(), *now.values()))
    assert [one.row.id for one in weak if one.row.weight == 1] == []


def test_all_but_judgements_have_two_tests_or_more_and_most_have_one_that_could_go_against_them(second):
    rows = Counter(row.claim for row in second.argument.evidence.rows)
    tested = [claim for claim in second.argument.claims.rows if claim.kind != "judgement"]
    assert len(tested) >= 15
    assert min(rows[claim.id] for claim in tested) == 2
    scored = [claim for claim in tested if any(r.weight for r in second.argument.evidence_of(claim.id))]
    assert len(scored) >= 20


def test_every_claim_bears_on_a_conclusion_and_every_link_says_why(second):
    linked = {link.premise for link in second.argument.links.rows}
    assert {claim.id for claim in second.argument.claims.rows} <= linked
    assert all(link.why for link in second.argument.links.rows)
    # What attacks is as much a part of the argument as what supports.
    assert sum(link.relation == "attacks" for link in second.argument.links.rows) >= 5


def test_claims_and_their_tests_stand_in_the_order_of_the_column(second):
    places = [(claim.section, claim.paragraph) for claim in second.argument.claims.rows]
    assert places == sorted(places)
    order = list(dict.fromkeys(row.claim for row in second.argument.evidence.rows))
    tested = [claim.id for claim in second.argument.claims.rows if claim.id in order]
    assert order == tested


def test_what_a_case_needs_of_the_catalog_is_its_own_and_nobody_else_sees_it(case, second):
    assert second.catalog.event["canuto-2023"].date == DAY == second.article.day
    assert second.catalog.members_of("CURRENCIES-4", DAY) == ("EUR", "GBP", "JPY", "USD")
    assert not case.catalog.event.keys() & {"canuto-2023"}
    assert not case.catalog.entity.keys() & {"CURRENCIES-4", "CURRENCIES-5"}


def test_what_was_known_is_told_of_each_case_by_itself(case, second):
    assert second.known.startswith("# What was known when the rows were written")
    assert case.known.startswith("# What was known when the rules were written")
    assert second.known != case.known


# The verdicts


def test_forecasts_are_too_early_on_the_day_and_decided_since_by_figures_of_after_it(second, then, now):
    forecasts = [claim for claim in second.argument.claims.rows if claim.kind == "forecast"]
    assert len(forecasts) >= 5
    for claim in forecasts:
        assert then[claim.id].label == "too early"
        assert now[claim.id].score is not None
        for finding in now[claim.id].scored:
            assert finding.evidence.first or finding.evidence.event
            assert finding.series.dates[-1].astype(dt.date) > DAY
            if finding.evidence.check in LEVELS:
                # No figure of before the day is in it.
                assert finding.series.dates[0].astype(dt.date) > DAY


def test_facts_and_causes_end_by_the_day_of_the_column(now):
    findings = [f for v in now.values() if v.claim.kind in ("fact", "causal") for f in v.scored]
    assert len(findings) >= 35
    assert max(f.series.dates[-1] for f in findings if isinstance(f, SeriesFinding)).astype(dt.date) <= DAY


def test_on_the_day_itself_later_editions_are_cut_and_certainty_says_so(then):
    """No edition of August 2023 is bundled."""
    scored = [verdict for verdict in then.values() if verdict.certainty]
    assert scored
    for verdict in scored:
        assert "unattended edition" in verdict.certainty.doubts
        for finding in verdict.scored:
            # Half a year is more than the lag of any of the sources.
            assert finding.series.dates[-1].astype(dt.date) < DAY


def test_the_dollar_s_share_fell_as_quoted(now):
    usd = observed("reserve_share_old", "USD")
    first, last = of_year(usd, 1999), of_year(usd, 2022)
    assert (round(first), round(last)) == (71, 59)
    fall = found(now["share-fell"], "fall")
    assert (fall.estimate.first, fall.estimate.last) == pytest.approx((first, last))
    assert fall.estimate.interval.estimate == pytest.approx(last - first)
    assert found(now["share-fell"], "end").estimate.interval.estimate == usd["2022-12-31"]


def test_two_thirds_is_the_mean_of_all_quarters_to_the_end_of_2022(now):
    quarters = [value for date, value in observed("reserve_share_old", "USD").items() if date < "2023"]
    assert len(quarters) == 96
    assert found(now["two-thirds"], "at-least").estimate.interval.estimate == pytest.approx(sum(quarters) / 96)


def test_the_renminbi_had_2_6_per_cent_and_has_lost_some_since(now):
    old, new = observed("reserve_share_old", "CNY"), observed("reserve_share", "CNY")
    assert round(old["2022-12-31"], 1) == 2.6
    assert old["2021-12-31"] > old["2022-12-31"]
    assert found(now["rmb-share"], "year").outcome == "contradicts"
    change = found(now["sanctions-split"], "renminbi")
    assert change.estimate.interval.estimate == pytest.approx(new[max(new)] - new["2021-12-31"])
    assert (change.outcome, now["sanctions-split"].label) == ("contradicts", "contradicted")


def test_what_the_large_currencies_lost_is_summed_over_them(now):
    def together(currencies, day):
        return sum(observed("reserve_share_old", one)[day] for one in currencies)

    five = ("USD", "EUR", "JPY", "GBP", "CNY")
    fall = together(five, "2022-12-31") - together(five, "2016-12-31")
    assert found(now["non-traditional"], "beside-five").estimate.interval.estimate == pytest.approx(fall)
    pound = observed("reserve_share_old", "GBP")
    row = found(now["not-to-majors"], "pound")
    assert row.estimate.interval.estimate == pytest.approx(100 * pound["2022-12-31"] / pound["1999-03-31"])
    assert row.outcome == "contradicts"


def test_a_cause_needs_a_change_that_is_out_of_the_ordinary(now):
    causes = [verdict for verdict in now.values() if verdict.claim.kind == "causal"]
    assert {verdict.label for verdict in causes} <= {"leans supported", "leans contradicted", "not enough evidence"}
    cny = observed("reserve_share_old", "CNY")
    before = [cny[day] for day in ("2021-03-31", "2021-06-30", "2021-09-30", "2021-12-31", "2022-03-31")]
    after = [cny[day] for day in ("2022-06-30", "2022-09-30", "2022-12-31", "2023-03-31", "2023-06-30")]
    step = found(now["events-boost-rmb"], "reserves").estimate
    assert step.interval.estimate == pytest.approx(sum(after) / 5 - sum(before) / 5)


# Beside the first article


def test_neither_case_moves_the_verdicts_of_the_other(case, standings):
    alone = [(s.now.claim.id, s.now.label, s.now.score) for s in standings]
    second = open_case(FOLDER)
    one = [(v.claim.id, v.label, v.score) for v in second.verdicts(second.now)]
    assert [(v.claim.id, v.label, v.score) for v in case.verdicts(case.now)] == alone
    first = open_case()
    assert [(v.claim.id, v.label, v.score) for v in first.verdicts(first.now)] == alone
    again = open_case(FOLDER)
    assert [(v.claim.id, v.label, v.score) for v in again.verdicts(again.now)] == one


def test_a_review_is_of_the_column_and_of_facts_of_its_author_alone(taken_second):
    reviews = {d.claim.id: review for d in taken_second if (review := claim_review(d))}
    assert len(reviews) >= 5
    for name, review in reviews.items():
        claim = next(d.claim for d in taken_second if d.claim.id == name)
        assert (claim.kind, claim.voice, claim.mode) == ("fact", "author", "asserts")
        of = review["itemReviewed"]
        assert of["author"]["name"] == "Otaviano Canuto"
        assert of["datePublished"] == of["appearance"]["datePublished"] == "2023-08-22"
        assert of["appearance"]["url"].startswith("https://cfi.co/")


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_says_whose_claim_it_is(taken_second, form):
    cited = FORMS[form].all([of_claim(taken_second[0])]).decode()
    assert "Otaviano Canuto" in cited
    if form != "txt":
        assert "22 August 2023" in cited


def test_sentences_and_search_are_of_the_case_that_is_open(second, then, now):
    pairs = [Standing(then[name], now[name]) for name in now]
    testable = sum(s.now.label != "not testable" for s in pairs)
    assert f"{testable} testable claims" in answer_sentence(pairs).replace("twenty-four", "24")
    assert counts_sentence(pairs).startswith(f"Of {len(pairs)} claims,")
    assert {start.standing.now.claim.id for start in start_here(pairs)} <= now.keys()
    index = Index(second.argument, second.catalog)
    assert "rmb-share" in index.find("renminbi").claims
    assert index.find("Kabul").claims == ()


@pytest.mark.slow
def test_nothing_of_the_first_article_is_in_what_can_be_taken_of_the_second(taken_second):
    told = dict(everything(taken_second))
    assert len(told) > 400
    strange = [(what, word) for what, text in told.items() for word in OF_THE_FIRST if word in text]
    assert strange == []
    assert "Otaviano Canuto" in told["report"]
    assert "22 August 2023" in told["report"]
    assert "known.md" in " ".join(told)


@pytest.mark.slow
def test_nothing_of_the_second_article_is_in_what_can_be_taken_of_the_first(taken):
    told = dict(everything(taken[::9]))
    strange = [(what, word) for what, text in told.items() for word in OF_THE_SECOND if word in text]
    assert strange == []
    assert "Fateh Sami" in told["report"]


def test_no_address_of_the_column_s_text_is_given_but_that_of_its_publisher(second):
    with (FOLDER / "catalog" / "events.csv").open(encoding="utf-8") as file:
        (event,) = csv.DictReader(file)
    assert event["source"] == second.article.address
    assert json.dumps(second.article.record()).count("cfi.co") == 1
