"""The table of addresses: all there is beside the pages, a row each. Routes and the OpenAPI description are made from it."""

from __future__ import annotations

from exports.records import as_json
from web import assets, document_answers, download_answers, embed, picture_answers, record_answers, value_answers
from web.answers import Answer
from web.endpoint import AS_OF, LOOK, MODE, SCALE, SIZE, WIDTH, Asked, Endpoint
from web.openapi import described
from web.plotly_js import script
from web.record_answers import CITED, JSON

CLAIM = ("unknown-claim",)
DAY = ("unknown-day",)
PICTURE = ("unknown-picture", "nothing-to-draw")


def openapi(asked: Asked) -> Answer:
    """This table, for programs."""
    return Answer(as_json(described(ENDPOINTS, asked.address)), "application/vnd.oai.openapi+json;version=3.1")


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint("/claims.json", "All claims with their verdicts, in short", JSON, record_answers.claims, (AS_OF,), DAY),
    Endpoint(
        "/claims/{claim}.json",
        "A claim: verdicts, robustness, findings",
        JSON,
        record_answers.claim,
        (AS_OF,),
        CLAIM + DAY,
    ),
    Endpoint(
        "/claims/{claim}.csv",
        "The figures of all findings of a claim",
        "text/csv",
        record_answers.figures,
        (AS_OF,),
        CLAIM + DAY,
    ),
    Endpoint(
        "/claims/{claim}.jsonld",
        "A claim's ClaimReview (schema.org)",
        "application/ld+json",
        record_answers.claim_review,
        (AS_OF,),
        (*CLAIM, *DAY, "nothing-to-review"),
    ),
    *(
        Endpoint(
            f"/claims/{{claim}}.{form}",
            f"How to cite a claim ({form})",
            media.partition(";")[0],
            record_answers.cited_claim(form),
            (AS_OF,),
            CLAIM + DAY,
        )
        for form, (media, _) in CITED.items()
    ),
    *(
        Endpoint(
            f"/claims/{{claim}}.{form}",
            f"The deciding chart of a claim ({form.upper()})",
            media,
            picture_answers.of_claim(form),
            (AS_OF, SIZE, *scale, MODE),
            (*CLAIM, *DAY, "nothing-to-draw"),
            drawn=True,
        )
        for form, media, scale in (("png", "image/png", (SCALE,)), ("svg", "image/svg+xml", ()))
    ),
    *(
        Endpoint(
            f"/pictures/{{picture}}.{form}",
            f"A picture ({form.upper()})",
            media,
            picture_answers.of_anything(form),
            (AS_OF, SIZE, *scale, MODE),
            PICTURE + DAY,
            drawn=True,
        )
        for form, media, scale in (
            ("png", "image/png", (SCALE,)),
            ("svg", "image/svg+xml", ()),
            ("pdf", "application/pdf", ()),
        )
    ),
    Endpoint(
        "/pictures/{picture}.json",
        "A picture as a plotly figure",
        JSON,
        picture_answers.as_chart,
        (AS_OF, WIDTH, MODE),
        (*PICTURE, *DAY, "withheld"),
    ),
    *(
        Endpoint(
            f"/figures/{{evidence}}.{form}",
            f"The figures of one finding ({words})",
            media.partition(";")[0],
            value_answers.figures(form),
            (AS_OF,),
            ("unknown-evidence", *DAY),
        )
        for form, (words, media, _) in value_answers.FORMS.items()
    ),
    *(
        Endpoint(
            f"{folder}/{path}.{form}",
            f"{'Everything' if form == 'zip' else 'A report'} on {words} ({form.upper()})",
            media,
            make,
            (AS_OF,),
            (*faults, *DAY),
            drawn=True,
            is_document=True,
        )
        for folder, form, media, make in document_answers.FORMS
        for path, words, faults in document_answers.SCOPES
    ),
    Endpoint("/sources.json", "All sources with licence and provenance", JSON, record_answers.sources),
    *(
        Endpoint(
            f"/sources/{{source}}.{form}",
            f"How to cite a source ({form})",
            media.partition(";")[0],
            record_answers.cited_source(form),
            (),
            ("unknown-source", "nothing-to-cite"),
        )
        for form, (media, _) in CITED.items()
    ),
    Endpoint("/feed.atom", "Verdicts that moved", "application/atom+xml", record_answers.moved, (), ("no-ledger",)),
    Endpoint(
        "/embed/{picture}",
        "A chart with its claim and verdict, for an iframe",
        "text/html",
        embed.page,
        (AS_OF, LOOK),
        PICTURE + DAY,
        lenient=True,
    ),
    Endpoint(
        "/c/{claim}", "The page of a claim", "", record_answers.short_link, (), CLAIM, lenient=True, redirects=True
    ),
    Endpoint(
        "/c/{claim}/{evidence}",
        "The page of a claim, at one piece of evidence",
        "",
        record_answers.short_link,
        (),
        (*CLAIM, "unknown-evidence"),
        lenient=True,
        redirects=True,
    ),
    Endpoint(
        "/scripts/{script}.js", "plotly.js, for embedded charts", "text/javascript", script, (), ("unknown-script",)
    ),
    Endpoint(
        "/takeaway/{picture}.json",
        "A picture in all sizes, to be drawn by the reader's browser, and what else its menu offers",
        JSON,
        download_answers.takeaway,
        (AS_OF,),
        PICTURE + DAY,
    ),
    Endpoint(
        "/assets/{hash}/{asset}",
        "Scripts and fonts of that menu",
        "text/javascript",
        assets.asset,
        (),
        ("unknown-script",),
        lenient=True,
    ),
    Endpoint("/openapi.json", "This description", "application/vnd.oai.openapi+json", openapi),
)
