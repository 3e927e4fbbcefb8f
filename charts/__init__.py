"""Charts from findings. Pure: data in, plotly figures as plain dicts out; no screen."""
