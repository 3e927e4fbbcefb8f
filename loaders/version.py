"""The one place of the version; pyproject.toml reads it from here."""

VERSION = "0.2.0"
