"""FRED's CSV of the monthly Brent price."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from stub import Internet

from cases import Case, fed


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    """A month is dated by its first day."""
    (frame,) = frames.values()
    frame = frame.sort_values("date")
    days = pd.to_datetime(frame["date"]).map(lambda end: end.replace(day=1))
    fed.answer_by_series(internet, {"MCOILBRENTEU": fed.csv("MCOILBRENTEU", days, frame["value"])})


CASE = Case("eia", fed.HOST, r"/graph/fredgraph\.csv", serve, fed.spoil, fed.empty)
