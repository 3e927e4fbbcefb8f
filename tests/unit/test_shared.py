"""Which charts a topic shows."""

from builders import a_claim, catalog, indicator, known, observations, row
from opened import CASE, verdicts

from verdicts.findings import has_figures
from verdicts.shared import Shared, shared_charts
from verdicts.verdict import judged

VERDICTS = verdicts()


def series(finding):
    request = finding.evidence.request
    return request.indicators, request.entity, request.counterpart, request.measure


def test_each_topic_shows_the_series_that_count_for_most_of_its_claims_and_none_twice():
    for topic in CASE.argument.topics.rows:
        of_topic = [v for v in VERDICTS if v.claim.topic == topic.id]
        users, counts = {}, {}
        for verdict in of_topic:
            for finding in filter(has_figures, verdict.findings):
                users.setdefault(series(finding), set()).add(verdict.claim.id)
                counts.setdefault(series(finding), set()).update({verdict.claim.id} if finding.scored else ())
        shown = shared_charts(of_topic)
        assert len(shown) == min(2, len(users))
        assert len({series(one.finding) for one in shown}) == len(shown)
        assert len(counts[series(shown[0].finding)]) == max(map(len, counts.values()))
        for one in shown:
            assert one.claim in one.users
            assert {claim.id for claim in one.users} <= users[series(one.finding)]


def test_claims_without_figures_show_no_chart():
    assert shared_charts([v for v in VERDICTS if not any(map(has_figures, v.findings))]) == []


def on_small_figures(tests):
    """Verdicts by claim, each on tests of an indicator with a weight: all say yes, and the heaviest decides."""
    names = sorted({name for rows in tests.values() for name, _ in rows})
    at = known(observations({(name, "USA"): [1, 9] for name in names}), catalog(*map(indicator, names)))
    return [
        judged(
            a_claim(id=claim),
            [row(id=f"{claim}-{name}", claim=claim, indicator=name, weight=weight) for name, weight in rows],
            at,
        )
        for claim, rows in tests.items()
    ]


def test_of_series_for_as_many_claims_that_comes_first_which_decides_more():
    (one,) = of = on_small_figures({"c": [("x", 0.5), ("y", 1)]})
    helps, decides = one.findings
    assert one.deciding is decides
    assert shared_charts(of) == [Shared(one.claim, decides, (one.claim,)), Shared(one.claim, helps, (one.claim,))]
    assert shared_charts(of, most=1) == [Shared(one.claim, decides, (one.claim,))]


def test_a_chart_is_that_of_a_claim_which_its_series_decides():
    first, second = of = on_small_figures({"a": [("x", 0.5), ("y", 1)], "b": [("x", 1)]})
    assert shared_charts(of)[0] == Shared(second.claim, second.findings[0], (first.claim, second.claim))
