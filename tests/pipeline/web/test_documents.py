"""The document beside the checklist: places shown, pictures cached, originals never run."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from urllib.parse import quote, unquote

import httpx
import pytest
from PIL import Image

from extractors.model import AnchorKind, Evidence
from pipeline import stages
from pipeline.accounts import Role
from pipeline.model import Submission
from pipeline.showing.spots import Spot
from pipeline.store.rows import StoredFile
from pipeline.web.case.places import Files
from pipeline.web.context import Desk
from pipeline.web.pages.documents import attachment, box_of
from tests import desks
from tests.pipeline.web.conftest import Visit, signed_in


def found(desk: Desk, kind: str) -> tuple[Submission, Spot, Evidence]:
    """Some evidence in a document of that kind, and where it stands."""
    for submission in desk.store.submissions():
        kinds = {one.sha256: one.kind for one in desk.store.documents(submission.id)}
        record = desk.store.record(submission.id)
        assert record is not None
        for value in record.fields.values():
            for evidence in value.evidence:
                if kinds.get(evidence.sha256) == kind:
                    (link,) = Files.of(submission).links([evidence])
                    spot = Spot(link.document, link.block, link.start, link.end)
                    return submission, spot, evidence
    raise AssertionError(f"no evidence in a {kind}")


def address(submission: Submission, spot: Spot) -> str:
    asked = "&".join(f"{name}={value}" for name, value in spot.query.items())
    return f"/applications/{submission.id}/documents/{spot.document}?{asked}"


def picture_of(submission: Submission, number: int, page: int = 1) -> str:
    return f"/applications/{submission.id}/documents/{number}/pages/{page}.jpg"


# --- places ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_evidence_is_marked_where_it_stands(desk: Desk, reviewer: Visit, kind: str) -> None:
    submission, spot, evidence = found(desk, kind)
    shown = reviewer.get(address(submission, spot))

    assert shown.status_code == 200
    assert shown.text.count('id="place"') == 1
    if kind == "pdf":
        assert 'class="quote-line"' in shown.text and "viewBox" in shown.text
    else:
        assert f'<mark id="place">{evidence.text}</mark>' in shown.text
    if evidence.anchor.kind is AnchorKind.SHEET_CELL:
        assert f'title="{evidence.anchor.cell}"' in shown.text


def test_no_page_carries_a_style_or_a_script_of_its_own(desk: Desk, reviewer: Visit) -> None:
    for kind in ("pdf", "docx", "xlsx"):
        submission, spot, _ = found(desk, kind)
        text = reviewer.get(address(submission, spot)).text

        assert "style=" not in text and "<script" not in text and " onerror" not in text


def test_who_opens_the_address_itself_gets_the_whole_page(desk: Desk, reviewer: Visit) -> None:
    submission, spot, _ = found(desk, "docx")
    whole = reviewer.get(address(submission, spot), headers={"Sec-Fetch-Dest": "document"})

    assert whole.status_code == 303
    there = whole.headers["location"]
    assert there.startswith(f"/applications/{submission.id}?document={spot.document}&block=")
    assert there.endswith("#place")


def test_a_place_that_is_not_there_any_more_is_said(desk: Desk, reviewer: Visit) -> None:
    submission, spot, _ = found(desk, "docx")
    shown = reviewer.get(address(submission, Spot(spot.document, 999_999, 0, 5)))

    assert shown.status_code == 200
    assert "已不存在" in shown.text and 'id="place"' not in shown.text


@pytest.mark.parametrize("asked", ["block=-1", "block=x", "block=1e9", "begin=" + "9" * 40])
def test_addresses_that_name_nothing_are_refused(desk: Desk, reviewer: Visit, asked: str) -> None:
    submission = desk.store.submissions()[0]

    assert reviewer.get(f"/applications/{submission.id}/documents/0?{asked}").status_code == 422


def test_what_is_under_a_box_is_told(desk: Desk, reviewer: Visit) -> None:
    submission, spot, _ = found(desk, "pdf")
    document = desk.store.documents(submission.id)[spot.document]
    assert spot.block is not None
    line = next(one for one in document.blocks[spot.block].lines if one.end > spot.start)
    box = ",".join(str(side) for side in line.bbox)
    told = reviewer.get(
        f"/applications/{submission.id}/documents/{spot.document}/under?page={line.page}&box={box}"
    ).json()

    assert document.blocks[spot.block].text[line.start : line.end].strip() in told["text"]
    assert told["places"][0]["document"] == spot.document


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "0,0,inf,1", "1e99,0,1,1"])
def test_a_box_of_anything_but_four_numbers_is_refused(
    desk: Desk, reviewer: Visit, box: str
) -> None:
    submission, spot, _ = found(desk, "pdf")
    answer = reviewer.get(
        f"/applications/{submission.id}/documents/{spot.document}/under?page=1&box={box}",
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 422
    assert "框选" in answer.json()["detail"]


def test_a_box_that_a_person_drew_is_shown_where_it_was_drawn(desk: Desk, reviewer: Visit) -> None:
    submission, spot, _ = found(desk, "pdf")
    drawn = Spot(spot.document, page=1, box=(100.5, 200, 300, 220))
    shown = reviewer.get(address(submission, drawn))

    assert 'id="place" x="98.5" y="198' in shown.text


def test_a_block_that_stands_on_no_page_cannot_be_pointed_at(desk: Desk, reviewer: Visit) -> None:
    submission, spot, _ = found(desk, "xlsx")
    answer = reviewer.get(
        f"/applications/{submission.id}/documents/{spot.document}/under?block=0",
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 422
    assert "没有页面位置" in answer.json()["detail"]


def test_a_box_drawn_from_below_is_turned() -> None:
    assert box_of("200, 120, 100, 90") == (100.0, 90.0, 200.0, 120.0)


# --- pictures ----------------------------------------------------------------------------------


def test_a_picture_is_sent_once_and_kept_by_the_browser_alone(desk: Desk, reviewer: Visit) -> None:
    submission, spot, _ = found(desk, "pdf")
    first = reviewer.get(picture_of(submission, spot.document))

    assert first.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(first.content)).width > 900
    assert first.headers["cache-control"].startswith("private")
    again = reviewer.get(
        picture_of(submission, spot.document), headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    sharper = reviewer.get(picture_of(submission, spot.document) + "?zoom=2")
    assert sharper.headers["etag"] != first.headers["etag"]
    assert len(sharper.content) > len(first.content)


@pytest.mark.parametrize("asked", ["pages/0.jpg", "pages/999.jpg", "pages/1.jpg?zoom=7"])
def test_pictures_that_are_not_there(desk: Desk, reviewer: Visit, asked: str) -> None:
    submission, spot, _ = found(desk, "pdf")

    answer = reviewer.get(f"/applications/{submission.id}/documents/{spot.document}/{asked}")
    assert answer.status_code == 404


def test_a_page_that_cannot_be_drawn_shows_its_text_instead(desk: Desk, reviewer: Visit) -> None:
    submission, spot, evidence = found(desk, "pdf")
    sha256 = submission.files[spot.document].sha256
    raw = desk.settings.raw / sha256[:2] / f"{sha256}.pdf"
    raw.chmod(0o640)
    raw.write_bytes(b"%PDF-1.4 cut")

    refused = reviewer.get(
        picture_of(submission, spot.document), headers={"Accept": "application/json"}
    )
    assert refused.status_code == 422
    assert refused.json()["detail"] == "此页已损坏，无法绘出。"
    shown = reviewer.get(address(submission, spot)).text
    assert "此页已损坏，无法绘出。以下是从此页读取的文字" in shown
    assert evidence.text.splitlines()[0] in shown


# --- originals ---------------------------------------------------------------------------------


def test_the_original_is_handed_out_as_it_came(desk: Desk, reviewer: Visit) -> None:
    submission = desk.store.submissions()[0]
    for number, file in enumerate(submission.files):
        sent = reviewer.get(f"/applications/{submission.id}/documents/{number}/original")

        assert len(sent.content) == file.size
        assert sent.headers["content-type"] == "application/octet-stream"
        assert sent.headers["content-security-policy"].startswith("sandbox")
        assert sent.headers["x-content-type-options"] == "nosniff"
        named = sent.headers["content-disposition"]
        assert named.startswith("attachment; filename=")
        assert unquote(named.partition("filename*=UTF-8''")[2]) == file.path.rpartition("/")[2]


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename="evil.exe',
        "甲\r\nSet-Cookie: a=b",
        "../../etc/passwd",
        "\u202efdp.exe",
        "...",
        "x" * 900,
    ],
)
def test_a_name_never_leaves_its_header(name: str) -> None:
    header = attachment(name)

    assert header.isascii() and header.isprintable()
    plain = header.partition('filename="')[2].partition('"')[0]
    assert plain and not set(plain) & set('"\\/;\r\n')
    assert header.count('"') == 2
    assert len(header) < 2_500


# --- who may see it ----------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["", "/pages/1.jpg", "/original", "/under?page=1&box=0,0,9,9"])
def test_what_is_not_for_a_visitor_is_answered_like_what_is_not_there(
    desk: Desk, server: desks.Running, part: str
) -> None:
    desks.add_person(desk.store, "jie", "界外", Role.REVIEWER, frozenset({"no-such-policy"}))
    with httpx.Client(base_url=server.url, timeout=60) as browser:
        outsider = signed_in(browser, "jie")
        submission, spot, _ = found(desk, "pdf")
        mine = f"/applications/{submission.id}/documents/{spot.document}{part}"

        assert outsider.get(mine).status_code == 404
        assert outsider.get(f"/applications/s-0/documents/0{part}").status_code == 404
        assert outsider.get(f"/applications/{submission.id}/documents/99{part}").status_code == 404


def test_what_is_not_judged_yet_is_not_there(desk: Desk, reviewer: Visit) -> None:
    """Under which policy it falls, and so who may see it, nobody knows before."""
    submission, _, _ = found(desk, "pdf")
    files = [StoredFile(f.path, f.sha256, f.size, ".pdf") for f in submission.files]
    desk.store.register(replace(submission, id="s-new", name="刚收到的材料"), files)

    assert reviewer.get("/applications/s-new/documents/0").status_code == 404


@pytest.mark.parametrize("part", ["", "/pages/1.jpg", "/original", "/under?page=1&box=0,0,9,9"])
def test_nobody_sees_a_document_without_signing_in(
    desk: Desk, server: desks.Running, part: str
) -> None:
    submission, spot, _ = found(desk, "pdf")
    answer = httpx.get(f"{server.url}/applications/{submission.id}/documents/{spot.document}{part}")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")


# --- hostile files -----------------------------------------------------------------------------

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def hostile(desk: Desk) -> Submission:
    """A submission as bad as names and texts can make it."""
    folder = desk.settings.inbox / "恶意材料"
    folder.mkdir(parents=True)
    text = f"{SCRIPT}\n名称：\u202e{SCRIPT}\n面积：820平方米\x07\n{'长' * 30_000}\n"
    (folder / f"{SCRIPT.replace('/', '∕')}.txt").write_text(text, "utf-8")
    (folder / "图.html").write_text(f"<html><body><p>{SCRIPT}</p></body></html>", "utf-8")
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr('证照/"><img src=x onerror=alert(1)>.txt', "空间名称：某某众创空间")
    stages.run(desk.settings)
    return next(one for one in desk.store.submissions() if one.name == "恶意材料")


def test_hostile_names_and_texts_are_only_shown(
    desk: Desk, reviewer: Visit, hostile: Submission
) -> None:
    assert len(hostile.files) >= 3
    for number in range(len(hostile.files)):
        shown = reviewer.get(f"/applications/{hostile.id}/documents/{number}?block=0")

        assert shown.status_code == 200
        assert "<script" not in shown.text and "<img src=x" not in shown.text
        assert "\u202e" not in shown.text and "\x07" not in shown.text
    assert any("证照" in file.path for file in hostile.files)


def test_a_page_of_html_is_never_opened_by_the_browser(
    desk: Desk, reviewer: Visit, hostile: Submission
) -> None:
    number = next(n for n, file in enumerate(hostile.files) if file.path.endswith(".html"))
    sent = reviewer.get(f"/applications/{hostile.id}/documents/{number}/original")

    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["content-disposition"].startswith("attachment")
    assert quote("图.html") in sent.headers["content-disposition"]
