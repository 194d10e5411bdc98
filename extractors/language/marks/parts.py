"""Component: words that open a part of what stands before (其中, 含), or what comes beside it."""

from __future__ import annotations

from extractors.language.marks.listed import Listed


class Parts(Listed):
    """Marks PART and ASIDE in the group "parts"."""

    group = "parts"
