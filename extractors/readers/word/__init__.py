"""Word packages (.docx): `reader` is the way in, `walk` goes through the XML once.

What is read: `parts` opens the package, `flow` and `grid` tell paragraphs, tables and cells,
`runs`, `fields` and `drawings` what stands in them, `objects` and `pictures` what they refer
to. What decides how it is read: `styles`, `looks`, `paragraphs`, `numbering`, `ordinals`,
`sections`. Where it is printed: `rendered`, `alignment`, `placing`.
"""
