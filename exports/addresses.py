"""The builder of addresses: each path of the dashboard is spelled here, for the links to it and for the table of endpoints.

What stands in a path is quoted here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlencode

LATEST = "latest"
"""The day of a question that names none."""
DOTTED = ("asset",)
"""Names in paths that may hold a dot; no id does, so that what stands behind one is the ending of a file."""
CASES = "cases"
"""The folder of a case that holds others, and the first part of their addresses: ``/cases/<id>/`` is the first page of one."""
CASE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What the folder of a case that is listed is called: its id."""
CASE_HEADER = "x-plumbline-case"
"""What tells a page's session which case it is of. The server sets it; whatever a browser says there is taken out."""


@dataclass(frozen=True)
class Address:
    """One address, or a family of them."""

    template: str
    """The path below the first page, without a slash before it: ``claims/{claim}.{form}``."""

    def path(self, **names: str) -> str:
        """The path with a slash before it. What is not named stays in braces, as OpenAPI and Starlette write it."""
        found = self.template
        for name, value in names.items():
            found = found.replace(f"{{{name}}}", quote(value, safe=""))
        return f"/{found}"

    def link(self, base: str = "", **names: str) -> str:
        """A link. Raises KeyError where a name of the path is missing.

        ``base``: where the dashboard is to be found, without a slash at its end, or the way back to its first page
        (``..``). Without it the link is relative to the first page, and holds behind any proxy.
        """
        path = self.template.format_map({name: quote(value, safe="") for name, value in names.items()})
        return f"{base}/{path}" if base else path

    def dated(self, base: str, as_of: str, **names: str) -> str:
        """A link to what was known on a day; ``latest`` is what stands there without one. Raises KeyError."""
        link = self.link(base, **names)
        return link if as_of == LATEST else f"{link}?{urlencode({'as_of': as_of})}"

    def asking(self, base: str, parameters: Mapping[str, str], **names: str) -> str:
        """A link with parameters behind it, commas and the @ of groups as they are. Raises KeyError as link does."""
        asked = urlencode(parameters, safe=",@")
        return f"{self.link(base, **names)}?{asked}" if asked else self.link(base, **names)

    @property
    def pattern(self) -> str:
        """What its paths look like, as a regular expression."""
        parts = re.split(r"{(\w+)}", self.path())
        return "".join(
            re.escape(part) if at % 2 == 0 else "[^/]+" if part in DOTTED else "[^/.]+" for at, part in enumerate(parts)
        )

    @property
    def page(self) -> str:
        """Of the address of a page, what stands before the question mark."""
        return self.template.partition("?")[0]


CLAIM_PAGE = Address("claim?id={claim}")
EVIDENCE_ON_PAGE = Address("claim?id={claim}&test={evidence}")
TOPIC_PAGE = Address("{topic}")
EXPLORE_PAGE = Address("explore")
OWN_CLAIM_PAGE = Address("your-claim")
"""The page on which readers test a claim of their own: its parameters are the columns of evidence.csv."""
PAGES = ("", EXPLORE_PAGE.page, OWN_CLAIM_PAGE.page, "argument", CASES, "method", "sources")
"""The paths of the pages that readers find beside those of topics; that of the first one is empty."""
MAP_PAGE = Address("argument?fallen={claim}")
"""The argument's page with a claim supposed contradicted. It takes the claim's words, not its id."""
SHORT = Address("c/{claim}")
SHORT_EVIDENCE = Address("c/{claim}/{evidence}")
TYPED_CLAIMS = (Address("claim/{claim}"), Address("claims/{claim}"))
TYPED_TOPICS = (Address("topic/{topic}"), Address("topics/{topic}"))
"""What people type who guess where a page is."""

CASES_RECORD = Address("cases.json")
CLAIMS = Address("claims.json")
CLAIM = Address("claims/{claim}.{form}")
VALUES = Address("figures/{evidence}.{form}")
ARGUMENT_FILES: Mapping[str, Address] = MappingProxyType(
    {"argdown": Address("argument.argdown"), "aif": Address("argument.aif.json")}
)
"""By the names of :data:`exports.argument_files.FORMS`."""
SOURCES = Address("sources.json")
SOURCE = Address("sources/{source}.{form}")
FEED = Address("feed.atom")
CLAIM_FEED = Address("claims/{claim}/feed.atom")
TOPIC_FEED = Address("topics/{topic}/feed.atom")
OEMBED = Address("oembed")
ROBOTS = Address("robots.txt")
SITEMAP = Address("sitemap.xml")
ICONS = (Address("favicon.ico"), Address("favicon.png"))
OPENAPI = Address("openapi.json")

PICTURE = Address("pictures/{picture}.{form}")
EMBEDDED = Address("embed/{picture}")
MENU = Address("takeaway/{picture}.json")
"""What the "Download and share" menu of a picture asks for."""
SCRIPT = Address("scripts/{script}.js")
ASSET = Address("assets/{hash}/{asset}")

VIEW_PICTURE = Address("views/chart.{form}")
VIEW_VALUES = Address("views/figures.{form}")
VIEW_EMBEDDED = Address("views/embed")
VIEW_MENU = Address("views/menu.json")
"""What there is of a view of Explore, which stands behind the question mark."""

ALIVE = Address("healthz")
READY = Address("readyz")
"""For whoever runs the dashboard: whether the server is alive, and whether readers can be sent to it."""


def oembed_link(base: str, of: str) -> str:
    """The link to what a site needs to show one of our own links, which stands in it readable: as the dashboard's address may be put in later."""
    return f"{OEMBED.link(base)}?format=json&url={quote(of, safe=':/')}"


_SCOPES = {"claim": "claims/{claim}", "topic": "topics/{topic}", "argument": "argument"}
REPORTS: Mapping[str, Address] = MappingProxyType({s: Address(f"reports/{p}.{{form}}") for s, p in _SCOPES.items()})
BUNDLES: Mapping[str, Address] = MappingProxyType({s: Address(f"bundles/{p}.{{form}}") for s, p in _SCOPES.items()})
"""By what a document is about, as :data:`exports.report_pictures.Scope` has it."""

BESIDE_THE_PAGES = (
    SHORT, SHORT_EVIDENCE, *TYPED_CLAIMS, *TYPED_TOPICS, CASES_RECORD, CLAIMS, CLAIM, VALUES, *ARGUMENT_FILES.values(), SOURCES, SOURCE, FEED, CLAIM_FEED, TOPIC_FEED,
    OPENAPI, OEMBED, PICTURE, EMBEDDED, MENU, VIEW_PICTURE, VIEW_VALUES, VIEW_EMBEDDED, VIEW_MENU, SCRIPT, ASSET, ROBOTS, SITEMAP, *ICONS, *REPORTS.values(), *BUNDLES.values(),
)  # fmt: skip
"""All that are not pages."""
