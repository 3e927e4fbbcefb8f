"""Addresses beside the pages: records for programs, pictures, feeds and charts to embed."""
