"""From observations to verdicts. Pure functions: no screen, no network."""
