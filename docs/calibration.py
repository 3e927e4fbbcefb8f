"""Makes the two tables of docs/method.md: how often a check is wrongly sure, and how often it sees what is there.

Run: ``.venv/bin/python docs/calibration.py`` (about a minute). Fixed seed; 1,000 draws a cell.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from verdicts import intervals

DRAWS = 1000
RNG = np.random.default_rng(7)


def autoregressive(r: float):
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


def rate(check, draw, n: int) -> str:
    return f"{100 * np.mean([check(draw(n)) for _ in range(DRAWS)]):.1f} %"


def main() -> None:
    print("| points |", " | ".join(DRIFTLESS), "|")
    for n in (8, 12, 20, 34, 60):
        print(
            f"| {n} |",
            " | ".join(f"{rate(sure_of_a_rise, d, n)} / {rate(sure_of_a_step, d, n)}" for d in DRIFTLESS.values()),
            "|",
        )
    print("\n| points |", " | ".join(RISING), "|")
    for n in (8, 12, 20, 34, 60):
        print(f"| {n} |", " | ".join(rate(sure_of_a_rise, d, n) for d in RISING.values()), "|")


if __name__ == "__main__":
    main()
