"""Every sentence of the real argument, at both dates: it says what its figures say, and nothing later than it may."""

import dataclasses
import datetime as dt
import json

import numpy as np
import pytest
from builders import WRITTEN
from faulty_sentences import figures_in
from opened import CATALOG

from charts.evidence import headline
from loaders.observations import Held, Observations, as_table
from verdicts.checks import Unanswered
from verdicts.clock import Knowledge
from verdicts.findings import EventFinding, SeriesFinding, has_figures
from verdicts.sentences import ANSWERS, FROM_THE_START, subject
from verdicts.told_figures import figures_of
from verdicts.units import unit_of
from verdicts.words import number

LEVELS, TRENDS = ("at_least", "at_most"), ("rises", "falls")
STEPS = ("steps_up", "steps_down", "unchanged")
KEYS = set(
    "evidence question outcome statistic unit low high n from to threshold check weight sentence indicator source".split()
)


@pytest.fixture(scope="module", params=["then", "now"])
def as_of(request, case):
    return getattr(case, request.param)


@pytest.fixture(scope="module")
def findings(standings, case, as_of):
    verdicts = [s.now if as_of is case.now else s.then for s in standings]
    return [finding for verdict in verdicts for finding in verdict.findings]


@pytest.fixture(scope="module")
def answered(findings):
    """Findings that rest on a figure."""
    found = [f for f in findings if measured(f)]
    assert len(found) > 50
    return found


def measured(finding):
    """Whether a finding rests on figures that were enough for an estimate."""
    return isinstance(finding, SeriesFinding) and not isinstance(finding.estimate, Unanswered)


def statistic(finding):
    return finding.estimate.interval.estimate


def ends(finding):
    """What a change is between: the means of both ends, or of both sides of an event, as observed."""
    of = finding.estimate
    return (of.first, of.last) if finding.evidence.check in TRENDS else (of.before, of.after)


def wrong(findings, right):
    """The sentences for which ``right`` does not hold: for a message that shows them all."""
    return [f"{f.evidence.id}: {f.sentence}" for f in findings if not right(f)]


def of(findings, checks):
    return [f for f in findings if f.evidence.check in checks]


def scored(findings):
    return [f for f in findings if f.evidence.weight]


def held_back(finding):
    """Whether the yes of a causal claim does not count, because others had the same."""
    return isinstance(finding, SeriesFinding) and finding.result.ordinary


def told(finding):
    return figures_of(finding.evidence, finding.series, subject(finding.evidence, CATALOG))


def test_every_row_of_evidence_is_answered(case, findings):
    assert {f.evidence.id for f in findings} == set(case.argument.evidence.by_key())


def test_a_sentence_begins_with_the_answer_that_matches_its_outcome(findings):
    assert set(ANSWERS) >= {f.outcome for f in findings}
    plain = [f for f in scored(findings) if not held_back(f)]
    assert not wrong(plain, lambda f: f.sentence.startswith(f"{ANSWERS[f.outcome]}. "))
    assert not wrong(plain, lambda f: headline(f).startswith(f"{ANSWERS[f.outcome]}: "))
    others = [f for f in scored(findings) if held_back(f)]
    assert not wrong(others, lambda f: f.sentence.startswith(("Not out of the ordinary. ", "Undecided. ")))


def test_context_answers_nothing(findings):
    context = [f for f in findings if not f.evidence.weight]
    assert context
    assert not wrong(context, lambda f: not f.answer and f.sentence == f.statement)
    assert not wrong(context, lambda f: "our line" not in f.sentence and "We require" not in f.sentence)


def test_a_sentence_is_its_answer_and_its_statement_whatever_stands_in_them(findings):
    kinds = {type(f) for f in findings}
    assert kinds == {SeriesFinding, EventFinding}
    for f in findings:
        assert f.statement[:1] == f.statement[:1].upper()
        assert f.sentence == (f"{f.answer}. {f.statement}" if f.answer else f.statement)
        assert f.statement.endswith(".")


def test_a_finding_without_a_plain_answer_says_why(findings):
    assert not wrong(findings, lambda f: bool(f.reason) == (f.outcome in ("inconclusive", "no data")))
    unmeasured = [f for f in findings if isinstance(f, SeriesFinding) and not measured(f)]
    assert not wrong(unmeasured, lambda f: f.reason in f.sentence and f.record()["statistic"] is None)


def test_a_sentence_holds_the_statistic_it_rests_on(answered):
    """To the digits that are told: a figure of the sentence lies within its own last digit of it."""

    def right(f):
        if f.series.unit == "rank" or "hardly" in f.sentence:
            return True
        # Of a step that is context only both sides are told, and not their difference.
        size = ends(f)[1] if f.evidence.check in STEPS and not f.evidence.weight else statistic(f)
        size = abs(size) * unit_of(f.series.unit).factor
        return any(not value or abs(value - size) <= last for value, last, _ in figures_in(f.statement))

    assert not wrong(answered, right)


def test_verbs_agree_with_the_sign(answered):
    changed = [f for f in answered if "hardly" not in f.sentence and f.series.unit != "rank"]
    trends, steps = of(changed, TRENDS), [f for f in of(scored(changed), STEPS) if f.evidence.check != "unchanged"]
    assert trends
    assert steps
    assert not wrong(trends, lambda f: (" rose by " in f.sentence) == (statistic(f) > 0))
    assert not wrong(trends, lambda f: (" fell by " in f.sentence) == (statistic(f) < 0))
    assert not wrong(steps, lambda f: (" That is a rise of " in f.sentence) == (statistic(f) > 0))
    assert not wrong(steps, lambda f: (" That is a fall of " in f.sentence) == (statistic(f) < 0))


def test_before_and_after_differ_by_the_statistic(answered):
    for f in of(answered, TRENDS + STEPS):
        before, after = ends(f)
        size = max(abs(before), abs(after), 1e-9)
        assert after - before == pytest.approx(statistic(f), abs=1e-6 * size), f.sentence


def test_levels_are_called_above_or_below_our_line_as_they_are(answered):
    def right(f):
        value, bound = statistic(f), f.evidence.threshold
        if f.series.unit == "rank":
            return True
        if f.outcome == "inconclusive" and not held_back(f):
            return "our line is" in f.sentence and f.estimate.interval.low <= bound <= f.estimate.interval.high
        word = "exactly on" if value == bound else "above" if value > bound else "below"
        return f", {word} {told(f).line(bound)}" in f.sentence

    assert not wrong(of(scored(answered), LEVELS), right)


def test_a_place_is_in_or_outside_the_top_as_it_is(answered):
    ranks = [f for f in scored(answered) if f.series.unit == "rank" and f.outcome != "inconclusive"]
    assert ranks
    for f in ranks:
        inside = statistic(f) <= f.evidence.limit
        assert (", outside the top" in f.sentence or ", not first" in f.sentence) != inside, f.sentence


def test_what_we_require_is_that_of_the_table(answered):
    changes = of(scored(answered), TRENDS + STEPS)

    def right(f):
        figures = figures_of(f.evidence, f.series, subject(f.evidence, CATALOG), mean=f.evidence.check in STEPS)
        percent = f"{number(f.evidence.limit)}%"
        return figures.by(f.evidence.limit) in f.sentence or percent in f.sentence

    assert changes
    assert not wrong(changes, right)


def test_outcomes_follow_from_statistic_interval_and_threshold(answered):
    def right(f):
        low, value, high = f.estimate.interval.low, statistic(f), f.estimate.interval.high
        bound, check = f.evidence.limit, f.evidence.check
        slack = 1e-9 * max(abs(bound), abs(value))
        low, high = low + slack, high - slack
        if f.outcome == "inconclusive":
            return True
        yes = f.outcome == "supports"
        if check == "at_least":
            return low >= bound if yes else high - 2 * slack < bound
        if check == "at_most":
            return high <= bound if yes else low + 2 * slack > bound
        if check == "unchanged":
            return -bound <= low and high <= bound if yes else low > bound or high < -bound
        if check in ("falls", "steps_down"):
            low, high = -high, -low
        return low >= bound if yes else high < bound

    assert not wrong(scored(answered), right)


def test_the_doubt_is_told_where_it_is_too_close_to_call(answered):
    close = [f for f in scored(answered) if f.outcome == "inconclusive" and not held_back(f)]
    assert close
    words = ("give or take", "anywhere from", "the doubt is", "anything from", "too near to be sure")
    assert not wrong(close, lambda f: any(word in f.sentence for word in words))


def test_members_left_out_are_named_or_counted(case, findings):
    short = [f for f in findings if measured(f) and f.series.without]
    assert short
    assert not wrong(short, lambda f: "for which figures are missing" in f.sentence)
    assert not wrong(short, lambda f: case.catalog.name_of(f.series.without[0]) in f.sentence)


def test_records_have_the_promised_keys_and_plain_values(case, findings):
    for f in findings:
        record = f.record()
        assert set(record) >= KEYS
        assert json.loads(json.dumps(record, allow_nan=False)) == record
        assert record["evidence"] == f.evidence.id
        assert record["sentence"] == f.sentence
        assert record["source"] in case.catalog.source or record["check"] == "happened"
        if record["statistic"] is not None:
            assert record["low"] <= record["statistic"] <= record["high"]
            assert record["unit"]
            assert record["n"] > 0
        if record["from"] is not None:
            assert dt.date.fromisoformat(record["from"]) <= dt.date.fromisoformat(record["to"])


def test_dates_lie_in_the_window(findings):
    for f in findings:
        if has_figures(f):
            first, last = f.series.dates[0].item(), f.series.dates[-1].item()
            assert (f.evidence.first or first) <= first <= last <= (f.evidence.last or last), f.evidence.id


def test_nothing_is_later_than_what_had_been_published(case, as_of, findings):
    checked = 0
    for f in findings:
        if not has_figures(f):
            continue
        names = filter(None, (f.evidence.indicator, f.evidence.versus_indicator))
        # Of an edition that was out by then all is known that it has of periods that had ended.
        known = Knowledge(case.observations, case.catalog, as_of)
        lag = max(0 if known.edition(name)[1] else case.catalog.indicator[name].lag_days for name in names)
        assert f.series.dates[-1] <= np.datetime64(as_of.day - dt.timedelta(days=lag)), f.sentence
        checked += 1
    assert checked > 50


def test_the_article_s_day_knows_less_than_today(case, as_of, findings):
    lasts = {str(f.series.dates[-1]) for f in findings if has_figures(f)}
    assert (max(lasts) > WRITTEN.isoformat()) == as_of.latest


def without_projections(observations):
    frame = observations.frame
    return Observations(as_table(frame[frame["status"] != "projection"]), observations.provenance)


def test_no_projection_enters_a_series(case, as_of, findings):
    frame = case.observations.frame
    projected = frame[frame["status"] == "projection"]
    assert len(projected)
    dates = projected.groupby(["indicator", "entity", "counterpart"])["date"].agg(
        lambda d: set(d.dt.strftime("%Y-%m-%d"))
    )
    for f in findings:
        if isinstance(f, SeriesFinding):
            row = f.evidence
            for side in ((row.indicator, row.entity, row.counterpart), row.request.versus):
                assert not dates.get(side, set()) & set(map(str, f.series.dates)), f.evidence.id
    figures = dataclasses.replace(
        without_projections(case.observations),
        editions={
            source: tuple(Held(without_projections(one.observations())) for one in editions)
            for source, editions in case.observations.editions.items()
        },
    )
    again = dataclasses.replace(case, observations=figures).verdicts(as_of)
    assert [f.record() for v in again for f in v.findings] == [f.record() for f in findings]


def test_a_window_that_begins_before_the_figures_is_said(findings):
    asked = [f for f in findings if f.evidence.first and f.evidence.check in FROM_THE_START and measured(f)]
    late = [f for f in asked if f.series.dates[0].astype("datetime64[Y]") > np.datetime64(f.evidence.first, "Y")]
    assert late
    assert not wrong(late, lambda f: "The figures begin in" in f.sentence)
    assert not wrong(
        [f for f in asked if f not in late and f.series.frequency == "A"], lambda f: "figures begin" not in f.sentence
    )
