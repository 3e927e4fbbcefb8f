"""From public sources to observations. Knows no claim, no screen."""
