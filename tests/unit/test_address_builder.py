"""The builder of addresses: what it writes, and that no id can lead a link elsewhere."""

from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import addresses
from exports.addresses import Address

HOME = "https://plumbline.example/under/here"
FAMILIES = [value for value in vars(addresses).values() if isinstance(value, Address)]
FAMILIES += [*addresses.REPORTS.values(), *addresses.BUNDLES.values()]
TEXT = st.text(min_size=1).filter(lambda text: text not in (".", "..") and text.isprintable())


def test_an_address_is_written_relative_absolute_and_as_the_table_has_it():
    assert addresses.CLAIM.link(claim="us-still-powerful", form="csv") == "claims/us-still-powerful.csv"
    assert addresses.SHORT.link(HOME, claim="us-still-powerful") == f"{HOME}/c/us-still-powerful"
    assert addresses.CLAIM_PAGE.link("..", claim="us-still-powerful") == "../claim?id=us-still-powerful"
    assert addresses.REPORTS["topic"].link(topic="energy", form="pdf") == "reports/topics/energy.pdf"
    assert addresses.CLAIM.path(form="json") == "/claims/{claim}.json"
    assert addresses.EMBEDDED.path(picture="board") == "/embed/board"


def test_an_address_without_one_of_its_names_is_refused():
    with pytest.raises(KeyError, match="form"):
        addresses.CLAIM.link(claim="us-still-powerful")


@given(TEXT)
def test_whatever_an_id_is_its_link_stays_where_it_belongs_and_gives_the_id_back(name):
    for family in FAMILIES:
        names = [part.partition("}")[0] for part in family.template.split("{")[1:]]
        plain = urlsplit(urljoin(f"{HOME}/", family.link(**dict.fromkeys(names, "x"))))
        found = urlsplit(urljoin(f"{HOME}/", family.link(**dict.fromkeys(names, name))))
        assert found[:2] == plain[:2]
        assert found.path.count("/") == plain.path.count("/")
        assert found.path.isascii()
        if "id=" in family.template:
            asked = {"id": [name], "test": [name]} if "test=" in family.template else {"id": [name]}
            assert parse_qs(found.query, keep_blank_values=True) == asked
        if names and "?" not in family.template:
            assert name in unquote(found.path)
