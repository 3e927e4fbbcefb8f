"""One case a source: how its service answers, and what it calls its own figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
from stub import Answer, Internet


@dataclass(frozen=True)
class Case:
    """How the stub stands in for one service."""

    source: str
    host: str
    figures: str
    """A pattern found in the paths of the requests that carry figures."""
    serve: Callable[[Internet, Mapping[str, pd.DataFrame]], None]
    """Answer as the service does, so that a refresh ends in these frames, by indicator."""
    spoil: Callable[[Answer], Answer]
    """The same answer in another shape."""
    empty: Callable[[Answer], Answer]
    """The service's own way to say that there are no figures."""
