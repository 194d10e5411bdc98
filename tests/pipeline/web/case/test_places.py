"""Where a piece of evidence leads: to the file of its content, or to a drawn box."""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Anchor, AnchorKind
from pipeline.model import SubmittedFile
from pipeline.record.decide import DRAWN
from pipeline.web.case.places import Files
from tests.pipeline.web.case.given import COPY, FORM, PLAN, SUBMISSION, evidence


def test_a_place_leads_to_the_file_of_that_content_among_files_of_one_name() -> None:
    files = Files.of(SUBMISSION)
    links = files.links([evidence(COPY), evidence(FORM), evidence(FORM)])

    assert [link.document for link in links] == [2, 0]
    assert links[0].query == "document=2&block=3&start=0&end=6"


def test_evidence_of_a_file_that_is_not_here_leads_nowhere() -> None:
    stranger = SubmittedFile("别处.pdf", "f" * 64, 1)

    assert Files.of(SUBMISSION).links([evidence(stranger)]) == ()


def test_a_box_that_a_person_drew_leads_to_its_page() -> None:
    drawn = Anchor(AnchorKind.PAGE, page=2, bbox=(10, 20, 110, 40.5))
    shown = replace(evidence(PLAN, "9场", DRAWN), anchor=drawn)
    (link,) = Files.of(SUBMISSION).links([shown])

    assert link.query == "document=1&page=2&box=10,20,110,40.5"
    assert link.doubts == "复核人框出"
