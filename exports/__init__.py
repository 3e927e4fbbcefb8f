"""What a reader can download: pictures, tables, records, citations, reports and bundles, as bytes with a name."""
