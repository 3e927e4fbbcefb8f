"""Every sentence that the engine makes of the project's claims, at publication and today: none has a fault that readers stumble over."""

import math

import pytest
from faulty_sentences import faults_of, figures_in

from verdicts import checks, doubt, measures, rule
from verdicts.argument import KINDS
from verdicts.brief import brief, brief_since
from verdicts.certainty import MEANINGS as DOUBTS
from verdicts.checks import Level, Unanswered
from verdicts.conclusions import shifts_with
from verdicts.describe import about_claim, rule_of
from verdicts.findings import SeriesFinding
from verdicts.outcome import outcome_words
from verdicts.sentences import subject
from verdicts.start_here import start_here
from verdicts.summary import (
    answer_sentence,
    changed_words,
    counted_sentence,
    counts_sentence,
    firm_words,
    topic_sentences,
)
from verdicts.tipping import swings
from verdicts.tipping_text import found_words, swing_sentence, tipping_sentence
from verdicts.units import COUNTS, unit_of
from verdicts.words import capitalised


@pytest.fixture(scope="module")
def verdicts(standings):
    """Each verdict at both dates."""
    return [verdict for standing in standings for verdict in (standing.then, standing.now)]


@pytest.fixture(scope="module")
def findings(verdicts):
    return [finding for verdict in verdicts for finding in verdict.findings]


@pytest.fixture(scope="module")
def figures(findings):
    return [f for f in findings if isinstance(f, SeriesFinding) and not isinstance(f.estimate, Unanswered)]


def assert_faultless(texts, whole=True):
    faulty = {text: found for text in dict.fromkeys(texts) if text and (found := faults_of(text, whole))}
    assert not faulty, "\n".join(f"{', '.join(found)}: {text}" for text, found in faulty.items())


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("It rose by 3  points.", "two blanks"),
        ("It rose , then fell.", "a blank before a mark"),
        ("It stood at 42.6 %.", "a blank before a mark"),
        ("It rose..", "marks beside each other"),
        ("That is a 8% rise.", "a before a vowel"),
        ("It took 1 years.", "plural after one"),
        ("It took 2 year of work.", "singular after several"),
        ("It rose by 0.5 point.", "singular after several"),
        ("It was NaN in 2024.", "no number"),
        ("It fell by -3 points.", "a hyphen for a minus"),
        ("It was \N{MINUS SIGN}0 points.", "nothing below nothing"),
        ("The row gdp_nominal says so.", "an id"),
        ("It ends in 2025-01.", "a date for machines"),
        ("It cost EUR 1.84 bn.", "an old currency"),
        ("The figures bear out the claim.", "a stiff word"),
        ("it rose.", "no capital at the start"),
        ("It rose", "no full stop at the end"),
        (f"It {'very ' * 60}rose.", "too long"),
    ],
)
def test_each_fault_is_found(text, fault):
    assert fault in faults_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 of 2 tests says yes, 1 is too close to call.",
        "It rose by 1 point, from 11 points in 2015\N{EN DASH}19 to 12 in 2020\N{EN DASH}24 (2024 prices).",
        "It would become no below \N{MINUS SIGN}0.5 points.",
        "Yes. It fell by $1.84bn a month after the 28-point rise.",
    ],
)
def test_good_sentences_have_none(text):
    assert faults_of(text) == []


def test_figures_are_read_with_their_last_digit():
    assert figures_in("From 43% in 2024 to \N{EURO SIGN}1.84bn and 22,000 deaths in 2020\N{EN DASH}24.") == [
        (43, 1, 2), (1.84e9, 1e7, 3), (22_000, 1000, 2),
    ]  # fmt: skip


def unlabelled(finding):
    return isinstance(finding, SeriesFinding) and not finding.evidence.label


def test_findings_read_well(case, findings):
    # The words of the catalog for a row without a label of its own may be many.
    assert_faultless(f.sentence.replace(subject(f.evidence, case.catalog), "This") for f in findings if unlabelled(f))
    findings = [f for f in findings if not unlabelled(f)]
    assert_faultless(f.sentence for f in findings)
    assert_faultless(f.since_words for f in findings if isinstance(f, SeriesFinding))
    assert_faultless(f.base_words for f in findings if isinstance(f, SeriesFinding))
    assert_faultless((f.reason for f in findings), whole=False)


def test_no_finding_names_an_id_of_the_catalog(case, findings):
    names = {entity.name for entity in case.catalog.entities.rows} | {e.short for e in case.catalog.entities.rows}
    codes = {entity.id for entity in case.catalog.entities.rows if len(entity.id) > 2} - names
    for f in findings:
        words = set(f.sentence.replace(",", " ").replace(".", " ").split())
        assert not words & (codes - {"GDP", "BRICS"}), f.sentence


def test_a_figure_has_three_digits_at_most(figures):
    for f in figures:
        own = {f.evidence.limit if f.evidence.weight else None, f.series.unit}
        for value, _, n in figures_in(f.statement):
            whole = unit_of(f.series.unit).kind == "index" or f.series.unit in COUNTS or value in own
            assert n <= 3 or whole, f.sentence


def test_a_level_has_no_more_digits_than_its_doubt_carries(figures):
    """But where one more shows on which side of our line it lies."""
    checked = 0
    for f in figures:
        if not isinstance(f.estimate, Level) or f.series.unit == "rank":
            continue
        of, factor = f.estimate.interval, unit_of(f.series.unit).factor
        told = [one for one in figures_in(f.statement.removeprefix(subject(f.evidence, NO_CATALOG)) if f.evidence.label else f.statement)
                if math.isclose(one[0], abs(of.estimate) * factor, rel_tol=0.1, abs_tol=one[1])]  # fmt: skip
        if not told or not of.half:
            continue
        finest, carried = told[0][1], 10.0 ** math.floor(math.log10(of.half * factor) + 1e-9)
        near = abs(of.estimate - f.evidence.limit) * factor < carried if f.evidence.weight else False
        assert finest >= carried * 0.999 or told[0][0] == 0 or near, f.sentence
        checked += 1
    assert checked


NO_CATALOG = None
"""The subject of a row with a label needs none."""


def test_figures_have_their_unit(case, figures):
    for f in figures:
        of, text = unit_of(f.series.unit), f.statement
        if of.kind == "percent" or (f.evidence.measure == "index" and isinstance(f.estimate, Level)):
            assert "%" in text, text
        elif of.kind == "money" and f.evidence.measure != "index":
            assert of.before in text, text
        elif of.kind == "points":
            assert "point" in text or "zero" in text, text
        elif of.kind == "amount" and f.evidence.measure != "index":
            word = of.after.strip().split(" ")[0].casefold().removesuffix("s")
            said = {"countrie": "member", "people": "troops"}.get(word, word)
            assert word in text.casefold() or said in text.casefold(), text


def test_verdicts_read_well(verdicts):
    assert_faultless(v.reason for v in verdicts)
    assert_faultless(outcome_words(v) for v in verdicts)
    assert_faultless((reason for v in verdicts if v.certainty for reason in v.certainty.reasons), whole=False)


def test_a_forecast_is_never_called_false(verdicts):
    for v in verdicts:
        if v.claim.kind == "forecast" and v.label != "not testable":
            text = outcome_words(v)
            assert "come about" in text, text
            assert not {"false", "wrong", "contradict", "untrue"} & set(text.casefold().split()), text


def test_what_would_change_a_verdict_reads_well(verdicts):
    assert_faultless(tipping_sentence(f) for v in verdicts for f in v.findings)
    assert_faultless(swing_sentence(swings(v), v) for v in verdicts)
    assert_faultless((found_words(swing) for v in verdicts for swing in swings(v)), whole=False)


def test_other_ways_to_test_read_well(case, verdicts):
    multiverses = [v.multiverse for v in verdicts]
    assert_faultless(doubt.robustness_sentence(m) for m in multiverses)
    assert_faultless(doubt.influence_sentence(m) for m in multiverses if m.tests)
    assert_faultless(doubt.specifications_sentence(test) for m in multiverses for test in m.tests)
    assert_faultless((doubt.agreement(m) for m in multiverses), whole=False)
    pivotal = (doubt.pivotal_words(p, m, case.catalog)[1] for m in multiverses for p in m.pivotal_choices)
    assert_faultless(pivotal, whole=False)
    assert_faultless(doubt.flip_sentence(m, case.catalog) for m in multiverses)
    other = (doubt.if_we(p, m, case.catalog) for m in multiverses for p in m.pivotal_choices)
    assert_faultless(other, whole=False)


def test_the_list_of_tests_reads_well(verdicts, findings):
    assert_faultless(v.why[0] for v in verdicts if v.findings)
    assert_faultless(map(brief, findings), whole=False)
    assert_faultless(f"{capitalised(since)}." for f in findings if (since := brief_since(f)))


def test_the_whole_reads_well(case, standings):
    assert_faultless([counts_sentence(standings), counted_sentence(standings), doubt.chance_sentence(case.argument)])
    assert_faultless([answer_sentence(standings), *(start.why for start in start_here(standings))])
    for fact in (changed_words(standings), firm_words([s.now.multiverse for s in standings])):
        assert_faultless([f"{fact[0]} {fact[1]}", fact[2]])
    for topic in case.argument.topics.rows:
        of_topic = [s for s in standings if s.now.claim.topic == topic.id]
        assert_faultless([*topic_sentences(of_topic), answer_sentence(of_topic, "the", " on this topic")])
    assert_faultless([doubt.scoreboard_sentence(s.now.multiverse for s in standings)])
    for labels in (
        {s.then.claim.id: s.then.label for s in standings},
        {s.now.claim.id: s.now.label for s in standings},
    ):
        assert_faultless([doubt.conclusions_sentence(case.argument, labels)])
        assert_faultless(
            doubt.shifts_sentence(shifts_with(claim, case.argument, labels), label) for claim, label in labels.items()
        )


@pytest.mark.slow
def test_the_years_read_well(case):
    moments = [case.history(claim) for claim in case.argument.claims.rows]
    assert_faultless(doubt.years_sentence(one) for one in moments)
    assert_faultless(doubt.editions_sentence(one) for one in moments)


def test_meanings_read_well():
    assert_faultless([*rule.MEANINGS.values(), *checks.MEANINGS.values(), *DOUBTS.values()])
    assert_faultless([*measures.MEANINGS.values(), *KINDS.values()], whole=False)


def test_rules_and_claims_are_told_in_words(case, standings):
    for standing in standings:
        terms = [
            *about_claim(standing.now.claim),
            *(p for f in standing.now.findings for p in rule_of(f, case.catalog)),
        ]
        told = ("Our line", "Period", "Averaged over", "Kind")
        assert_faultless((text for term, text in terms if term in told), whole=False)
