"""Workbooks (.xlsx, .xls): `reader` makes blocks of cells; the others know values and marks."""
