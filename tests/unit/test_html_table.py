"""Tables and facts as HTML: what a reader's program finds in them, and that no cell becomes markup."""

from lxml.html import fragment_fromstring

from verdicts.sources_table import Link
from widgets.table import facts, folded, table

EVIL = '<img src=x onerror="x">&'


def test_the_first_column_names_rows_and_each_other_cell_says_its_column():
    made = fragment_fromstring(table(["Name", "Size"], [["a", "1"], [("b", "c"), "2"]], "Things", "small"))
    assert made.find("caption").text == "Things"
    assert made.get("class").split() == ["records", "small"]
    assert [(th.text_content(), th.get("scope")) for th in made.iter("th")] == [
        ("Name", "col"), ("Size", "col"), ("a", "row"), ("bc", "row"),
    ]  # fmt: skip
    assert [(td.text, td.get("data-label")) for td in made.iter("td")] == [("1", "Size"), ("2", "Size")]


def test_no_text_becomes_markup():
    made = [
        table([EVIL, EVIL], [[EVIL, Link(EVIL, f"https://x/{EVIL}")]], EVIL, EVIL),
        facts([(EVIL, (EVIL, Link(EVIL)))]),
        folded(EVIL, ""),
    ]
    for markup in made:
        root = fragment_fromstring(markup)
        assert not list(root.iter("img"))
        assert EVIL in root.text_content()
        assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def test_a_fact_without_a_value_is_left_out_and_a_link_without_an_address_is_words():
    made = fragment_fromstring(facts([("a", ""), ("b", Link("free")), ("c", Link("terms", "https://x.example/"))]))
    assert [dt.text for dt in made.iter("dt")] == ["b", "c"]
    assert [(a.text, a.get("href"), a.get("rel")) for a in made.iter("a")] == [
        ("terms", "https://x.example/", "noopener")
    ]
