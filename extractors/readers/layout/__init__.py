"""Pages of glyphs in, blocks in reading order out; what a page looks like, not where it came from.

`glyphs` holds what any source of text must give (a PDF's text layer, a recognised scan);
`assemble` turns pages of that into blocks with the help of the other modules.
"""
