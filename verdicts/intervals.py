"""An estimate with the bounds that its doubt leaves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the bounds that its doubt leaves, all in one unit: ``low <= estimate <= high``."""

    estimate: float
    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether there is no doubt at all."""
        return self.low == self.high

    @property
    def half(self) -> float:
        """Half its width: the margin either way, where it is the same on both sides."""
        return (self.high - self.low) / 2

    @property
    def even(self) -> bool:
        """Whether the doubt is the same on both sides, but for the noise of arithmetic."""
        below, above = self.estimate - self.low, self.high - self.estimate
        return abs(above - below) <= 1e-9 * max(abs(self.estimate), abs(below), abs(above))

    def widened(self, factor: float) -> Interval:
        """The same estimate with ``factor`` times its doubt on either side."""
        below, above = self.estimate - self.low, self.high - self.estimate
        return Interval(self.estimate, self.estimate - factor * below, self.estimate + factor * above)

    def __neg__(self) -> Interval:
        return Interval(-self.estimate, -self.high, -self.low)
