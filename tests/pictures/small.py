"""Small figures for tests of pictures, and how to know them again."""

from defusedxml.ElementTree import fromstring

PATIENCE = 600
"""Seconds a slow machine gets, for a picture too; nothing here takes so long but a fault."""


def plain(name="one", **layout):
    """A small figure that says its name."""
    return {
        "data": [{"type": "scatter", "x": [1, 2, 3], "y": [3, 1, 2]}],
        "layout": {"width": 300, "height": 200, "title": {"text": name}, "meta": {"title": name}, **layout},
    }


def title_of(svg):
    return fromstring(svg).find("{http://www.w3.org/2000/svg}title").text
