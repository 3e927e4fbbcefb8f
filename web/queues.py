"""The queues in which answers are made."""

from __future__ import annotations

from web.answer_cache import AnswerCache
from web.limits import Kind


class Queues:
    """Where answers are made, by what they take; each keeps its last ones, and none keeps another waiting."""

    def __init__(self) -> None:
        self.records = AnswerCache(workers=2, waiting=100, kept=32 * 2**20)
        self.days = AnswerCache(workers=1, waiting=20, kept=16 * 2**20, patience=5)
        """Days other than now and the article's are worked out first, a second or two for all claims; so are cases that readers made."""
        self.pictures = AnswerCache(workers=4, waiting=80, kept=64 * 2**20, patience=5)
        """More threads than the browser has tabs: one can be working a day out while others wait for the browser."""
        self.documents = AnswerCache(workers=1, waiting=8, kept=128 * 2**20, patience=30)
        """One at a time: each of them keeps a processor and a browser busy."""

    def of(self, kind: Kind) -> AnswerCache:
        found: AnswerCache = getattr(self, kind)
        return found

    def close(self) -> None:
        """Make nothing more: what waits is given up."""
        for one in (self.records, self.days, self.pictures, self.documents):
            one.close()
