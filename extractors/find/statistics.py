from __future__ import annotations
from typing import Any
from extractors.model import Document

def find_statistics(document: Document) -> Any: return ((), ())
