"""What the stub has to know of each source to answer in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
from stub import Answer, Internet


@dataclass(frozen=True)
class Case:
    """One source: where it is asked, and how it answers."""

    source: str
    host: str
    figures: str
    """A regular expression found in the path of the requests that carry figures."""
    serve: Callable[[Internet, Mapping[str, pd.DataFrame]], None]
    """Install all routes of a refresh that gives these figures, by indicator; a missing value is the service's own null."""
    spoil: Callable[[Answer], Answer]
    """The same answer in another shape."""
    empty: Callable[[Answer], Answer]
    """The service's own way of saying that there are no figures."""
