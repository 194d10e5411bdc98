"""A block's text found again where its anchor says, each format by a route that is not ours.

Every route takes a file's bytes and the Document that our readers made of it and yields one
Check a block. None of them imports a reader.
"""
