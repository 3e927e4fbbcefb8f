"""What a row of the table of addresses is: a path, what stands there, and what may be asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.datastructures import QueryParams

from exports.addresses import DOTTED, LATEST
from exports.browser import Renderer
from exports.dossier import Dossier
from exports.pictures import PAGE, SIZES
from service.document_process import DocumentProcess
from service.dossiers import Dossiers
from service.sites import Sites
from service.stop import Stop
from verdicts.argument import Claim
from verdicts.case import Case
from verdicts.view import TODAY
from web.answers import Answer
from web.faults import Fault, short, unknown_day, unknown_value
from web.foreign import is_foreign

DAYS = "latest|article|[0-9]{4}-[0-9]{2}-[0-9]{2}"
"""What ``as_of`` looks like."""


@dataclass(frozen=True)
class Parameter:
    """Something that may be asked for behind the question mark."""

    name: str
    default: str
    meaning: str
    allowed: tuple[str, ...] = ()
    """Its values; empty where there are too many to name."""
    pattern: str = ""
    """What its values look like (ECMA-262), where there are too many to name."""
    required: bool = False

    def check(self, value: str) -> None:
        """Raise Fault for what cannot be its value."""
        if self.allowed and value not in self.allowed:
            raise unknown_value(self.name, value, self.allowed)
        if self.pattern and not re.fullmatch(self.pattern, value):
            if self.pattern == DAYS:
                raise unknown_day(f"{short(value)} is not a day. Give article, latest or a day such as 2024-06-30.")
            raise Fault("unknown-value", f"{self.name} cannot be {short(value)}. {self.meaning}", parameter=self.name)


PAGE_MEDIA = "text/html"
ID = "id"
"""What Starlette calls the part of a path that is an id: it holds no dot."""


class _Id(StringConvertor):
    regex = "[^/.]+"


register_url_convertor(ID, _Id())

TEXTS = ("text/", "application/json", "application/ld+json", "application/atom+xml", "application/xml", "application/vnd.oai.openapi+json",
         "application/vnd.citationstyles.csl+json", "application/x-bibtex", "application/x-research-info-systems")  # fmt: skip
AS_OF = Parameter(
    "as_of",
    LATEST,
    "With what was known when: article, latest, or a day such as 2024-06-30.",
    pattern=DAYS,
)
SIZE = Parameter("size", "slide", "1200x675, 1200x630 or 1080x1080 pixels.", tuple(SIZES))
WIDTH = Parameter(
    "size",
    "slide",
    "The same, or page: as wide as the place it is put in, its words in layout.meta.",
    (*SIZE.allowed, PAGE),
)
SCALE = Parameter("scale", "1", "How many times as many pixels each way.", ("1", "2", "3", "4"))
PURPOSE = Parameter(
    "for",
    "showing",
    "To be shown, its typeface inside; or edited by programs that draw, in Arial, each line in its own place.",
    ("showing", "editing"),
)
MODE = Parameter("mode", "light", "Dark on light, or light on dark.", ("light", "dark"))
LOOK = Parameter("mode", "auto", "Light, dark, or as the reader's device has it.", ("auto", "light", "dark"))


@dataclass(frozen=True)
class Asked:
    """One question, understood."""

    dossiers: Dossiers
    """Those of the case that the address is of."""
    sites: Sites
    renderer: Renderer
    documents: DocumentProcess
    address: str
    """Where this dashboard is to be found, without a slash at its end; in text a stand-in for what only the one who asks
    says; empty where that cannot be told."""
    stated: str
    """The same where its operator says so, else empty: what pictures and documents may name."""
    names: Mapping[str, str]
    """The parts of the path: claim, evidence, picture, source."""
    values: Mapping[str, str]
    """The parameters, each with a value."""
    stop: Stop = field(default_factory=Stop)
    """Says that nobody waits for the answer any more."""

    @property
    def frozen(self) -> bool:
        """Whether it stays as it is whatever figures come later: of a day, or of a view's edition."""
        return self.values.get("as_of", LATEST) != LATEST or self.values.get("edition", TODAY) != TODAY

    @property
    def case(self) -> Case:
        return self.dossiers.case

    @property
    def beneath(self) -> dict[str, Case]:
        """Of the case at the first page those beneath it, by what stands before their addresses; others have none."""
        if self.dossiers is not self.sites.first.dossiers:
            return {}
        return {self.sites.find(name).path: case for name, case in self.sites.cases_beneath().items()}

    @property
    def claim(self) -> Claim:
        """The claim in the path. Raises UnknownId."""
        return self.dossiers.claim(self.names["claim"])

    def dossiers_of(self, claims: Sequence[Claim]) -> list[Dossier]:
        """The dossiers of some claims as of the day asked for. Raises UnknownDay."""
        return self.dossiers.of(claims, self.values["as_of"], self.address)


@dataclass(frozen=True)
class Endpoint:
    """One address, or a family of them."""

    path: str
    """As OpenAPI writes it: ``/claims/{claim}.json``."""
    summary: str
    media: str
    make: Callable[[Asked], Answer]
    """Makes the answer, on a thread of its own. Raises Fault."""
    parameters: tuple[Parameter, ...] = ()
    faults: tuple[str, ...] = ()
    """Codes of :data:`web.faults.CODES` that it may answer with, beside those that every address has."""
    drawn: bool = False
    """Whether the server's browser has a part in it."""
    is_document: bool = False
    """Whether it takes many pictures, and so a queue of its own."""
    lenient: bool = False
    """Whether unknown parameters are let pass: in links that people share, others add theirs."""
    is_typed: bool = False
    """Whether people share or type it: then who does not say that JSON is wanted is told what is wrong on a page."""
    is_of_view: bool = False
    """Whether it is of a view of Explore, which is worked out when it is asked for."""
    redirects: bool = False
    """Whether it leads to another address."""
    schema: str = ""
    """Which of :data:`web.schemas.SCHEMAS` its record has; empty where none says."""

    @property
    def route(self) -> str:
        """The path as Starlette takes it."""
        return re.sub(r"{(\w+)}", lambda name: name[0] if name[1] in DOTTED else f"{{{name[1]}:{ID}}}", self.path)

    @property
    def is_page(self) -> bool:
        """Whether people see what it answers with in a browser, and so are told there what is wrong."""
        return self.media == PAGE_MEDIA

    @property
    def is_text(self) -> bool:
        """Whether its answers are plain text, in which one word may be put for another."""
        return self.media.startswith(TEXTS)

    @property
    def names(self) -> tuple[str, ...]:
        """The names in its path."""
        return tuple(part.partition("}")[0] for part in self.path.split("{")[1:])

    def values(self, query: QueryParams) -> dict[str, str]:
        """The value of each parameter. Raises Fault for one that is not known, stands twice or cannot have its value."""
        known = {parameter.name: parameter for parameter in self.parameters}
        found = {parameter.name: parameter.default for parameter in self.parameters}
        for name, value in query.multi_items():
            if name not in known:
                if self.lenient or is_foreign(name):
                    continue
                allowed = list(known)
                may = f"It takes {', '.join(allowed)}." if allowed else "It takes none."
                raise Fault(
                    "unknown-parameter", f"There is no parameter {short(name)} at this address. {may}", allowed=allowed
                )
            if len(query.getlist(name)) > 1:
                raise Fault("repeated-parameter", f"{name} is given more than once.", parameter=name)
            known[name].check(value)
            found[name] = value
        return found
