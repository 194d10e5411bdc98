"""What stands on a page below each other: paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.readers.layout.grid import Grid
from extractors.readers.layout.paragraphs import Margins
from extractors.readers.layout.printed import Printed


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, with the column they were measured in."""

    lines: list[Printed]
    margins: Margins

    @property
    def text(self) -> str:
        """What is printed, without white space."""
        return "".join("".join(line.text.split()) for line in self.lines)


Item = Paragraph | Grid
