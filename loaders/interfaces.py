"""What the interfaces of sources bring and want, for whoever decides whether to ask them: nothing here asks."""

from __future__ import annotations

import os
from collections.abc import Callable

from loaders.catalog import Catalog
from loaders.rows import Indicator, Service

Tell = Callable[[int, int, str], None]
"""Told how many series are done, of how many, and which one is next."""


def silent(done: int, total: int, what: str) -> None:
    """Tells nobody."""


def lacks_token(service: Service) -> str:
    """What to do where a service wants an access token that the environment does not hold; empty if all is well."""
    if not service.token or os.environ.get(service.token):
        return ""
    return (
        f"The service wants an access token: set {service.token} in the environment or in Streamlit's secrets, or import "
        "the file it publishes."
    )


def downloaded(catalog: Catalog, source: str) -> tuple[Indicator, ...]:
    """The indicators that a source's interface brings."""
    return tuple(i for i in catalog.indicator.values() if i.source == source and i.update == "download")
