"""Monthly means of daily values."""

from __future__ import annotations

import pandas as pd

from loaders.errors import Empty
from loaders.parsing import dates


def monthly_means(days: pd.Series, values: pd.Series, *, digits: int) -> pd.DataFrame:
    """Means of daily values by month: the columns date (the month's end) and value, rounded.

    The last month counts only if the days reach its last working day.

    Raises
    ------
    Empty
        If no day has a value.
    """
    series = pd.Series(values.to_numpy(float), index=pd.DatetimeIndex(dates(days), name=None)).dropna().sort_index()
    index = pd.DatetimeIndex(series.index)
    if series.empty:
        raise Empty("The file has no daily values.")
    means = series.groupby(index + pd.offsets.MonthEnd(0)).mean()
    # Days may go beyond the last working one, to a Sunday that ends the month.
    if index[-1] < pd.offsets.BMonthEnd().rollback(index[-1] + pd.offsets.MonthEnd(0)):
        means = means.iloc[:-1]
    return pd.DataFrame({"date": means.index, "value": means.to_numpy().round(digits)})
