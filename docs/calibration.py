"""Makes the tables of docs/method.md: how often a check is wrongly sure, how often it sees what is there, and what else was tried.

Run: ``.venv/bin/python -m pip install -q -c constraints.txt -e ".[study]" && .venv/bin/python docs/calibration.py`` (some minutes). Fixed
seed; 1,000 draws a cell.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from arch.bootstrap import StationaryBootstrap, optimal_block_length

sys.path.insert(0, str(Path(__file__).parents[1]))
from verdicts import intervals
from verdicts.checks import Rule, check
from verdicts.measures import Series

DRAWS = 1000
RESAMPLES = 400
LENGTHS = (8, 12, 20, 34, 60)
RNG = np.random.default_rng(7)


def autoregressive(r: float) -> Callable[[int], np.ndarray]:
    def draw(n: int) -> np.ndarray:
        values = RNG.standard_normal(n + 50)
        for i in range(1, n + 50):
            values[i] += r * values[i - 1]
        return values[50:]

    return draw


def curve(n: int) -> np.ndarray:
    """From 0 to 15 along an S, with a little noise."""
    return 15 / (1 + np.exp(-np.linspace(-4, 4, n))) + RNG.normal(0, 0.25, n)


DRIFTLESS = {
    "random walk": lambda n: RNG.standard_normal(n).cumsum(),
    "walk with persistent moves (0.4)": lambda n: autoregressive(0.4)(n).cumsum(),
    "AR(1), 0.8": autoregressive(0.8),
    "AR(1), 0.5": autoregressive(0.5),
    "noise": autoregressive(0),
}
RISING = {
    "line, 3 standard deviations of noise": lambda n: np.linspace(0, 3, n) + RNG.standard_normal(n),
    "smooth S-curve": curve,
    "walk, yearly drift of half its yearly moves": lambda n: (0.5 + RNG.standard_normal(n)).cumsum(),
}


def sure_of_a_rise(values: np.ndarray) -> bool:
    return intervals.trend(np.arange(len(values)), values).low > 0


def sure_of_a_step(values: np.ndarray) -> bool:
    return intervals.step(values[: len(values) // 2], values[len(values) // 2 :]).low > 0


def sure_by_bootstrap(values: np.ndarray) -> bool:
    """A step by the stationary bootstrap of the residuals, with the block length of Politis, White and Patton."""
    n, half = len(values), len(values) // 2
    means = np.repeat([values[:half].mean(), values[half:].mean()], [half, n - half])
    residuals = values - means
    with np.errstate(divide="ignore", invalid="ignore"):
        block = np.nan_to_num(float(optimal_block_length(residuals)["stationary"].iloc[0]), nan=1.0)
    drawn = StationaryBootstrap(max(block, 1.0), residuals, seed=RNG).apply(
        lambda x: np.array([x[half:].mean() - x[:half].mean()]), RESAMPLES
    )
    return means[-1] - means[0] - np.quantile(drawn, 0.975) > 0


def supports(name: str, draw: Callable[[int], np.ndarray], n: int) -> bool:
    """Whether a check says yes where the right answer is no, or where it is on the line.

    Trends and steps: of a series without either. Unchanged: of a series whose mean changes by just the threshold (twice
    the usual size of a move). Levels: of a figure that stands on the threshold, read with an error of which the
    margin is twice the standard deviation.
    """
    values = draw(n)
    start = np.datetime64("2000", "Y")
    dates = (start + np.arange(1, n + 1)).astype("datetime64[D]") - np.timedelta64(1, "D")
    threshold, margin = 0.0, 0.0
    if name == "unchanged":
        threshold = 2.0
        values[n // 2 :] += threshold
    if name in ("at_least", "at_most"):
        margin = 1.96
        threshold = float(values[-1])
        values = values + RNG.standard_normal(n)
    series = Series(dates, values, "units", "A", np.full(n, margin))
    return check(name, series, Rule(threshold, dt.date(2000 + n // 2, 1, 1))).outcome == "supports"


def rate(sure: Callable[..., bool], *arguments: object) -> str:
    return f"{100 * np.mean([sure(*arguments) for _ in range(DRAWS)]):.1f} %"


def row(*cells: object) -> None:
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def main() -> None:
    print("Each check, wrongly yes\n")
    row("check", *(f"{kind}, {n} points" for kind in ("random walk", "noise") for n in (12, 34)))
    for name in ("at_least", "at_most", "rises", "falls", "steps_up", "steps_down", "unchanged"):
        cells = [rate(supports, name, DRIFTLESS[kind], n) for kind in ("random walk", "noise") for n in (12, 34)]
        row(name, *cells)

    print("\nNo trend, no step\n")
    row("points", *DRIFTLESS)
    for n in LENGTHS:
        cells = [
            f"{rate(lambda d: sure_of_a_rise(d(n)), d)} / {rate(lambda d: sure_of_a_step(d(n)), d)}"  # noqa: B023
            for d in DRIFTLESS.values()
        ]
        row(n, *cells)

    print("\nA real trend\n")
    row("points", *RISING)
    for n in LENGTHS:
        row(n, *(rate(lambda d: sure_of_a_rise(d(n)), d) for d in RISING.values()))  # noqa: B023

    print("\nSteps by block bootstrap\n")
    row("points", *DRIFTLESS)
    for n in LENGTHS:
        row(n, *(rate(lambda d: sure_by_bootstrap(d(n)), d) for d in DRIFTLESS.values()))  # noqa: B023


if __name__ == "__main__":
    main()
