import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from verdicts.project import open_project
from verdicts.summary import Standing

# Tests assert behaviour; speed is measured in tests/bench/.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def project():
    """The project as it is committed."""
    return open_project()


@pytest.fixture(scope="session")
def standings(project):
    """Each claim's verdict at both dates."""
    pairs = zip(project.verdicts(project.then), project.verdicts(project.now), strict=True)
    return [Standing(then, now) for then, now in pairs]


@pytest.fixture(scope="session", params=["light", "dark"])
def mode(request):
    return request.param
