"""What a reader may use beside a file's bytes. Values only: nothing here starts anything.

Recognition of scans and LibreOffice are used where they are installed and wanted. Where a
file needs one that is not there, its reader says so as a problem of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


class PageStore(Protocol):
    """Keeps what was recognised on a page's picture, so that it is recognised once only.

    Keys are hashes of the picture and of what recognises; the text is the recogniser's own.
    """

    def get(self, key: str) -> str | None:
        """What was kept under the key."""

    def put(self, key: str, text: str) -> None:
        """Keep the text."""


Told = Callable[[int, int], None]
"""Called as (pages done, of how many) before each page that takes long."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """What is wanted of the tools that not every machine has.

    `recognise`: read scans and photos by optical recognition.
    `convert`: read old office formats by LibreOffice.
    `place`: find the page and box of each block of a Word file by rendering it.
    """

    recognise: bool = True
    convert: bool = True
    place: bool = False
    pages: PageStore | None = None
    told: Told = lambda done, total: None


DEFAULT = Equipment()
