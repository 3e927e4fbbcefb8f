"""Pieces that pages share: state, cards, charts with their tables and downloads."""
