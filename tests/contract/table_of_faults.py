"""Everything that can go wrong between a publisher and us: how it is brought about, what it ends as, what is said of it."""

from __future__ import annotations

import datetime as dt
import re

from faults import (
    cut_off,
    endless,
    gzip_bomb,
    hang,
    html_error_page,
    redirect,
    reset,
    slow_drip,
    status,
    too_many,
    xml_error_page,
)
from house import GENEROUS, IMPATIENT, SPARING

from loaders.fetch import Limits

LIMITS = {"a slow drip": IMPATIENT, "no answer at all": IMPATIENT, "without end": SPARING, "a bomb": SPARING}


def limits_for(fault: str) -> Limits:
    """How long is waited, and how much taken, where that is the point, and where it is not."""
    return LIMITS.get(fault, GENEROUS)


def over_figures(change):
    """A fault in place of, or made of, each answer that carries figures."""
    return lambda internet, case: internet.over(case.host, re.compile(case.figures), change)


FAULTS = {
    "not found": (over_figures(lambda _: status(404)), {"Changed"}, "404"),
    "too many, no word when": (over_figures(lambda _: too_many()), {"RateLimited"}, "429.*come back later"),
    "too many, come back in an hour": (
        over_figures(lambda _: too_many(3600)),
        {"RateLimited"},
        "429.*in 3[56]\\d\\d seconds",
    ),
    "too many, come back at a time": (
        over_figures(lambda _: too_many(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))),
        {"RateLimited"},
        "429.*in 3[56]\\d\\d seconds",
    ),
    "500": (over_figures(lambda _: status(500)), {"Unreachable"}, "500"),
    "502": (over_figures(lambda _: status(502)), {"Unreachable"}, "502"),
    "a page for people": (over_figures(lambda _: html_error_page()), {"Changed"}, "[Ee]xpected"),
    "an XML error with status 200": (over_figures(lambda _: xml_error_page()), {"Changed"}, "[Ee]xpected"),
    "cut off": (over_figures(cut_off), {"Unreachable"}, "broke|cut|not whole"),
    "other columns": (
        lambda internet, case: over_figures(case.spoil)(internet, case),
        {"Changed", "Empty"},
        "[Ee]xpected|no figures|No figures",
    ),
    "no figures": (
        lambda internet, case: over_figures(case.empty)(internet, case),
        {"Empty", "Changed"},
        "no |No |none|nothing|without figures",
    ),
    "a slow drip": (over_figures(lambda answer: slow_drip(answer, 0.05)), {"Unreachable"}, "still sending|in time"),
    "no answer at all": (over_figures(lambda _: hang()), {"Unreachable"}, "in time"),
    "reset": (over_figures(lambda _: reset()), {"Unreachable"}, "broke|cut|No connection"),
    "a redirect elsewhere": (
        over_figures(lambda _: redirect("https://figures.example/all.csv")),
        {"Changed"},
        "figures.example|redirect",
    ),
    "without end": (over_figures(lambda _: endless(b"0" * 65536)), {"Changed", "Unreachable"}, "MB|sending|in time"),
    "a bomb": (over_figures(lambda _: gzip_bomb(200_000_000)), {"Changed", "Unreachable"}, "MB|sending|in time"),
}
