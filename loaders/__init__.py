"""From public sources to observations. Knows no claim, no screen."""

import os

# Before pyarrow is loaded: its own allocator never gives back what reading the files took for a moment.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
