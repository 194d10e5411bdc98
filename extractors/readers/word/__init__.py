"""Word packages (.docx): `reader` walks the XML, the other modules know runs, grids, styles."""
