"""Evidence leads to the file it was quoted from, also where names and bytes repeat."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extractors.model import Anchor, AnchorKind, Block, Document, Evidence
from pipeline.model import Submission, SubmittedFile
from pipeline.showing.spots import Spot, place_of

FORM, PLAN = "a" * 64, "b" * 64


def document(path: str, sha256: str, *texts: str) -> Document:
    folder, _, name = path.rpartition("/")
    anchor = Anchor(AnchorKind.PARAGRAPH, paragraph=1)
    blocks = tuple(Block(text, anchor) for text in texts)
    return Document(name, sha256, "docx", blocks, folder=folder)


def submission(*files: tuple[str, str]) -> Submission:
    kept = tuple(SubmittedFile(path, sha256, 10) for path, sha256 in files)
    return Submission("s-1", "某空间", kept, dt.datetime(2026, 3, 5, tzinfo=dt.UTC))


def test_evidence_leads_to_its_file_block_and_signs() -> None:
    plan = document("方案.docx", PLAN, "题目", "面积820平方米")
    given = submission(("表.docx", FORM), ("方案.docx", PLAN))

    spot = place_of(plan.quote(1, 2, 8), given, [document("表.docx", FORM, "表"), plan])

    assert spot == Spot(1, 1, 2, 8)


def test_the_same_bytes_under_two_names_lead_to_the_name_that_is_quoted() -> None:
    one, other = document("表.docx", FORM, "820"), document("副本/表2.docx", FORM, "820")
    given = submission(("表.docx", FORM), ("副本/表2.docx", FORM))

    assert place_of(one.quote(0), given, [one, other]) == Spot(0, 0, 0, 3)
    assert place_of(other.quote(0), given, [one, other]) == Spot(1, 0, 0, 3)


def test_a_member_of_an_archive_is_a_file_of_the_submission() -> None:
    member = document("附件/证照/执照.pdf", PLAN, "91530100MA6K000000")
    given = submission(("表.docx", FORM), ("附件/证照/执照.pdf", PLAN))

    assert place_of(member.quote(0), given, [member]) == Spot(1, 0, 0, 18)


def test_evidence_of_an_earlier_reader_is_found_by_its_text() -> None:
    old = document("方案.docx", PLAN, "甲", "面积820平方米").quote(1, 2, 8)
    now = document("方案.docx", PLAN, "共有面积820平方米")

    assert place_of(old, submission(("方案.docx", PLAN)), [now]) == Spot(0, 0, 4, 10)


def test_what_is_said_nowhere_any_more_leads_to_the_file() -> None:
    old = document("方案.docx", PLAN, "面积820平方米").quote(0)
    given = submission(("方案.docx", PLAN))

    assert place_of(old, given, [document("方案.docx", PLAN, "别的")]) == Spot(0)
    assert place_of(old, given, []) == Spot(0)


def test_bytes_that_were_not_handed_in_lead_nowhere() -> None:
    strange = document("方案.docx", "c" * 64, "820").quote(0)

    assert place_of(strange, submission(("方案.docx", PLAN)), []) is None
    assert place_of(replace(strange, text=""), submission(("x.docx", "c" * 64)), []) == Spot(0)


def test_a_box_that_a_person_drew_leads_to_its_page() -> None:
    anchor = Anchor(AnchorKind.PAGE, page=3, bbox=(10.5, 20, 300, 40))
    drawn = Evidence("方案.docx", PLAN, -1, 0, 3, "820", anchor)

    spot = place_of(drawn, submission(("方案.docx", PLAN)), [])

    assert spot == Spot(0, page=3, box=(10.5, 20, 300, 40))
    assert spot.query == {"page": 3, "box": "10.5,20,300,40"}
