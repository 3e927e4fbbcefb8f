"""What a request is called: in every line of the log that is about it, and in the header of its answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar, copy_context
from typing import ParamSpec, TypeVar
from uuid import uuid4

HEADER = "X-Request-Id"
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_current: ContextVar[str] = ContextVar("request", default="")

Given = ParamSpec("Given")
Made = TypeVar("Made")


def new() -> str:
    """A name that no other request has."""
    return uuid4().hex[:16]


def is_safe(name: str) -> bool:
    """Whether a name that came from outside can stand in a log and in a header."""
    return _SAFE.fullmatch(name) is not None


def use(name: str) -> None:
    """Call what this thread or task does from now on by a name."""
    _current.set(name)


def current() -> str:
    """The name of the request that is being answered; empty outside of one."""
    return _current.get()


def within(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """A function that belongs to the present request on whatever thread it runs."""
    context = copy_context()

    def made(*given: Given.args, **named: Given.kwargs) -> Made:
        return context.run(make, *given, **named)

    return made
