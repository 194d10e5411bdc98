"""Invented submissions with their expected results: `python -m samples.build` makes both."""
