"""Small series for drawings of Explore: every figure in view."""

import numpy as np

from charts.country_colours import country_colours
from charts.explore_lines import Drawn, Said
from verdicts.measures import Series
from verdicts.view import Seen

SAID = Said("What is seen", "Output")


def series(values, first=2000, unit="US$", margin=0.0):
    """Yearly figures from a year on, None for a year without one, each off by at most ``margin``."""
    years = [first + i for i, value in enumerate(values) if value is not None]
    dates = np.array([f"{year}-12-31" for year in years], "datetime64[D]")
    found = np.array([value for value in values if value is not None], float)
    doubt = np.full(len(found), float(margin))
    return Series(dates, found, unit, "A", doubt, doubt)


def drawn(figures, mode="light", **options):
    """Lines by name; the values of each are a list, or a series."""
    colours = country_colours(len(figures), mode)
    return [
        Drawn(Seen(name.upper(), name, one if isinstance(one, Series) else series(one, **options)), colour)
        for (name, one), colour in zip(figures.items(), colours, strict=True)
    ]
