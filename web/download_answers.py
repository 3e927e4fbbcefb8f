"""What a "Download and share" menu asks for when it is opened: the picture in all its forms, and what else there is to take."""

from __future__ import annotations

from typing import Any

from charts.theme import Mode
from exports import addresses, citations, filenames, records, view_values
from exports.addresses import LATEST
from exports.fonts import font_css
from exports.interactive import interactive_html
from exports.pictures import PAGE, SIZES, Entry
from exports.value_files import FORMS
from verdicts.view import canonical, view_of
from verdicts.words import day
from web import plotly_js
from web.answers import Answer
from web.assets import kit
from web.embed import embed_snippet
from web.endpoint import Asked
from web.pictured import OfArgument, OfView, Pictured, entry_of, pictured

MODES: tuple[Mode, ...] = ("light", "dark")
OF_ALL = "It shows all claims with their verdicts as they are, whatever is filtered or supposed on this page."
"""What a reader should know of a picture of the whole argument."""
MISREAD = "where numbers have a decimal comma, a CSV file can be misread (7.424 becomes 7424)."
"""What a reader should know of CSV in a spreadsheet."""


def menu(asked: Asked) -> Answer:
    """``{withheld, note, inside, figures, pages, assets, groups}`` of a picture of the argument, or of a view.

    ``figures``: by mode and size, as plotly takes them, what they are of in ``layout.meta``. ``pages``: by mode, the
    interactive page in three pieces, between which the fonts and plotly.js belong. Both are empty where the figures may not be passed on; ``withheld`` says why.
    ``groups``: what else can be taken, a title and entries each. Raises Fault.
    """
    found = pictured(asked, asked.stated)
    why = found.withheld
    charts = {mode: {size: found.chart(size, mode) for size in SIZES} for mode in MODES}
    title = charts["light"]["slide"]["layout"]["meta"]["title"]
    whole = isinstance(found, OfArgument) and not entry_of(asked.case, found.name).claim
    answer = {
        "withheld": why,
        "note": OF_ALL if whole else "",
        "inside": "claim, verdict, date, source and licence"
        if isinstance(found, OfArgument)
        else "date, source and licence",
        "figures": {} if why else charts,
        "pages": {} if why else {mode: _pieces(found, title, mode) for mode in MODES},
        "assets": kit(),
        "groups": groups(asked, found, title),
    }
    return Answer(records.as_json(answer), "application/json")


def groups(asked: Asked, picture: Pictured, title: str) -> list[dict[str, Any]]:
    """What else the menu offers: groups ``{title, entries, note}``.

    An entry is ``{label, href, download}`` (a link; addresses are relative to the first page) or ``{label, copy}`` (a
    text for the clipboard). ``title`` is what the picture is called.
    """
    if isinstance(picture, OfView):
        return view_groups(asked, picture, title)
    of = entry_of(asked.case, picture.name)
    if not of.claim:
        verdicts = {"label": "Verdicts as JSON", "href": addresses.CLAIMS.link(), "download": "plumbline-claims.json"}
        found = [{"title": "Figures", "entries": [verdicts]}]
    else:
        cite = [_file(citations.FORMS[form].label, addresses.CLAIM, form, claim=of.claim) for form in _CITED]
        found = [_values(of), {"title": "Cite", "entries": cite}, *_explored(asked, of)]
    # What is copied leads here from elsewhere: without an address it would lead nowhere.
    return [*found, *(copied(asked, picture, of, title) if asked.address else [])]


def _explored(asked: Asked, picture: Entry) -> list[dict[str, Any]]:
    """The way to what a test measures, on the page of Explore; none from what is of several tests, or of an event."""
    row = asked.case.argument.evidence.by_key().get(picture.test)
    if row is None or not row.indicator:
        return []
    link = addresses.EXPLORE_PAGE.asking("", canonical(view_of(row)))
    note = "With other countries, years or forms, and as a claim of your own."
    return [{"title": "Explore", "entries": [{"label": "Explore this", "href": link}], "note": note}]


def copied(asked: Asked, of: Pictured, picture: Entry, title: str) -> list[dict[str, Any]]:
    """What is copied to stand elsewhere: links, code for a page, code that loads the figures."""
    pinned = of.day
    keeping = f"as of {day(pinned)}"
    found = [embedding(of, asked.address, keeping, title)]
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


def embedding(of: Pictured, address: str, keeping: str, title: str) -> dict[str, Any]:
    """Code that shows a picture on another page: one that keeps up, and one that keeps to its day, as ``keeping`` calls it."""
    links = {"live": of.embedded(address), keeping: of.embedded(address, of.day.isoformat())}
    return {
        "title": "Embed",
        "entries": [
            {"label": f"Copy code ({when})", "copy": embed_snippet(link, title)} for when, link in links.items()
        ],
        "note": "HTML for a page of your own. The live chart keeps up with the figures.",
    }


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
        return loading(csv, parquet)
    return loading(addresses.CLAIM.dated(asked.address, as_of, claim=picture.claim, form="csv"))


def loading(csv: str, parquet: str = "") -> list[dict[str, str]]:
    """Code that loads figures from their addresses."""
    more = {"pandas (Parquet)": _PARQUET.format(parquet)} if parquet else {}
    kinds = {"pandas": _PANDAS.format(csv), **more, "R": _R.format(csv)}
    return [{"label": f"Copy code for {kind}", "copy": code} for kind, code in kinds.items()]


def view_groups(asked: Asked, picture: OfView, title: str) -> list[dict[str, Any]]:
    """What else the menu of a view offers."""
    exhibit = picture.exhibit
    parameters = canonical(exhibit.view)
    values = [
        {
            "label": form.label,
            "href": addresses.VIEW_VALUES.asking("", parameters, form=ending),
            "download": filenames.dated(exhibit.name, exhibit.as_of.day, ending),
        }
        for ending, form in view_values.FORMS.items()
    ]
    note = f"With units, doubts, sources and licences. For a spreadsheet take Excel: {MISREAD}"
    found: list[dict[str, Any]] = [{"title": "Figures", "entries": values, "note": exhibit.withheld or note}]
    held = exhibit.case.observations.provenance
    sources = dict.fromkeys(held[name].source for name in exhibit.indicators if name in held)
    for source in sources:
        cite = [_file(citations.FORMS[form].label, addresses.SOURCE, form, source=source) for form in _CITED]
        found.append({"title": f"Cite {exhibit.case.catalog.source[source].publisher}", "entries": cite})
    if not asked.address:
        return found
    keeping = f"as of {day(exhibit.as_of.day)}"
    links = {"live": exhibit, keeping: exhibit.pinned()}
    copies = [
        {
            "label": f"Copy the link ({when})",
            "copy": addresses.EXPLORE_PAGE.asking(asked.address, canonical(one.view)),
        }
        for when, one in links.items()
    ]
    csv, parquet = (addresses.VIEW_VALUES.asking(asked.address, parameters, form=form) for form in ("csv", "parquet"))
    return [
        *found,
        embedding(picture, asked.address, keeping, title),
        {"title": "Link", "entries": copies},
        {"title": "Load the figures", "entries": loading(csv, parquet)},
    ]


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


def _pieces(picture: Pictured, title: str, mode: Mode) -> list[str]:
    """The interactive page without the fonts and without plotly.js: its beginning, middle and end."""
    page = interactive_html(picture.chart(PAGE, mode), title)
    head, _, rest = page.partition(font_css())
    middle, _, end = rest.partition(plotly_js.source())
    return [head, middle, end]
