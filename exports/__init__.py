"""What a reader can take away: pictures, tables, records, citations, reports and bundles, as bytes with a name."""
