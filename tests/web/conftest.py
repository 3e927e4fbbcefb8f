"""Tests of the addresses find their helper beside them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from calling import ENDPOINTS, SERVED

from web.answer_cache import AnswerCache


@pytest.fixture
def makes_documents(monkeypatch):
    """Puts something in the place of the process that makes documents, of which none is at hand."""

    def put(hand):
        monkeypatch.setattr(SERVED, "documents", hand)
        monkeypatch.setattr(ENDPOINTS.queues, "documents", AnswerCache(1, 8, 2**20))
        return hand

    return put
