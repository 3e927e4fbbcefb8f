"""What records hold, for the OpenAPI description: the fields of each, with what stands in them.

``tests/web/test_endpoints.py`` holds these against the records themselves.
"""

from __future__ import annotations

from typing import Any

from verdicts.certainty import DEGREES
from verdicts.findings import CONTEXT
from verdicts.rule import LABELS
from web.aif_schema import AIF

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date"}
OUTCOMES = ("supports", "contradicts", "inconclusive", "no data", CONTEXT)


def _told(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _or_none(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]} if "type" in schema else {"oneOf": [schema, {"type": "null"}]}


def _object(fields: dict[str, Schema], description: str) -> Schema:
    return {"type": "object", "description": description, "required": list(fields), "properties": fields}


_NUMBER = _or_none({"type": "number"})
VERDICT: dict[str, Schema] = {
    "as_of": _told(_DAY, "The day whose knowledge is used."),
    "verdict": _told({**_TEXT, "enum": list(LABELS)}, "In which direction the evidence points, or why there is no verdict."),
    "score": _told(_NUMBER, "From -1 to 1: the weighted mean of the answers that are decided; null where nothing is scored."),
    "certainty": {"type": ["string", "null"], "enum": [*DEGREES, None], "description": "How much the verdict can be relied on; null where nothing was decided."},
    "certainty_reasons": _told(_list_of(_TEXT), "Each reason for a step down from high, in words."),
    "reason": _told(_TEXT, "How the verdict follows from the answers."),
    "tests_left_out": _told(_list_of({"type": "object"}), "Rows of evidence that a fault in the tables keeps from being made."),
}  # fmt: skip
RATE: dict[str, Schema] = {
    "where": _told({**_TEXT, "enum": ["time", "space"]}, "Earlier spans of the same series, or comparable entities."),
    "among": _told(_or_none(_TEXT), "The group of comparable entities, by its id."),
    "yes": _told({"type": "integer"}, "How many of them answer the same question with yes."),
    "of": _told({"type": "integer"}, "How many there are."),
}
_EDITION: dict[str, Schema] = {
    "edition": _told(_list_of(_TEXT), "The edition of each indicator that it rests on, in the publisher's words."),
    "edition_published": _told(
        _list_of(_DAY),
        "When each was published. Later than as_of: the edition of the day is not in hand, and a later one was cut by its publication lag.",
    ),
}
_ABOUT = _told(
    _or_none(_TEXT), "The periods it is about: the last days of the first and of the last, joined by a slash."
)
_OUTCOME = _told(
    {**_TEXT, "enum": list(OUTCOMES)},
    "The answer to the question; context (weight 0) answers nothing, whatever it shows.",
)
_SENTENCE = _told(_TEXT, "Answer and figures in a sentence; of context the figures alone.")
FINDING: dict[str, Schema] = {
    "evidence": _told(_TEXT, "The test, by its id."),
    "question": _told(_TEXT, "Its yes supports the claim."),
    "outcome": _OUTCOME,
    "statistic": _told(_NUMBER, "A level, or a difference between two times, in statistic_unit."),
    "unit": _told(_TEXT, "Of the series."),
    "low": _told(_NUMBER, "The statistic at the lower end of its doubt."),
    "high": _told(_NUMBER, "At the upper end; the two need not be as far off."),
    "n": _told({"type": "integer"}, "How many periods it rests on."),
    "from": _or_none(_DAY),
    "to": _or_none(_DAY),
    "about": _ABOUT,
    **_EDITION,
    "base_rate": _told(_or_none(_TEXT), "How often others show the same, in a sentence."),
    "base_rates": _list_of(_object(RATE, "How often the same question gets a yes elsewhere.")),
    "since": _told(_or_none(_TEXT), "What the same test shows when carried on to the newest period; never decides."),
    "threshold": _NUMBER,
    "check": _TEXT,
    "weight": _told({"type": "number"}, "1 decides, 0.5 helps, 0 is context."),
    "sentence": _SENTENCE,
    "indicator": _TEXT,
    "source": _told(_TEXT, "The id of the source; of an event, the page that documents it."),
    "left_out": _told(_list_of(_TEXT), "Members of a group without figures."),
    "statistic_unit": _TEXT,
    "series": _told(_TEXT, "What is measured, of whom."),
    "smoothing": {"type": "integer"},
    "window": {"type": "object"},
    "event": _or_none({"type": "object"}),
    "proxy": _told(_TEXT, "How far the figure is from the words of the claim."),
    "note": _told(_TEXT, "Why this window and threshold."),
    "rule": _list_of({"type": "object"}),
    "as_of_the_article": _or_none(
        _object(
            {"outcome": _OUTCOME, "sentence": _SENTENCE, "about": _ABOUT, **_EDITION},
            "The same test as of the article.",
        )
    ),
    "sources": _list_of({"type": "object"}),
    "figures_note": _told(_TEXT, "Why there are no figures; empty where there are."),
}
_ROBUSTNESS: Schema = {"type": "object", "description": "The claim under all its declared choices."}
_HEAD: dict[str, Schema] = {
    "claim": _told(_TEXT, "The claim, by its id."),
    "statement": _told(_TEXT, "The claim, in paraphrase."),
    "as_of": VERDICT["as_of"],
    "article": {"type": "object"},
    "link": _TEXT,
    "made_by": _TEXT,
}
_SAID: dict[str, Schema] = {
    "kind": _TEXT,
    "voice": _told(_TEXT, "Who says it: author, or the speaker whose words the article passes on."),
    "mode": _told(_TEXT, "How: asserts, expects, allows, urges or reports."),
}
_REF = "#/components/schemas/"
_VERDICTS: dict[str, Schema] = {
    "verdict": {"$ref": f"{_REF}Verdict"},
    "verdict_as_of_the_article": {"$ref": f"{_REF}Verdict"},
}
SCALE = _list_of(_object({"verdict": _TEXT, "meaning": _TEXT}, "A verdict there is, and what it means."))
CLAIM: dict[str, Schema] = {
    **_HEAD,
    "topic": {"type": "object"},
    **_SAID,
    "section": {"type": "integer"},
    "paragraph": {"type": "integer"},
    "would_be_true_if": _TEXT,
    "caveat": _TEXT,
    **_VERDICTS,
    "scale": SCALE,
    "robustness": _ROBUSTNESS,
    "findings": _list_of({"$ref": f"{_REF}Finding"}),
}
IN_SHORT: dict[str, Schema] = {
    "claim": _HEAD["claim"],
    "statement": _HEAD["statement"],
    "topic": _TEXT,
    **_SAID,
    **_VERDICTS,
    "robustness": _told({"type": "number"}, "The share of declared choices that bear the verdict out."),
    "findings": _told(_list_of(_TEXT), "The tests, by their ids."),
    "link": _TEXT,
}
CLAIMS: dict[str, Schema] = {
    "made_by": _TEXT,
    "article": {"type": "object"},
    "as_of": _or_none(_DAY),
    "scale": SCALE,
    "claims": _list_of(_object(IN_SHORT, "A claim in short.")),
}
_LINE = {"type": "array", "items": {"type": "object"}}
_FIGURE = _object(
    {"data": _told(_LINE, "Its traces."), "layout": _told({"type": "object"}, "Its frame; layout.meta has the words.")},
    "A chart as plotly takes it.",
)
_PERSON: dict[str, Schema] = {"family": _TEXT, "given": _TEXT, "literal": _told(_TEXT, "An organisation's name.")}
_DATE_PARTS = _object(
    {"date-parts": _list_of({"type": "array", "items": {"type": "integer"}})}, "A year, or a year, month and day."
)
_CHECK = {"ok": {"type": "boolean"}, "needed": {"type": "boolean"}, "why": _TEXT}
_VIEW_SERIES = _object(
    {
        "entity": _told(_TEXT, "Whom it is of, by its code."),
        "name": _TEXT,
        "series": _told(_TEXT, "What is measured, of whom."),
        "unit": _TEXT,
        "left_out": _told(_list_of(_TEXT), "Members of a group without figures."),
        "figures": _told(_list_of({"type": "object"}), "date, period, value, low, high and status of each."),
    },
    "One line of a view.",
)
OTHERS: dict[str, Schema] = {
    "Sources": _object(
        {"made_by": _TEXT, "as_of": _DAY, "sources": _list_of({"type": "object", "required": ["source", "name"]})},
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
            "url": _TEXT,
            "datePublished": _DAY,
            "author": {"type": "object"},
            "claimReviewed": _TEXT,
            "reviewRating": {
                "type": "object",
                "required": ["ratingValue", "bestRating", "worstRating", "alternateName"],
            },
            "itemReviewed": {"type": "object"},
        },
    },
    "Chart": _FIGURE,
    "Menu": _object(
        {
            "withheld": _told(_TEXT, "Why its figures may not be passed on; empty where they may."),
            "note": _TEXT,
            "inside": _told(_TEXT, "What stands in a picture beside the chart."),
            "figures": {
                "type": "object",
                "description": "By mode and size.",
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/components/schemas/Chart"},
                },
            },
            "pages": {"type": "object", "additionalProperties": _list_of(_TEXT)},
            "assets": {"type": "object"},
            "groups": _list_of(
                {
                    "type": "object",
                    "required": ["title", "entries"],
                    "properties": {
                        "title": _TEXT,
                        "note": _TEXT,
                        "entries": _list_of({"$ref": "#/components/schemas/MenuEntry"}),
                    },
                }
            ),
        },
        "What the menu under a chart offers.",
    ),
    "MenuEntry": {
        "type": "object",
        "required": ["label"],
        "properties": {"label": _TEXT, "href": _TEXT, "download": _TEXT, "copy": _TEXT},
        "oneOf": [{"required": ["href"]}, {"required": ["copy"]}],
    },
    "OEmbed": {
        "type": "object",
        "description": "A rich answer of oEmbed 1.0.",
        "required": ["version", "type", "html", "width", "height"],
        "properties": {
            "version": {"const": "1.0"},
            "type": {"const": "rich"},
            **dict.fromkeys(("title", "provider_name", "provider_url", "html", "thumbnail_url"), _TEXT),
            **dict.fromkeys(
                ("cache_age", "width", "height", "thumbnail_width", "thumbnail_height"), {"type": "integer"}
            ),
        },
    },
    "Cases": _object(
        {
            "made_by": _TEXT,
            "cases": _list_of(
                _object(
                    {
                        "case": _TEXT,
                        "path": _TEXT,
                        "article": {"type": "object"},
                        "as_of": _DAY,
                        "claims": {"type": "integer"},
                        "verdicts": {"type": "object", "additionalProperties": {"type": "integer"}},
                    },
                    "An article.",
                )
            ),
        },
        "The articles that are checked here.",
    ),
    "CslItems": _list_of(
        {
            "type": "object",
            "description": "An item of the Citation Style Language.",
            "required": ["id", "type", "title", "author", "issued"],
            "properties": {
                "id": _TEXT,
                "type": {"enum": ["dataset", "webpage"]},
                "author": _list_of({"type": "object", "properties": _PERSON, "additionalProperties": False}),
                "issued": _DATE_PARTS,
                "accessed": _DATE_PARTS,
                **dict.fromkeys(("title", "publisher", "version", "URL", "note"), _TEXT),
            },
        }
    ),
    "ViewWithFigures": _object(
        {
            "view": _told(
                {"type": "object", "additionalProperties": _TEXT},
                "The parameters of the view, what is as usual left out.",
            ),
            "what": _told(_TEXT, "What is measured, without unit and period."),
            "sentence": _told(_TEXT, "What is seen."),
            "as_of": _told(_DAY, "The day whose knowledge is used."),
            "series": _told(_list_of(_VIEW_SERIES), "What its chart shows; empty where figures may not be passed on."),
            "without": _told(_list_of(_TEXT), "Whom there are no figures of, and why."),
            "figures_note": _told(_TEXT, "Why there are no figures; empty where there are."),
            "sources": _list_of({"type": "object"}),
            "link": _TEXT,
            "made_by": _TEXT,
        },
        "A view of Explore with its figures.",
    ),
    "Description": {
        "type": "object",
        "description": "An OpenAPI 3.1 description.",
        "required": ["openapi", "info", "paths"],
        "properties": {"openapi": _TEXT, "info": {"type": "object"}, "paths": {"type": "object"}},
    },
    "Alive": _object({"alive": {"type": "boolean"}}, "Whether the server is alive."),
    "Ready": _object(
        {
            "ready": {"type": "boolean"},
            "checks": {"type": "object", "additionalProperties": _object(_CHECK, "One of the things it needs.")},
        },
        "Whether readers can be sent to it.",
    ),
}
SCHEMAS: dict[str, Schema] = OTHERS | {
    "Verdict": _object(VERDICT, "A verdict: direction and certainty, which are told apart."),
    "Finding": _object(FINDING, "A test with its answer."),
    "FindingWithFigures": {
        "allOf": [
            {"$ref": f"{_REF}Finding"},
            _object({**_HEAD, "figures": _list_of({"type": "object"})}, "With its claim and its figures."),
        ]
    },
    "Claim": _object(CLAIM, "A claim with its verdicts and findings."),
    "Claims": _object(CLAIMS, "All claims in short."),
}
"""By the name an endpoint gives (:attr:`web.endpoint.Endpoint.schema`)."""
