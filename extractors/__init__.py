"""What does this file say? Bytes in, facts with evidence out: no database, clock, network, policy.

    read(path)        one file → Document
    find(documents)   documents → every Candidate in them
    find_in(document) one document → all that was found in it

`REVISION` names the code and catalogue that computed a finding: results of another revision
are computed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.catalogue import Catalogue, load_catalogue
from extractors.find import find, find_in
from extractors.model import Anchor, Block, Candidate, Document, DocumentFindings, Evidence
from extractors.readers import read
from extractors.revision import revision as _revision

if TYPE_CHECKING:
    REVISION: str

__all__ = [
    "REVISION",
    "Anchor",
    "Block",
    "Candidate",
    "Catalogue",
    "Document",
    "DocumentFindings",
    "Evidence",
    "find",
    "find_in",
    "load_catalogue",
    "read",
]


def __getattr__(name: str) -> str:
    """REVISION is computed when first asked for: it reads every source of the package."""
    if name == "REVISION":
        return _revision()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
