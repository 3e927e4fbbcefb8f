"""Python with a wheel of this clone, and without the clone."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = "import sys; from importlib.metadata import entry_points; sys.exit(entry_points(group='console_scripts')['plumbline'].load()())"
"""What the script does that an installer writes."""


class Installed:
    """Python with a wheel and the packages of this environment, but without the clone, in a folder of its own."""

    def __init__(self, site: Path, folder: Path):
        self.site = site
        self.folder = folder
        packages = dict.fromkeys((str(site), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
        # With -S Python leaves the .pth files alone, one of which leads to the clone.
        self.options = ("-S",)
        self.variables = {
            "PYTHONPATH": os.pathsep.join(packages),
            "HOME": str(folder),
            "USERPROFILE": str(folder),
            # Installers compile; here the first run does.
            "PYTHONDONTWRITEBYTECODE": "",
        }

    def python(self, *arguments: str) -> str:
        """What a run of Python prints."""
        done = subprocess.run(
            [sys.executable, *self.options, *arguments],
            cwd=self.folder,
            env={**os.environ, **self.variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def plumbline(self, *arguments: str) -> str:
        """What a command prints."""
        return self.python("-c", COMMAND, *arguments)
