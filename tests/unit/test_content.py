"""What stands in the tables, against what the project promises of it. Only committed files are read."""

import datetime as dt
from importlib import import_module
from inspect import isfunction

import pytest
from builders import WRITTEN
from opened import CASE

from loaders.catalog import ROOT
from verdicts.clock import Knowledge
from verdicts.findings import EventFinding, SeriesFinding
from verdicts.history import of_their_time

CATALOG, ARGUMENT = CASE.catalog, CASE.argument
CLAIMS, ROWS = ARGUMENT.claims.rows, ARGUMENT.evidence.rows
TESTED = [claim for claim in CLAIMS if claim.kind != "judgement"]
FORECASTS = [row for row in ROWS if ARGUMENT.claim[row.claim].kind == "forecast" and row.weight]

INVENTORY = """
us-policy-contrast rivalry-long-defined conflicts-persist instability-pays-us us-still-powerful china-rises
russia-assertive world-multipolar us-dominance-challenged biden-backed-ukraine trump-cuts-aid aid-fuels-war
war-drains-russia rivals-not-partners cold-war-legacy us-power-intact us-not-unassailable europe-distances
europe-adjusts europe-pressed-to-buy europe-market-us-arms war-must-continue iraq-russia-sidelined
libya-russia-excluded ukraine-ties-russia iraq-libya-peripheral afghanistan-parallel west-encroaches
two-sides-same-coin war-of-attrition ukraine-resources-vast us-resource-deal us-policy-unchanged
perilous-economic-phase us-bellicose-gaza us-hegemony russia-regional-power russia-silent-middle-east
russia-influence-undeniable trust-secondary tangible-gains soft-line-fails trump-deepens-rift rift-exploitable
rivalry-continues russia-regional-dominance battle-not-over
instability-keeps-order institutions-outlast-presidents press-conference-message iraq-oil-promised
putin-more-resolute ukraine-resources-places
""".split()
"""Every statement of the article that was to be covered, by a claim of its own or by parts."""

CONTEXT_ONLY = {
    "europe-pressed-to-buy-demand": "A demand is speech",
    "war-must-continue-wish": "reported speech",
    "iraq-russia-sidelined-resources": "No figure here says who owns or earns",
    "russia-silent-middle-east": "no series counts it",
    "press-conference-message": "What was said a transcript would show",
    "iraq-oil-promised": "A promise made in talks stands in no series",
    "ukraine-resources-places": "No figure here is of a district",
    "trump-cuts-aid": "The rows are context. Needed:",
    "aid-fuels-war": "the rows are context. Needed:",
    "libya-russia-excluded": "recorded deliveries are context only",
    "iraq-libya-peripheral-iraq": "deliveries are context only",
    "us-policy-unchanged": "could not yet be seen in figures",
}
"""Claims that are no judgement and yet scored by no row, and the words of the caveat that say why."""

LIVE_ONLY = {"energy_shares", "arms_shares", "share_indices", "market_rates", "brent_futures", "gas_futures"}
"""Indicators whose figures may not be passed on: downloaded, never bundled."""


def named(rows):
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.id)


def test_no_table_and_no_file_has_a_fault():
    assert CASE.faults == ()


def test_there_is_enough_to_speak_of():
    assert len(ARGUMENT.topics.rows) == 8
    assert len(CATALOG.indicators.rows) >= 45
    assert len(INVENTORY) == len(set(INVENTORY)) == 53


@pytest.mark.parametrize("statement", INVENTORY)
def test_every_statement_of_the_article_is_covered(statement):
    assert any(claim.id == statement or claim.id.startswith(f"{statement}-") for claim in CLAIMS)


@named(CLAIMS)
def test_every_claim_stands_in_the_inventory(row):
    assert any(row.id == statement or row.id.startswith(f"{statement}-") for statement in INVENTORY)


@named(ARGUMENT.topics.rows)
def test_every_topic_has_claims_and_asks_something(row):
    assert ARGUMENT.claims_of(row.id)
    assert row.question.endswith("?")


@named(TESTED)
def test_every_claim_that_is_tested_has_one_to_eight_rows_and_a_scored_one(row):
    evidence = ARGUMENT.evidence_of(row.id)
    assert 1 <= len(evidence) <= 8
    assert any(e.weight for e in evidence) != (row.id in CONTEXT_ONLY)
    assert CONTEXT_ONLY.get(row.id, "") in row.caveat


@named([claim for claim in CLAIMS if claim.kind == "judgement"])
def test_a_judgement_has_context_at_most_and_says_why(row):
    assert not any(e.weight for e in ARGUMENT.evidence_of(row.id))
    assert row.caveat


@named(CLAIMS)
def test_a_claim_is_one_plain_sentence(row):
    assert row.claim.endswith(".")
    assert len(row.claim) <= 160
    assert "  " not in row.claim


HEDGES = ("could", "might", "may", "seem", "appears")


@named([claim for claim in CLAIMS if claim.mode == "allows"])
def test_what_the_article_only_allows_keeps_its_hedge(row):
    assert any(word in row.claim for word in HEDGES)


@named([claim for claim in CLAIMS if claim.voice[0].isupper()])
def test_a_claim_that_a_named_speaker_makes_names_them(row):
    assert row.voice.split()[-1] in row.claim


@named(ROWS)
def test_a_row_is_named_after_its_claim_and_asks_a_question(row):
    assert row.id.startswith(f"{row.claim}-")
    assert row.question.endswith("?")


def test_no_test_is_made_twice_for_one_claim():
    what = [(r.claim, r.request, r.check, r.first, r.last, r.event, r.threshold) for r in ROWS]
    assert len(what) == len(set(what))


@named(ROWS)
def test_every_other_choice_is_of_something_known_and_declared_once(row):
    assert len(dict(row.choices)) == len(list(row.choices))
    named = {"indicator": CATALOG.indicator, "versus_indicator": CATALOG.indicator, "event": CATALOG.event}
    for column, values in row.choices:
        known = named.get(column, CATALOG.entity)
        if column in named or "entity" in column or column in ("counterpart", "versus_counterpart", "among"):
            assert {value.partition("@")[0] for value in values} <= set(known)


@named([row for row in ROWS if row.indicator])
def test_a_row_of_figures_says_in_plain_words_what_it_measures(row):
    assert row.label
    assert row.label[0].isupper()
    assert not row.label.endswith(".")


@named([row for row in ROWS if row.among])
def test_comparables_are_a_group_of_which_some_have_figures(row):
    members = CATALOG.members_of(row.among)
    assert sum(bool(len(CASE.observations.line(row.indicator, m, row.counterpart).dates)) for m in members) >= 3


@named([row for row in ROWS if row.weight == 1 and row.check != "happened"])
def test_a_deciding_row_of_figures_declares_alternatives(row):
    assert list(row.choices)


@named(FORECASTS)
def test_a_forecast_is_tested_by_what_came_after_the_article(row):
    if row.check == "happened":
        assert CATALOG.event[row.event].date > WRITTEN
        return
    assert row.last is None or row.last > WRITTEN
    if row.event:
        assert CATALOG.event[row.event].date >= dt.date(2025, 1, 20)
    else:
        assert row.first > WRITTEN


def test_no_forecast_had_an_answer_on_the_article_s_day():
    forecasts = [claim for claim in CLAIMS if claim.kind == "forecast"]
    verdicts = CASE.verdicts(CASE.then, tuple(forecasts))
    assert {v.label for v in verdicts if v.claim.id not in CONTEXT_ONLY} == {"too early"}
    assert not [f.evidence.id for v in verdicts for f in v.findings if f.evidence.weight and f.outcome != "no data"]


def test_every_row_has_figures_now():
    findings = [f for v in CASE.verdicts(CASE.now) for f in v.findings]
    # The newest table of reserves has the year 2025 alone, and the claim is about what lay before the article.
    assert [f.evidence.id for f in findings if f.outcome == "no data"] == [
        "ukraine-resources-vast-minerals-graphite-reserves"
    ]


NO_EDITION_OF_THE_DAY = {
    "gdp_ppp": "no release of the World Bank before February 2026 was found",
    "gdp_growth": "no release of the World Bank before April 2026 was found",
    "resource_rents": "no release of the World Bank before February 2026 was found",
    "oil_rents": "the release of July 2025 is the first that was found",
    "reserve_share": "the old method's release of mid-2025 stands in; those before it were not found",
    "us_aid_disbursed": "the copy of December 2024 had the state of early 2024, without most support to Ukraine's budget",
    "aid_share_gdp": "the copy of February 2025 has no summary by country",
    "un_agreement_2025": "votes of 2025",
    "gas_imports_eu": "the trade tables of six editions, put together in 2026",
    "fossil_revenue": "the tracker keeps no earlier states",
    "bilateral_exports_2025": "trade of 2025",
    "defence_shares_us": "quotes may not be passed on; ours is computed from closes that are not revised",
    "defence_shares_europe": "quotes may not be passed on; ours is computed from closes that are not revised",
    "key_rate": "decisions of the central bank are not revised",
    "russia_reserves": "not revised; the file runs to October 2026",
    "customs_duties": "the Treasury's monthly statements, of which no earlier copy was found",
    "us_goods_imports": "seasonally adjusted anew; the file runs to February 2026",
    "rouble_per_usd": "official rates are not revised",
    "dollar_index": "daily figures, seldom revised; the file runs to August 2026",
}
"""Indicators whose figures as of the article are those of a later edition, cut by publication lag, and why."""


def test_as_of_the_article_findings_rest_on_editions_of_the_day_but_where_none_was_found():
    known = Knowledge(CASE.observations, CASE.catalog, CASE.then)
    findings = [f for v in CASE.verdicts(CASE.then) for f in v.findings]
    measured = [f for f in findings if isinstance(f, SeriesFinding)]
    late = {name for f in measured for name in f.evidence.request.indicators if not known.edition(name)[1]}
    assert late == set(NO_EDITION_OF_THE_DAY)
    answered = [f for f in findings if f.evidence.weight and f.outcome != "no data"]
    assert len(answered) == 164
    assert sum(isinstance(f, EventFinding) or of_their_time(f.evidence, known) for f in answered) == 143


def test_no_lag_says_that_more_was_known_on_the_article_s_day_than_the_edition_of_the_day_has():
    known = Knowledge(CASE.observations, CASE.catalog, CASE.then)
    of_the_day = {row.indicator for row in CATALOG.editions.rows if row.published <= WRITTEN}
    assert len(of_the_day) > 60
    assert [name for name in sorted(of_the_day) if not known.edition(name)[1]] == []


@named([row for row in CATALOG.indicators.rows if row.id not in LIVE_ONLY])
def test_every_bundled_indicator_has_a_vintage_a_source_and_figures(row):
    assert row.id in CATALOG.edition
    assert row.source in CATALOG.source
    assert CASE.observations.provenance[row.id].source == row.source
    assert any(name == row.id for name, _, _ in CASE.observations.names())


@pytest.mark.parametrize("name", sorted(LIVE_ONLY))
def test_what_is_live_only_is_nowhere_in_the_snapshot_and_decides_nothing(name):
    row = CATALOG.indicator[name]
    assert (row.source, row.update, row.start) == ("yahoo", "download", 2018)
    assert row.notes.startswith("Live only")
    assert name not in CATALOG.edition
    assert name not in CASE.observations.provenance
    assert not [evidence.id for evidence in ROWS if name in (evidence.indicator, evidence.versus_indicator)]


def test_every_vintage_has_an_indicator():
    assert set(CATALOG.edition) | LIVE_ONLY == set(CATALOG.indicator)


@named(CATALOG.sources.rows)
def test_every_source_is_used_and_has_a_parser(row):
    assert any(indicator.source == row.id for indicator in CATALOG.indicators.rows)
    assert (ROOT / "loaders" / "sources" / f"{row.id}.py").is_file()
    assert isfunction(import_module(f"loaders.sources.{row.id}").parse)


def test_every_parser_has_a_source():
    modules = {path.stem for path in (ROOT / "loaders" / "sources").glob("*.py")} - {"__init__"}
    assert modules == set(CATALOG.source)


@named([entity for entity in CATALOG.entities.rows if entity.kind == "group"])
def test_every_group_has_members_or_figures_of_its_own(row):
    published = {entity for names in CASE.observations.names() for entity in names[1:]}
    assert CATALOG.members_of(row.id) or row.id == "EUROPE-EI"
    assert "EUROPE-EI" in published  # the Energy Institute's own Europe, met only as published


@named(CATALOG.events.rows)
def test_every_event_is_used_or_the_article(row):
    named_in_rows = {r.event for r in ROWS} | {
        v for r in ROWS for c, values in r.choices if c == "event" for v in values
    }
    assert row.id in named_in_rows or row.date == WRITTEN


def test_the_article_is_an_event():
    assert [e.id for e in CATALOG.events.rows if e.date == WRITTEN] == ["article"]


@named([e for e in CATALOG.events.rows if e.date != WRITTEN])
def test_every_event_but_the_article_is_documented(row):
    assert row.source is not None


def test_no_table_holds_a_verdict():
    columns = {
        name: (ROOT / name).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        for name in ("claims.csv", "evidence.csv")
    }
    assert not {"verdict", "outcome", "score", "result"} & {c for header in columns.values() for c in header}
