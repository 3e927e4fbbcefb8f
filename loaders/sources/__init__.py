"""One module per public source; each offers ``parse``: the source's own bytes to observations."""
