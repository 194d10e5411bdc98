"""The operations of the review desk: one function each, for pages, JSON API and command line.

Enter: a store, who asks, the moment, what was typed. Leave: frozen results, or a `DeskError`
whose message an official reads. Every check stands here: who may, who sees, who holds the
application, what was seen before it was decided. Nothing here knows HTTP.

    errors      what may be refused, with Chinese sentences
    case        one submission as the desk sees it
    versions    what a save must have seen
    saving      draft → decision; preview, undo
    rosters     lists as tables of text, and back
    claims      who works on what
    queue       filter, sort, search, page; views; bulk actions
    signing_off, second, history, dashboard, text_blocks
"""
