"""What a page of the desk needs to show a document with the evidence in it.

Enter: a `Document` as read, the bytes it was read from, a place in it. Leave: pictures of pages
drawn in a limited child process, and plain rows of text and boxes for a template. No HTTP here.
"""
