"""Marked paragraphs and tables in, a rich text file out.

What old office programs and WPS save as .rtf, written by hand so that the same input gives the
same bytes. Notes every statement with the submission; never states anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from samples.submission import Cells, Submission

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\paperw11906\paperh16838"
)
TWIPS = 20  # a point


class Rtf:
    """One .rtf being written; `save` puts it into the submission."""

    def __init__(self, owner: Submission, name: str, kind: str, materials: Sequence[str]) -> None:
        owner.enter(name, kind, materials)
        self.owner, self.name = owner, name
        self.parts: list[str] = []

    def title(self, text: str) -> None:
        self.parts.append(rf"\pard\qc\b\fs36 {self._text(text)}\b0\par")

    def heading(self, text: str) -> None:
        self.parts.append(rf"\pard\sb160\b\fs28 {self._text(text)}\b0\par")

    def para(self, *texts: str) -> None:
        self.parts += [rf"\pard\fi480\fs24 {self._text(text)}\par" for text in texts]

    def table(self, rows: Cells, widths: Sequence[float]) -> None:
        """A ruled table with column widths in points."""
        for row in rows:
            right, edges = 0.0, ""
            for width in widths:
                right += width
                rules = "".join(rf"\clbrdr{side}\brdrs\brdrw10" for side in "tlbr")
                edges += rf"{rules}\cellx{round(right * TWIPS)}"
            cells = "".join(rf"\pard\intbl\fs21 {self._text(str(cell))}\cell" for cell in row)
            self.parts.append(rf"\trowd\trgaph100{edges}{cells}\row")
        self.parts.append(r"\pard\par")

    def save(self) -> None:
        self.owner.files[self.name] = "\n".join([HEAD, *self.parts, "}"]).encode("ascii")

    def _text(self, marked: str) -> str:
        return "".join(map(_escaped, self.owner.take(marked, self.name)))


def _escaped(sign: str) -> str:
    if sign in "\\{}":
        return "\\" + sign
    if sign == "\n":
        return r"\line "
    code = ord(sign)
    return sign if code < 128 else rf"\u{code - 65536 if code > 32767 else code}?"
