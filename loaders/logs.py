"""What an operator can read of a running Plumbline: one logger a room, lines of text or JSON, never a secret.

Rooms log to ``logging.getLogger("plumbline.<room>")``: a message of a few fixed words, and what varies as fields passed by
``extra=``. :func:`setup` sends that to standard error. ``PLUMBLINE_LOG`` says from which level on, ``PLUMBLINE_LOG_FORMAT``
in which form. Loggers of other packages are left as they are, but for those whose warnings a server has told here
(:func:`tell_of`). What the lines mean: docs/operating.md.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
import sys
from typing import Any
from urllib.parse import quote, quote_plus

from loaders import request_ids
from loaders.errors import UnknownSetting
from loaders.log_limits import CHARACTERS, Repeats, short, short_trace

LEVEL, FORM = "PLUMBLINE_LOG", "PLUMBLINE_LOG_FORMAT"
LEVELS = ("debug", "info", "warning", "error")
FORMS = ("text", "json")

HIDDEN = "[hidden]"
SECRET_WORDS = r"token|api[_-]?key|secret|password|passwd|signature|crumb|authorization|cookie"
SECRETS = (
    # Who logs in where: s3://key:secret@bucket, or a proxy's name and password.
    (re.compile(r"://[^/@\s'\"]+@"), f"://{HIDDEN}@"),
    # Lines of headers, whose value goes on to the end of the line.
    (re.compile(r"(?im)(^|[\s'\"])([\w-]*-token|(?:proxy-)?authorization|(?:set-)?cookie): *\S.*$"), rf"\1\2: {HIDDEN}"),
    # As in a query string, or an option. From the beginning of a word on: else each of its letters is tried as one.
    (re.compile(rf"(?i)(?<![\w-])([\w-]*(?:{SECRET_WORDS})[\w-]*)=(?:'[^']*'|\"[^\"]*\"|[^\s&,;'\")]+)"), rf"\1={HIDDEN}"),
    # As in a dict or in JSON.
    (re.compile(rf"(?i)(['\"][\w-]*(?:{SECRET_WORDS})[\w-]*['\"]\s*:\s*)b?(?:'[^']*'|\"[^\"]*\")"), rf"\1'{HIDDEN}'"),
)  # fmt: skip
"""What looks like a secret wherever it stands, and what is shown in its place."""

_known: set[str] = set()
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What every record has; the rest are its fields."""


def setup(level: str = "", form: str = "") -> None:
    """Send what rooms log to standard error; asked again, by the newer words.

    Parameters
    ----------
    level : str
        One of :data:`LEVELS`: from which one on. Where none is given, ``PLUMBLINE_LOG``, else ``warning``.
    form : str
        ``text``, or ``json``: an object a line. Where none is given, ``PLUMBLINE_LOG_FORMAT``, else ``text``.

    Raises
    ------
    UnknownSetting
        For another word.
    """
    level = _one_of(LEVELS, LEVEL, level or os.environ.get(LEVEL) or "warning")
    form = _one_of(FORMS, FORM, form or os.environ.get(FORM) or "text")
    handler = StandardError()
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    handler.addFilter(without_secrets)
    logger = logging.getLogger("plumbline")
    for former in _ours():
        logger.removeHandler(former)
        former.close()
    logger.addHandler(handler)
    logger.setLevel(level.upper())


def tell_of(*packages: str) -> None:
    """From now on, tell warnings and errors of other packages' loggers here, in our form and within our bounds.

    What they say below a warning they go on to tell themselves. Asked again, it is so for loggers that are new since.
    """
    names = [*packages, *logging.root.manager.loggerDict]
    for name in {name for name in names if name.partition(".")[0] in packages}:
        logging.getLogger(name).addFilter(told_here)


def tell_counted() -> None:
    """Tell what was only counted so far: nothing more will be said."""
    for handler in _ours():
        handler.tell_counted()


def told_here(record: logging.LogRecord) -> bool:
    """A filter of other packages' loggers: whether they tell a record themselves."""
    if record.levelno < logging.WARNING:
        return True
    if record.levelno >= logging.getLogger("plumbline").level:
        # Their own fields are for their own handlers.
        plain = {name: value for name, value in vars(record).items() if name in _OWN}
        for handler in _ours():
            handler.handle(logging.makeLogRecord(plain))
    return False


def _ours() -> list[StandardError]:
    return [handler for handler in logging.getLogger("plumbline").handlers if isinstance(handler, StandardError)]


def hide(secret: str) -> None:
    """Keep a value out of all that is logged from now on: as it is, and as it stands in an address, in code, in JSON."""
    # A shorter one is none, and would make every line unreadable.
    if len(secret) >= 4:
        in_code = (repr(secret)[1:-1], json.dumps(secret)[1:-1])
        _known.update((secret, quote(secret), quote(secret, safe=""), quote_plus(secret), *in_code))


def redacted(text: str) -> str:
    """A text without the values that are known to be secret, and without what looks like one."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    for pattern, shown in SECRETS:
        text = pattern.sub(shown, text)
    return text


def without_secrets(record: logging.LogRecord) -> bool:
    """A filter of logging: lets every record pass, once message, fields and traceback hold no secret and are not too long."""
    record.msg, record.args = _told(record.getMessage().rstrip()), None
    if record.exc_info:
        record.exc_text = record.exc_text or logging.Formatter().formatException(record.exc_info)
        # Whoever formats the record after us must not write the exception out again.
        record.exc_info = None
    if record.exc_text:
        record.exc_text = short_trace(record.exc_text, redacted)
    if record.stack_info:
        record.stack_info = short_trace(record.stack_info, redacted)
    for name, value in _fields(record).items():
        setattr(record, name, _plain(value, name))
    return True


def _told(text: str) -> str:
    """A text as it is told. One of many lines is a traceback; what is far beyond a bound is not searched for secrets either."""
    if "\n" in text:
        return short_trace(text, redacted)
    return short(redacted(short(text, 4 * CHARACTERS)))


class StandardError(logging.Handler):
    """Writes to what is standard error at that moment; what is alike, once a minute with a count."""

    def __init__(self) -> None:
        super().__init__()
        self.repeats = Repeats()

    def handle(self, record: logging.LogRecord) -> bool:
        request = request_ids.current()
        if request and not hasattr(record, "request"):
            record.request = request
        # What was counted is told with the request that it was about, whoever's this one is.
        for last in self.repeats.over():
            super().handle(last)
        return not self.repeats.again(record) and super().handle(record)

    def tell_counted(self) -> None:
        for last in self.repeats.over(all_of_them=True):
            super().handle(last)

    def close(self) -> None:
        self.tell_counted()
        super().close()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            print(self.format(record), file=sys.stderr, flush=True)
        except Exception:  # noqa: BLE001 as logging has it: what cannot be logged stops nothing
            self.handleError(record)


class TextLines(logging.Formatter):
    """``2026-11-23T12:00:00.000Z INFO loaders: refresh ended source=fed status=moved``, and a traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        fields = "".join(f" {name}={_word(value)}" for name, value in _fields(record).items())
        message = record.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        line = f"{_time(record)} {record.levelname} {record.name.removeprefix('plumbline.')}: {message}{fields}"
        return "\n".join(filter(None, (line, _trace(record))))


class JsonLines(logging.Formatter):
    """An object a line: time, level, logger, message, the fields, and a traceback as ``trace``."""

    def format(self, record: logging.LogRecord) -> str:
        said = {"time": _time(record), "level": record.levelname.lower(), "logger": record.name}
        said |= {"message": record.getMessage()}
        trace = _trace(record)
        return json.dumps({**said, **_fields(record), **said, **({"trace": trace} if trace else {})}, default=str)


def _one_of(words: tuple[str, ...], variable: str, found: str) -> str:
    if found.lower() not in words:
        raise UnknownSetting(f"{variable} is {found!r}: {', '.join(words[:-1])} or {words[-1]} is meant.")
    return found.lower()


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _OWN}


def _plain(value: Any, name: str = "") -> Any:
    """A field as what JSON knows, without secrets."""
    if re.search(SECRET_WORDS, name, re.IGNORECASE):
        return HIDDEN
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dict):
        return {redacted(str(key)): _plain(part, str(key)) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(part) for part in value]
    return _told(str(value))


def _word(value: Any) -> str:
    """A field's value in a line of text, between quotation marks where it is more than a word."""
    text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if text and re.fullmatch(r"[^\s\"=]+", text) else json.dumps(text, ensure_ascii=False)


def _trace(record: logging.LogRecord) -> str:
    return "\n".join(filter(None, (record.exc_text, record.stack_info)))


def _time(record: logging.LogRecord) -> str:
    return dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
