"""How long a program that a test starts may take before the test gives it up."""

CHILD_S = 220
"""The tour takes half a minute, and eight times that on a machine where everything is busy; it costs nothing where it is
quick. Below `faulthandler_timeout` in pyproject.toml, so that what never ends is one failed test."""
