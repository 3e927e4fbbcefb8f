"""Addresses beside the pages: records, pictures, feeds and charts to embed."""
