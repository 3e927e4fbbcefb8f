"""The builder of addresses: each path of the dashboard is spelled here, for the links to it and for the table of endpoints.

What stands in a path is quoted here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote


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

    @property
    def page(self) -> str:
        """Of the address of a page, what stands before the question mark."""
        return self.template.partition("?")[0]


CLAIM_PAGE = Address("claim?id={claim}")
EVIDENCE_ON_PAGE = Address("claim?id={claim}&test={evidence}")
MAP_PAGE = Address("argument?fallen={claim}")
"""The argument's page with a claim supposed contradicted. It takes the claim's words, not its id."""
SHORT = Address("c/{claim}")
SHORT_EVIDENCE = Address("c/{claim}/{evidence}")

CLAIMS = Address("claims.json")
CLAIM = Address("claims/{claim}.{form}")
VALUES = Address("figures/{evidence}.{form}")
SOURCES = Address("sources.json")
SOURCE = Address("sources/{source}.{form}")
FEED = Address("feed.atom")
OPENAPI = Address("openapi.json")

PICTURE = Address("pictures/{picture}.{form}")
EMBEDDED = Address("embed/{picture}")
MENU = Address("takeaway/{picture}.json")
"""What the "Take it away" menu of a picture asks for."""
SCRIPT = Address("scripts/{script}.js")
ASSET = Address("assets/{hash}/{asset}")

ALIVE = Address("healthz")
READY = Address("readyz")
"""For whoever runs the dashboard: whether the server is alive, and whether readers can be sent to it."""

_SCOPES = {"claim": "claims/{claim}", "topic": "topics/{topic}", "argument": "argument"}
REPORTS: Mapping[str, Address] = MappingProxyType({s: Address(f"reports/{p}.{{form}}") for s, p in _SCOPES.items()})
BUNDLES: Mapping[str, Address] = MappingProxyType({s: Address(f"bundles/{p}.{{form}}") for s, p in _SCOPES.items()})
"""By what a document is about, as :data:`exports.report_pictures.Scope` has it."""

BESIDE_THE_PAGES = (
    SHORT, SHORT_EVIDENCE, CLAIMS, CLAIM, VALUES, SOURCES, SOURCE, FEED, OPENAPI, PICTURE, EMBEDDED, MENU, SCRIPT, ASSET,
    *REPORTS.values(), *BUNDLES.values(),
)  # fmt: skip
"""All that are not pages."""
