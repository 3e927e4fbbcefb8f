"""All tests see the bundled figures alone, unless they bring a store of their own."""

import os

os.environ["PLUMBLINE_LIVE"] = "off"
