"""Addresses beside the pages: machine-readable twins, pictures, feeds and charts to embed."""
