"""Figures and tables from findings. Pure: data in, plotly dicts and text out; no screen."""
