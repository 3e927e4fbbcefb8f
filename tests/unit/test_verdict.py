"""Events, and which finding carries a verdict."""

import datetime as dt

import pytest
from builders import WRITTEN, a_claim, catalog, observations, row

from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import Evidence
from verdicts.findings import find
from verdicts.verdict import weigh

NOW = AsOf(dt.date(2026, 8, 1), WRITTEN, latest=True)


def test_the_finding_shown_first_is_one_that_carries_the_verdict():
    known = Knowledge(observations({("x", "USA"): [3], ("x", "CHN"): [9]}), catalog(), NOW)
    undecided, against, heavy = (
        find(row(id=f"c-{name}", entity=entity, weight=weight, threshold=5), known)
        for name, entity, weight in (("a", "DEU", 1), ("b", "USA", 0.5), ("c", "CHN", 1))
    )
    verdict = weigh(a_claim(), [undecided, against, heavy], NOW)
    assert (verdict.label, verdict.deciding) == ("leans supported", heavy)


@pytest.mark.parametrize(
    ("deadline", "as_of", "outcome"),
    [
        (None, "2009-06-01", "no data"),
        (None, "2010-06-01", "supports"),
        ("2010-12-31", "2010-06-01", "supports"),
        ("2009-12-31", "2009-06-01", "no data"),
        ("2009-12-31", "2010-06-01", "contradicts"),
    ],
)
def test_an_event_counts_if_it_came_in_time(deadline, as_of, outcome):
    fields = {
        "id": "c-x",
        "claim": "c",
        "question": "Is it?",
        "check": "happened",
        "event": "break",
        "weight": "1",
        "to": deadline,
    }
    asked = Evidence.model_validate({k: v for k, v in fields.items() if v} | {"proxy": "direct: it", "note": "why"})
    found = find(
        asked, Knowledge(observations({("x", "USA"): [1]}), catalog(), AsOf(dt.date.fromisoformat(as_of), WRITTEN))
    )
    assert found.outcome == outcome
    assert found.sentence.startswith(
        {"supports": "Yes. Things changed", "contradicts": "No. ", "no data": "No data"}[outcome]
    )
