"""Workbooks and what passes for one: `reader` makes blocks; values, marks and parts help it."""
