"""The multiverse: every combination of declared choices, judged as the plain path judges it."""

import dataclasses
import datetime as dt
from itertools import product

import numpy as np
import pytest
from builders import WRITTEN, a_claim, catalog, indicator, known, observations, row
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.observations import Held
from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import PUBLICATION
from verdicts.findings import find
from verdicts.multiverse import multiverse
from verdicts.rule import SCALE, settled
from verdicts.specifications import specify
from verdicts.verdict import weigh

NOW = AsOf(dt.date(2030, 1, 1), WRITTEN, latest=True)
WHY = {"alternatives_why": "as good"}


def claim(kind="fact"):
    return a_claim(kind=kind)


def plain(of, picked, obs, cat, as_of):
    """The verdict of one specification, found the long way."""
    kind, now = of.claim.kind, Knowledge(obs, cat, as_of)
    made = [one.all[i] for one, i in zip(of.tests, picked, strict=True)]
    findings = [find(s.row, now.at_publication if PUBLICATION in s.changes else now, kind) for s in made]
    return weigh(of.claim, findings, as_of).label


def every(of):
    return of.sample(of.size)


def changes(of, picked):
    """How many choices each specification changes."""
    return [sum(len(f.all[i].changes) for f, i in zip(of.tests, p, strict=True)) for p in picked]


def two_rows():
    """Last values 12 and 3; the first row's outcome hangs on its threshold, the second's on nothing."""
    obs = observations({("x", "USA"): [8, 9, 12], ("x", "CHN"): [1, 2, 3]})
    rows = [
        row(id="c-a", threshold=10, alternatives="threshold=5|20", **WHY),
        row(id="c-b", entity="CHN", threshold=2, alternatives="from=2001", **WHY),
    ]
    return multiverse(claim(), rows, obs, catalog(), NOW), obs


def test_robustness_is_the_share_of_combinations_with_the_headline_verdict():
    of, _ = two_rows()
    assert (of.size, of.headline) == (6, "supported")
    assert of.shares == {"supported": pytest.approx(4 / 6), "conflicting": pytest.approx(2 / 6)}
    assert of.robustness == pytest.approx(4 / 6)
    assert of.same_side == pytest.approx(4 / 6)


def test_the_one_choice_that_matters_explains_all_the_variance():
    of, _ = two_rows()
    first, *rest = of.influences
    assert (first.evidence.id, first.column, first.share) == ("c-a", "threshold", pytest.approx(1))
    assert all(i.share == pytest.approx(0) for i in rest)


def test_a_pivotal_choice_is_a_single_change_that_gives_another_verdict():
    of, _ = two_rows()
    (pivotal,) = of.pivotal_choices
    assert pivotal.specification.changes == (("threshold", 20.0),)
    assert pivotal.specification in of.tests[pivotal.at].all
    assert pivotal.label == "conflicting"


def test_the_strongest_readings_change_as_little_as_they_must():
    of, _ = two_rows()
    assert (of.strongest_for.label, of.strongest_for.changes) == ("supported", 0)
    assert (of.strongest_against.label, of.strongest_against.changes) == ("conflicting", 1)
    assert of.strongest_against.specifications[0].changes == (("threshold", 20.0),)


def test_of_readings_with_one_verdict_the_better_score_is_stronger():
    # Two yes and one no are a third. With figures for the fourth, which the row as written has none of, three and one are a half.
    obs = observations({("x", "USA"): [9], ("x", "CHN"): [1]})
    rows = [
        row(id="c-a"), row(id="c-b"), row(id="c-c", entity="CHN"),
        row(id="c-d", entity="DEU", alternatives="entity=USA", **WHY),
    ]  # fmt: skip
    of = multiverse(claim(), rows, obs, catalog(), NOW)
    best, worst = of.strongest_for, of.strongest_against
    assert (best.label, best.score, best.changes) == ("leans supported", 0.5, 1)
    assert (worst.label, worst.score, worst.changes) == ("leans supported", pytest.approx(1 / 3), 0)


def test_what_choices_explain_is_recorded_to_four_places():
    # The first says yes in two of three ways, the second in one of two: variances of 8/9 and 1, so that they explain 8/17 and 9/17.
    obs = observations({("x", "USA"): [9]})
    rows = [
        row(id="c-a", threshold=1, alternatives="threshold=2|20", **WHY),
        row(id="c-b", threshold=1, alternatives="threshold=20", **WHY),
    ]
    record = multiverse(claim(), rows, obs, catalog(), NOW).record()
    assert record["variance"] == [
        {"evidence": "c-b", "choice": "threshold", "share": 0.5294},
        {"evidence": "c-a", "choice": "threshold", "share": 0.4706},
    ]
    # Of six combinations two say yes twice, three say one of each and one says no twice.
    assert record["shares"] == {"supported": 0.3333, "conflicting": 0.5, "contradicted": 0.1667}
    assert (record["robustness"], record["same_side"]) == (0.3333, 0.3333)


def test_a_claim_without_open_choices_has_one_specification():
    of = multiverse(claim(), [row(threshold=1)], observations({("x", "USA"): [3]}), catalog(), NOW)
    assert (of.size, of.robustness, of.influences, of.pivotal_choices, of.contested) == (1, 1, (), (), False)


def test_context_rows_and_judgements_have_no_say():
    obs = observations({("x", "USA"): [3]})
    context = row(threshold=1, weight=0, alternatives="threshold=9", **WHY)
    assert multiverse(claim(), [context], obs, catalog(), NOW).tests == ()
    judged = multiverse(claim("judgement"), [row(threshold=1, alternatives="threshold=9", **WHY)], obs, catalog(), NOW)
    assert judged.shares == {"not testable": 1.0}


def test_choices_that_shut_each_other_out_make_no_specification():
    obs = observations({("x", "USA"): range(20)})
    step = row(check="steps_up", event="break", threshold=1, alternatives="from=2005|2012; to=2008|2018", **WHY)
    windows = {
        (s.row.first and s.row.first.year, s.row.last and s.row.last.year)
        for s in specify(step, known(obs, catalog())).all
    }
    # The event is of 2010: windows from 2012 on, or up to 2008, leave it out.
    assert windows == {(None, None), (None, 2018), (2005, None), (2005, 2018)}


def test_the_row_as_written_is_always_the_headline():
    obs = observations({("x", "USA"): range(20)})
    outside = row(
        check="steps_up",
        event="break",
        threshold=1,
        alternatives="from=2005",
        alternatives_why="as good",
        **{"from": "2012"},
    )
    found = specify(outside, known(obs, catalog()))
    assert found.headline.changes == ()
    assert found.headline.outcome == "no data"


def test_a_threshold_of_two_specifications_shares_its_series():
    obs = observations({("x", "USA"): range(20)})
    found = specify(row(check="rises", threshold=1, alternatives="threshold=2|30", **WHY), known(obs, catalog()))
    assert len({id(s.result.series) for s in found.all[1:]}) == 1
    assert [s.outcome for s in found.all] == ["supports", "supports", "contradicts"]


def test_a_full_verdict_that_most_choices_do_not_bear_out_only_leans():
    obs = observations({("x", "USA"): [8, 9, 12], ("x", "CHN"): [1, 2, 3]})
    rows = [row(id="c-a", threshold=10, alternatives="threshold=20|30|40", **WHY), row(id="c-b", entity="CHN")]
    of = multiverse(claim(), rows, obs, catalog(), NOW)
    assert of.shares == {"supported": 0.25, "conflicting": 0.75}
    assert (of.headline, of.robustness) == ("leans supported", 0.25)
    assert {p.label for p in of.pivotal_choices} == {"conflicting"}
    verdict = weigh(of.claim, [find(r, Knowledge(obs, catalog(), NOW)) for r in rows], NOW, (), of)
    assert verdict.label == "leans supported"
    assert verdict.certainty.doubts.count("fragile") == 2


def test_the_edition_of_the_day_is_a_choice_where_another_is_in_force_today():
    new, old = observations({("x", "USA"): [8, 8]}), observations({("x", "USA"): [8, 4]})
    last = dt.date(2001, 12, 31)
    edition = dataclasses.replace(old.provenance["x"], published=dt.date(2024, 6, 1), edition="old", last=last)
    former = dataclasses.replace(old, provenance={"x": edition})
    both = dataclasses.replace(new, editions={"s": (Held(former), Held(new))})
    of = specify(row(threshold=5, alternatives="threshold=9", **WHY), Knowledge(both, catalog(), NOW))
    assert [(s.changes, s.outcome) for s in of.all] == [
        ((), "supports"),
        ((PUBLICATION,), "contradicts"),
        ((("threshold", 9.0),), "contradicts"),
        ((("threshold", 9.0), PUBLICATION), "contradicts"),
    ]
    assert set(of.columns) == {"edition", "threshold"}
    # No edition of the article's day tells what came after it.
    assert len(specify(row(threshold=5), Knowledge(both, catalog(), NOW), "forecast").all) == 1
    # On the day itself there is one edition.
    then = Knowledge(both, catalog(), AsOf(WRITTEN, WRITTEN))
    assert len(specify(row(threshold=5, alternatives="threshold=9", **WHY), then).all) == 2


def test_a_large_multiverse_is_sampled_the_same_way_every_time():
    of, _ = two_rows()
    assert len(of.sample(100)) == 6
    one, other = of.sample(4), of.sample(4)
    assert one.shape == (4, 2)
    assert (one == other).all()


VALUES = st.lists(st.integers(-9, 9), min_size=1, max_size=14)
CHECKS = st.sampled_from(["at_least", "at_most", "rises", "falls", "steps_up", "steps_down", "unchanged"])


@settings(max_examples=60)
@given(
    st.lists(st.tuples(CHECKS, VALUES, st.integers(1, 6), st.sampled_from([0.5, 1])), min_size=1, max_size=3),
    st.sampled_from(["fact", "causal", "forecast", "judgement"]),
    st.sampled_from([NOW, AsOf(dt.date(2008, 1, 1), WRITTEN), AsOf(dt.date(2026, 6, 1), WRITTEN)]),
    st.sampled_from(["2003", "2018"]),
)
@pytest.mark.slow
def test_every_specification_gets_the_verdict_of_the_plain_path(rows, kind, as_of, first):
    obs = observations(
        {("x", "USA"): [], **{(f"x{i}", "USA"): values for i, (_, values, *_) in enumerate(rows)}}, first="2003"
    )
    cat = catalog(indicator(), *(indicator(f"x{i}", margin_pct=10) for i in range(len(rows))))
    table = [
        row(id=f"c-{i}", indicator=f"x{i}", check=check, threshold=threshold, weight=weight, smoothing=1, event="break",
            alternatives=f"threshold={threshold + 2}; from=2004|2006; smoothing=2", **WHY)
        for i, (check, _, threshold, weight) in enumerate(rows)
    ]  # fmt: skip
    of = multiverse(claim(kind), table, obs, cat, as_of)
    picked = every(of) if of.size <= 200 else of.sample(60)
    assert of.labels_of(picked) == [plain(of, p, obs, cat, as_of) for p in picked]
    written = plain(of, np.zeros(len(of.tests), int), obs, cat, as_of)
    assert of.headline == settled(written, of.shares[written])
    assert sum(of.shares.values()) == pytest.approx(1)
    assert all(0 <= i.share <= 1 + 1e-9 for i in of.influences)
    if of.size <= 200:
        labels = of.labels_of(picked)
        agreeing = {written, of.headline}
        assert of.robustness == pytest.approx(sum(x in agreeing for x in labels) / len(labels))
        scored = [
            (SCALE.index(x), s, c)
            for x, s, c in zip(labels, of.scores_of(picked), changes(of, picked), strict=True)
            if x in SCALE
        ]
        for reading, sign in ((of.strongest_for, 1), (of.strongest_against, -1)) if scored else ():
            best = max(scored, key=lambda x: (sign * x[0], round(sign * x[1], 9), -x[2]))
            assert (SCALE.index(reading.label), reading.score, reading.changes) == (
                best[0],
                pytest.approx(best[1]),
                best[2],
            )


@pytest.mark.slow
def test_the_articles_own_multiverse_is_that_of_the_plain_path(case):
    """Every specification of the small claims, some of each of the others; the bench does many more."""
    for of in case.multiverses(case.now):
        if of.tests:
            picked = every(of) if of.size <= 40 else of.sample(6)
            expected = [plain(of, p, case.observations, case.catalog, case.now) for p in picked]
            assert of.labels_of(picked) == expected, of.claim.id


@pytest.mark.slow
@pytest.mark.parametrize("date", ["then", "now"])
def test_the_headline_of_a_multiverse_is_the_verdict(case, date):
    as_of = getattr(case, date)
    verdicts, everything = case.verdicts(as_of), case.multiverses(as_of)
    assert [m.headline for m in everything] == [v.label for v in verdicts]


def test_influences_are_shares_of_variance_counted_the_long_way(case):
    (of,) = case.multiverses(case.now, (case.argument.claim["us-not-unassailable-strong"],))
    picked = every(of)
    assert len(picked) < 10_000
    scores = of.scores_of(picked)
    for influence in of.influences:
        test_of_it = of.tests[influence.at]
        assert test_of_it.evidence is influence.evidence
        held = np.array([str(test_of_it.all[i].value_of(influence.column)) for i in picked[:, influence.at]])
        mean = {h: scores[held == h].mean() for h in set(held)}
        means = np.array([mean[h] for h in held])
        assert influence.share == pytest.approx(means.var() / scores.var())


def test_the_record_says_what_a_reader_of_json_needs(case):
    (of,) = case.multiverses(case.now, (case.argument.claim["us-still-powerful"],))
    record = of.record()
    assert record["specifications"] == of.size == np.prod([len(f.all) for f in of.tests])
    assert sum(record["shares"].values()) == pytest.approx(1, abs=1e-3)
    assert {h["evidence"] for h in record["hangs_on"]} <= {f.evidence.id for f in of.tests}
    assert len(record["variance"]) == sum(len(f.columns) for f in of.tests)


def test_every_combination_is_counted_once():
    of, _ = two_rows()
    assert {tuple(p) for p in every(of)} == set(product(range(3), range(2)))
