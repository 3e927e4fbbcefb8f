"""What a "Take it away" menu asks for when it is opened: the picture in all its forms, and what else there is to take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.theme import Mode
from exports import records
from exports.dossier import Dossier
from exports.fonts import font_css
from exports.interactive import interactive_html
from exports.pictures import SIZES
from verdicts.evidence import Evidence
from web import plotly_js
from web.answers import Answer
from web.assets import kit
from web.figures import FORMS
from web.picture_ids import ARGUMENT, CHOICES, owner
from web.pictures import dossiers_of, figure, withheld
from web.table import Asked

MODES: tuple[Mode, ...] = ("light", "dark")
OF_ALL = "It shows all claims with their verdicts as they are, whatever is filtered or supposed on this page."
"""What a reader should know of a picture of the whole argument."""


def takeaway(asked: Asked) -> Answer:
    """``{title, alt, withheld, note, figures, pages, assets, groups}`` of a picture.

    ``figures``: by mode and size, as plotly takes them. ``pages``: by mode, the interactive page in three pieces, between
    which the fonts and plotly.js belong. Both are empty where the figures may not be passed on; ``withheld`` says why.
    ``groups``: what else can be taken, a title and entries each. Raises Fault.
    """
    picture = asked.names["picture"]
    found = dossiers_of(asked, picture)
    why = withheld(found, picture)
    figures = {mode: {size: figure(found, picture, size, mode) for size in SIZES} for mode in MODES}
    about = figures["light"]["slide"]["layout"]["meta"]
    answer = {
        "title": about["title"],
        "alt": about["alt"],
        "withheld": why,
        "note": OF_ALL if picture in ARGUMENT else "",
        "figures": {} if why else figures,
        "pages": {} if why else {mode: _pieces(found, picture, about["title"], mode) for mode in MODES},
        "assets": kit(),
        "groups": groups(asked, picture),
    }
    return Answer(records.as_json(answer), "application/json")


def groups(asked: Asked, picture: str) -> list[dict[str, Any]]:
    """What else the menu offers: groups ``{title, entries, note}``.

    An entry is ``{label, href, download}`` (a link; addresses are relative to the first page) or ``{label, copy}`` (a
    text for the clipboard).
    """
    claim = owner(asked.shelf.project, picture)
    if not claim:
        verdicts = {"label": "Verdicts as JSON", "href": "claims.json", "download": "plumbline-claims.json"}
        return [{"title": "Figures", "entries": [verdicts]}]
    name = f"plumbline-{claim}"
    return [
        _figures(asked.shelf.project.argument.evidence_of(claim), claim, picture),
        {
            "title": "Cite",
            "entries": [
                {"label": "BibTeX", "href": f"claims/{claim}.bib", "download": f"{name}.bib"},
                {"label": "RIS", "href": f"claims/{claim}.ris", "download": f"{name}.ris"},
                *([{"label": "Copy the link", "copy": f"{asked.address}/c/{claim}"}] if asked.address else []),
            ],
        },
    ]


def _figures(tests: Sequence[Evidence], claim: str, picture: str) -> dict[str, Any]:
    """The figures of the test a picture is of; of all tests of the claim where it is of several."""
    test = next((row.id for row in tests if picture in (row.id, row.id + CHOICES)), "")
    path, forms = (f"figures/{test}", FORMS) if test else (f"claims/{claim}", _OF_CLAIM)
    return {
        "title": "Figures",
        "entries": [
            {"label": FORMS[form][0], "href": f"{path}.{form}", "download": f"plumbline-{test or claim}.{form}"}
            for form in forms
        ],
        "note": f"Of {'this test' if test else 'all tests of this claim'}, with units, sources and licences.",
    }


_OF_CLAIM = ("csv", "json")
"""Forms in which all figures of a claim are there."""


def _pieces(dossiers: list[Dossier], picture: str, title: str, mode: Mode) -> list[str]:
    """The interactive page without the fonts and without plotly.js: its beginning, middle and end."""
    page = interactive_html(figure(dossiers, picture, "page", mode), title)
    head, _, rest = page.partition(font_css())
    middle, _, end = rest.partition(plotly_js.source())
    return [head, middle, end]
