"""The table of addresses: all there is beside the pages, a row each. Routes and the OpenAPI description are made from it."""

from __future__ import annotations

from exports.records import as_json
from web import assets, embed, pictures, records, takeaway
from web.answers import Answer
from web.openapi import described
from web.plotly_js import script
from web.records import CITED, JSON
from web.table import AS_OF, LOOK, MODE, SCALE, SIZE, WIDTH, Asked, Twin

CLAIM = ("unknown-claim",)
DAY = ("unknown-day",)
PICTURE = ("unknown-picture", "nothing-to-draw")


def openapi(asked: Asked) -> Answer:
    """This table, for programs."""
    return Answer(as_json(described(TWINS, asked.address)), "application/vnd.oai.openapi+json;version=3.1")


TWINS: tuple[Twin, ...] = (
    Twin("/claims.json", "All claims with their verdicts, in short", JSON, records.claims, (AS_OF,), DAY),
    Twin("/claims/{claim}.json", "A claim: verdicts, robustness, findings", JSON, records.claim, (AS_OF,), CLAIM + DAY),
    Twin(
        "/claims/{claim}.csv",
        "The figures of all findings of a claim",
        "text/csv",
        records.figures,
        (AS_OF,),
        CLAIM + DAY,
    ),
    Twin(
        "/claims/{claim}.jsonld",
        "A claim's ClaimReview (schema.org)",
        "application/ld+json",
        records.claim_review,
        (AS_OF,),
        (*CLAIM, *DAY, "nothing-to-review"),
    ),
    *(
        Twin(
            f"/claims/{{claim}}.{form}",
            f"How to cite a claim ({form})",
            media.partition(";")[0],
            records.cited_claim(form),
            (AS_OF,),
            CLAIM + DAY,
        )
        for form, (media, _) in CITED.items()
    ),
    *(
        Twin(
            f"/claims/{{claim}}.{form}",
            f"The deciding chart of a claim ({form.upper()})",
            media,
            pictures.of_claim(form),
            (AS_OF, SIZE, *scale, MODE),
            (*CLAIM, *DAY, "nothing-to-draw"),
            drawn=True,
        )
        for form, media, scale in (("png", "image/png", (SCALE,)), ("svg", "image/svg+xml", ()))
    ),
    *(
        Twin(
            f"/pictures/{{picture}}.{form}",
            f"A picture ({form.upper()})",
            media,
            pictures.of_anything(form),
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
    Twin(
        "/pictures/{picture}.json",
        "A picture as a plotly figure",
        JSON,
        pictures.as_figure,
        (AS_OF, WIDTH, MODE),
        (*PICTURE, *DAY, "withheld"),
    ),
    Twin("/sources.json", "All sources with licence and provenance", JSON, records.sources),
    *(
        Twin(
            f"/sources/{{source}}.{form}",
            f"How to cite a source ({form})",
            media.partition(";")[0],
            records.cited_source(form),
            (),
            ("unknown-source", "nothing-to-cite"),
        )
        for form, (media, _) in CITED.items()
    ),
    Twin("/feed.atom", "Verdicts that moved", "application/atom+xml", records.moved, (), ("no-ledger",)),
    Twin(
        "/embed/{picture}",
        "A chart with its claim and verdict, for an iframe",
        "text/html",
        embed.page,
        (AS_OF, LOOK),
        PICTURE + DAY,
        lenient=True,
    ),
    Twin("/c/{claim}", "The page of a claim", "", records.short_link, (), CLAIM, lenient=True, redirects=True),
    Twin(
        "/c/{claim}/{evidence}",
        "The page of a claim, at one piece of evidence",
        "",
        records.short_link,
        (),
        (*CLAIM, "unknown-evidence"),
        lenient=True,
        redirects=True,
    ),
    Twin("/scripts/{script}.js", "plotly.js, for embedded charts", "text/javascript", script, (), ("unknown-script",)),
    Twin(
        "/takeaway/{picture}.json",
        "A picture in all sizes, to be drawn by the reader's browser, and what else its menu offers",
        JSON,
        takeaway.takeaway,
        (AS_OF,),
        PICTURE + DAY,
    ),
    Twin(
        "/assets/{hash}/{asset}",
        "Scripts and fonts of that menu",
        "text/javascript",
        assets.asset,
        (),
        ("unknown-script",),
        lenient=True,
    ),
    Twin("/openapi.json", "This description", "application/vnd.oai.openapi+json", openapi),
)
