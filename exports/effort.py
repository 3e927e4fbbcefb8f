"""How long a report or a bundle takes to be made, and how large it is, about: said before a reader asks for it.

Measured on two cores with the committed argument of 77 claims and its topic of 10; the first one to ask waits so long.
"""

from __future__ import annotations

PAGES, MEGABYTES = 3.6, 0.75
"""Of the PDF and of the bundle, for each claim."""
REPORT, BUNDLE = 0.5, 1.4
"""Seconds for each claim."""
SHORT = 8
"""Seconds that need no word."""


def pdf_words(claims: int) -> str:
    """The size of the PDF on so many claims; empty for a short one: about 300 pages."""
    pages = PAGES * claims
    return f"about {_rounded(pages)} pages" if pages >= 20 else ""


def bundle_words(claims: int) -> str:
    """The size of the bundle of so many claims; empty for a small one: about 60 MB."""
    size = MEGABYTES * claims
    return f"about {_rounded(size)} MB" if size >= 5 else ""


def waiting_sentence(claims: int) -> str:
    """How long documents on so many claims take, in sentences; empty where nobody need wait."""
    report, bundle = REPORT * claims, BUNDLE * claims
    if bundle < SHORT:
        return ""
    which = f"the report takes {_time(report)}, the data package {_time(bundle)}"
    if report < SHORT:
        which = f"the data package takes {_time(bundle)}"
    return f"Made when first asked for: {which}. The new tab shows how far it is."


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"about {_rounded(seconds)} seconds"
    minutes = round(seconds / 60)
    return f"about {minutes} minutes"


def _rounded(number: float) -> int:
    """To one digit, to tens from ten on and to hundreds from two hundred on."""
    step = 1 if number < 10 else 10 if number < 200 else 100
    return round(number / step) * step
