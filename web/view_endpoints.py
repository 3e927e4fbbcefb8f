"""What there is of a view of Explore: it stands behind the question mark, as in the address of the page."""

from __future__ import annotations

from exports import addresses, view_values
from web import download_answers, embed, picture_answers, views
from web.endpoint import LOOK, MODE, WIDTH, Endpoint
from web.record_answers import JSON

VIEWS: tuple[Endpoint, ...] = (
    *(
        Endpoint(
            addresses.VIEW_PICTURE.path(form=form),
            f"A view of Explore ({form.upper()})",
            media,
            picture_answers.of_anything(form),
            picture_answers.drawn_as(form, views.VIEW),
            ("nothing-to-draw",),
            drawn=True,
            is_of_view=True,
        )
        for form, media in picture_answers.MEDIA.items()
    ),
    Endpoint(
        addresses.VIEW_PICTURE.path(form="json"),
        "A view of Explore as a plotly figure",
        JSON,
        picture_answers.as_chart,
        (*views.VIEW, WIDTH, MODE),
        ("nothing-to-draw", "withheld"),
        is_of_view=True,
        schema="Chart",
    ),
    *(
        Endpoint(
            addresses.VIEW_VALUES.path(form=form),
            f"The figures of a view ({words})",
            media.partition(";")[0],
            views.figures(form),
            views.VIEW,
            is_of_view=True,
            schema="ViewWithFigures" if form == "json" else "",
        )
        for form, (words, media, _) in view_values.FORMS.items()
    ),
    Endpoint(
        addresses.VIEW_EMBEDDED.path(),
        "A view of Explore, for an iframe",
        "text/html",
        embed.page,
        (*views.VIEW, LOOK),
        ("nothing-to-draw",),
        lenient=True,
        is_of_view=True,
    ),
    Endpoint(
        addresses.VIEW_MENU.path(),
        "A view in all sizes, to be drawn by the reader's browser, and what else its menu offers",
        JSON,
        download_answers.menu,
        views.VIEW,
        ("nothing-to-draw",),
        is_of_view=True,
        schema="Menu",
    ),
)
