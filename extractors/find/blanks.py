from __future__ import annotations
from typing import Any
from extractors.model import Document

def blanks_of(document: Document) -> Any: return ()
def form_findings_of(document: Document) -> Any: return ()
