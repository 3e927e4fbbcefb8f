"""Comparables asked all at once get what measure and check find for each of them."""

import numpy as np
import pytest
from builders import catalog, indicator, known, observations, row
from hypothesis import given, settings
from hypothesis import strategies as st

from verdicts.base_rates import base_rates
from verdicts.checks import Rule, estimate, passing
from verdicts.comparables import statistics
from verdicts.measures import measure

NAMES = [f"C{i}" for i in range(6)]
GROUPS = {"ALL": ["USA", *NAMES], "PAIR": ["CHN", "RUS"]}
MEASURES = [
    {"measure": "level"},
    {"measure": "level", "smoothing": 3},
    {"measure": "index"},
    {"measure": "growth"},
    {"measure": "share", "versus_entity": "CHN"},
    {"measure": "share", "versus_entity": "PAIR"},
    {"measure": "share", "versus_indicator": "y"},
    {"measure": "ratio", "versus_entity": "CHN", "smoothing": 2},
    {"measure": "gap", "versus_entity": "CHN"},
    {"measure": "distance", "versus_indicator": "y", "versus_entity": "CHN"},
    {"measure": "rank", "versus_entity": "ALL"},
]
CHECKS = [
    {"check": "at_least"}, {"check": "at_most", "ends": 2}, {"check": "rises"}, {"check": "falls", "ends": 3},
    {"check": "steps_up", "event": "break"}, {"check": "unchanged", "event": "break"},
]  # fmt: skip


@pytest.mark.parametrize("asked", MEASURES, ids=lambda m: "-".join(map(str, m.values())))
@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c["check"])
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([None, "2003"]))
def test_all_at_once_is_one_by_one(asked, check, seed, first):
    rng = np.random.default_rng(seed)
    lines = {
        (name, entity): rng.integers(1, 50, 14).tolist() for name in "xy" for entity in ("USA", "CHN", "RUS", *NAMES)
    }
    at = known(observations(lines), catalog(indicator(), indicator("y"), groups=GROUPS))
    one = row(among="ALL", threshold=3, **asked, **check, **({"from": first} if first else {}))
    series = measure(at, one.request, one.window)
    names, values = statistics(one, at, one.window, series)
    event = at.catalog.event[one.event].date if one.event else None
    plain = {}
    for name in NAMES:
        found = measure(at, one.model_copy(update={"entity": name}).request, one.window)
        plain[name] = estimate(one.check, found, Rule(event, one.ends)).interval.estimate
    assert dict(zip(names, values, strict=True)) == pytest.approx(plain)
    (space,) = [rate for rate in base_rates(one, at, one.window, series) if rate.where == "space"]
    assert (space.yes, space.n) == (passing(one.check, np.array(list(plain.values())), 3), len(NAMES))


def test_who_lacks_a_figure_that_the_test_uses_is_no_comparable():
    lines = {("x", "USA"): [1, 2, 3], ("x", "C0"): [1, None, 3], ("x", "C1"): [1, 2, None], ("x", "C2"): [None, 2, 3]}
    at = known(observations(lines), catalog(groups=GROUPS))

    def asked(**changes):
        one = row(among="ALL", **changes)
        return statistics(one, at, one.window, measure(at, one.request, one.window))[0]

    assert asked(threshold=1) == ("C0", "C2")
    assert asked(check="rises", threshold=1) == ("C0",)


def test_a_group_without_figures_has_no_comparables():
    at = known(observations({("x", "USA"): [1, 2]}), catalog(groups=GROUPS))
    one = row(among="ALL")
    assert statistics(one, at, one.window, measure(at, one.request))[0] == ()
    assert base_rates(row(among=""), at, one.window, measure(at, one.request))[0].where == "time"
