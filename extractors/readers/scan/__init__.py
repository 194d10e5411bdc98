"""Scans and photos: a picture of a page in, glyphs and rules out, for `readers.layout`."""
