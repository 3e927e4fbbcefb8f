"""The commands of the terminal, one module for what belongs together; `cli.py` is the way in."""
