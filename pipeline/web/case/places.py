"""Evidence in, a link to where it stands out: which file of the submission, which words in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.model import Evidence
from pipeline.model import Submission
from pipeline.record.decide import DRAWN
from pipeline.wording import place

# A longer quote is read in the document beside it.
QUOTE = 64  # characters


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """Where a quote stands. `document` is the file's position in the submission, from 0.

    `block`, `start` and `end` are those of the evidence. `doubts` says how it was read where
    that is unusual: recognised with a score, under a seal.
    """

    document: int
    block: int
    start: int
    end: int
    where: str  # 运营方案.pdf 第3页
    quote: str
    doubts: str = ""
    page: int = 0  # of a box that a person drew, from 1; it quotes no block
    box: str = ""  # that box in points: x0,top,x1,bottom

    @property
    def query(self) -> str:
        """The part of an address that shows it."""
        if self.page:
            return f"document={self.document}&page={self.page}&box={self.box}"
        return f"document={self.document}&block={self.block}&start={self.start}&end={self.end}"


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one submission, to be found by what evidence says of them."""

    by_name: Mapping[tuple[str, str], int]
    by_content: Mapping[str, int]

    @classmethod
    def of(cls, submission: Submission) -> Files:
        by_name: dict[tuple[str, str], int] = {}
        by_content: dict[str, int] = {}
        for position, file in enumerate(submission.files):
            by_name.setdefault((file.sha256, file.path.rpartition("/")[2]), position)
            by_content.setdefault(file.sha256, position)
        return cls(by_name, by_content)

    def position(self, sha256: str, name: str) -> int | None:
        """Which file it is; None where the submission has none of that content."""
        return self.by_name.get((sha256, name), self.by_content.get(sha256))

    def named_in(self, sentence: str) -> tuple[int, str] | None:
        """The first file whose name the sentence quotes: position and name."""
        named = ((position, name) for (_, name), position in self.by_name.items())
        return next((found for found in named if f"「{found[1]}」" in sentence), None)

    def links(self, evidence: Iterable[Evidence]) -> tuple[PlaceLink, ...]:
        """Links to the places, each once, in their order."""
        found = (self._link(one) for one in dict.fromkeys(evidence))
        return tuple(link for link in found if link is not None)

    def _link(self, evidence: Evidence) -> PlaceLink | None:
        position = self.position(evidence.sha256, evidence.document)
        if position is None:
            return None
        drawn = evidence.block == DRAWN
        text = " ".join(evidence.text.split())
        doubts = ["印章压字"] if evidence.sealed else []
        if evidence.score is not None:
            doubts.append(f"识别得分 {evidence.score:.2f}")
        return PlaceLink(
            position,
            evidence.block,
            evidence.start,
            evidence.end,
            place(evidence),
            text if len(text) <= QUOTE else text[: QUOTE - 1] + "…",
            "，".join(doubts) or ("复核人框出" if drawn else ""),
            (evidence.anchor.page or 1) if drawn else 0,
            ",".join(f"{side:g}" for side in evidence.anchor.bbox or ()) if drawn else "",
        )
