"""The table of addresses: all there is beside the pages, a row each. Routes and the OpenAPI description are made from it."""

from __future__ import annotations

from exports import addresses, argument_files, citations, value_files
from exports.records import as_json
from web import (
    assets,
    document_answers,
    download_answers,
    embed,
    landing,
    oembed,
    picture_answers,
    record_answers,
    site_answers,
    value_answers,
)
from web.answers import Answer
from web.endpoint import AS_OF, LOOK, MODE, PAGE_MEDIA, WIDTH, Asked, Endpoint
from web.openapi import described
from web.plotly_js import script
from web.record_answers import JSON
from web.view_endpoints import VIEWS

CLAIM = ("unknown-claim",)
DAY = ("unknown-day",)
PICTURE = ("unknown-picture", "nothing-to-draw")
DOCUMENTS = (
    (addresses.REPORTS, "html", "text/html", document_answers.report_page),
    (addresses.REPORTS, "pdf", "application/pdf", document_answers.report_paper),
    (addresses.BUNDLES, "zip", "application/zip", document_answers.bundle),
)
"""Where they stand, by scope, their ending, their media type, and how they are made."""
SCOPES = (
    ("claim", "a claim", CLAIM),
    ("topic", "a topic", ("unknown-topic",)),
    ("argument", "the whole argument", ()),
)
"""What there are documents of, in words, and what may be wrong with it."""


CITED = {"csljson": "CslItems"}
"""The schema of a citation, by its form; the others are text."""
FEEDS = (
    (addresses.FEED, "", record_answers.moved, ()),
    (addresses.TOPIC_FEED, " of a topic", record_answers.moved_of_topic, ("unknown-topic",)),
    (addresses.CLAIM_FEED, " of a claim", record_answers.moved_of_claim, CLAIM),
)
TYPED = (
    (addresses.TYPED_CLAIMS, "claim", site_answers.claim_page, (AS_OF,), CLAIM + DAY),
    (addresses.TYPED_TOPICS, "topic", site_answers.topic_page, (), ("unknown-topic",)),
)


def openapi(asked: Asked) -> Answer:
    """This table, for programs."""
    return Answer(as_json(described(ENDPOINTS, asked.address)), "application/vnd.oai.openapi+json;version=3.1")


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        addresses.CASES_RECORD.path(),
        "The articles that are checked here, in short",
        JSON,
        record_answers.cases,
        schema="Cases",
    ),
    Endpoint(
        addresses.CLAIMS.path(),
        "All claims with their verdicts, in short",
        JSON,
        record_answers.claims,
        (AS_OF,),
        DAY,
        schema="Claims",
    ),
    Endpoint(
        addresses.CLAIM.path(form="json"),
        "A claim: verdicts, robustness, findings",
        JSON,
        record_answers.claim,
        (AS_OF,),
        CLAIM + DAY,
        schema="Claim",
    ),
    Endpoint(
        addresses.CLAIM.path(form="csv"),
        "The figures of all findings of a claim",
        "text/csv",
        record_answers.claim_values,
        (AS_OF,),
        CLAIM + DAY,
    ),
    Endpoint(
        addresses.CLAIM.path(form="jsonld"),
        "A claim's ClaimReview (schema.org)",
        "application/ld+json",
        record_answers.claim_review,
        (AS_OF,),
        (*CLAIM, *DAY, "nothing-to-review"),
        schema="ClaimReview",
    ),
    *(
        Endpoint(
            addresses.CLAIM.path(form=form),
            f"How to cite a claim ({form})",
            media.partition(";")[0],
            record_answers.cited_claim(form),
            (AS_OF,),
            CLAIM + DAY,
            schema=CITED.get(form, ""),
        )
        for form, (_, media, *_) in citations.FORMS.items()
    ),
    *(
        Endpoint(
            addresses.CLAIM.path(form=form),
            f"The deciding chart of a claim ({form.upper()})",
            media,
            picture_answers.of_claim(form),
            picture_answers.drawn_as(form),
            (*CLAIM, *DAY, "nothing-to-draw"),
            drawn=True,
        )
        for form, media in picture_answers.MEDIA.items()
        if form != "pdf"
    ),
    *(
        Endpoint(
            addresses.PICTURE.path(form=form),
            f"A picture ({form.upper()})",
            media,
            picture_answers.of_anything(form),
            picture_answers.drawn_as(form),
            PICTURE + DAY,
            drawn=True,
        )
        for form, media in picture_answers.MEDIA.items()
    ),
    Endpoint(
        addresses.PICTURE.path(form="json"),
        "A picture as a plotly figure",
        JSON,
        picture_answers.as_chart,
        (AS_OF, WIDTH, MODE),
        (*PICTURE, *DAY, "withheld"),
        schema="Chart",
    ),
    *(
        Endpoint(
            addresses.VALUES.path(form=form),
            f"The figures of one finding ({words})",
            media.partition(";")[0],
            value_answers.values(form),
            (AS_OF,),
            ("unknown-evidence", *DAY),
            schema="FindingWithFigures" if form == "json" else "",
        )
        for form, (words, media, _) in value_files.FORMS.items()
    ),
    *(
        Endpoint(
            family[scope].path(form=form),
            f"{'Everything' if form == 'zip' else 'A report'} on {words} ({form.upper()})",
            media,
            make,
            (AS_OF,),
            (*faults, *DAY),
            drawn=True,
            is_document=True,
        )
        for family, form, media, make in DOCUMENTS
        for scope, words, faults in SCOPES
    ),
    *(
        Endpoint(
            addresses.ARGUMENT_FILES[name].path(),
            f"Claims and conclusions, and what supports or attacks what ({form.label})",
            form.media.partition(";")[0],
            record_answers.argument_file(name),
            (AS_OF,),
            DAY,
            schema="Aif" if name == "aif" else "",
        )
        for name, form in argument_files.FORMS.items()
    ),
    Endpoint(
        addresses.SOURCES.path(),
        "All sources with licence and provenance",
        JSON,
        record_answers.sources,
        schema="Sources",
    ),
    *(
        Endpoint(
            addresses.SOURCE.path(form=form),
            f"How to cite a source ({form})",
            media.partition(";")[0],
            record_answers.cited_source(form),
            (),
            ("unknown-source", "nothing-to-cite"),
            schema=CITED.get(form, ""),
        )
        for form, (_, media, *_) in citations.FORMS.items()
    ),
    *(
        Endpoint(feed.path(), f"Verdicts that moved{of}", "application/atom+xml", make, (), (*faults, "no-ledger"))
        for feed, of, make, faults in FEEDS
    ),
    Endpoint(
        addresses.EMBEDDED.path(),
        "A chart with its claim and verdict, for an iframe",
        "text/html",
        embed.page,
        (AS_OF, LOOK),
        PICTURE + DAY,
        lenient=True,
    ),
    Endpoint(
        addresses.SHORT.path(),
        "A claim: its card for those who share the link, its verdict as text; readers are taken on to its page",
        PAGE_MEDIA,
        landing.page,
        (AS_OF,),
        CLAIM + DAY,
        lenient=True,
        is_typed=True,
    ),
    Endpoint(
        addresses.SHORT_EVIDENCE.path(),
        "The same of one piece of evidence",
        PAGE_MEDIA,
        landing.page,
        (AS_OF,),
        (*CLAIM, "unknown-evidence", *DAY),
        lenient=True,
        is_typed=True,
    ),
    *(
        Endpoint(
            typed.path(),
            f"The page of a {of}",
            PAGE_MEDIA,
            make,
            parameters,
            faults,
            lenient=True,
            is_typed=True,
            redirects=True,
        )
        for family, of, make, parameters, faults in TYPED
        for typed in family
    ),
    Endpoint(
        addresses.OEMBED.path(),
        "What a site needs to show the chart that one of our links is to (oEmbed)",
        JSON,
        oembed.oembed,
        oembed.PARAMETERS,
        ("unsupported-format", "unknown-value", "unknown-claim", *PICTURE, *DAY),
        lenient=True,
        schema="OEmbed",
    ),
    Endpoint(addresses.ROBOTS.path(), "What crawlers may ask for", "text/plain", site_answers.robots),
    Endpoint(addresses.SITEMAP.path(), "All pages, for crawlers", "application/xml", site_answers.sitemap),
    *(
        Endpoint(f"/favicon.{form}", "The icon", media, site_answers.icon(form))
        for form, media in site_answers.ICONS.items()
    ),
    Endpoint(
        addresses.SCRIPT.path(), "plotly.js, for embedded charts", "text/javascript", script, (), ("unknown-script",)
    ),
    Endpoint(
        addresses.MENU.path(),
        "A picture in all sizes, to be drawn by the reader's browser, and what else its menu offers",
        JSON,
        download_answers.menu,
        (AS_OF,),
        PICTURE + DAY,
        schema="Menu",
    ),
    *VIEWS,
    Endpoint(
        addresses.ASSET.path(),
        "Scripts and fonts of that menu",
        "text/javascript",
        assets.asset,
        (),
        ("unknown-script",),
        lenient=True,
    ),
    Endpoint(
        addresses.OPENAPI.path(), "This description", "application/vnd.oai.openapi+json", openapi, schema="Description"
    ),
)
