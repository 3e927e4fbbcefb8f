"""Values that publishers print, met by the edition of their day: what a reader would look up to see whether we are right.

``published.csv`` says where each is printed. ``as_of`` is ``article`` for the editions of the article's day, ``latest``
for the newest, or the day of an edition between them.
"""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from verdicts.clock import Knowledge
from verdicts.measures import Request, measure

with (Path(__file__).parent / "published.csv").open(newline="") as file:
    PUBLISHED = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def known(case):
    """What was known on a day, made once for each."""
    made = {}
    return lambda text: made.setdefault(text, Knowledge(case.observations, case.catalog, case.as_of(text)))


@pytest.mark.parametrize(
    "row", PUBLISHED, ids=["{as_of} {indicator} {entity} {counterpart} {date}".format(**row) for row in PUBLISHED]
)
def test_what_a_publisher_prints_is_met(known, row):
    request = Request(
        row["indicator"], row["entity"], row["counterpart"], row["measure"], "", row["versus_entity"],
        row["versus_counterpart"], int(row["smoothing"]),
    )  # fmt: skip
    series = measure(known(row["as_of"]), request)
    (found,) = series.values[series.dates == np.datetime64(row["date"])]
    assert found == pytest.approx(float(row["value"]), abs=float(row["within"]) + 1e-9 * abs(found)), row["where"]


def test_both_editions_are_held_against_what_was_printed():
    counts = Counter(row["as_of"] for row in PUBLISHED)
    assert counts["article"] >= 45
    assert counts["latest"] >= 45
    assert all(row["where"] for row in PUBLISHED)
