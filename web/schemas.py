"""What each answer holds, for the OpenAPI description, by a name."""

from __future__ import annotations

from web.aif_schema import AIF
from web.record_schemas import CLAIM, CLAIMS, FINDING, HEAD, VERDICT
from web.schema_parts import DAY, REF, TEXT, Schema, list_of, record, told

_LINE = {"type": "array", "items": {"type": "object"}}
_FIGURE = record(
    {"data": told(_LINE, "Its traces."), "layout": told({"type": "object"}, "Its frame; layout.meta has the words.")},
    "A chart as plotly takes it.",
)
_PERSON: dict[str, Schema] = {"family": TEXT, "given": TEXT, "literal": told(TEXT, "An organisation's name.")}
_DATE_PARTS = record(
    {"date-parts": list_of({"type": "array", "items": {"type": "integer"}})}, "A year, or a year, month and day."
)
_CHECK = {"ok": {"type": "boolean"}, "needed": {"type": "boolean"}, "why": TEXT}
_VIEW_SERIES = record(
    {
        "entity": told(TEXT, "Whom it is of, by its code."),
        "name": TEXT,
        "series": told(TEXT, "What is measured, of whom."),
        "unit": TEXT,
        "left_out": told(list_of(TEXT), "Members of a group without figures."),
        "figures": told(list_of({"type": "object"}), "date, period, value, low, high and status of each."),
    },
    "One line of a view.",
)
OTHERS: dict[str, Schema] = {
    "Sources": record(
        {"made_by": TEXT, "as_of": DAY, "sources": list_of({"type": "object", "required": ["source", "name"]})},
        "All sources in use.",
    ),
    "Aif": AIF,
    "ClaimReview": {
        "type": "object",
        "description": "A ClaimReview of schema.org.",
        "required": ["@context", "@type", "datePublished", "author", "claimReviewed", "reviewRating", "itemReviewed"],
        "properties": {
            "@context": {"const": "https://schema.org"},
            "@type": {"const": "ClaimReview"},
            "url": TEXT,
            "datePublished": DAY,
            "author": {"type": "object"},
            "claimReviewed": TEXT,
            "reviewRating": {
                "type": "object",
                "required": ["ratingValue", "bestRating", "worstRating", "alternateName"],
            },
            "itemReviewed": {"type": "object"},
        },
    },
    "Chart": _FIGURE,
    "Menu": record(
        {
            "withheld": told(TEXT, "Why its figures may not be passed on; empty where they may."),
            "note": TEXT,
            "inside": told(TEXT, "What stands in a picture beside the chart."),
            "figures": {
                "type": "object",
                "description": "By mode and size.",
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/components/schemas/Chart"},
                },
            },
            "pages": {"type": "object", "additionalProperties": list_of(TEXT)},
            "assets": {"type": "object"},
            "groups": list_of(
                {
                    "type": "object",
                    "required": ["title", "entries"],
                    "properties": {
                        "title": TEXT,
                        "note": TEXT,
                        "entries": list_of({"$ref": "#/components/schemas/MenuEntry"}),
                    },
                }
            ),
        },
        "What the menu under a chart offers.",
    ),
    "MenuEntry": {
        "type": "object",
        "required": ["label"],
        "properties": {"label": TEXT, "href": TEXT, "download": TEXT, "copy": TEXT},
        "oneOf": [{"required": ["href"]}, {"required": ["copy"]}],
    },
    "OEmbed": {
        "type": "object",
        "description": "A rich answer of oEmbed 1.0.",
        "required": ["version", "type", "html", "width", "height"],
        "properties": {
            "version": {"const": "1.0"},
            "type": {"const": "rich"},
            **dict.fromkeys(("title", "provider_name", "provider_url", "html", "thumbnail_url"), TEXT),
            **dict.fromkeys(
                ("cache_age", "width", "height", "thumbnail_width", "thumbnail_height"), {"type": "integer"}
            ),
        },
    },
    "Cases": record(
        {
            "made_by": TEXT,
            "cases": list_of(
                record(
                    {
                        "case": TEXT,
                        "path": TEXT,
                        "article": {"type": "object"},
                        "as_of": DAY,
                        "claims": {"type": "integer"},
                        "verdicts": {"type": "object", "additionalProperties": {"type": "integer"}},
                    },
                    "An article.",
                )
            ),
        },
        "The articles that are checked here.",
    ),
    "CslItems": list_of(
        {
            "type": "object",
            "description": "An item of the Citation Style Language.",
            "required": ["id", "type", "title", "author", "issued"],
            "properties": {
                "id": TEXT,
                "type": {"enum": ["dataset", "webpage"]},
                "author": list_of({"type": "object", "properties": _PERSON, "additionalProperties": False}),
                "issued": _DATE_PARTS,
                "accessed": _DATE_PARTS,
                **dict.fromkeys(("title", "publisher", "version", "URL", "note"), TEXT),
            },
        }
    ),
    "ViewWithFigures": record(
        {
            "view": told(
                {"type": "object", "additionalProperties": TEXT},
                "The parameters of the view, what is as usual left out.",
            ),
            "what": told(TEXT, "What is measured, without unit and period."),
            "sentence": told(TEXT, "What is seen."),
            "as_of": told(DAY, "The day whose knowledge is used."),
            "series": told(list_of(_VIEW_SERIES), "What its chart shows; empty where figures may not be passed on."),
            "without": told(list_of(TEXT), "Whom there are no figures of, and why."),
            "figures_note": told(TEXT, "Why there are no figures; empty where there are."),
            "sources": list_of({"type": "object"}),
            "link": TEXT,
            "made_by": TEXT,
        },
        "A view of Explore with its figures.",
    ),
    "Description": {
        "type": "object",
        "description": "An OpenAPI 3.1 description.",
        "required": ["openapi", "info", "paths"],
        "properties": {"openapi": TEXT, "info": {"type": "object"}, "paths": {"type": "object"}},
    },
    "Progress": record(
        {"made": {"type": "integer"}, "of": {"type": "integer"}},
        "How many of a document's pictures are drawn; 0 of 0 before the first.",
    ),
    "Alive": record({"alive": {"type": "boolean"}}, "Whether the server is alive."),
    "Ready": record(
        {
            "ready": {"type": "boolean"},
            "checks": {"type": "object", "additionalProperties": record(_CHECK, "One of the things it needs.")},
        },
        "Whether readers can be sent to it.",
    ),
}
SCHEMAS: dict[str, Schema] = OTHERS | {
    "Verdict": record(VERDICT, "A verdict: direction and certainty, which are told apart."),
    "Finding": record(FINDING, "A test with its answer."),
    "FindingWithFigures": {
        "allOf": [
            {"$ref": f"{REF}Finding"},
            record({**HEAD, "figures": list_of({"type": "object"})}, "With its claim and its figures."),
        ]
    },
    "Claim": record(CLAIM, "A claim with its verdicts and findings."),
    "Claims": record(CLAIMS, "All claims in short."),
}
"""By the name an endpoint gives (:attr:`web.endpoint.Endpoint.schema`)."""
