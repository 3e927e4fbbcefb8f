"""The day the newest bundled figures were retrieved, as tests expect it: the one place to change with a new snapshot."""

import datetime as dt

NEWEST = dt.date(2026, 11, 29)
IN_WORDS = "29 November 2026"
