"""What is said of long documents before somebody asks for one."""

import pytest

from exports.effort import bundle_words, pdf_words, waiting_sentence


@pytest.mark.parametrize(
    ("claims", "pdf", "bundle", "wait"),
    [
        (1, "", "", ""),
        (4, "", "", ""),
        (8, "about 30 pages", "about 6 MB", "the data package takes about 10 seconds"),
        (20, "about 70 pages", "about 20 MB", "the report takes about 10 seconds, the data package about 30 seconds"),
        (77, "about 300 pages", "about 60 MB", "the report takes about 40 seconds, the data package about 2 minutes"),
    ],
)
def test_size_and_time_are_said_of_what_is_long(claims, pdf, bundle, wait):
    assert (pdf_words(claims), bundle_words(claims)) == (pdf, bundle)
    assert waiting_sentence(claims) == (wait and f"Made when first asked for: {wait}. The new tab shows how far it is.")
