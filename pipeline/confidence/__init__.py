"""How far a value may be trusted: the observed share of right ones among values like it.

`signals` says what is like what, `table` holds what was observed and answers with a share and
its interval, `gold` says whether a value is right. Never looks at a document.
"""
