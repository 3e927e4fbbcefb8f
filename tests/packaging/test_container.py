"""What goes into a container's image: all that the wheel is made of, asked after at the address that says it is alive."""

import tomllib
from fnmatch import fnmatch

from exports.addresses import ALIVE, READY
from loaders.case_zip import LARGEST
from loaders.home import ROOT

IGNORED, *KEPT = [
    line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]


def test_an_image_gets_all_that_the_wheel_is_made_of_and_nothing_that_is_not():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["only-include"], *wheel["force-include"], *project["project"]["license-files"]}
    needed |= {project["project"]["readme"], "pyproject.toml", "constraints.txt"}
    let_in = [line[1:] for line in KEPT if line[0] == "!"]
    assert IGNORED == "*"
    assert [name for name in needed if not any(fnmatch(name, pattern) for pattern in let_in)] == []
    assert [pattern for pattern in let_in if not any(fnmatch(name, pattern) for name in needed)] == []


def test_an_image_is_alive_where_the_program_says_it_is():
    health = (ROOT / "Dockerfile").read_text(encoding="utf-8").partition("HEALTHCHECK")[2]
    assert f"127.0.0.1:8501{ALIVE.path()}'" in health


def test_readers_behind_nginx_do_not_see_what_is_wrong_inside():
    site = (ROOT / "deploy" / "nginx" / "site.conf").read_text(encoding="utf-8")
    for path in (READY.path(), "/_stcore/metrics"):
        assert f"location = {path} " in site


def test_nginx_lets_the_largest_case_through_and_not_much_more():
    site = (ROOT / "deploy" / "nginx" / "site.conf").read_text(encoding="utf-8")
    megabytes = int(site.partition("client_max_body_size ")[2].partition("m;")[0])
    assert LARGEST < megabytes * 10**6 <= LARGEST * 1.5
