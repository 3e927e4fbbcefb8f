"""A view of Explore as it is asked for: its parameters, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from exports import filenames
from exports.exhibit import Exhibit
from exports.view_values import FORMS
from verdicts.measures import MEASURES
from verdicts.usual_view import FIRST_SHOWN
from verdicts.view import EDITIONS, MOST, PARAMETERS, Form
from verdicts.view_reading import LONGEST_SMOOTHING, parse
from web.answers import Answer
from web.endpoint import Asked, Parameter
from web.faults import Fault

_CODE = "A code of catalog/entities.csv; a group may have a year behind it, such as NATO@2024."
_YES = ("", "0", "1")
VIEW = (
    Parameter("indicator", "", "The id of an indicator of catalog/indicators.csv; without one, that which most tests look at."),
    Parameter("entity", "", f"Whom the figures are of: up to {MOST} codes of catalog/entities.csv with commas between; without any, up to {FIRST_SHOWN} of those that have figures."),
    Parameter("counterpart", "", f"The other side of a flow. {_CODE}"),
    Parameter("measure", "level", "What becomes of the figures, as in evidence.csv.", tuple(MEASURES)),
    Parameter("versus_indicator", "", "What to compare with: an indicator, if it is another one."),
    Parameter("versus_entity", "", f"What to compare with: an entity, if it is another one. {_CODE}"),
    Parameter("versus_counterpart", "", f"What to compare with: a counterpart, if it is another one. {_CODE}"),
    Parameter("smoothing", "1", f"Periods in the trailing mean: 1 for none, up to {LONGEST_SMOOTHING}.", pattern="[0-9]{1,3}"),
    Parameter("from", "", "From when on: a year or a day YYYY-MM-DD; without one, from the first figure on.", pattern="|[0-9]{4}(-[0-9]{2}-[0-9]{2})?"),
    Parameter("to", "", "Until when: a year or a day; without one, to the last figure.", pattern="|[0-9]{4}(-[0-9]{2}-[0-9]{2})?"),
    Parameter("edition", "today", f"With what was known when: {', '.join(EDITIONS)}, or a day such as 2024-06-30."),
    Parameter("form", "line", "How it is drawn; a map also says what its figures are: those of all countries in their last common period.", get_args(Form)),
    Parameter("log", "", "1 for a logarithmic axis.", _YES),
    Parameter("events", "", "Events that are marked: ids of catalog/events.csv with commas between."),
    Parameter("sides", "", "1 for both sides of what is compared.", _YES),
)  # fmt: skip
"""The parameters of a view, as the page of Explore has them in its own address."""


def exhibit_of(asked: Asked, address: str) -> Exhibit:
    """The view that is asked for. Raises Fault for the first thing of it that cannot be had."""
    read = parse({name: asked.values[name] for name in PARAMETERS}, asked.case)
    if read.dropped:
        one = read.dropped[0]
        raise Fault("unknown-value", one.why, parameter=one.parameter, near=list(one.near))
    return Exhibit(read.view, asked.case, address)


def figures(form: str) -> Callable[[Asked], Answer]:
    """The figures of a view in a form of :data:`exports.view_values.FORMS`. Raises Fault."""
    _, media, make = FORMS[form]

    def answer(asked: Asked) -> Answer:
        exhibit = exhibit_of(asked, asked.address)
        name = filenames.dated(exhibit.name, exhibit.as_of.day, form)
        return Answer(make(exhibit), media, name, True, asked.frozen)

    return answer
