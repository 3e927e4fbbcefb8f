"""What a "Download and share" menu asks for when it is opened: the picture in all its forms, and what else there is to take."""

from __future__ import annotations

from typing import Any

from charts.theme import Mode
from exports import addresses, citations, records
from exports.addresses import LATEST
from exports.dossier import Dossier
from exports.fonts import font_css
from exports.interactive import interactive_html
from exports.pictures import PAGE, SIZES, Entry
from exports.value_files import FORMS
from verdicts.words import day
from web import plotly_js
from web.answers import Answer
from web.assets import kit
from web.embed import embed_snippet
from web.endpoint import Asked
from web.picture_answers import chart, dossiers_of, entry_of, withheld

MODES: tuple[Mode, ...] = ("light", "dark")
OF_ALL = "It shows all claims with their verdicts as they are, whatever is filtered or supposed on this page."
"""What a reader should know of a picture of the whole argument."""
MISREAD = "where numbers have a decimal comma, a CSV file can be misread (7.424 becomes 7424)."
"""What a reader should know of CSV in a spreadsheet."""


def menu(asked: Asked) -> Answer:
    """``{withheld, note, figures, pages, assets, groups}`` of a picture.

    ``figures``: by mode and size, as plotly takes them, what they are of in ``layout.meta``. ``pages``: by mode, the
    interactive page in three pieces, between which the fonts and plotly.js belong. Both are empty where the figures may not be passed on; ``withheld`` says why.
    ``groups``: what else can be taken, a title and entries each. Raises Fault.
    """
    picture = asked.names["picture"]
    found = dossiers_of(asked, picture, asked.stated)
    why = withheld(found, picture)
    charts = {mode: {size: chart(found, picture, size, mode) for size in SIZES} for mode in MODES}
    title = charts["light"]["slide"]["layout"]["meta"]["title"]
    answer = {
        "withheld": why,
        "note": "" if entry_of(asked.case, picture).claim else OF_ALL,
        "figures": {} if why else charts,
        "pages": {} if why else {mode: _pieces(found, picture, title, mode) for mode in MODES},
        "assets": kit(),
        "groups": groups(asked, picture, charts["light"]["slide"]["layout"]["meta"]["title"]),
    }
    return Answer(records.as_json(answer), "application/json")


def groups(asked: Asked, picture: str, title: str) -> list[dict[str, Any]]:
    """What else the menu offers: groups ``{title, entries, note}``.

    An entry is ``{label, href, download}`` (a link; addresses are relative to the first page) or ``{label, copy}`` (a
    text for the clipboard). ``title`` is what the picture is called.
    """
    of = entry_of(asked.case, picture)
    if not of.claim:
        verdicts = {"label": "Verdicts as JSON", "href": addresses.CLAIMS.link(), "download": "plumbline-claims.json"}
        found = [{"title": "Figures", "entries": [verdicts]}]
    else:
        cite = [_file(citations.FORMS[form].label, addresses.CLAIM, form, claim=of.claim) for form in _CITED]
        found = [_values(of), {"title": "Cite", "entries": cite}]
    # What is copied leads here from elsewhere: without an address it would lead nowhere.
    return [*found, *(copied(asked, of, title) if asked.address else [])]


def copied(asked: Asked, picture: Entry, title: str) -> list[dict[str, Any]]:
    """What is copied to stand elsewhere: links, code for a page, code that loads the figures."""
    as_of = asked.values["as_of"]
    pinned = asked.dossiers.day(as_of).day
    keeping = f"as of {day(pinned)}"
    found = [
        {
            "title": "Embed",
            "entries": [
                {"label": "Copy code (live)", "copy": embed_snippet(asked.address, picture.id, title=title)},
                {
                    "label": f"Copy code ({keeping})",
                    "copy": embed_snippet(asked.address, picture.id, pinned.isoformat(), title),
                },
            ],
            "note": "HTML for a page of your own. The live chart keeps up with the figures.",
        }
    ]
    if picture.claim:
        links = {"live": LATEST, keeping: pinned.isoformat()}
        found.append(
            {
                "title": "Link",
                "entries": [
                    {"label": f"Copy the link ({when})", "copy": _short(asked, picture, day_of)}
                    for when, day_of in links.items()
                ],
            }
        )
        found.append({"title": "Load the figures", "entries": _loaded(asked, picture)})
    return found


def _short(asked: Asked, picture: Entry, as_of: str) -> str:
    """The short link of the test that a picture is of; of the claim where it is of several."""
    if picture.test:
        return addresses.SHORT_EVIDENCE.dated(asked.address, as_of, claim=picture.claim, evidence=picture.test)
    return addresses.SHORT.dated(asked.address, as_of, claim=picture.claim)


def _loaded(asked: Asked, picture: Entry) -> list[dict[str, str]]:
    """Code that loads the figures, as of the day that is asked for."""
    as_of = asked.values["as_of"]
    if picture.test:
        csv, parquet = (
            addresses.VALUES.dated(asked.address, as_of, evidence=picture.test, form=form)
            for form in ("csv", "parquet")
        )
        kinds = {"pandas": _PANDAS.format(csv), "pandas (Parquet)": _PARQUET.format(parquet), "R": _R.format(csv)}
    else:
        csv = addresses.CLAIM.dated(asked.address, as_of, claim=picture.claim, form="csv")
        kinds = {"pandas": _PANDAS.format(csv), "R": _R.format(csv)}
    return [{"label": f"Copy code for {kind}", "copy": code} for kind, code in kinds.items()]


_PANDAS = 'import pandas as pd\n\nfigures = pd.read_csv("{}", parse_dates=["date"])\n'
_PARQUET = 'import pandas as pd\n\nfigures = pd.read_parquet("{}")\n'
_R = 'figures <- read.csv("{}")\n'
_CITED = ("bib", "ris", "csljson")


def _values(picture: Entry) -> dict[str, Any]:
    """The figures of the test a picture is of; of all tests of the claim where it is of several."""
    if picture.test:
        of, where = "this test", ""
        entries = [_file(label, addresses.VALUES, form, evidence=picture.test) for form, (label, *_) in FORMS.items()]
    else:
        of, where = "all tests of this claim", " under the chart of each test"
        entries = [_file(FORMS[form][0], addresses.CLAIM, form, claim=picture.claim) for form in _OF_CLAIM]
    note = f"Of {of}, with units, sources and licences. For a spreadsheet take Excel{where}: {MISREAD}"
    return {"title": "Figures", "entries": entries, "note": note}


def _file(label: str, address: addresses.Address, form: str, **of: str) -> dict[str, str]:
    """A link to a file; ``of`` is the one id in its path."""
    (name,) = of.values()
    return {"label": label, "href": address.link(form=form, **of), "download": f"plumbline-{name}.{form}"}


_OF_CLAIM = ("csv", "json")
"""Forms in which all figures of a claim are there."""


def _pieces(dossiers: list[Dossier], picture: str, title: str, mode: Mode) -> list[str]:
    """The interactive page without the fonts and without plotly.js: its beginning, middle and end."""
    page = interactive_html(chart(dossiers, picture, PAGE, mode), title)
    head, _, rest = page.partition(font_css())
    middle, _, end = rest.partition(plotly_js.source())
    return [head, middle, end]
