"""Which charts a topic shows."""

from opened import CASE, verdicts

from verdicts.findings import has_figures
from verdicts.shared import shared_charts

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
