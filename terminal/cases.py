"""What commands that take ``--case`` share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from service import settings
from terminal.printing import Misuse

if TYPE_CHECKING:
    from verdicts.case import Case


def case_folder(given: str | None) -> Path:
    """The folder of the case that is asked for; without one that which the environment names, else the project's own.

    Raises Misuse, and UnknownSetting, for what is none.
    """
    if given and not Path(given).is_dir():
        raise Misuse(f"{given} is not a folder.")
    return Path(given) if given else settings.case_folder()


def tell_whose(given: str | None, case: Case) -> None:
    """Say whose article a case's claims are taken to be of, where its folder does not say."""
    from verdicts.article import FILE, article_folder

    if given and article_folder(Path(given)) != Path(given):
        whose = f"{case.article.author}'s article of {case.article.day}"
        print(f"plumbline: {given} has no {FILE}: its claims are taken for those of {whose}.", file=sys.stderr)
