"""What each source's interface answers, built by our own code in the documented format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
from stub import Answer, Internet


@dataclass(frozen=True)
class Case:
    """One source as the stand-in for the internet plays it."""

    source: str
    """Its id in catalog/services.csv."""
    host: str
    """The host that figures come from."""
    figures: str
    """A pattern found in the path of the requests that carry figures, and of no others."""
    serve: Callable[[Internet, Mapping[str, pd.DataFrame]], None]
    """Installs all that a refresh needs to end in these frames, by indicator; a value that is NaN is sent as missing."""
    spoil: Callable[[Answer], Answer]
    """An answer of another shape: columns or keys have other names."""
    empty: Callable[[Answer], Answer]
    """The service's own way of saying: no figures."""
    token: bool = False
    """Whether it is asked with the token of services.csv."""
