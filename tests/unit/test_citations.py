"""Citations: what they say, and that no text of a table breaks their form."""

import dataclasses
import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newest import IN_WORDS
from travelling import TODAY as IN_HAND
from travelling import dossier_of

from charts.said import verdict_words
from exports.authors import Author, authors_of
from exports.citations import FORMS, Citation, of_claim, of_source
from exports.plain import one_line
from loaders.rows import Source
from loaders.version import VERSION
from verdicts.sources_in_use import sources_in_use

LATEX = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", **{f"\\{c}": c for c in "&%$#_"},
}  # fmt: skip


def unlatex(text):
    return re.sub("|".join(map(re.escape, LATEX)), lambda found: LATEX[found.group()], text)


def parsed(entry: str) -> tuple[str, dict[str, str]]:
    """A BibTeX entry as BibTeX reads it: values end where their braces balance."""
    key = re.match(r"@misc\{([^,]+),", entry)[1]
    at, fields = entry.index(",") + 1, {}
    while found := re.compile(r"\s*(\w+) = \{").match(entry, at):
        start = at = found.end()
        depth = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            at += 1
        fields[found[1]] = entry[start : at - 1]
        at += entry[at] == ","
    assert entry[at:].strip() == "}"
    return key, fields


def of_ris(text: str) -> dict[str, str]:
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    return {line[:2]: line[6:] for line in lines[:-1]}


def small(**changes) -> Citation:
    fields = {"key": "k", "kind": "data set", "authors": (Author("Office"),), "title": "Series", "year": 2026}
    return Citation(**{**fields, **changes})


def test_every_source_is_cited_with_edition_year_and_licence(case):
    for used in sources_in_use(case.catalog, case.observations):
        citation = of_source(used.source, used.indicators)
        key, fields = parsed(citation.bibtex())
        assert key == f"plumbline-{used.source.id.replace('_', '-')}"
        assert unlatex(fields["title"]) == f"{{{used.source.name}}}"
        if not used.source.authors:
            assert unlatex(fields["author"]) == f"{{{used.source.publisher}}}"
        assert unlatex(fields["publisher"]) == f"{{{used.source.publisher}}}"
        assert used.source.licence in unlatex(fields["note"])
        start, _, end = used.source.citation.partition("{edition}")
        assert start in unlatex(fields["note"])
        assert unlatex(fields["note"]).endswith(end)
        if "{edition}" in used.source.citation:
            assert all(p.edition in unlatex(fields["note"]) for p in used.indicators)
        assert fields["year"] == str(max(p.published for p in used.indicators).year)
        assert fields["urldate"] == used.retrieved.isoformat()
        ris = of_ris(citation.ris())
        assert (ris["TY"], ris["TI"], ris["UR"]) == ("DATA", used.source.name, str(used.source.url))
        assert list(ris)[-1] == "ER"
        assert str(used.source.url) in citation.apa()


def test_a_newer_edition_is_cited_as_what_it_is(case):
    (used,) = (one for one in sources_in_use(case.catalog, case.observations) if one.source.id == "ucdp")
    newer = [dataclasses.replace(p, edition="27.1", published=dt.date(2027, 6, 9)) for p in used.indicators]
    citation = of_source(used.source, newer)
    assert "version 27.1, Uppsala University." in citation.note
    assert "25.1" not in f"{citation.note} {citation.title}"
    assert citation.apa().startswith(
        "Uppsala Conflict Data Program. (2027). UCDP Country-Year Dataset on Organized Violence (27.1) [Data set]."
    )
    # Of several editions in use each is named, once.
    assert "version 26.1; 25.1; 27.1, Uppsala" in of_source(used.source, [*used.indicators, *newer]).note


def test_no_place_of_a_citation_is_left_open(case):
    for row in case.catalog.sources.rows:
        assert "{" not in row.cited(["1"])
    with pytest.raises(ValueError, match="a place other than"):
        Source.model_validate({**case.catalog.sources.rows[0].model_dump(), "citation": "Office, {year}."})


def test_a_source_in_the_three_forms():
    citation = small(
        publisher="Office",
        edition="3rd & last",
        url="https://example.org/a_b",
        accessed=dt.date(2026, 8, 2),
        note="CC0",
    )
    assert citation.bibtex() == (
        "@misc{k,\n  author = {{Office}},\n  title = {{Series}},\n  year = {2026},\n  publisher = {{Office}},\n"
        "  version = {3rd \\& last},\n  url = {https://example.org/a_b},\n  urldate = {2026-08-02},\n  note = {CC0}\n}\n"
    )
    assert citation.ris() == (
        "TY  - DATA\r\nID  - k\r\nAU  - Office\r\nTI  - Series\r\nPY  - 2026\r\nPB  - Office\r\nET  - 3rd & last\r\n"
        "UR  - https://example.org/a_b\r\nY2  - 2026/08/02\r\nN1  - CC0\r\nER  - \r\n"
    )
    assert citation.apa() == (
        "Office. (2026). Series (3rd & last) [Data set]. Retrieved August 2, 2026, from https://example.org/a_b"
    )


def test_a_source_that_is_not_in_hand_cannot_be_cited(case):
    with pytest.raises(ValueError, match="nothing of it to cite"):
        of_source(case.catalog.sources.rows[0], ())


def test_every_claim_is_cited_with_its_day_version_and_verdicts(taken):
    for dossier in taken:
        citation = of_claim(dossier)
        _, fields = parsed(citation.bibtex())
        title = f"Verdict on a claim in an article by Fateh Sami, in paraphrase: {dossier.claim.claim}"
        assert unlatex(fields["title"]) == f"{{{title}}}"
        assert f"{VERSION}, as of {IN_WORDS}" in fields["version"]
        assert f"{IN_WORDS}: {verdict_words(dossier.now)};" in fields["note"]
        assert f"17 February 2025: {verdict_words(dossier.then)}." in fields["note"]
        assert unlatex(fields["note"]).startswith(
            "The claim is from an article by Fateh Sami, 17 February 2025; the verdict is Plumbline's. "
        )
        assert dossier.link in unlatex(fields["note"])
        assert of_ris(citation.ris())["TI"] == one_line(title)


def test_no_form_of_a_citation_says_a_claim_in_our_own_name():
    citation = of_claim(dossier_of([1, 2], statement="The moon is cheese."))
    title = "Verdict on a claim in an article by A. Writer, in paraphrase: The moon is cheese"
    assert f"title = {{{{{title}.}}}}" in citation.bibtex()
    assert f"TI  - {title}.\r\n" in citation.ris()
    assert f"(2026). {title} (version" in citation.apa()
    assert json.loads(citation.csl())["title"] == f"{title}."


def test_a_claim_is_cited_at_its_address():
    citation = of_claim(dossier_of([1, 2], address="https://example.org"))
    dated = f"https://example.org/c/c?as_of={IN_HAND}"
    assert f"url = {{{dated}}}" in citation.bibtex()
    assert f"UR  - {dated}\r\n" in citation.ris()
    assert citation.apa().endswith(f"Plumbline: an argument held against data. {dated}")
    assert json.loads(citation.csl())["URL"] == dated


AND = "Bureau of Coal and Steel, Northern Office"


def test_several_people_are_several_authors_and_an_organisation_is_one():
    people = small(authors=authors_of("Allen, Michael A.; Sartre, Jean-Paul; Sand and Stone, Ann"), publisher=AND)
    assert parsed(people.bibtex())[1]["author"] == "Allen, Michael A. and Sartre, Jean-Paul and {Sand and Stone}, Ann"
    assert parsed(people.bibtex())[1]["publisher"] == f"{{{AND}}}"
    assert re.findall("AU  - (.+)\r", people.ris()) == ["Allen, Michael A.", "Sartre, Jean-Paul", "Sand and Stone, Ann"]
    assert people.apa().startswith("Allen, M. A., Sartre, J.-P., & Sand and Stone, A. (2026). Series [Data set]. ")
    assert json.loads(people.csl())["author"][1] == {"family": "Sartre", "given": "Jean-Paul"}
    office = small(authors=(Author(AND),), publisher=AND)
    assert parsed(office.bibtex())[1]["author"] == f"{{{AND}}}"
    assert json.loads(office.csl())["author"] == [{"literal": AND}]
    assert office.apa().count(AND) == 1


def test_people_who_publish_are_cited_as_people(case):
    used = {one.source.id: one for one in sources_in_use(case.catalog, case.observations)}
    votes = of_source(used["unga"].source, used["unga"].indicators)
    assert parsed(votes.bibtex())[1]["author"] == "Voeten, Erik and Strezhnev, Anton and Bailey, Michael"
    assert votes.apa().startswith("Voeten, E., Strezhnev, A., & Bailey, M. (")
    census = of_source(used["us_census"].source, used["us_census"].indicators)
    assert parsed(census.bibtex())[1]["author"] == "{US Census Bureau and Bureau of Economic Analysis}"


def test_csl_files_are_lists_that_citation_programs_read(case):
    used = sources_in_use(case.catalog, case.observations)
    items = json.loads(FORMS["csljson"].all(of_source(one.source, one.indicators) for one in used))
    assert [item["title"] for item in items] == [one.source.name for one in used]
    assert {item["type"] for item in items} == {"dataset"}
    assert items[0]["accessed"]["date-parts"] == [
        [used[0].retrieved.year, used[0].retrieved.month, used[0].retrieved.day]
    ]
    assert json.loads(FORMS["csljson"].all([])) == []


@given(st.text(), st.text())
def test_any_text_comes_back_out_of_bibtex_and_ris(title, note):
    citation = small(title=title, note=note)
    _, fields = parsed(citation.bibtex())
    assert unlatex(fields["title"]) == f"{{{one_line(title)}}}"
    assert unlatex(fields.get("note", "")) == one_line(note)
    ris = of_ris(citation.ris())
    assert ris.get("TI", "") == one_line(title)
    assert ris.get("N1", "") == one_line(note)
    assert len(citation.apa().splitlines()) == 1
