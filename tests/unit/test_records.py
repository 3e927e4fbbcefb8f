"""Findings, claims and sources as JSON: what is said, and that it agrees with the verdicts."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from travelling import dossier_of

from exports.records import (
    as_json,
    claim_record,
    claims_record,
    finding_record,
    sources_record,
)
from exports.values import rows
from verdicts.checks import CHANGES, LEVELS
from verdicts.findings import EventFinding
from verdicts.rule import LABELS

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def back(value):
    def refuse(name):
        raise AssertionError(name)

    return json.loads(as_json(value), parse_constant=refuse)


@pytest.mark.slow
def test_every_finding_says_what_it_rests_on(taken):
    for dossier in taken:
        for finding in dossier.now.findings:
            told = back(finding_record(dossier, finding.evidence.id))
            assert told["sentence"] == finding.sentence
            assert told["outcome"] == (finding.outcome if finding.evidence.weight else "context")
            assert (told["claim"], told["evidence"]) == (dossier.claim.id, finding.evidence.id)
            assert told["as_of"] == dossier.as_of.day.isoformat()
            assert told["proxy"] == finding.evidence.proxy
            assert {"what": "Why this window and threshold", "value": finding.evidence.note} in told["rule"]
            figures = rows(dossier, finding.evidence.id)
            assert [f["value"] for f in told["figures"]] == [r["value"] for r in figures]
            assert bool(told["figures"]) != bool(told["figures_note"])
            if isinstance(finding, EventFinding):
                assert told["sources"] == []
                continue
            series = [one["indicator"] for source in told["sources"] for one in source["series"]]
            assert sorted(series) == sorted(finding.evidence.request.indicators)
            assert all(source["licence"] and source["citation"] for source in told["sources"])


def test_a_difference_of_percentages_is_in_points(taken):
    told = [f for dossier in taken for f in claim_record(dossier)["findings"] if f["statistic"] is not None]
    changes = [f for f in told if f["check"] in CHANGES and f["unit"].startswith("%")]
    assert len(changes) > 5
    assert {f["statistic_unit"] for f in changes} == {"percentage points"}
    assert all(f["statistic_unit"] == f["unit"] for f in told if f["check"] in LEVELS)


def test_every_claim_has_both_verdicts_and_how_firm_they_are(taken):
    for dossier in taken:
        told = back(claim_record(dossier))
        assert (told["verdict"]["verdict"], told["verdict"]["as_of"]) == (dossier.now.label, str(dossier.as_of.day))
        then = told["verdict_as_of_the_article"]
        assert (then["verdict"], then["as_of"]) == (dossier.then.label, "2025-02-17")
        assert [s["verdict"] for s in told["scale"]] == list(LABELS)
        assert told["robustness"]["specifications"] == dossier.choices.size
        assert told["robustness"]["shares"].keys() == dossier.choices.shares.keys()
        assert [f["evidence"] for f in told["findings"]] == [f.evidence.id for f in dossier.now.findings]
        for finding, then_finding in zip(told["findings"], dossier.then.findings, strict=True):
            assert finding["as_of_the_article"]["sentence"] == then_finding.sentence


def test_every_verdict_says_how_certain_it_is_and_why(case, taken):
    short = {one["claim"]: one for one in back(claims_record(case, taken))["claims"]}
    degrees = set()
    for dossier in taken:
        told = back(claim_record(dossier))
        for name, verdict in (("verdict", dossier.now), ("verdict_as_of_the_article", dossier.then)):
            certainty = verdict.certainty
            said = {
                "certainty": certainty.degree if certainty else None,
                "certainty_reasons": list(certainty.reasons) if certainty else [],
            }
            for record in (told[name], short[dossier.claim.id][name], back(verdict.record())):
                assert {field: record[field] for field in said} == said
            assert (said["certainty"] is None) == (verdict.score is None)
            degrees.add(said["certainty"])
    assert len(degrees) > 3


def test_findings_of_figures_and_of_events_have_the_same_fields(taken):
    told = [back(f.record()) for d in taken for f in d.now.findings]
    assert len({tuple(sorted(one)) for one in told}) == 1
    assert {len(one["edition"]) == len(one["edition_published"]) for one in told} == {True}


def test_a_finding_says_what_it_is_about_and_what_others_and_later_figures_show():
    dossier = dossier_of([*range(1, 26), 9], check="rises", threshold=1, **{"from": "2020"})
    (told,) = back(claim_record(dossier))["findings"]
    assert told["about"] == "2020-12-31/2024-12-31"
    assert told["base_rates"] == [{"where": "time", "among": None, "yes": 17, "of": 17}]
    assert told["base_rate"] == "Such a rise was seen in all 17 earlier spans."
    assert told["since"].startswith("And since? Now no. X of Usa fell by 12 tonnes")
    assert (told["edition"], told["edition_published"]) == (["first"], ["2026-08-01"])
    then = told["as_of_the_article"]
    assert (then["edition"], then["edition_published"]) == (["first"], ["2026-08-01"])


def test_context_has_no_outcome_but_that_it_is_context():
    dossier = dossier_of([1, 2], weight=0)
    (told,) = back(dossier.now.record())["findings"]
    assert (told["outcome"], told["statistic"]) == ("context", 2)
    assert told["sentence"] == "X of Usa came to 2 tonnes in 2001."


def test_all_claims_stand_in_one_record(case, taken):
    told = back(claims_record(case, taken))
    assert [c["claim"] for c in told["claims"]] == [d.claim.id for d in taken]
    assert told["article"] == {
        "author": "Fateh Sami",
        "published": "2025-02-17",
        "about": "An opinion article on U.S.-Russia relations under Trump's return",
    }
    assert all(c["verdict"]["verdict"] in LABELS for c in told["claims"])


def test_sources_say_what_may_be_passed_on(case):
    told = {source["source"]: source for source in back(sources_record(case))["sources"]}
    assert told["worldbank"]["pass_on"] == "figures"
    assert told["yahoo"]["pass_on"] == "derived"
    assert "market_rates" in told["yahoo"]["live_only"]
    assert "non-commercial" in told["sipri_arms"]["licence"]


def test_a_link_is_an_address_where_the_dashboard_has_one():
    assert claim_record(dossier_of([1, 2], address="https://example.org"))["link"] == "https://example.org/c/c"
    assert claim_record(dossier_of([1, 2]))["link"] == "Plumbline, claim c"


def test_quotes_are_not_in_a_record():
    told = back(finding_record(dossier_of([1, 2], pass_on="nothing"), "c-x"))
    assert told["figures"] == []
    assert "may not be passed on" in told["figures_note"]


def test_an_unknown_finding_is_a_key_error(taken):
    with pytest.raises(KeyError):
        finding_record(taken[0], "no-such-row")


@given(PLAIN)
def test_json_has_no_number_that_is_none_and_is_the_same_each_time(value):
    def plain(one):
        if isinstance(one, dict):
            return {k.encode("utf-8", "replace").decode(): plain(v) for k, v in one.items()}
        if isinstance(one, list):
            return [plain(v) for v in one]
        if isinstance(one, str):
            return one.encode("utf-8", "replace").decode()
        return None if isinstance(one, float) and not math.isfinite(one) else one

    assert back(value) == plain(value)
    assert as_json(value) == as_json(value)


def test_a_claim_s_record_says_who_says_it_and_how(taken):
    told = {one["claim"]: one for one in claims_record(taken[0].case, taken)["claims"]}
    for dossier in taken:
        said = {"voice": dossier.claim.voice, "mode": dossier.claim.mode}
        for record in (told[dossier.claim.id], claim_record(dossier), dossier.now.record()):
            assert {name: record[name] for name in said} == said
    assert (told["war-must-continue-wish"]["voice"], told["war-must-continue-wish"]["mode"]) == (
        "Donald Trump",
        "reports",
    )
