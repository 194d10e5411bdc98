"""The operations of the review desk: one function each, for pages, JSON API and command line.

Enter: a store, who asks, the moment, what was typed. Leave: frozen results, or a `DeskError`
whose message an official reads. Every check stands here: who may, who sees, who holds the
application, what was seen before it was decided. Nothing here knows HTTP.

    errors        what may be refused, with Chinese sentences
    words         what the desk calls states, outcomes, reasons and decisions
    case          one submission as the desk sees it
    versions      what a save must have seen
    drafts        what a page sent → the decision that it asks for
    rosters       lists as tables of text, and back
    saving        draft → decision; preview, undo
    second        the same questions asked blind of a second person
    signing_off   settled, and taken up again
    claims        who works on what
    queue         filter, sort, search, page; views; bulk actions
    deadlines     working days
    history       everything that happened to one application
    dashboard     what is counted over all of them
    text_blocks, policy_texts   what the office wrote and placed itself
    handing_in, taking_in       files from a browser, into the inbox and on
"""
