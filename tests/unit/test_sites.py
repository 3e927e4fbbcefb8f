"""Cases of a server: those that stand there, and those that visitors bring, which are held for a while and then gone."""

import os
import shutil
import stat

import pytest

from loaders.home import ROOT
from service.errors import TooManyHeld, UnknownId
from service.held_cases import BRIEF, IDLE, MOST, MOST_OWN, HeldCases
from service.private_folder import private_folder
from service.refresher import Refresher
from service.sites import Sites
from verdicts.article import NoArticle

TABLES = {"case.toml": b"", "catalog/events.csv": b"id\n"}


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Held:
    """Stands for a site."""

    def __init__(self, name, folder):
        self.id, self.folder = name, folder


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def held(clock):
    cases = HeldCases(Held, clock)
    yield cases
    cases.close()


def test_what_is_brought_is_in_a_folder_for_this_user_alone(held):
    site = held.hold(TABLES)
    assert (site.folder / "catalog" / "events.csv").read_bytes() == b"id\n"
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o700 for one in (site.folder, site.folder.parent))


def test_two_visitors_with_the_same_tables_have_addresses_of_their_own(held):
    one, other = held.hold(TABLES), held.hold(TABLES)
    assert one.id != other.id
    assert held.find(one.id) is one
    assert len(one.id.partition("~")[2]) >= 22


def test_what_nobody_looks_at_for_two_hours_is_gone_with_its_files(held, clock):
    left, looked_at = held.hold(TABLES), held.hold(TABLES)
    clock.now = IDLE - 1
    assert held.find(looked_at.id)
    clock.now = IDLE + 1
    assert held.find(left.id) is None
    assert not left.folder.exists()
    assert held.find(looked_at.id) is looked_at


def test_where_all_places_are_taken_the_longest_left_alone_goes(held, clock):
    sites = [held.hold(TABLES) for _ in range(MOST)]
    with pytest.raises(TooManyHeld):
        held.hold(TABLES)
    clock.now = BRIEF - 1
    held.find(sites[0].id)
    clock.now = BRIEF + 1
    held.hold(TABLES)
    assert held.find(sites[1].id) is None
    assert all(held.find(site.id) for site in (sites[0], *sites[2:]))


def test_where_all_places_are_taken_who_has_most_makes_room_for_who_has_fewer(held):
    other = held.hold(TABLES, "192.0.2.2")
    many = [held.hold(TABLES, "192.0.2.1") for _ in range(MOST - 1)]
    with pytest.raises(TooManyHeld):
        held.hold(TABLES, "192.0.2.1")
    held.find(many[0].id)
    third = held.hold(TABLES, "192.0.2.3")
    assert held.find(many[1].id) is None
    assert not many[1].folder.exists()
    assert all(held.find(site.id) for site in (other, third, many[0], *many[2:]))


def test_what_is_given_up_is_gone_at_once(held):
    mine, other = held.hold(TABLES), held.hold(TABLES)
    for _ in range(2):
        held.give_up(mine.id)
    assert held.find(mine.id) is None
    assert not mine.folder.exists()
    assert held.find(other.id) is other


def test_a_case_that_its_address_says_is_one_site_and_the_oldest_go_first(held, clock):
    first = held.of_content("x0", TABLES)
    assert held.of_content("x0", TABLES) is first
    for number in range(1, MOST_OWN + 1):
        held.of_content(f"x{number}", TABLES)
    assert held.find("own~x0") is None
    assert held.find(f"own~x{MOST_OWN}")
    # A page that is being made of it is not left without its tables.
    assert first.folder.exists()
    clock.now = BRIEF
    held.of_content("another", TABLES)
    assert not first.folder.exists()


def test_the_server_leaves_nothing_behind(held):
    place = held.hold(TABLES).folder.parent
    held.close()
    assert not place.exists()


def test_what_a_server_that_is_no_more_left_behind_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    # No process has a number so high.
    left, running = tmp_path / "plumbline-cases-2147483646-x", tmp_path / f"plumbline-cases-{os.getppid()}-x"
    for folder in (left, running):
        folder.mkdir()
    assert private_folder().is_dir()
    assert not left.exists()
    assert running.exists()


def test_a_case_beneath_is_known_by_its_folder(tmp_path):
    for name in ("second", "third", "Not an id"):
        (tmp_path / "cases" / name).mkdir(parents=True)
        (tmp_path / "cases" / name / "case.toml").write_text("")
    (tmp_path / "cases" / "empty").mkdir()
    sites = Sites(Refresher(), tmp_path)
    assert [site.id for site in sites.listed()] == ["", "second", "third"]
    assert sites.find("second") is sites.find("second")
    assert sites.find("second").path == "/cases/second"
    for name in ("empty", "Not an id", "../second", "visit~x"):
        with pytest.raises(UnknownId):
            sites.find(name)


def test_a_case_beneath_that_cannot_be_read_keeps_newer_figures_from_nobody(tmp_path, caplog):
    for folder in (tmp_path, tmp_path / "cases" / "second"):
        folder.mkdir(parents=True, exist_ok=True)
        for path in (*ROOT.glob("*.csv"), ROOT / "case.toml"):
            shutil.copy(path, folder)
    sites = Sites(Refresher(), tmp_path)
    sites.find("second")
    (tmp_path / "cases" / "second" / "case.toml").write_text("[article]\n", "utf-8")
    sites.warm(1)
    assert [record.case for record in caplog.records if record.message == "case not warmed"] == ["second"]
    (tmp_path / "case.toml").write_text("[article]\n", "utf-8")
    with pytest.raises(NoArticle):
        sites.warm(2)


def test_all_cases_share_one_catalog_and_its_figures():
    sites = Sites(Refresher(), ROOT)
    tables = {path.name: path.read_bytes() for path in (*ROOT.glob("*.csv"), ROOT / "case.toml")}
    mine = sites.hold(tables)
    try:
        assert mine.served.case.catalog is sites.first.served.case.catalog
        assert mine.served.case.observations is sites.first.served.case.observations
    finally:
        sites.close()
